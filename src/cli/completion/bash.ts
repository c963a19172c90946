import type { CommandShape, OptionShape, Word } from './shape.ts'

const namesOf = ({ long, short }: OptionShape): readonly string[] =>
  short === undefined ? [long] : [short, long]

const words = (of: readonly string[]): string => `COMPREPLY=($(compgen -W '${of.join(' ')}' -- "$current"))`

/** Extended patterns may be off in the user's shell. */
const gameFiles = ['game', 'nfg', 'efg'].map(end => `compgen -f -X '!*.${end}' -- "$current"`).join('; ')

/** Names of files may have blanks in them. */
const byLine = "IFS=$'\\n'; "

const complete = (word: Word | undefined): string => {
  switch (word?.kind) {
    case 'gameFile':
      return `${byLine}COMPREPLY=($(compgen -d -- "$current"; ${gameFiles}))`
    case 'folder':
      return `${byLine}COMPREPLY=($(compgen -d -- "$current"))`
    case 'choice':
      return words(word.choices)
    case 'free':
    case undefined:
      return ':'
  }
}

const valueCases = ({ name, options }: CommandShape): readonly string[] =>
  options.flatMap(option =>
    option.value === undefined
      ? []
      : [
          `    ${namesOf(option)
            .map(n => `'${name} ${n}'`)
            .join(' | ')}) ${complete(option.value)}; return ;;`,
        ],
  )

/** The completion script of bash; it runs in bash 3.2 too. */
export const bashCompletion = (
  commands: readonly CommandShape[],
  options: readonly OptionShape[],
): string => `# Completion of coplay for bash: eval "$(coplay completion bash)"
_coplay() {
  local IFS=$' \\t\\n' current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in
      ${commands.map(c => c.name).join(' | ')}) command="$word"; break ;;
    esac
  done
  COMPREPLY=()
  case "$command $previous" in
${commands.flatMap(valueCases).join('\n')}
  esac
  if [[ "$current" == -* ]]; then
    case "$command" in
${commands.map(c => `      ${c.name}) ${words(c.options.flatMap(namesOf))} ;;`).join('\n')}
      *) ${words(options.flatMap(namesOf))} ;;
    esac
    return
  fi
  case "$command" in
${commands.map(c => `    ${c.name}) ${complete(c.argument)} ;;`).join('\n')}
    *) ${words(commands.map(c => c.name))} ;;
  esac
}
complete -o filenames -F _coplay coplay
`
