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
import { inDoubles, valueInDoubles } from '../trace/lower.ts'
import { edgesOf, extensive, fitting, type Judging, judging, type Ready, readied } from './judging.ts'
import { notation } from './notation.ts'
import { once } from './once.ts'
import { type Pair, type Pairs, pairsOf, type Telling, tellingOf } from './pairs.ts'

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
  const paired = once((): Counted | undefined => {
    const other = counterpart()
    return other === undefined ? undefined : { counterpart: other, pairs: pairsOf(program, other.program) }
  })
  const own = judging(means, program.trace)
  const known = new Map<ClosedLanguageGame<number>, Map<ValueProfile<number>, Ready<number>>>()
  return (closed, profile) => {
    const profiles = known.get(closed) ?? new Map<ValueProfile<number>, Ready<number>>()
    known.set(closed, profiles)
    const ready =
      profiles.get(profile) ??
      certifiedReady(means, program, { closed, profile, counted: paired() }) ??
      own(closed, profile)
    profiles.set(profile, ready)
    return ready
  }
}

interface Sought {
  readonly closed: ClosedLanguageGame<number>
  readonly profile: ValueProfile<number>
  readonly counted: Counted | undefined
}

interface Counted {
  readonly counterpart: Counterpart
  readonly pairs: Pairs<number>
}

const certifiedReady = (
  means: Means<number>,
  program: Program<number>,
  { closed, profile, counted }: Sought,
): Ready<number> | undefined => {
  const pair = counted?.pairs(closed, profile)
  if (counted === undefined || pair === undefined) return undefined
  const { counterpart } = counted
  const told = tellingOf(counterpart.program)
  const traced = told(() => counterpart.program.trace(pair.closed, pair.profile))
  if (E.isLeft(traced) || hasNoExactValue(traced.right.diagram)) return undefined
  const lowered = inDoubles(traced.right.diagram)
  const made = told(() => fitting(planOf(double, unlimited, lowered, edgesOf(means.budget))))
  const plan = { ...toldPlan(told, made), decisions: closed.decisions }
  const exactly = once(() => exactJudged(counterpart, traced.right.diagram, pair))
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
    epsilon: meant(epsilon),
  })

/** The fraction that a user who writes a decimal means, and not the double nearest to it. */
export const meant = (epsilon: number): Rational =>
  O.getOrElse(() => exact.zero)(fromDecimal(String(epsilon)))

export const exactRecord = (asked: AskedCheck, verdict: Verdict<Rational>): CheckRecord => ({
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
