/**
 * What the plan says of a program and what the optics say, compared: payoffs, information states with the worth of
 * every action, states that only trembles reach, best replies, probabilities, and verdicts.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { CompiledStrategy } from '../../src/compile/program.ts'
import type { StandIn } from '../../src/compile/settings.ts'
import type { Numeric } from '../../src/core/value.ts'
import { check } from '../../src/equilibrium/check.ts'
import type { CheckedConcept } from '../../src/equilibrium/concept.ts'
import type { Judged } from '../../src/equilibrium/judged.ts'
import type { Means } from '../../src/equilibrium/payoffs.ts'
import type { InformationState } from '../../src/game/game.ts'
import { OutOfSteps } from '../../src/markov/budget.ts'
import { exact } from '../../src/markov/rational.ts'
import type { Scalar } from '../../src/markov/scalar.ts'
import { structuralKey } from '../../src/markov/structuralKey.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { allowance } from '../../src/questions/allowance.ts'
import { type Prepared, prepare } from '../../src/questions/answer.ts'
import { readied } from '../../src/questions/judging.ts'
import { type TypedProgram, typedProgram } from '../../src/questions/typedProgram.ts'
import { NotTraceable } from '../../src/trace/tracer.ts'

export const concepts: readonly CheckedConcept[] = [
  'equilibrium',
  'subgamePerfect',
  'strict',
  'dominant',
  'pareto',
]

/** What was compared of one strategy, so that a test can tell that something was. */
export interface Compared {
  readonly strategy: string
  /** Whether the plan is one of a diagram; where a game has none, the optics would be compared with themselves. */
  readonly planned: boolean
  readonly states: number
  readonly tremblingStates: number
  /** Verdicts that both sides reached, by concept: whether it holds, fails or is unknown. */
  readonly verdicts: Partial<Record<CheckedConcept, string>>
  /** Each difference in words; none where the two agree. */
  readonly differences: readonly string[]
}

/** A program of one file without imports. */
export const programOf = (text: string): TypedProgram =>
  typedProgram({ path: 'main.game', text }, () => E.left({ code: 'G7001', reason: 'no files here' } as const))

export const errorsOf = <N extends Numeric>({ diagnostics }: Prepared<N>): readonly string[] =>
  diagnostics.flatMap(({ severity, code, title }) => (severity === 'error' ? [`${code} ${title}`] : []))

/** Compares all strategies of a program that can be played. `steps` bounds each question to each side. */
export const compareProgram = <N extends Numeric>(
  scalar: Scalar<N>,
  program: TypedProgram,
  steps: number,
  standIn?: StandIn<N>,
): { readonly errors: readonly string[]; readonly compared: readonly Compared[] } => {
  const budget = allowance(steps)
  const prepared = prepare(program, { scalar, steps, ...(standIn === undefined ? {} : { standIn }) }, budget)
  const renewed = <A>(ask: () => A): E.Either<string, A> => {
    budget.renew()
    try {
      return E.right(ask())
    } catch (error) {
      return E.left(error instanceof OutOfSteps ? 'out of steps' : String(error))
    }
  }
  return {
    errors: errorsOf(prepared),
    compared: prepared.program.strategies.flatMap(strategy =>
      compareStrategy({ scalar, budget }, prepared, strategy, renewed),
    ),
  }
}

const nothing = { planned: false, states: 0, tremblingStates: 0, verdicts: {} }

type Attempt = <A>(ask: () => A) => E.Either<string, A>

const compareStrategy = <N extends Numeric>(
  means: Means<N>,
  { program }: Prepared<N>,
  { closed, profile, name }: CompiledStrategy<N>,
  attempt: Attempt,
): readonly Compared[] => {
  if (E.isLeft(closed) || closed.right.forever !== undefined) return []
  const game = closed.right
  const byOptics = readied(means, () => E.left(new NotTraceable('the optics are asked')), game, profile)
  const ready = attempt(() => readied(means, program.trace, game, profile))
  // Tracing evaluates tables too: one that takes too long is no disagreement.
  if (E.isLeft(ready) && ready.left === 'out of steps') return []
  if (E.isLeft(ready)) return [{ ...nothing, strategy: name, differences: [`the plan fails: ${ready.left}`] }]
  const byPlan = ready.right
  const differences: string[] = []
  const both = <A>(what: string, ask: (judged: Judged<N>) => A): E.Either<string, A> => {
    const [expected, found] = [attempt(() => ask(byOptics.judged)), attempt(() => ask(byPlan.judged))]
    if (E.isLeft(expected) && expected.left === 'out of steps') return expected
    const difference = differing(means.scalar, E.toUnion(expected), E.toUnion(found))
    if (difference !== undefined) differences.push(`${what}${difference}`)
    return expected
  }
  const sizeOf = (states: E.Either<string, readonly unknown[]>) =>
    E.isRight(states) ? states.right.length : 0
  both('payoffs', ({ plan }) => plan.payoffs())
  const states = sizeOf(both('states', ({ plan }) => ordered(plan.states())))
  const trembling = sizeOf(both('tremblingStates', ({ plan }) => ordered(plan.tremblingStates())))
  for (const player of new Set(game.decisions.map(decision => decision.player)))
    if (recalls(byOptics.judged.plan, player, attempt) && recalls(byPlan.judged.plan, player, attempt))
      both(`bestReply ${player}`, ({ plan }) => replyOf(plan, player))
  const verdicts = Object.fromEntries(
    concepts.flatMap(concept => {
      const verdicts = [byOptics, byPlan].map(({ judged }) =>
        attempt(() => check(concept, judged, means).judgement.kind),
      )
      const [expected, found] = verdicts.map(verdict => E.toUnion(verdict))
      if (expected === undefined || undecided.has(expected)) return []
      if (found !== expected) differences.push(`${concept}: ${expected} by the optics, ${found} by the plan`)
      return [[concept, expected]]
    }),
  )
  return [
    {
      strategy: name,
      planned: byPlan.diagram !== undefined,
      states,
      tremblingStates: trembling,
      verdicts,
      differences,
    },
  ]
}

/** The states in an order that does not depend on how they were found. */
const ordered = <N>(states: readonly InformationState<N>[]): readonly InformationState<N>[] =>
  states
    .map(state => ({ state, key: `${state.decision.key} ${structuralKey(state.observation)}` }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ state }) => ({
      ...state,
      strategy: [...state.strategy].sort(([a], [b]) => (structuralKey(a) < structuralKey(b) ? -1 : 1)),
    }))

/** Whoever forgets may be told so by one side and not by the other, where memory is not needed: verdicts tell more. */
const recalls = <N>(plan: Plan<N>, player: string, attempt: Attempt): boolean => {
  const reply = attempt(() => plan.bestReply(player))
  return E.isLeft(reply) || reply.right.kind === 'found'
}

/** What a player can get, and where. */
const replyOf = <N>(plan: Plan<N>, player: string) => {
  const reply = plan.bestReply(player)
  if (reply.kind === 'forgets') return reply
  return { payoff: reply.payoff, value: reply.value }
}

/** Where the optics come to no end there is nothing to compare with. */
const undecided: ReadonlySet<string> = new Set(['unknown', 'out of steps'])

/** Where two results differ, and how; doubles may do so by 1e-9 of the larger, or of 1. */
export const differing = <N>(
  scalar: Scalar<N>,
  expected: unknown,
  found: unknown,
  at = '',
): string | undefined => {
  if (typeof expected === 'number' && typeof found === 'number') {
    const scale = Math.max(1, Math.abs(expected), Math.abs(found))
    return Object.is(expected, found) || Math.abs(expected - found) <= (scalar.exact ? 0 : 1e-9 * scale)
      ? undefined
      : `${at}: ${expected} by the optics, ${found} by the plan`
  }
  if (typeof expected === 'object' && typeof found === 'object' && expected !== null && found !== null) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(found)])]
    const [one, other] = [new Map(Object.entries(expected)), new Map(Object.entries(found))]
    if (one.size !== other.size) return `${at}: ${one.size} by the optics, ${other.size} by the plan`
    for (const key of keys) {
      const difference = differing(scalar, one.get(key), other.get(key), `${at}.${key}`)
      if (difference !== undefined) return difference
    }
    return undefined
  }
  return expected === found
    ? undefined
    : `${at}: ${String(expected)} by the optics, ${String(found)} by the plan`
}

/** One program in exact arithmetic: what is wrong, in words. */
export const disagreement = (text: string, steps: number): string | undefined => {
  const { errors, compared } = compareProgram(exact, programOf(text), steps)
  return errors[0] ?? compared.flatMap(({ differences }) => differences)[0]
}
