/**
 * Verdicts that no rounding has made: the tables of a game are exact, doubles compute with them as far as the bounds of
 * their errors allow, and exact arithmetic decides the rest.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { ClosedLanguageGame, Program, ValueProfile } from '../compile/program.ts'
import { EvaluationFailure } from '../core/failure.ts'
import type { Value } from '../core/value.ts'
import { settle } from '../equilibrium/certify.ts'
import { check } from '../equilibrium/check.ts'
import type { CheckedConcept } from '../equilibrium/concept.ts'
import type { Judged } from '../equilibrium/judged.ts'
import type { Means } from '../equilibrium/payoffs.ts'
import type { StateVerdict, Verdict } from '../equilibrium/verdict.ts'
import { type Budget, unlimited } from '../markov/budget.ts'
import { fromDecimal } from '../markov/decimal.ts'
import { double } from '../markov/double.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { Diagram } from '../plan/diagram.ts'
import { type BoundedPlan, planOf } from '../plan/planOf.ts'
import { isBestWhatever } from '../plan/whatever.ts'
import { type AskedCheck, checkRecord } from '../report/record.ts'
import type { CheckRecord } from '../report/report.ts'
import type { Span } from '../source/source.ts'
import { inDoubles, valueInDoubles } from '../trace/lower.ts'
import { edgesOf, extensive, fitting, type Judging, judging, type Ready, readied } from './judging.ts'
import { notation } from './notation.ts'

/** The same program compiled for exact numbers. */
export interface Counterpart {
  readonly program: Program<Rational>
  readonly budget: Budget
}

/** A verdict as the report tells it, with the states of the profile where they were looked at in doubles. */
export interface Certified<N> {
  readonly states: readonly StateVerdict<N>[]
  readonly record: (asked: AskedCheck) => CheckRecord
}

/**
 * `judging` for a program in doubles whose tables are computed by its exact counterpart. Where that has none, because
 * it takes roots, powers or logarithms, the program judges itself.
 */
export const certifiedJudging = (
  means: Means<number>,
  program: Program<number>,
  counterpart: () => Counterpart | undefined,
): Judging<number> => {
  const pairs = once(() => pairsOf(program, counterpart()))
  const own = judging(means, program.trace)
  const known = new Map<ClosedLanguageGame<number>, Map<ValueProfile<number>, Ready<number>>>()
  return (closed, profile) => {
    const profiles = known.get(closed) ?? new Map<ValueProfile<number>, Ready<number>>()
    known.set(closed, profiles)
    const ready =
      profiles.get(profile) ??
      certifiedReady(means, program, { closed, profile, pairs: pairs() }) ??
      own(closed, profile)
    profiles.set(profile, ready)
    return ready
  }
}

interface Pair {
  readonly closed: ClosedLanguageGame<Rational>
  readonly profile: ValueProfile<Rational>
}

interface Pairs {
  readonly counterpart: Counterpart
  readonly byGame: ReadonlyMap<ClosedLanguageGame<number>, ClosedLanguageGame<Rational>>
  readonly byProfile: ReadonlyMap<ValueProfile<number>, ValueProfile<Rational>>
}

/** Which exact game and profile each game and profile in doubles is. */
const pairsOf = (program: Program<number>, counterpart: Counterpart | undefined): Pairs | undefined => {
  if (counterpart === undefined) return undefined
  const byGame = new Map<ClosedLanguageGame<number>, ClosedLanguageGame<Rational>>()
  const byProfile = new Map<ValueProfile<number>, ValueProfile<Rational>>()
  const others = new Map(counterpart.program.strategies.map(strategy => [strategy.name, strategy]))
  for (const { name, closed, profile } of program.strategies) {
    const other = others.get(name)
    if (other === undefined) continue
    byProfile.set(profile, other.profile)
    if (E.isRight(closed) && E.isRight(other.closed)) byGame.set(closed.right, other.closed.right)
  }
  for (const [k, question] of program.questions.entries()) {
    const other = counterpart.program.questions[k]
    if (question.kind !== 'check' || other?.kind !== 'check') continue
    byProfile.set(question.strategy.profile, other.strategy.profile)
    if (E.isRight(question.closed) && E.isRight(other.closed))
      byGame.set(question.closed.right, other.closed.right)
  }
  return { counterpart, byGame, byProfile }
}

interface Sought {
  readonly closed: ClosedLanguageGame<number>
  readonly profile: ValueProfile<number>
  readonly pairs: Pairs | undefined
}

const certifiedReady = (
  means: Means<number>,
  program: Program<number>,
  { closed, profile, pairs }: Sought,
): Ready<number> | undefined => {
  const other = pairs?.byGame.get(closed)
  const otherProfile = pairs?.byProfile.get(profile)
  if (pairs === undefined || other === undefined || otherProfile === undefined) return undefined
  const pair: Pair = { closed: other, profile: otherProfile }
  const told = tellingOf(pairs.counterpart.program)
  const traced = told(() => pairs.counterpart.program.trace(other, otherProfile))
  if (E.isLeft(traced) || hasNoExactValue(traced.right.diagram)) return undefined
  const lowered = inDoubles(traced.right.diagram)
  const made = told(() => fitting(planOf(double, unlimited, lowered, edgesOf(means.budget))))
  const plan = { ...toldPlan(told, made), decisions: closed.decisions }
  const exactly = once(() => exactJudged(pairs.counterpart, traced.right.diagram, pair))
  const written = extensive(means, lowered, profile)
  const judged: Judged<number> = {
    plan,
    tree: () => told(written.tree),
    side: player => told(() => written.side(player)),
    strategyAt: written.strategyAt,
  }
  return {
    judged,
    diagram: lowered,
    probability: holds => byItself(means, program, closed, profile).probability(holds),
    certify: (concept, epsilon) => {
      // Nobody bounds the errors of searches on trees.
      if (concept === 'dominant' || concept === 'pareto') {
        const verdict = told(() => exactVerdict(concept, exactly(), epsilon))
        return { states: [], record: asked => exactRecord(asked, verdict) }
      }
      const verdict = check(concept, judged, { scalar: double, epsilon })
      const settled = settle(plan.decisions, verdict, plan.bounds, () =>
        told(() => exactVerdict(concept, exactly(), epsilon)),
      )
      return {
        states: verdict.states,
        record: asked =>
          settled.kind === 'doubles'
            ? {
                ...checkRecord(notation(double), asked, settled.verdict),
                arithmetic: { kind: 'doubles', error: settled.error },
              }
            : exactRecord(asked, settled.verdict),
      }
    },
  }
}

/** Runs what may fail in the exact program, whose failures only that program can put into words. */
type Telling = <A>(run: () => A) => A

/** Stands for the place of a failure that has none. */
const nowhere: Span = { path: '', start: 0, end: 0 }

const tellingOf =
  ({ attempt }: Program<Rational>): Telling =>
  run => {
    const result = attempt(nowhere, run)
    if (E.isRight(result)) return result.right
    const { primary, ...rest } = result.left
    throw new EvaluationFailure(primary?.span === nowhere ? rest : result.left)
  }

const toldPlan = (told: Telling, plan: BoundedPlan<number>): BoundedPlan<number> => ({
  ...plan,
  payoffs: () => told(plan.payoffs),
  states: () => told(plan.states),
  tremblingStates: () => told(plan.tremblingStates),
  bestReply: player => told(() => plan.bestReply(player)),
})

/** Events are functions of the program in doubles: it traces the game itself. */
const byItself = (
  means: Means<number>,
  program: Program<number>,
  closed: ClosedLanguageGame<number>,
  profile: ValueProfile<number>,
): Ready<number> => readied(means, program.trace, closed, profile)

const exactJudged = (
  { budget }: Counterpart,
  diagram: Diagram<Rational>,
  { closed, profile }: Pair,
): Judged<Rational> => ({
  plan: { ...fitting(planOf(exact, unlimited, diagram, edgesOf(budget))), decisions: closed.decisions },
  isBestWhatever: (player, epsilon) => isBestWhatever(exact, diagram, player, epsilon),
  ...extensive({ scalar: exact, budget }, diagram, profile),
})

const exactVerdict = (
  concept: CheckedConcept,
  judged: Judged<Rational>,
  epsilon: number,
): Verdict<Rational> =>
  check(concept, judged, {
    scalar: exact,
    // What a user writes as 1e-9 is meant, not the double nearest to it.
    epsilon: O.getOrElse(() => exact.zero)(fromDecimal(String(epsilon))),
  })

const exactRecord = (asked: AskedCheck, verdict: Verdict<Rational>): CheckRecord => ({
  ...checkRecord(roundedNotation, asked, verdict),
  arithmetic: { kind: 'exact' },
})

/** Exact results as a report in doubles tells them. */
const roundedNotation = {
  scalar: { ...exact, exact: false },
  show: (value: unknown) => notation(double).show(valueInDoubles(value as Value<Rational>)),
}

/** Whether some row of a table could not be computed exactly. */
const hasNoExactValue = ({ nodes }: Diagram<Rational>): boolean =>
  nodes.some(({ failures }) =>
    [...failures.values()].some(
      error => error instanceof EvaluationFailure && error.diagnostic.code === 'G5105',
    ),
  )

const once = <A>(make: () => A): (() => A) => {
  let made: { readonly value: A } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
