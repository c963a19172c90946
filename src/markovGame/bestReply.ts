/**
 * The best reply of one player to stationary strategies of the others: a Markov decision process, whose best policy is
 * stationary, so that it is best among all strategies (Blackwell, Discounted dynamic programming, 1965). Found by
 * policy iteration (Howard, Dynamic Programming and Markov Processes, 1960): the value of a policy by one linear
 * system, then at every information set at once what is best given these values, until nothing is better.
 */
import type { Profile } from '../game/game.ts'
import type { Means } from './chain.ts'
import type { Explored } from './explore.ts'
import { type SparseRow, solveDiscounted } from './linearSystem.ts'
import type { MarkovGame } from './markovGame.ts'
import { type OwnSet, type OwnStage, ownStage, type Side } from './ownSide.ts'

/** What is done at each set: as the profile says, or the action of an index. */
export type Policy<N> = ReadonlyMap<OwnSet<N>, number>

export interface Improved<N> {
  /** The stages from the states that the others and chance let the player reach; states without are not. */
  readonly stages: ReadonlyMap<number, OwnStage<N>>
  /** Where the best reply departs from the profile. */
  readonly policy: Policy<N>
  /** What the player gets from each state on, by the profile and by the best reply. */
  readonly profileValues: readonly N[]
  readonly values: readonly N[]
  /** Expected receipts of each action at a set, given the set, the best reply followed afterwards. */
  readonly actions: ReadonlyMap<OwnSet<N>, readonly N[]>
  /** How far the values may be from those of their policies; 0 in exact arithmetic. */
  readonly bound: number
}

/**
 * Policy iteration for `player`, as if its decisions observed the state of the stage and recalled what the player saw and
 * did in it: an upper bound of all replies where they do not.
 *
 * Errors: `OutOfSteps`, and as `ClosedGame.play`.
 */
export const improve = <N, P extends Profile, S, U>(
  means: Means<N>,
  game: MarkovGame<N, P, S, U>,
  { states }: Explored<S>,
  profile: P,
  player: string,
): Improved<N> => {
  const start = game.start.map(([state]) => states.indexOf(state))
  const stages = reach(start, state => ownStage(means, game, { states, profile, player }, state))
  const problem: Process<N> = { ...means, discount: game.discount, stages, size: states.values.length }
  const policy = new Map<OwnSet<N>, number>()
  const initial = evaluate(problem, policy)
  for (let current = initial; ; ) {
    const actions = actionValues(problem, policy, current.values)
    const changes = improvements(problem, policy, actions, current.bound)
    if (changes.length === 0)
      return {
        ...{ stages, policy, actions },
        profileValues: initial.values,
        values: current.values,
        bound: Math.max(initial.bound, current.bound),
      }
    for (const [at, action] of changes) policy.set(at, action)
    current = evaluate(problem, policy)
  }
}

/** What one player can do: its side of the stage from every state it can reach. */
interface Process<N> extends Means<N> {
  readonly discount: N
  readonly stages: ReadonlyMap<number, OwnStage<N>>
  readonly size: number
}

const reach = <N>(
  start: readonly number[],
  stageAt: (state: number) => OwnStage<N>,
): ReadonlyMap<number, OwnStage<N>> => {
  const stages = new Map<number, OwnStage<N>>()
  const open = new Set(start)
  // A set that grows while it is gone through gives what was added, too.
  for (const state of open) {
    const stage = stageAt(state)
    stages.set(state, stage)
    for (const next of endsOf(stage.side)) open.add(next)
  }
  return stages
}

const endsOf = <N>(side: Side<N>): readonly number[] => {
  switch (side.kind) {
    case 'end':
      return [side.next]
    case 'chance':
      return side.branches.flatMap(([branch]) => endsOf(branch))
    case 'choice':
      return side.branches.flatMap(endsOf)
  }
}

/** The probabilities of the actions at a set under a policy. */
const playedAt = <N>({ scalar }: Means<N>, policy: Policy<N>, at: OwnSet<N>): readonly N[] => {
  const chosen = policy.get(at)
  return chosen === undefined
    ? at.weights
    : at.weights.map((_, action) => (action === chosen ? scalar.one : scalar.zero))
}

interface Evaluated<N> {
  readonly values: readonly N[]
  readonly bound: number
}

/** The value of a policy from each state that is reached; nothing from the others. */
const evaluate = <N>(problem: Process<N>, policy: Policy<N>): Evaluated<N> => {
  const { scalar, budget, discount, stages, size } = problem
  const matrix: SparseRow<N>[] = Array.from({ length: size }, () => [])
  const receipts = Array.from({ length: size }, () => scalar.zero)
  for (const [state, { side }] of stages) {
    const row = new Map<number, N>()
    let received = scalar.zero
    for (const [end, probability] of endsUnder(problem, policy, side)) {
      received = scalar.add(received, scalar.mul(probability, end.amount))
      const entry = scalar.mul(probability, scalar.mul(discount, end.factor))
      if (!scalar.equals(entry, scalar.zero))
        row.set(end.next, scalar.add(row.get(end.next) ?? scalar.zero, entry))
    }
    matrix[state] = [...row]
    receipts[state] = received
  }
  const { values, bound } = solveDiscounted(scalar, budget, matrix, [receipts])
  return { values: values[0] ?? [], bound }
}

type End<N> = Extract<Side<N>, { readonly kind: 'end' }>

/** The ends that a policy reaches, with their probabilities. */
export const endsUnder = <N>(
  means: Means<N>,
  policy: Policy<N>,
  side: Side<N>,
): readonly (readonly [end: End<N>, probability: N])[] => {
  const { scalar, budget } = means
  const found: (readonly [End<N>, N])[] = []
  const walk = (node: Side<N>, probability: N): void => {
    budget.spend(1)
    if (node.kind === 'end') found.push([node, probability])
    else if (node.kind === 'chance')
      for (const [branch, p] of node.branches) walk(branch, scalar.mul(probability, p))
    else
      for (const [action, weight] of playedAt(means, policy, node.at).entries()) {
        const branch = node.branches[action]
        if (branch !== undefined && !scalar.equals(weight, scalar.zero))
          walk(branch, scalar.mul(probability, weight))
      }
  }
  walk(side, scalar.one)
  return found
}

/** What each action brings at each set, given that it is reached and that the policy is followed afterwards. */
const actionValues = <N>(
  problem: Process<N>,
  policy: Policy<N>,
  values: readonly N[],
): ReadonlyMap<OwnSet<N>, readonly N[]> => {
  const { scalar, budget, discount, stages } = problem
  const found = new Map<OwnSet<N>, { sums: N[]; reach: N }>()
  // `reach` counts what others and chance do: given the set, the player's own actions before it are the same.
  const walk = (node: Side<N>, reach: N): N => {
    budget.spend(1)
    if (node.kind === 'end') {
      const later = scalar.mul(discount, scalar.mul(node.factor, values[node.next] ?? scalar.zero))
      return scalar.add(node.amount, later)
    }
    if (node.kind === 'chance')
      return node.branches.reduce(
        (sum, [branch, p]) => scalar.add(sum, scalar.mul(p, walk(branch, scalar.mul(reach, p)))),
        scalar.zero,
      )
    const each = node.branches.map(branch => walk(branch, reach))
    const entry = found.get(node.at) ?? { sums: each.map(() => scalar.zero), reach: scalar.zero }
    found.set(node.at, {
      sums: entry.sums.map((sum, i) => scalar.add(sum, scalar.mul(reach, each[i] ?? scalar.zero))),
      reach: scalar.add(entry.reach, reach),
    })
    return weighted(scalar, playedAt(problem, policy, node.at), each)
  }
  for (const { side } of stages.values()) walk(side, scalar.one)
  return new Map([...found].map(([at, { sums, reach }]) => [at, sums.map(sum => scalar.div(sum, reach))]))
}

const weighted = <N>(scalar: Means<N>['scalar'], weights: readonly N[], values: readonly N[]): N =>
  weights.reduce((sum, w, i) => scalar.add(sum, scalar.mul(w, values[i] ?? scalar.zero)), scalar.zero)

/** Relative error to expect of the values of actions in doubles. */
const relativeSlack = 1e-12

/** Whether `b` is more than `a` by more than rounding explains. */
export const isMore = <N>({ scalar }: Means<N>, a: N, b: N, bound: number): boolean => {
  if (scalar.exact) return scalar.compare(b, a) > 0
  const [x, y] = [scalar.toNumber(a), scalar.toNumber(b)]
  return y - x > 2 * bound + relativeSlack * Math.max(1, Math.abs(x), Math.abs(y))
}

/** The sets at which another action is better than what the policy does, with the best there. */
const improvements = <N>(
  problem: Process<N>,
  policy: Policy<N>,
  actions: ReadonlyMap<OwnSet<N>, readonly N[]>,
  bound: number,
): readonly (readonly [OwnSet<N>, number])[] =>
  [...actions].flatMap(([at, values]) => {
    const now = weighted(problem.scalar, playedAt(problem, policy, at), values)
    const best = indexOfBest(problem, values)
    const value = values[best]
    return value !== undefined && isMore(problem, now, value, bound) ? [[at, best] as const] : []
  })

/** The first of the greatest. */
export const indexOfBest = <N>({ scalar }: Means<N>, values: readonly N[]): number =>
  values.reduce((best, value, i) => {
    const leader = values[best]
    return leader !== undefined && scalar.compare(value, leader) > 0 ? i : best
  }, 0)
