/** Whether players remember what they knew and did. */
import type { Scalar } from '../markov/scalar.ts'
import { childrenOf, parentsOf } from './behavior.ts'
import type { ExtensiveForm } from './extensiveForm.ts'

/** An information set at which its player has forgotten something. */
export interface Forgotten {
  /** That it was there before; what it did at an earlier set; that it was at an earlier set. */
  readonly kind: 'absentMinded' | 'action' | 'knowledge'
  readonly player: number
  readonly informationSet: number
  /** The set that is forgotten, or at which what was done is; the set itself where a play comes through it twice. */
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
  const first = informationSets.map((): { node: number; own: number } | undefined => undefined)
  let found: { readonly set: number; readonly nodes: readonly [number, number] } | undefined
  for (const [id, node] of nodes.entries()) {
    const here = last[id] ?? new Int32Array(players.length).fill(-1)
    if (node.kind === 'decision') {
      const set = node.informationSet
      const player = informationSets[set]?.player ?? 0
      const own = here[player] ?? -1
      const known = first[set]
      if (known === undefined) first[set] = { node: id, own }
      else if (known.own !== own && (found === undefined || set < found.set))
        found = { set, nodes: [known.node, id] }
      for (const [a, child] of node.children.entries()) {
        const next = here.slice()
        next[player] = (offsets[set] ?? 0) + a
        last[child] = next
      }
    } else for (const child of childrenOf(node)) last[child] = here
  }
  return found === undefined ? undefined : lapse(form, found.set, found.nodes)
}

interface Choice {
  readonly set: number
  readonly action: number
}

/** What is forgotten at a set of which two nodes come after different own choices. */
const lapse = (form: ExtensiveForm<unknown>, set: number, ids: readonly [number, number]): Forgotten => {
  const player = form.informationSets[set]?.player ?? 0
  const parents = parentsOf(form)
  const [one, other] = [
    choicesBefore(form, parents, player, ids[0]),
    choicesBefore(form, parents, player, ids[1]),
  ]
  if ([...one, ...other].some(choice => choice.set === set))
    return { kind: 'absentMinded', player, informationSet: set, earlier: set }
  let k = 0
  while (one[k]?.set === other[k]?.set && one[k]?.action === other[k]?.action) k += 1
  const earlier = one[k]?.set ?? other[k]?.set ?? set
  const kind = one[k]?.set === other[k]?.set ? 'action' : 'knowledge'
  return { kind, player, informationSet: set, earlier }
}

/** The own choices on the way to a node, the first one first. */
const choicesBefore = (
  { nodes, informationSets }: ExtensiveForm<unknown>,
  parents: Int32Array,
  player: number,
  id: number,
): readonly Choice[] => {
  const found: Choice[] = []
  for (let child = id, at = parents[id] ?? -1; at >= 0; child = at, at = parents[at] ?? -1) {
    const node = nodes[at]
    if (node?.kind === 'decision' && informationSets[node.informationSet]?.player === player)
      found.push({ set: node.informationSet, action: node.children.indexOf(child) })
  }
  return found.reverse()
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
