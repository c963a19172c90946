import type { Source } from '../source/source.ts'
import type { DriveDeclaration } from '../syntax/ast.ts'
import { parse } from '../syntax/parse.ts'

/**
 * The text in which the first drive of a game is one by `name`: another strategy of this game, or the game itself, to be
 * solved. It is checked as any text is. Nothing where `name` drives already, or neither is nor has a game that something
 * drives.
 */
export const drivenBy = (source: Source, name: string): Source | undefined => {
  const { declarations } = parse(source).file
  const gameOf = (player: string): string | undefined =>
    declarations.flatMap(d =>
      d.kind === 'strategy' && d.name.text === player
        ? [d.game.text]
        : d.kind === 'game' && d.name.text === player
          ? [player]
          : [],
    )[0]
  const drives = declarations.filter((d): d is DriveDeclaration => d.kind === 'drive')
  const game = gameOf(name)
  if (game === undefined || drives.some(({ driven }) => driven.text === name)) return undefined
  const [drive] = drives.filter(({ driven }) => gameOf(driven.text) === game)
  if (drive === undefined) return undefined
  const { start, end } = drive.driven.span
  return { ...source, text: `${source.text.slice(0, start)}${name}${source.text.slice(end)}` }
}
