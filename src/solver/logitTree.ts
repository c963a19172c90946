/**
 * Agent quantal response equilibria of a tree: at each information set somebody errs on its own, given what all actions
 * bring from there on. Where errors vanish they come to a sequential equilibrium (McKelvey and Palfrey, Quantal response
 * equilibria for extensive form games, 1998; Turocy, Computing sequential equilibria using agent quantal response
 * equilibria, 2010). The tree is gone through as it is; no table is made.
 */
import { behaviorValues, bestResponse } from '../form/behavior.ts'
import type { ExtensiveForm } from '../form/extensiveForm.ts'
import { double } from '../markov/double.ts'
import type { System } from './logit.ts'

/** The system whose branch is that of the tree; players are its information sets. Everybody recalls what it knew and did. */
export const treeSystem = (form: ExtensiveForm<number>): System => {
  const flat = flatOf(form)
  const { sets, width, span } = flat
  return {
    width,
    span,
    players: sets,
    base: Float64Array.from(
      sets.flatMap(({ count }) => Array.from({ length: count }, () => -Math.log(count))),
    ),
    values: logarithms => valuesAt(flat, passed(flat, logarithms)),
    slopes: logarithms => slopesAt(flat, passed(flat, logarithms)),
    reach: logarithms => {
      const { reach } = passed(flat, logarithms)
      return Float64Array.from(flat.members, ids =>
        ids.reduce((top, id) => Math.max(top, reach[id] ?? 0), Number.NEGATIVE_INFINITY),
      )
    },
    regret: profile => {
      const { payoffs } = behaviorValues(double, form, profile)
      return payoffs.reduce((most, payoff, player) => {
        const best = bestResponse(double, form, profile, player)?.value ?? payoff
        return Math.max(most, best - payoff)
      }, 0)
    },
  }
}

interface Flat {
  readonly width: number
  readonly span: number
  readonly players: number
  readonly sets: readonly { readonly offset: number; readonly count: number; readonly player: number }[]
  /** The nodes of each set. */
  readonly members: readonly Int32Array[]
  /** By node, in depth-first order: -1 at the root. */
  readonly parent: Int32Array
  /** By node, where the last of what is below it ends. */
  readonly end: Int32Array
  /** By node, the place of the action that leads there among all actions; -1 where chance does, or nothing. */
  readonly by: Int32Array
  /** By node, the logarithm of the probability with which chance leads there; 0 where somebody does. */
  readonly chance: Float64Array
  /** By node, its first child; children of a node are told by `next`. */
  readonly first: Int32Array
  readonly next: Int32Array
  /** By node and player, what is paid there, in units of the span. */
  readonly paid: Float64Array
}

const flatOf = (form: ExtensiveForm<number>): Flat => {
  const { nodes, informationSets, draws, outcomes } = form
  const players = form.players.length
  let width = 0
  const sets = informationSets.map(({ actions: { length: count }, player }) => {
    const offset = width
    width += count
    return { offset, count, player }
  })
  const [parent, end, by] = [0, 1, 2].map(() => new Int32Array(nodes.length).fill(-1))
  const [first, next] = [0, 1].map(() => new Int32Array(nodes.length).fill(-1))
  const chance = new Float64Array(nodes.length)
  const paid = new Float64Array(nodes.length * players)
  const members: number[][] = sets.map(() => [])
  if (
    parent === undefined ||
    end === undefined ||
    by === undefined ||
    first === undefined ||
    next === undefined
  )
    throw new RangeError('five arrays')
  for (const [id, node] of nodes.entries()) {
    const paying = node.outcome === undefined ? [] : (outcomes[node.outcome]?.payoffs ?? [])
    for (let i = 0; i < players; i++) paid[id * players + i] = paying[i] ?? 0
    if (node.kind === 'decision') members[node.informationSet]?.push(id)
    if (node.kind === 'terminal') continue
    first[id] = node.children[0] ?? -1
    for (const [k, child] of node.children.entries()) {
      parent[child] = id
      next[child] = node.children[k + 1] ?? -1
      if (node.kind === 'decision') by[child] = (sets[node.informationSet]?.offset ?? 0) + k
      else chance[child] = Math.log(draws[node.draw]?.branches[k]?.probability ?? 0)
    }
  }
  for (let id = nodes.length - 1; id >= 0; id--) {
    end[id] = Math.max(end[id] ?? 0, id + 1)
    const above = parent[id] ?? -1
    if (above >= 0) end[above] = Math.max(end[above] ?? 0, end[id] ?? 0)
  }
  const span = spanOf(parent, first, paid, players)
  return {
    ...{ width, span, players, sets, parent, end, by, chance, first, next },
    members: members.map(ids => Int32Array.from(ids)),
    paid: paid.map(x => x / span),
  }
}

/** The largest payoff of a play less the least, of any player. */
const spanOf = (parent: Int32Array, first: Int32Array, paid: Float64Array, players: number): number => {
  const sums = paid.slice()
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let id = 0; id < parent.length; id++)
    for (let i = 0; i < players; i++) {
      const above = parent[id] ?? -1
      const sum = (sums[id * players + i] ?? 0) + (above < 0 ? 0 : (sums[above * players + i] ?? 0))
      sums[id * players + i] = sum
      if ((first[id] ?? -1) >= 0) continue
      low = Math.min(low, sum)
      high = Math.max(high, sum)
    }
  return Math.max(high - low, 1e-300)
}

/** Both ways through the tree. */
interface Passed {
  /** By node, the logarithm of the probability of coming there. */
  readonly reach: Float64Array
  /** By node, the probability with which its parent goes there. */
  readonly share: Float64Array
  /** By node and player, what is still paid from there on. */
  readonly worth: Float64Array
  /** By node of a set, how probable it is that one is there if one is in the set. */
  readonly belief: Float64Array
}

const passed = (flat: Flat, logarithms: Float64Array): Passed => {
  const { parent, by, chance, paid, players, members } = flat
  const count = parent.length
  const reach = new Float64Array(count)
  const share = new Float64Array(count)
  for (let id = 1; id < count; id++) {
    const place = by[id] ?? -1
    const own = place >= 0 ? (logarithms[place] ?? 0) : (chance[id] ?? 0)
    reach[id] = (reach[parent[id] ?? 0] ?? 0) + own
    share[id] = Math.exp(own)
  }
  const worth = paid.slice()
  for (let id = count - 1; id > 0; id--) {
    const above = (parent[id] ?? 0) * players
    const part = share[id] ?? 0
    if (part === 0) continue
    for (let i = 0; i < players; i++)
      worth[above + i] = (worth[above + i] ?? 0) + part * (worth[id * players + i] ?? 0)
  }
  // Relative to the most probable node of a set, so that nothing vanishes where nobody nearly comes.
  const belief = new Float64Array(count)
  for (const ids of members) {
    const most = ids.reduce((top, id) => Math.max(top, reach[id] ?? 0), Number.NEGATIVE_INFINITY)
    if (most === Number.NEGATIVE_INFINITY) continue
    let sum = 0
    for (const id of ids) {
      const weight = Math.exp((reach[id] ?? 0) - most)
      belief[id] = weight
      sum += weight
    }
    for (const id of ids) belief[id] = (belief[id] ?? 0) / sum
  }
  return { reach, share, worth, belief }
}

const valuesAt = ({ sets, members, first, next, players, width }: Flat, at: Passed): Float64Array => {
  const found = new Float64Array(width)
  for (const [set, ids] of members.entries()) {
    const { offset = 0, player = 0 } = sets[set] ?? {}
    for (const id of ids) {
      const belief = at.belief[id] ?? 0
      let place = offset
      for (let child = first[id] ?? -1; child >= 0; child = next[child] ?? -1, place++)
        found[place] = (found[place] ?? 0) + belief * (at.worth[child * players + player] ?? 0)
    }
  }
  return found
}

/** By how others' choices change what one believes, and what comes of it afterwards. */
const slopesAt = (flat: Flat, at: Passed): Float64Array => {
  const { sets, members, first, next, parent, by, players, width } = flat
  const values = valuesAt(flat, at)
  const found = new Float64Array(width * width)
  const relative = new Float64Array(parent.length)
  for (const [set, ids] of members.entries()) {
    const { offset = 0, player = 0 } = sets[set] ?? {}
    for (const id of ids) {
      const belief = at.belief[id] ?? 0
      if (belief === 0) continue
      let place = offset
      for (let child = first[id] ?? -1; child >= 0; child = next[child] ?? -1, place++) {
        const row = place * width
        const more = belief * ((at.worth[child * players + player] ?? 0) - (values[place] ?? 0))
        for (let above = id; above > 0; above = parent[above] ?? 0) {
          const column = by[above] ?? -1
          if (column >= 0) found[row + column] = (found[row + column] ?? 0) + more
        }
        below(flat, at, { child, player, row, weight: belief, relative }, found)
      }
    }
  }
  return found
}

interface Below {
  readonly child: number
  readonly player: number
  readonly row: number
  readonly weight: number
  /** By node, how probable it is from `child` on, times the weight; overwritten. */
  readonly relative: Float64Array
}

/** Adds what each choice below a node changes of what it is worth. */
const below = (
  { end, parent, by, players }: Flat,
  { share, worth }: Passed,
  { child, player, row, weight, relative }: Below,
  found: Float64Array,
): void => {
  relative[child] = weight
  const last = end[child] ?? child
  for (let id = child + 1; id < last; id++) {
    const here = (relative[parent[id] ?? 0] ?? 0) * (share[id] ?? 0)
    relative[id] = here
    const column = by[id] ?? -1
    if (column >= 0 && here !== 0)
      found[row + column] = (found[row + column] ?? 0) + here * (worth[id * players + player] ?? 0)
  }
}
