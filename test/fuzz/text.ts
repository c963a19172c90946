/** Texts to damage: every game of the library, read once. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface GameText {
  readonly path: string
  readonly text: string
}

const under = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory() ? under(join(folder, entry.name)) : [join(folder, entry.name)],
  )

/** The files of `games/` and those written to try the whole syntax. */
export const gameTexts = (): readonly GameText[] =>
  [...under('games'), ...under('test/unit/syntax/cases')]
    .filter(path => path.endsWith('.game'))
    .sort()
    .map(path => ({ path, text: readFileSync(path, 'utf8') }))
