/** Games with intervals of actions, ready to be judged: exactly, whatever the numbers of the program are. */
import type { ClosedLanguageGame, Program, ValueProfile } from '../compile/program.ts'
import type { Numeric, Value } from '../core/value.ts'
import { check } from '../equilibrium/check.ts'
import type { Judged } from '../equilibrium/judged.ts'
import type { Means } from '../equilibrium/payoffs.ts'
import type { InformationState } from '../game/game.ts'
import { isRational, type Rational } from '../markov/rational.ts'
import { checkRecord } from '../report/record.ts'
import { valueInDoubles } from '../trace/lower.ts'
import { exactRecord, meant } from './certified.ts'
import { judgedOverIntervals, notRational, type OfActions } from './interval.ts'
import type { Judging, Ready } from './judging.ts'
import { notation } from './notation.ts'
import { once } from './once.ts'
import { type Pair, pairsOf, type Telling, tellingOf } from './pairs.ts'

/**
 * `inner`, and games with intervals of actions by the program in numbers that are functions of an action, which is
 * compiled when it is needed first.
 */
export const judgingIntervals = <N extends Numeric>(
  means: Means<N>,
  inner: Judging<N>,
  program: () => Program<N>,
  ofActions: () => OfActions,
): Judging<N> => {
  const known = new Map<Ready<N>, Ready<N>>()
  const paired = once(() => {
    const of = ofActions()
    return { of, pairs: pairsOf(program(), of.program) }
  })
  return (closed, profile) => {
    const ready = inner(closed, profile)
    if (ready.isContinuous !== true) return ready
    const { of, pairs } = paired()
    const pair = pairs(closed, profile)
    const made =
      known.get(ready) ??
      (pair === undefined ? ready : judgedExactly(means, ready, { of, pair, closed, profile }))
    known.set(ready, made)
    return made
  }
}

interface Sought<N extends Numeric> {
  readonly of: OfActions
  readonly pair: Pair
  readonly closed: ClosedLanguageGame<N>
  readonly profile: ValueProfile<N>
}

const judgedExactly = <N extends Numeric>(
  { scalar }: Means<N>,
  ready: Ready<N>,
  { of, pair, closed }: Sought<N>,
): Ready<N> => {
  const told = tellingOf(of.program, notRational)
  const exactly = judgedOverIntervals(of, pair)
  const means = { scalar: of.ratios.scalar, budget: of.budget }
  return {
    ...ready,
    judged: inNumbers({ scalar, closed, told, exactly }, ready.judged),
    certify: (concept, epsilon) => {
      const forgiven = isRational(epsilon) ? epsilon : meant(Number(epsilon))
      const verdict = told(() => check(concept, exactly, { ...means, epsilon: forgiven }))
      return {
        states: [],
        record: asked =>
          scalar.exact ? checkRecord(notation(means.scalar), asked, verdict) : exactRecord(asked, verdict),
      }
    },
  }
}

interface Lowering<N extends Numeric> {
  readonly scalar: Means<N>['scalar']
  readonly closed: ClosedLanguageGame<N>
  readonly told: Telling
  readonly exactly: Judged<Rational>
}

/** What was judged exactly, for questions in the numbers of the program. */
const inNumbers = <N extends Numeric>(
  { scalar, closed, told, exactly }: Lowering<N>,
  judged: Judged<N>,
): Judged<N> => {
  const number = ({ numerator, denominator }: Rational): N => scalar.fromRatio(numerator, denominator)
  // What is observed and played in a language game are values.
  const value = (of: unknown): unknown => (scalar.exact ? of : valueInDoubles(of as Value<Rational>))
  const decisions = new Map(closed.decisions.map(decision => [decision.key, decision]))
  const lowered = (state: InformationState<Rational>): readonly InformationState<N>[] => {
    const decision = decisions.get(state.decision.key)
    if (decision === undefined) return []
    return [
      {
        decision,
        observation: value(state.observation),
        probability: number(state.probability),
        strategy: state.strategy.map(([action, p]) => [value(action), number(p)] as const),
        payoff: number(state.payoff),
        actions: state.actions.map(({ action, payoff, total, earlier }) => ({
          action: value(action),
          payoff: number(payoff),
          total: number(total),
          earlier: number(earlier),
        })),
      },
    ]
  }
  return {
    ...judged,
    plan: {
      ...judged.plan,
      states: () => told(exactly.plan.states).flatMap(lowered),
      tremblingStates: () => told(exactly.plan.tremblingStates).flatMap(lowered),
    },
  }
}
