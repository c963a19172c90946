/** The one game of a program that a command is about. */
import * as E from 'fp-ts/lib/Either.js'
import type { ClosedLanguageGame, CompiledGame } from '../compile/program.ts'
import type { Numeric } from '../core/value.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { Span } from '../source/source.ts'
import type { Prepared } from './answer.ts'
import { type Selection, selectionProblems } from './selection.ts'

export interface OneGame<N extends Numeric> {
  readonly name: string
  readonly span: Span
  readonly closed: ClosedLanguageGame<N>
}

/**
 * The game that is selected, or the only one that can be played as it is.
 *
 * Errors: none of its own where the program has errors, G7005 where it is not clear which game is meant, and why the game
 * is not closed.
 */
export const oneGame = <N extends Numeric>(
  { program, diagnostics }: Prepared<N>,
  selection: Selection,
): E.Either<readonly Diagnostic[], OneGame<N>> => {
  const problems = selectionProblems(selection, program)
  if (problems.length > 0 || diagnostics.some(({ severity }) => severity === 'error')) return E.left(problems)
  const games = gamesByName([
    ...program.games,
    ...program.strategies.map(({ gameName, span, closed }) => ({ name: gameName, span, closed })),
  ])
  const meant =
    selection.game === undefined
      ? games.filter(({ closed }) => E.isRight(closed))
      : games.filter(({ name }) => name === selection.game)
  const [game, another] = meant
  if (game === undefined || another !== undefined)
    return E.left([notClear((meant.length === 0 ? games : meant).map(({ name }) => name))])
  const { closed, name, span } = game
  return E.isLeft(closed) ? E.left([closed.left]) : E.right({ name, span, closed: closed.right })
}

type Game<N extends Numeric> = Pick<CompiledGame<N>, 'name' | 'span' | 'closed'>

/** The first of each name. */
const gamesByName = <N extends Numeric>(games: readonly Game<N>[]): readonly Game<N>[] =>
  [...new Map([...games].reverse().map(game => [game.name, game] as const)).values()].reverse()

const notClear = (names: readonly string[]): Diagnostic =>
  diagnostic('G7005', 'it is not clear which game is meant', {
    explanation: [
      names.length === 0
        ? 'The file declares no game without parameters.'
        : `There are ${names.map(name => `\`${name}\``).join(', ')}.`,
    ],
    hint: names.length === 0 ? 'declare one with its arguments, and closed' : 'name one with `--game`',
  })
