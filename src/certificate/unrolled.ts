/**
 * The play as one player has to look at it, step by step: a step settles one wire, and what is still to matter of the
 * wires settled before is the situation.
 */
import { type Fraction, zero } from './fraction.ts'
import type { Wire } from './wires.ts'

export interface Step {
  readonly node: number
  readonly situations: readonly Situation[]
}

export interface Situation {
  /** What may follow: the value, its probability under the profile, the place of the situation in the next step. */
  readonly ways: readonly Way[]
  /** Whether the profile says how to go on. */
  readonly goesOn: boolean
  /** The observation, where the player decides. */
  readonly observation: number
}

export interface Way {
  readonly value: number
  readonly weight: Fraction
  readonly next: number
}

/** Situations that a player's side may have before it is given up. */
const mostSituations = 200_000

/** The steps of the wires that `roots` depend on, `player` choosing freely; nothing where they are too many. */
export const unrolled = (
  wires: readonly Wire[],
  roots: readonly number[],
  player: string,
): readonly Step[] | undefined => {
  const order = orderOf(wires, neededBy(wires, roots))
  const steps: Step[] = []
  let kept: readonly number[] = []
  let here: readonly (readonly number[])[] = [[]]
  let total = 0
  for (const [at, node] of order.entries()) {
    const later = new Set(order.slice(at + 1).flatMap(other => usedBy(wires[other])))
    const keptNext = [...kept, node].filter(other => later.has(other))
    const places = new Map<string, number>()
    const next: (readonly number[])[] = []
    const placeOf = (values: readonly number[]): number => {
      const key = values.join()
      const known = places.get(key)
      if (known !== undefined) return known
      places.set(key, next.length)
      next.push(values)
      return next.length - 1
    }
    const before = kept
    steps.push({
      node,
      situations: here.map(values => {
        const settled = (other: number): number => values[before.indexOf(other)] ?? 0
        return situationAt(wires, node, player, settled, value =>
          placeOf(keptNext.map(other => (other === node ? value : settled(other)))),
        )
      }),
    })
    total += here.length
    if (total + next.length > mostSituations) return undefined
    kept = keptNext
    here = next
  }
  return steps
}

const situationAt = (
  wires: readonly Wire[],
  node: number,
  player: string,
  settled: (node: number) => number,
  place: (value: number) => number,
): Situation => {
  const rowOver = (parents: readonly number[]): number =>
    parents.reduce((row, parent) => row * (wires[parent]?.size ?? 0) + settled(parent), 0)
  const wire = wires[node]
  const row = rowOver(wire?.parents ?? [])
  const draws = wire?.draws[row] ?? []
  const weights = new Map(draws)
  const choice = wire?.choice?.player === player ? wire.choice : undefined
  const values = choice === undefined ? draws.map(([value]) => value) : (choice.menus[row] ?? [])
  return {
    ways: values.map(value => ({ value, weight: weights.get(value) ?? zero, next: place(value) })),
    goesOn: draws.length > 0,
    observation: choice === undefined ? -1 : (choice.observing[rowOver(choice.observed)] ?? -1),
  }
}

const usedBy = (wire: Wire | undefined): readonly number[] => [
  ...(wire?.parents ?? []),
  ...(wire?.choice?.observed ?? []),
]

const neededBy = (wires: readonly Wire[], roots: readonly number[]): ReadonlySet<number> => {
  const needed = new Set(roots)
  // A set that grows while it is gone through gives what was added, too.
  for (const node of needed) for (const other of usedBy(wires[node])) needed.add(other)
  return needed
}

/** Users after what they use, decisions of one player in their order; always the step that leaves least to remember. */
const orderOf = (wires: readonly Wire[], needed: ReadonlySet<number>): readonly number[] => {
  const left = new Set([...needed].sort((a, b) => a - b))
  const uses = new Map([...left].map(node => [node, new Set(usedBy(wires[node]))]))
  const waiting = new Map<number, number>()
  for (const used of uses.values()) for (const one of used) waiting.set(one, (waiting.get(one) ?? 0) + 1)
  const lastBy = new Map<string, number>()
  for (const node of left) {
    const player = wires[node]?.choice?.player
    const before = player === undefined ? undefined : lastBy.get(player)
    if (before !== undefined) uses.get(node)?.add(before)
    if (before !== undefined) waiting.set(before, (waiting.get(before) ?? 0) + 1)
    if (player !== undefined) lastBy.set(player, node)
  }
  const spread = (node: number): number => Math.log(wires[node]?.size ?? 1)
  const growth = (node: number): number => {
    let grown = (waiting.get(node) ?? 0) > 0 ? spread(node) : 0
    for (const one of uses.get(node) ?? []) if (waiting.get(one) === 1) grown -= spread(one)
    return grown
  }
  const order: number[] = []
  while (left.size > 0) {
    let best = -1
    let least = Number.POSITIVE_INFINITY
    for (const node of left) {
      if ([...(uses.get(node) ?? [])].some(one => left.has(one))) continue
      const grown = growth(node)
      if (grown < least) [best, least] = [node, grown]
    }
    left.delete(best)
    order.push(best)
    for (const one of uses.get(best) ?? []) waiting.set(one, (waiting.get(one) ?? 0) - 1)
  }
  return order
}
