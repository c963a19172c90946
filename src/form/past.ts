/** What a player that recalls everything has done before: the tree of its own information sets. */
import type { ExtensiveForm } from './extensiveForm.ts'

/** The last choice of a player before each of its information sets. */
export interface OwnPast {
  /** Its information sets, in the order in which plays first come to them: what comes before stands before. */
  readonly sets: readonly number[]
  /** Nothing where it has not chosen yet. */
  readonly before: ReadonlyMap<number, { readonly set: number; readonly action: number } | undefined>
}

/** Nothing where nodes of one information set come after different choices of its player (Kuhn 1953). */
export const ownPast = (
  { nodes, informationSets }: ExtensiveForm<unknown>,
  player: number,
): OwnPast | undefined => {
  const lastSet = new Int32Array(nodes.length).fill(-1)
  const lastAction = new Int32Array(nodes.length)
  const first = new Map<number, number>()
  for (const [id, node] of nodes.entries()) {
    if (node.kind === 'terminal') continue
    const set = lastSet[id] ?? -1
    const action = lastAction[id] ?? 0
    const isOwn = node.kind === 'decision' && informationSets[node.informationSet]?.player === player
    if (isOwn) {
      const known = first.get(node.informationSet)
      if (known === undefined) first.set(node.informationSet, id)
      else if (lastSet[known] !== set || lastAction[known] !== action) return undefined
    }
    for (const [a, child] of node.children.entries()) {
      lastSet[child] = isOwn ? node.informationSet : set
      lastAction[child] = isOwn ? a : action
    }
  }
  return {
    sets: [...first.keys()],
    before: new Map(
      [...first].map(([set, id]) => {
        const last = lastSet[id] ?? -1
        return [set, last < 0 ? undefined : { set: last, action: lastAction[id] ?? 0 }]
      }),
    ),
  }
}

/**
 * The number of reduced strategies of a player: a choice at a set brings those at the sets that follow it (von
 * Stengel, Games and Economic Behavior 14, 1996). Nothing where the player forgets; infinity past the largest double.
 */
export const strategyCount = (form: ExtensiveForm<unknown>, player: number): number | undefined => {
  const past = ownPast(form, player)
  if (past === undefined) return undefined
  const following = new Map(
    past.sets.map(set => [set, form.informationSets[set]?.actions.map(() => 1) ?? []] as const),
  )
  let count = 1
  for (const set of past.sets.toReversed()) {
    const own = (following.get(set) ?? []).reduce((sum, ways) => sum + ways, 0)
    const before = past.before.get(set)
    if (before === undefined) count *= own
    else {
      const ways = following.get(before.set)
      if (ways !== undefined) ways[before.action] = (ways[before.action] ?? 1) * own
    }
  }
  return count
}
