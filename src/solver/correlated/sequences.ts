/** Sequences of own choices in an extensive form of perfect recall, and which information sets one play comes through. */
import { childrenOf } from '../../form/behavior.ts'
import type { ExtensiveForm } from '../../form/extensiveForm.ts'

/** Sequences of a player are numbered from 0, which is to have chosen nothing yet. */
export interface Sequences {
  /** By player, how many there are. */
  readonly counts: readonly number[]
  /** By information set the sequence that its first action makes; those of the other actions follow. */
  readonly first: readonly number[]
  /** By information set the sequence of its player that leads there. */
  readonly before: readonly number[]
  /** By player and sequence the information set of its last choice; -1 for the empty one. */
  readonly lastSet: readonly (readonly number[])[]
  /** By player and node the sequence that leads there. */
  readonly at: readonly Int32Array[]
  /** Whether some play comes through both information sets. */
  readonly areConnected: (one: number, other: number) => boolean
}

/** Perfect recall is taken for granted: see `forgotten`. */
export const sequencesOf = (form: ExtensiveForm<unknown>): Sequences => {
  const { nodes, informationSets, players } = form
  const counts = players.map(() => 1)
  const lastSet = players.map(() => [-1])
  const first = informationSets.map(({ player, actions }, set) => {
    const from = counts[player] ?? 1
    counts[player] = from + actions.length
    lastSet[player]?.push(...actions.map(() => set))
    return from
  })
  const at = players.map(() => new Int32Array(nodes.length))
  const before = informationSets.map(() => 0)
  const connected = informationSets.map(() => new Set<number>())
  // The sets that a play has come through before a node, the last one first.
  const through: (Trail | undefined)[] = nodes.map(() => undefined)
  for (const [id, node] of nodes.entries()) {
    const set = node.kind === 'decision' ? node.informationSet : -1
    const player = informationSets[set]?.player ?? -1
    if (set >= 0) {
      before[set] = at[player]?.[id] ?? 0
      for (let trail = through[id]; trail !== undefined; trail = trail.rest) {
        connected[set]?.add(trail.set)
        connected[trail.set]?.add(set)
      }
    }
    for (const [action, child] of childrenOf(node).entries()) {
      through[child] = set >= 0 ? { set, rest: through[id] } : through[id]
      for (const [own, reached] of at.entries())
        reached[child] = own === player ? (first[set] ?? 0) + action : (reached[id] ?? 0)
    }
  }
  return {
    counts,
    first,
    before,
    lastSet,
    at,
    areConnected: (one, other) => connected[one]?.has(other) === true,
  }
}

interface Trail {
  readonly set: number
  readonly rest: Trail | undefined
}

/** Whether both sequences can be of one play, as far as their last choices tell (von Stengel and Forges 2008). */
export const areRelevant = ({ lastSet, areConnected }: Sequences, one: number, other: number): boolean =>
  one === 0 || other === 0 || areConnected(lastSet[0]?.[one] ?? -1, lastSet[1]?.[other] ?? -1)

/**
 * Whether the consistency of probabilities of pairs of sequences makes them those of a distribution over strategies:
 * the game is triangle-free, as all are without chance or with public chance (Farina and Sandholm, Polynomial-time
 * computation of optimal correlated equilibria in two-player extensive-form games with public chance moves and beyond,
 * 2020).
 */
export const isTriangleFree = (
  { informationSets }: ExtensiveForm<unknown>,
  { before, areConnected }: Sequences,
): boolean => {
  const siblings = [0, 1].map(player =>
    informationSets.flatMap((own, a) =>
      informationSets.flatMap((other, b) =>
        a !== b && own.player === player && other.player === player && before[a] === before[b]
          ? [[a, b] as const]
          : [],
      ),
    ),
  )
  return !(siblings[0] ?? []).some(([a, b]) =>
    (siblings[1] ?? []).some(([c, d]) => areConnected(a, c) && areConnected(b, d) && areConnected(a, d)),
  )
}
