/** Subgames: parts of a tree that can be played by themselves. */
import type { Scalar } from '../markov/scalar.ts'
import { childrenOf, paidAt, parentsOf } from './behavior.ts'
import type { ExtensiveForm, ExtensiveNode, InformationSet, Outcome } from './extensiveForm.ts'

/**
 * The roots of subgames in depth-first order, that of the whole game first: nodes below which everybody knows to be
 * there (Selten, Spieltheoretische Behandlung eines Oligopolmodells, 1965). Terminal nodes are none.
 */
export const subgameRoots = (form: ExtensiveForm<unknown>): readonly number[] => {
  const { nodes, informationSets } = form
  const first = informationSets.map(() => nodes.length)
  const last = informationSets.map(() => -1)
  for (const [id, node] of nodes.entries())
    if (node.kind === 'decision') {
      const set = node.informationSet
      first[set] = Math.min(first[set] ?? id, id)
      last[set] = Math.max(last[set] ?? id, id)
    }
  // Of the nodes below each: the end, and the first and last node of the information sets that are met.
  const end = Int32Array.from(nodes, (_, id) => id)
  const least = Int32Array.from(nodes, (node, id) =>
    node.kind === 'decision' ? (first[node.informationSet] ?? id) : id,
  )
  const most = Int32Array.from(nodes, (node, id) =>
    node.kind === 'decision' ? (last[node.informationSet] ?? id) : id,
  )
  const parents = parentsOf(form)
  for (let id = nodes.length - 1; id > 0; id--) {
    const parent = parents[id] ?? 0
    end[parent] = Math.max(end[parent] ?? 0, end[id] ?? 0)
    least[parent] = Math.min(least[parent] ?? 0, least[id] ?? 0)
    most[parent] = Math.max(most[parent] ?? 0, most[id] ?? 0)
  }
  return nodes.flatMap((node, id) =>
    node.kind !== 'terminal' && (least[id] ?? 0) >= id && (most[id] ?? 0) <= (end[id] ?? 0) ? [id] : [],
  )
}

/** A part of a game by itself. */
export interface Piece<N> {
  readonly form: ExtensiveForm<N>
  /** By information set of the part the one of the whole. */
  readonly sets: readonly number[]
}

/** The part of a game from a node on, in which some nodes below are the end, worth so much to each player. */
export const pieceAt = <N>(
  scalar: Scalar<N>,
  form: ExtensiveForm<N>,
  root: number,
  worth: ReadonlyMap<number, readonly N[]>,
): Piece<N> => {
  const nodes: ExtensiveNode[] = []
  const sets = numbered()
  const draws = numbered()
  const outcomes: Outcome<N>[] = []
  const parents: number[] = []
  const places: number[] = []
  const pending = [{ id: root, parent: -1, place: 0 }]
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const node = form.nodes[at.id]
    if (node === undefined) continue
    const id = nodes.length
    parents.push(at.parent)
    places.push(at.place)
    const ends = at.id === root ? undefined : worth.get(at.id)
    const payoffs = ends ?? form.players.map((_, player) => paidAt(scalar, form, node, player))
    const pays = payoffs.some(payoff => !scalar.equals(payoff, scalar.zero))
    const outcome = pays ? outcomes.push({ label: '', payoffs }) - 1 : undefined
    const { label } = node
    if (ends !== undefined || node.kind === 'terminal') {
      nodes.push({ kind: 'terminal', label, outcome })
      continue
    }
    const children = new Array<number>(node.children.length).fill(-1)
    nodes.push(
      node.kind === 'chance'
        ? { kind: 'chance', label, outcome, draw: draws.of(node.draw), children }
        : { kind: 'decision', label, outcome, informationSet: sets.of(node.informationSet), children },
    )
    for (const [place, child] of [...childrenOf(node).entries()].reverse())
      pending.push({ id: child, parent: id, place })
  }
  return {
    sets: sets.all,
    form: {
      title: form.title,
      comment: '',
      players: form.players,
      outcomes,
      draws: draws.all.flatMap(draw => form.draws[draw] ?? []),
      informationSets: sets.all.flatMap((set): readonly InformationSet[] => {
        const found = form.informationSets[set]
        return found === undefined ? [] : [found]
      }),
      nodes: linked(nodes, parents, places),
    },
  }
}

/** The nodes with their children in place. */
const linked = (
  nodes: readonly ExtensiveNode[],
  parents: readonly number[],
  places: readonly number[],
): readonly ExtensiveNode[] => {
  const children = nodes.map(node => new Array<number>(childrenOf(node).length).fill(-1))
  for (const [id, parent] of parents.entries()) {
    const own = children[parent]
    if (own !== undefined) own[places[id] ?? 0] = id
  }
  return nodes.map((node, id) =>
    node.kind === 'terminal' ? node : { ...node, children: children[id] ?? [] },
  )
}

const numbered = () => {
  const places = new Map<number, number>()
  const all: number[] = []
  return {
    all,
    of: (item: number): number => {
      const known = places.get(item)
      if (known !== undefined) return known
      places.set(item, all.length)
      return all.push(item) - 1
    },
  }
}
