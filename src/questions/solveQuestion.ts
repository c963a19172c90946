/** `solve g for nash`: answered in exact numbers, whatever those of the program are, and told in those of the program. */
import * as E from 'fp-ts/lib/Either.js'
import type { CompiledGame, Program, SolveQuestion } from '../compile/program.ts'
import { show } from '../core/show.ts'
import type { Numeric, Value } from '../core/value.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { FloatSolver } from '../linear/highs.ts'
import { double } from '../markov/double.ts'
import { exact, isRational, type Rational } from '../markov/rational.ts'
import { numeralOf } from '../report/numeral.ts'
import type { Numeral } from '../report/report.ts'
import { type SolvedConcept, solvedConcepts } from '../solver/search.ts'
import type { Span } from '../source/source.ts'
import { valueInDoubles } from '../trace/lower.ts'
import type { Prepared } from './answer.ts'
import { notRational, type OfActions } from './interval.ts'
import { notSolved, type Solved, type SolveOptions, type Solving, solveGame } from './solving.ts'
import { solveOverIntervals } from './solvingIntervals.ts'

/** The program in both kinds of numbers. */
export interface Solvable<N extends Numeric> {
  readonly prepared: Prepared<N>
  /** The same program in exact numbers; itself where these are its own. */
  readonly exactly: () => Prepared<Rational>
  /** The same program in numbers that are functions of an action. */
  readonly ofActions: () => OfActions
  readonly floats: FloatSolver | undefined
}

/** The concept that a word of a `solve` names; names that are none are refused before. */
const conceptNamed = (name: string): SolvedConcept =>
  solvedConcepts.find(concept => concept === name) ?? 'nash'

/** The answer to a `solve` of the program: all there is to find. */
export const answerSolve = <N extends Numeric>(
  solvable: Solvable<N>,
  question: SolveQuestion<N>,
): { readonly solved?: Solved; readonly diagnostics: readonly Diagnostic[] } => {
  const concept = conceptNamed(question.concept)
  const place = solvable.prepared.program.questions.indexOf(question)
  const pick = <M extends Numeric>({ questions }: Program<M>): CompiledGame<M> | undefined => {
    const found = questions[place]
    return found?.kind === 'solve' ? found.game : undefined
  }
  const solved = solvePicked(solvable, pick, question.span, { concept, all: true })
  if (E.isLeft(solved)) return { diagnostics: [solved.left] }
  const { line, text } = question
  return {
    solved: { ...solved.right, search: { ...solved.right.search, line, text } },
    diagnostics: [],
  }
}

/** Solves the game that `pick` finds in a program: in exact numbers, in doubles where it has no exact values. */
export const solvePicked = <N extends Numeric>(
  { prepared, exactly, ofActions, floats }: Solvable<N>,
  pick: <M extends Numeric>(program: Program<M>) => CompiledGame<M> | undefined,
  span: Span,
  options: SolveOptions,
): E.Either<Diagnostic, Solved> => {
  const isTold = prepared.asking.means.scalar.exact
  const exactOne = exactly()
  const game = pick(exactOne.program)
  const solved =
    game === undefined ? undefined : solveGame(solvingOf(exactOne, isTold, floats), game, span, options)
  if (solved !== undefined && E.isLeft(solved) && solved.left.code === 'G5111')
    return solveInterval(ofActions(), pick, span, { isExact: isTold, options })
  if (solved !== undefined && !(E.isLeft(solved) && hasNoExactValue(solved.left))) return solved
  const own = pick(prepared.program)
  if (own === undefined) return E.left(diagnostic('G4111', 'there is no such game', { primary: { span } }))
  return solveGame(solvingOf(prepared, isTold, floats), own, span, options)
}

const solveInterval = (
  of: OfActions,
  pick: <M extends Numeric>(program: Program<M>) => CompiledGame<M> | undefined,
  span: Span,
  { isExact, options }: { readonly isExact: boolean; readonly options: SolveOptions },
): E.Either<Diagnostic, Solved> => {
  const game = pick(of.program)
  if (game === undefined || E.isLeft(game.closed))
    return E.left(diagnostic('G4111', 'there is no such game', { primary: { span } }))
  const { name, closed } = game
  const found = of.program.attempt(span, () =>
    solveOverIntervals({ of, closed: closed.right, name, isExact }, options),
  )
  if (E.isLeft(found)) return E.left(notRational(found.left))
  return E.mapLeft((reason: string) => notSolved(name, span, reason))(found.right)
}

/** A root, a power or a logarithm: such a program is solved in doubles, each taken for the fraction that it is. */
const hasNoExactValue = ({ code }: Diagnostic): boolean => code === 'G5105'

/** How a prepared program is solved, and its solutions told: exactly, or in decimals. */
export const solvingOf = <N extends Numeric>(
  { asking: { means, program } }: Prepared<N>,
  isTold: boolean,
  floats: FloatSolver | undefined,
): Solving<N> => ({
  means,
  program,
  floats,
  numeral: (n: N): Numeral =>
    isTold || !isRational(n) ? numeralOf(means.scalar, n) : numeralOf(double, exact.toNumber(n)),
  notation: {
    scalar: means.scalar,
    // What a language game carries are values.
    show: value => {
      const carried = value as Value<N>
      if (isTold || !means.scalar.exact) return show(means.scalar, carried)
      return show(double, inDoubles(carried))
    },
  },
})

/** Only called for values whose numbers are exact. */
const inDoubles = <N extends Numeric>(value: Value<N>): Value<number> =>
  valueInDoubles(value as Value<Rational>)
