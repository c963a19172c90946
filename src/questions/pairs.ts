/** A program compiled twice, for two kinds of numbers: which game and profile of one is which of the other. */
import * as E from 'fp-ts/lib/Either.js'
import type { ClosedLanguageGame, Program, ValueProfile } from '../compile/program.ts'
import { EvaluationFailure } from '../core/failure.ts'
import type { Numeric } from '../core/value.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Rational } from '../markov/rational.ts'
import type { Span } from '../source/source.ts'

/** A game under a profile. */
export interface Pair {
  readonly closed: ClosedLanguageGame<Rational>
  readonly profile: ValueProfile<Rational>
}

/** The counterpart of a game under a profile, where both have one. */
export type Pairs<N extends Numeric> = (
  closed: ClosedLanguageGame<N>,
  profile: ValueProfile<N>,
) => Pair | undefined

/** The pairs of a program and the same one in other numbers. */
export const pairsOf = <N extends Numeric>(program: Program<N>, counterpart: Program<Rational>): Pairs<N> => {
  const byGame = new Map<ClosedLanguageGame<N>, ClosedLanguageGame<Rational>>()
  const byProfile = new Map<ValueProfile<N>, ValueProfile<Rational>>()
  const others = new Map(counterpart.strategies.map(strategy => [strategy.name, strategy]))
  for (const { name, closed, profile } of program.strategies) {
    const other = others.get(name)
    if (other === undefined) continue
    byProfile.set(profile, other.profile)
    if (E.isRight(closed) && E.isRight(other.closed)) byGame.set(closed.right, other.closed.right)
  }
  for (const [k, question] of program.questions.entries()) {
    const other = counterpart.questions[k]
    if (question.kind !== 'check' || other?.kind !== 'check') continue
    byProfile.set(question.strategy.profile, other.strategy.profile)
    if (E.isRight(question.closed) && E.isRight(other.closed))
      byGame.set(question.closed.right, other.closed.right)
  }
  return (closed, profile) => {
    const [game, own] = [byGame.get(closed), byProfile.get(profile)]
    return game === undefined || own === undefined ? undefined : { closed: game, profile: own }
  }
}

/** Runs what may fail in a program, whose failures only that program can put into words. */
export type Telling = <A>(run: () => A) => A

/** Stands for the place of a failure that has none. */
const nowhere: Span = { path: '', start: 0, end: 0 }

/** Failures of one program told to whoever asks another. */
export const tellingOf =
  (
    { attempt }: Program<Rational>,
    reworded: (problem: Diagnostic) => Diagnostic = problem => problem,
  ): Telling =>
  run => {
    const result = attempt(nowhere, run)
    if (E.isRight(result)) return result.right
    const problem = reworded(result.left)
    const { primary, ...rest } = problem
    throw new EvaluationFailure(primary?.span === nowhere ? rest : problem)
  }
