import type { CommandShape, OptionShape, Word } from './shape.ts'

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`

const candidates = (word: Word): string => {
  switch (word.kind) {
    case 'gameFile':
      return "-a '(__fish_complete_suffix .game; __fish_complete_suffix .nfg; __fish_complete_suffix .efg)'"
    case 'folder':
      return "-a '(__fish_complete_directories)'"
    case 'choice':
      return `-a ${quoted(word.choices.join(' '))}`
    case 'free':
      return ''
  }
}

const option = (condition: string, { long, short, description, value }: OptionShape): string =>
  [
    `complete -c coplay -n ${quoted(condition)} -l ${long.replace(/^--/, '')}`,
    short === undefined ? '' : `-s ${short.replace(/^-/, '')}`,
    value === undefined ? '' : `-x ${candidates(value)}`,
    `-d ${quoted(description)}`,
  ]
    .filter(part => part !== '')
    .join(' ')

/** The completion script of fish. */
export const fishCompletion = (
  commands: readonly CommandShape[],
  options: readonly OptionShape[],
): string => {
  const first = '__fish_use_subcommand'
  const lines = commands.flatMap(command => {
    const within = `__fish_seen_subcommand_from ${command.name}`
    return [
      `complete -c coplay -n ${quoted(first)} -a ${command.name} -d ${quoted(command.description)}`,
      ...command.options.map(one => option(within, one)),
      ...(command.argument === undefined
        ? []
        : [`complete -c coplay -n ${quoted(within)} ${candidates(command.argument)}`.trimEnd()]),
    ]
  })
  return [
    '# Completion of coplay for fish: coplay completion fish | source',
    'complete -c coplay -f',
    ...options.map(one => option(first, one)),
    ...lines,
    '',
  ].join('\n')
}
