/**
 * Where learners meet that know in which situation they are: a tree, or the stages of a game without end. A play goes
 * down a stage to one of its ends, which pays and names the stage that comes next, if any does.
 */
import { paidAt } from '../form/behavior.ts'
import type { ExtensiveForm, InformationSet } from '../form/extensiveForm.ts'
import { double } from '../markov/double.ts'

export interface Arena {
  readonly players: readonly string[]
  /** What a player may know when it decides. It does the same wherever it knows the same. */
  readonly places: readonly InformationSet[]
  /** The stage of each state; a tree is the only one. */
  readonly stages: readonly Spot[]
  /** The stages with which plays begin, and their probabilities. */
  readonly start: readonly (readonly [stage: number, probability: number])[]
  /** What a payoff counts for a stage later; 0 of a tree. */
  readonly discount: number
  /** How many spots there are in all stages together. */
  readonly spots: number
}

/** A spot in a stage, where everything that has happened in it is known. Numbered from 0 over all stages. */
export type Spot = Decides | Draws | Ends

interface Decides {
  readonly kind: 'decides'
  readonly id: number
  readonly place: number
  readonly branches: readonly Spot[]
}

interface Draws {
  readonly kind: 'draws'
  readonly id: number
  readonly branches: readonly Spot[]
  readonly probabilities: readonly number[]
}

export interface Ends {
  readonly kind: 'ends'
  readonly id: number
  /** By player. */
  readonly payoffs: readonly number[]
  /** By player, what later payoffs are multiplied by; the discount of the game comes on top. */
  readonly factors: readonly number[]
  /** The stage that follows. */
  readonly next: number | undefined
}

/** The tree as the only stage of an arena: what is paid on the way is paid at the end. */
export const arenaOfTree = (form: ExtensiveForm<number>): Arena => {
  const { players, informationSets, nodes, draws } = form
  const before: (readonly number[])[] = []
  const built: Spot[] = []
  for (const [id, node] of nodes.entries()) {
    const paid = players.map((_, p) => (before[id]?.[p] ?? 0) + paidAt(double, form, node, p))
    before[id] = paid
    if (node.kind !== 'terminal') for (const child of node.children) before[child] = paid
  }
  // Children come after their parents.
  for (let id = nodes.length - 1; id >= 0; id--) {
    const node = nodes[id]
    if (node === undefined) continue
    const branches = node.kind === 'terminal' ? [] : node.children.flatMap(child => built[child] ?? [])
    switch (node.kind) {
      case 'terminal':
        built[id] = {
          ...{ kind: 'ends', id, next: undefined },
          payoffs: before[id] ?? [],
          factors: players.map(() => 0),
        }
        break
      case 'chance':
        built[id] = {
          ...{ kind: 'draws', id, branches },
          probabilities: (draws[node.draw]?.branches ?? []).map(({ probability }) => probability),
        }
        break
      case 'decision':
        built[id] = { kind: 'decides', id, place: node.informationSet, branches }
    }
  }
  const [root] = built
  return {
    players,
    places: informationSets,
    stages: root === undefined ? [] : [root],
    start: [[0, 1]],
    discount: 0,
    spots: nodes.length,
  }
}

/** The least and the largest that each player may be paid at once. */
export const payoffRanges = (
  arena: Arena,
): readonly { readonly lowest: number; readonly highest: number }[] => {
  const lowest = arena.players.map(() => Number.POSITIVE_INFINITY)
  const highest = arena.players.map(() => Number.NEGATIVE_INFINITY)
  const open: Spot[] = [...arena.stages]
  for (let spot = open.pop(); spot !== undefined; spot = open.pop()) {
    if (spot.kind !== 'ends') {
      open.push(...spot.branches)
      continue
    }
    for (const [p, payoff] of spot.payoffs.entries()) {
      lowest[p] = Math.min(lowest[p] ?? payoff, payoff)
      highest[p] = Math.max(highest[p] ?? payoff, payoff)
    }
  }
  return arena.players.map((_, p) => ({ lowest: lowest[p] ?? 0, highest: highest[p] ?? 0 }))
}
