/** `coplay convert`: a game from one format to another. */
import * as E from 'fp-ts/lib/Either.js'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { graphOf } from '../form/graph.ts'
import type { NormalForm } from '../form/normalForm.ts'
import { extensiveJson, normalJson } from '../form/record.ts'
import { reducedForm } from '../form/reduced.ts'
import type { GambitGame } from '../gambit/open.ts'
import { writeExtensive, writeNormal } from '../gambit/write.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { tableText } from '../report/tableText.ts'
import { deliver } from './deliver.ts'
import { type ExitStatus, exitStatus, statusOfDiagnostics } from './exitStatus.ts'
import type { Io } from './io.ts'
import { openGame, treeOf } from './openGame.ts'
import type { RunOptions } from './options.ts'
import { tell } from './terminal.ts'

/** The formats that games are written in. */
export const formats = ['nfg', 'efg', 'json', 'dot', 'table'] as const

export type Format = (typeof formats)[number]

export interface ConvertCommandOptions
  extends Pick<RunOptions, 'game' | 'set' | 'steps' | 'quiet' | 'verbose' | 'color'> {
  readonly to: Format
  readonly output?: string
}

/** Writes the game of one file in another format, to standard output or a file. */
export const convertFile = (io: Io, path: string, options: ConvertCommandOptions): ExitStatus => {
  const opened = openGame(io, path, options)
  const written = opened.game === undefined ? undefined : textOf(opened.game, options.to)
  const problems =
    written === undefined
      ? []
      : E.isLeft(written)
        ? [written.left]
        : deliver(io, options.output, written.right)
  const diagnostics = [...opened.diagnostics, ...problems]
  tell(io, diagnostics, new Map(opened.sources.map(source => [source.path, source])), options)
  return diagnostics.length === 0 ? exitStatus.holds : statusOfDiagnostics(diagnostics)
}

/** Profiles that a table may have which is written. */
const mostProfiles = 1_000_000

/** The text of a game. Errors: G5006 for a tree whose table would be too large. */
const textOf = (game: GambitGame, format: Format): E.Either<Diagnostic, string> => {
  switch (format) {
    case 'nfg':
      return E.map(writeNormal)(tableOf(game))
    case 'table':
      return E.map((form: NormalForm<Rational>) => tableText(exact, form))(tableOf(game))
    case 'efg':
      return E.right(writeExtensive(treeOf(game)))
    case 'json':
      return E.right(`${game.kind === 'table' ? normalJson(game.form) : extensiveJson(game.form)}\n`)
    case 'dot':
      return E.right(graphOf(treeOf(game)))
  }
}

/** The table of a game. Errors: G5006 where it would be too large. */
export const tableOf = (game: GambitGame): E.Either<Diagnostic, NormalForm<Rational>> => {
  if (game.kind === 'table') return E.right(game.form)
  const { form } = game
  const reduced = reducedForm(exact, form, mostProfiles)
  return E.isRight(reduced)
    ? E.right(reduced.right.form)
    : E.left(
        diagnostic('G5006', `\`${form.title}\` is too large to be written as a table`, {
          explanation: [
            `It has more than ${mostProfiles} combinations of strategies.`,
            ...countsTold(form.players, reduced.left.counts),
          ],
          hint: 'write the tree, with `--to efg`',
        }),
      )
}

/** Numbers of strategies; nothing where somebody forgets. */
const countsTold = (
  players: readonly string[],
  counts: readonly (number | undefined)[],
): readonly string[] => {
  const known = counts.flatMap(count => (count === undefined ? [] : [count]))
  if (known.length < players.length) return []
  const numbers = known.map(count => (Number.isSafeInteger(count) ? String(count) : count.toPrecision(3)))
  return [`Strategies: ${players.map((player, k) => `${player} ${numbers[k] ?? ''}`).join(', ')}.`]
}
