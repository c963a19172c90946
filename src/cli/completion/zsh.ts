import type { CommandShape, OptionShape, Word } from './shape.ts'

/** A description inside the single quotes of a specification, where brackets and colons mean something. */
const quoted = (text: string): string => text.replace(/'/g, "'\\''").replace(/[[\]:\\]/g, '\\$&')

const action = (word: Word): string => {
  switch (word.kind) {
    case 'gameFile':
      return '_files -g "*.(game|nfg|efg)(-.)"'
    case 'folder':
      return '_files -/'
    case 'choice':
      return `(${word.choices.join(' ')})`
    case 'free':
      return ' '
  }
}

const optionSpec = ({ long, short, description, value }: OptionShape): string => {
  const about = `[${quoted(description)}]`
  const rest = `${about}${value === undefined ? '' : `:value:${action(value)}`}`
  return short === undefined ? `'*${long}${rest}'` : `'(${short} ${long})'{${short},${long}}'${rest}'`
}

const commandCase = ({ name, options, argument }: CommandShape): string => {
  const specs = [
    ...options.map(optionSpec),
    ...(argument === undefined ? [] : [`'*:argument:${action(argument)}'`]),
  ]
  return `    ${name})\n      _arguments ${specs.join(' \\\n        ')} ;;`
}

/** The completion script of zsh. */
export const zshCompletion = (
  commands: readonly CommandShape[],
  options: readonly OptionShape[],
): string => `#compdef coplay
# Completion of coplay for zsh: eval "$(coplay completion zsh)", or a file _coplay in a folder of $fpath.
_coplay() {
  local context state line
  typeset -A opt_args
  _arguments -C ${options.map(optionSpec).join(' ')} '1:command:->command' '*::argument:->argument'
  case $state in
    command)
      local -a commands=(
${commands.map(c => `        '${c.name}:${quoted(c.description)}'`).join('\n')}
      )
      _describe command commands
      return ;;
  esac
  case $words[1] in
${commands.map(commandCase).join('\n')}
  esac
}
compdef _coplay coplay
`
