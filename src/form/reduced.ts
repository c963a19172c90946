/**
 * The reduced normal form of an extensive form: of strategies that differ only where the player's own choices do not
 * lead, one is kept (Kuhn 1953).
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Scalar } from '../markov/scalar.ts'
import { paidAt } from './behavior.ts'
import type { BehaviorProfile, ExtensiveForm } from './extensiveForm.ts'
import { type MixedProfile, type NormalForm, profileCount } from './normalForm.ts'
import { type PaidPlay, paidTable } from './paidTable.ts'
import { strategyCount } from './past.ts'

/** A strategy: the action at each own information set that its own choices lead to, by information set. */
export type ReducedStrategy = ReadonlyMap<number, number>

export interface ReducedForm<N> {
  readonly form: NormalForm<N>
  /** What the strategies of each player are. */
  readonly strategies: readonly (readonly ReducedStrategy[])[]
}

/** There would be more than `limit` strategies of a player, or profiles. */
export interface TooManyStrategies {
  readonly kind: 'tooManyStrategies'
  readonly limit: number
  /** How many strategies each player would have; nothing of one that forgets. */
  readonly counts: readonly (number | undefined)[]
}

/**
 * The reduced normal form. Strategies are numbered depth first, the earliest own choice outermost, and labeled by what
 * they do, `1` and so on where that is too long.
 */
export const reducedForm = <N>(
  scalar: Scalar<N>,
  form: ExtensiveForm<N>,
  limit: number,
): E.Either<TooManyStrategies, ReducedForm<N>> => {
  const counts = form.players.map((_, player) => strategyCount(form, player))
  const tooMany = E.left<TooManyStrategies>({ kind: 'tooManyStrategies', limit, counts })
  if (counts.reduce<number>((product, count) => product * (count ?? 1), 1) > limit) return tooMany
  const strategies: (readonly ReducedStrategy[])[] = []
  for (const player of form.players.keys()) {
    const own = strategiesOf(form, player, limit)
    if (own === undefined) return tooMany
    strategies.push(own)
  }
  const labels = strategies.map(own => own.map((strategy, k) => labelOf(form, strategy, k)))
  const table = { strategies: labels }
  if (profileCount(table) > limit) return tooMany
  return E.right({
    strategies,
    form: {
      title: form.title,
      comment: form.comment,
      players: form.players,
      strategies: labels,
      payoffs: payoffsOf(scalar, form, strategies, table),
    },
  })
}

/** Strategies of a player, or nothing where there are more than `limit`. */
const strategiesOf = (
  { nodes, informationSets }: ExtensiveForm<unknown>,
  player: number,
  limit: number,
): readonly ReducedStrategy[] | undefined => {
  const found: ReducedStrategy[] = []
  let written = 0
  const open: Begun[] = [{ pending: { id: 0, rest: undefined }, chosen: new Map() }]
  for (let begun = open.pop(); begun !== undefined; begun = open.pop()) {
    const { chosen } = begun
    let { pending } = begun
    let isComplete = true
    while (pending !== undefined) {
      const { id, rest }: Pending = pending
      const node = nodes[id]
      pending = rest
      if (node === undefined || node.kind === 'terminal') continue
      if (node.kind !== 'decision' || informationSets[node.informationSet]?.player !== player) {
        for (const child of node.children.toReversed()) pending = { id: child, rest: pending }
        continue
      }
      const set = node.informationSet
      const action = chosen.get(set)
      if (action !== undefined) {
        pending = { id: node.children[action] ?? 0, rest: pending }
        continue
      }
      for (let a = node.children.length - 1; a >= 0; a--)
        open.push({
          pending: { id: node.children[a] ?? 0, rest: pending },
          chosen: new Map(chosen).set(set, a),
        })
      written += (chosen.size + 1) * node.children.length
      isComplete = false
      break
    }
    if (isComplete) found.push(chosen)
    // Each that is begun becomes one strategy at least.
    if (found.length + open.length > limit || written > mostChoices * limit) return undefined
  }
  return found
}

/** Choices written down for each strategy that is allowed: few strategies can be long ones. */
const mostChoices = 16

/** Nodes still to be gone through, in a list that those begun share. */
interface Pending {
  readonly id: number
  readonly rest: Pending | undefined
}

/** A strategy that is settled up to some nodes. */
interface Begun {
  readonly pending: Pending | undefined
  readonly chosen: ReducedStrategy
}

/** Labels up to this long say what a strategy does. */
const longestLabel = 40

const labelOf = (
  { informationSets }: ExtensiveForm<unknown>,
  strategy: ReducedStrategy,
  place: number,
): string => {
  const all = [...strategy].map(([set, action]) => informationSets[set]?.actions[action] ?? '').join(', ')
  return all !== '' && all.length <= longestLabel ? all : String(place + 1)
}

/** Every leaf adds what it pays to the profiles that lead to it. */
const payoffsOf = <N>(
  scalar: Scalar<N>,
  form: ExtensiveForm<N>,
  strategies: readonly (readonly ReducedStrategy[])[],
  table: Pick<NormalForm<N>, 'strategies'>,
): readonly (readonly N[])[] => {
  const { nodes, informationSets, draws, players } = form
  const plays: PaidPlay<N>[] = []
  interface Visit {
    readonly id: number
    readonly weight: N
    readonly paid: readonly N[]
    readonly consistent: readonly (readonly number[])[]
  }
  const pending: Visit[] = [
    {
      id: 0,
      weight: scalar.one,
      paid: players.map(() => scalar.zero),
      consistent: strategies.map(own => [...own.keys()]),
    },
  ]
  for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
    const { id, weight, consistent } = visit
    const node = nodes[id]
    if (node === undefined) continue
    const paid = visit.paid.map((sum, player) => scalar.add(sum, paidAt(scalar, form, node, player)))
    if (node.kind === 'terminal')
      plays.push({ strategies: consistent, paid: paid.map(amount => scalar.mul(weight, amount)) })
    else if (node.kind === 'chance')
      for (const [k, child] of node.children.entries()) {
        const probability = draws[node.draw]?.branches[k]?.probability ?? scalar.zero
        if (scalar.equals(probability, scalar.zero)) continue
        pending.push({ id: child, weight: scalar.mul(weight, probability), paid, consistent })
      }
    else {
      const player = informationSets[node.informationSet]?.player ?? 0
      const own = strategies[player] ?? []
      for (const [a, child] of node.children.entries()) {
        const left = (consistent[player] ?? []).filter(k => own[k]?.get(node.informationSet) === a)
        if (left.length === 0) continue
        pending.push({ id: child, weight, paid, consistent: consistent.with(player, left) })
      }
    }
  }
  return paidTable(scalar, table, players.length, plays)
}

/**
 * A mixed profile of the reduced form as behavior: an action is as likely as the strategies that take it, among those
 * that lead to its information set (Kuhn 1953: the same plays where players have perfect recall). Where none does, all
 * actions are taken evenly by who mixes, and else the first.
 */
export const behaviorOf = <N>(
  scalar: Scalar<N>,
  { informationSets }: ExtensiveForm<N>,
  { strategies }: Pick<ReducedForm<N>, 'strategies'>,
  mixed: MixedProfile<N>,
): BehaviorProfile<N> =>
  informationSets.map(({ player, actions }, set) => {
    const weights = actions.map(() => scalar.zero)
    for (const [k, strategy] of (strategies[player] ?? []).entries()) {
      const action = strategy.get(set)
      if (action !== undefined)
        weights[action] = scalar.add(weights[action] ?? scalar.zero, mixed[player]?.[k] ?? scalar.zero)
    }
    const total = weights.reduce(scalar.add, scalar.zero)
    if (scalar.compare(total, scalar.zero) > 0) return weights.map(weight => scalar.div(weight, total))
    const isPure = (mixed[player] ?? []).filter(p => scalar.compare(p, scalar.zero) > 0).length === 1
    const even = scalar.fromRatio(1n, BigInt(Math.max(1, actions.length)))
    return actions.map((_, a) => (isPure ? (a === 0 ? scalar.one : scalar.zero) : even))
  })
