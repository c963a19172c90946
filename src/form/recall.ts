/** Whether players remember what they knew and did. */
import type { Scalar } from '../markov/scalar.ts'
import { childrenOf } from './behavior.ts'
import type { ExtensiveForm } from './extensiveForm.ts'

/** An information set at which its player has forgotten what it knew or did at another, or that it was there before. */
export interface Forgotten {
  readonly player: number
  readonly informationSet: number
  /** The set itself where a play comes through it twice. */
  readonly earlier: number
}

/**
 * The first information set, in their order, at which a player does not recall; nothing where all have perfect recall
 * (Kuhn, Extensive games and the problem of information, 1953): all nodes of a set come after the same own choices.
 */
export const forgotten = (form: ExtensiveForm<unknown>): Forgotten | undefined => {
  const { nodes, informationSets, players } = form
  // A sequence of own choices is known by its last choice: the sets before are those of that one.
  const last = nodes.map(() => new Int32Array(0))
  last[0] = new Int32Array(players.length).fill(-1)
  const offsets: number[] = []
  let slots = 0
  for (const { actions } of informationSets) {
    offsets.push(slots)
    slots += actions.length
  }
  const setOfSlot = new Int32Array(slots)
  for (const [set, { actions }] of informationSets.entries())
    setOfSlot.fill(set, offsets[set], (offsets[set] ?? 0) + actions.length)
  const before = informationSets.map((): number | undefined => undefined)
  const found: Forgotten[] = []
  for (const [id, node] of nodes.entries()) {
    const here = last[id] ?? new Int32Array(players.length).fill(-1)
    if (node.kind === 'decision') {
      const set = node.informationSet
      const player = informationSets[set]?.player ?? 0
      const own = here[player] ?? -1
      const known = before[set]
      if (known === undefined) before[set] = own
      else if (known !== own)
        found.push({ player, informationSet: set, earlier: setOfSlot[known >= 0 ? known : own] ?? set })
      for (const [a, child] of node.children.entries()) {
        const next = here.slice()
        next[player] = (offsets[set] ?? 0) + a
        last[child] = next
      }
    } else for (const child of childrenOf(node)) last[child] = here
  }
  return found.reduce<Forgotten | undefined>(
    (first, one) => (first === undefined || one.informationSet < first.informationSet ? one : first),
    undefined,
  )
}

/** What the payoffs of every play add up to, where that is one number for all plays. */
export const constantSum = <N>(scalar: Scalar<N>, form: ExtensiveForm<N>): N | undefined => {
  const { nodes, outcomes } = form
  const totals = outcomes.map(({ payoffs }) => payoffs.reduce(scalar.add, scalar.zero))
  const sums: N[] = []
  let constant: N | undefined
  for (const [id, node] of nodes.entries()) {
    const here = scalar.add(
      sums[id] ?? scalar.zero,
      (node.outcome === undefined ? undefined : totals[node.outcome]) ?? scalar.zero,
    )
    const children = childrenOf(node)
    for (const child of children) sums[child] = here
    if (children.length > 0) continue
    if (constant === undefined) constant = here
    else if (!scalar.equals(constant, here)) return undefined
  }
  return constant
}
