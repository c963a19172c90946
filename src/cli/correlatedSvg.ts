/** The polytope of correlated equilibria of the game of a file. */
import * as E from 'fp-ts/lib/Either.js'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { NormalForm } from '../form/normalForm.ts'
import { budget } from '../markov/budget.ts'
import type { Rational } from '../markov/rational.ts'
import { correlatedPolytope } from '../solver/correlated/polytope.ts'
import { drawnOf, isDrawn, polytopePicture } from '../solver/correlated/polytopePicture.ts'
import { type NotApplicable, notApplicable } from '../solver/notApplicable.ts'
import { tableOf } from './convert.ts'
import type { Io } from './io.ts'
import { openGame } from './openGame.ts'
import type { RunOptions } from './options.ts'

/**
 * The picture, for a file that has been solved.
 *
 * Errors: G7005 where it is not clear which game is meant, or it has other than two players with two strategies each.
 */
export const correlatedSvg = (io: Io, path: string, options: RunOptions): E.Either<Diagnostic, string> => {
  const { game, diagnostics } = openGame(io, path, options)
  if (game === undefined) {
    const [problem = notDrawn('the game cannot be opened')] = diagnostics
    return E.left(problem)
  }
  const table = tableOf(game)
  return E.isLeft(table)
    ? table
    : E.mapLeft(({ reason }: NotApplicable) => notDrawn(reason))(drawn(table.right, options))
}

const drawn = (form: NormalForm<Rational>, { steps }: RunOptions): E.Either<NotApplicable, string> => {
  if (!isDrawn(form)) return notApplicable(drawnOf)
  const found = correlatedPolytope(budget(steps), form)
  return E.isLeft(found) ? found : polytopePicture(form, found.right)
}

const notDrawn = (reason: string): Diagnostic =>
  diagnostic('G7005', `--svg: ${reason}`, { hint: 'leave out `--svg`: what is found is listed' })
