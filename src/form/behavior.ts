/** What a behavior profile brings in an extensive form, and what could be gained by another. */
import type { Scalar } from '../markov/scalar.ts'
import type { BehaviorProfile, ExtensiveForm, ExtensiveNode } from './extensiveForm.ts'
import { ownPast } from './past.ts'

export interface BehaviorValues<N> {
  /** By player, over the whole play. */
  readonly payoffs: readonly N[]
  /** By information set, the probability of coming there. */
  readonly reach: readonly N[]
  /** By information set, what each action would bring its player from there on; nothing where nobody comes. */
  readonly actionValues: readonly (readonly N[] | undefined)[]
  /** By information set, the most that one change there alone would gain, given that it is reached; else zero. */
  readonly oneShot: readonly N[]
}

/** One pass down for probabilities, one up for values. */
export const behaviorValues = <N>(
  scalar: Scalar<N>,
  form: ExtensiveForm<N>,
  profile: BehaviorProfile<N>,
): BehaviorValues<N> => {
  const { add, mul, sub, div, zero, compare } = scalar
  const { nodes, players, informationSets } = form
  const reach = reachOf(scalar, form, profile)
  const values: (readonly N[])[] = new Array(nodes.length)
  for (let id = nodes.length - 1; id >= 0; id--) {
    const node = nodes[id]
    if (node === undefined) continue
    const weights = weightsAt(form, profile, node)
    const here = players.map((_, player) => paidAt(scalar, form, node, player))
    for (const [k, child] of childrenOf(node).entries())
      for (const [player, value] of (values[child] ?? []).entries())
        here[player] = add(here[player] ?? zero, mul(weights[k] ?? zero, value))
    values[id] = here
  }
  const reached = informationSets.map(() => zero)
  const sums = informationSets.map(({ actions }) => actions.map(() => zero))
  for (const [id, node] of nodes.entries()) {
    if (node.kind !== 'decision') continue
    const { informationSet: set, children } = node
    const here = reach[id] ?? zero
    reached[set] = add(reached[set] ?? zero, here)
    const own = sums[set] ?? []
    const player = informationSets[set]?.player ?? 0
    for (const [a, child] of children.entries())
      own[a] = add(own[a] ?? zero, mul(here, values[child]?.[player] ?? zero))
  }
  const isReached = (set: number): boolean => compare(reached[set] ?? zero, zero) > 0
  const actionValues = sums.map((own, set) =>
    isReached(set) ? own.map(value => div(value, reached[set] ?? scalar.one)) : undefined,
  )
  return {
    payoffs: values[0] ?? players.map(() => zero),
    reach: reached,
    actionValues,
    oneShot: actionValues.map((own, set) => {
      if (own === undefined) return zero
      const got = own.reduce((sum, value, a) => add(sum, mul(profile[set]?.[a] ?? zero, value)), zero)
      return own.reduce((most, value) => {
        const gain = sub(value, got)
        return compare(gain, most) > 0 ? gain : most
      }, zero)
    }),
  }
}

export interface BestResponse<N> {
  /** Expected payoff over the whole play. */
  readonly value: N
  /** By information set of the player the action to take, the first of the best; nothing elsewhere. */
  readonly actions: readonly (number | undefined)[]
}

/**
 * The best a player can do against the others, by backward induction over its own information sets, each settled once
 * all that follows is (Koller, Megiddo and von Stengel, Games and Economic Behavior 14, 1996).
 *
 * Nothing where the player does not recall what it knew and did: then the order does not exist, or what is best at one
 * set depends on another.
 */
export const bestResponse = <N>(
  scalar: Scalar<N>,
  form: ExtensiveForm<N>,
  profile: BehaviorProfile<N>,
  player: number,
): BestResponse<N> | undefined => {
  if (ownPast(form, player) === undefined) return undefined
  const { add, mul, zero, compare } = scalar
  const { nodes, informationSets } = form
  const isOwn = (node: ExtensiveNode) =>
    node.kind === 'decision' && informationSets[node.informationSet]?.player === player
  const others = reachOf(scalar, form, profile, player)
  const parents = parentsOf(form)
  const missing = nodes.map(node => childrenOf(node).length)
  const members: number[][] = informationSets.map(() => [])
  for (const [id, node] of nodes.entries())
    if (node.kind === 'decision' && isOwn(node)) members[node.informationSet]?.push(id)
  const waiting = members.map(ids => ids.length)
  const values: (N | undefined)[] = new Array(nodes.length)
  const actions: (number | undefined)[] = informationSets.map(() => undefined)
  const settled: number[] = []

  const settle = (id: number, value: N): void => {
    values[id] = value
    settled.push(id)
  }
  const choose = (set: number): void => {
    const ids = members[set] ?? []
    const count = informationSets[set]?.actions.length ?? 0
    const childAt = (id: number, action: number): number => {
      const node = nodes[id]
      return node === undefined ? -1 : (childrenOf(node)[action] ?? -1)
    }
    let best = 0
    let most: N | undefined
    for (let action = 0; action < count; action++) {
      const value = ids.reduce(
        (sum, id) => add(sum, mul(others[id] ?? zero, values[childAt(id, action)] ?? zero)),
        zero,
      )
      if (most === undefined || compare(value, most) > 0) {
        most = value
        best = action
      }
    }
    actions[set] = best
    for (const id of ids) {
      const node = nodes[id]
      if (node !== undefined)
        settle(id, add(paidAt(scalar, form, node, player), values[childAt(id, best)] ?? zero))
    }
  }
  const completed = (id: number): void => {
    const node = nodes[id]
    if (node === undefined) return
    if (node.kind === 'decision' && isOwn(node)) {
      const left = (waiting[node.informationSet] ?? 0) - 1
      waiting[node.informationSet] = left
      if (left === 0) choose(node.informationSet)
      return
    }
    const weights = weightsAt(form, profile, node)
    settle(
      id,
      childrenOf(node).reduce(
        (sum, child, k) => add(sum, mul(weights[k] ?? zero, values[child] ?? zero)),
        paidAt(scalar, form, node, player),
      ),
    )
  }
  for (let id = nodes.length - 1; id >= 0; id--) if (missing[id] === 0) completed(id)
  for (let next = 0; next < settled.length; next++) {
    const parent = parents[settled[next] ?? 0] ?? -1
    if (parent < 0) continue
    const left = (missing[parent] ?? 0) - 1
    missing[parent] = left
    if (left === 0) completed(parent)
  }
  const value = values[0]
  return value === undefined ? undefined : { value, actions }
}

/** Probabilities of nodes; those of all but `except` where it is given. */
export const reachOf = <N>(
  scalar: Scalar<N>,
  form: ExtensiveForm<N>,
  profile: BehaviorProfile<N>,
  except?: number,
): readonly N[] => {
  const reach: N[] = form.nodes.map(() => scalar.one)
  for (const [id, node] of form.nodes.entries()) {
    const isExcepted =
      node.kind === 'decision' && form.informationSets[node.informationSet]?.player === except
    const weights = weightsAt(form, profile, node)
    const here = reach[id] ?? scalar.zero
    for (const [k, child] of childrenOf(node).entries())
      reach[child] = isExcepted ? here : scalar.mul(here, weights[k] ?? scalar.zero)
  }
  return reach
}

export const childrenOf = (node: ExtensiveNode): readonly number[] =>
  node.kind === 'terminal' ? [] : node.children

/** -1 at the root. */
export const parentsOf = ({ nodes }: Pick<ExtensiveForm<unknown>, 'nodes'>): Int32Array => {
  const parents = new Int32Array(nodes.length).fill(-1)
  for (const [id, node] of nodes.entries()) for (const child of childrenOf(node)) parents[child] = id
  return parents
}

/** What a player receives at a node. */
export const paidAt = <N>(
  scalar: Scalar<N>,
  { outcomes }: Pick<ExtensiveForm<N>, 'outcomes'>,
  { outcome }: ExtensiveNode,
  player: number,
): N => (outcome === undefined ? undefined : outcomes[outcome]?.payoffs[player]) ?? scalar.zero

const weightsAt = <N>(
  { draws }: ExtensiveForm<N>,
  profile: BehaviorProfile<N>,
  node: ExtensiveNode,
): readonly N[] => {
  switch (node.kind) {
    case 'terminal':
      return []
    case 'chance':
      return (draws[node.draw]?.branches ?? []).map(({ probability }) => probability)
    case 'decision':
      return profile[node.informationSet] ?? []
  }
}
