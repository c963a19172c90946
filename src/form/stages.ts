/** The order in which a tree can be played stage by stage. */
import * as E from 'fp-ts/lib/Either.js'
import { childrenOf } from './behavior.ts'
import type { ExtensiveForm } from './extensiveForm.ts'

/** Nodes at which chance moves, or one player does; no play comes through two of them. */
export interface Stage {
  /** Nothing where chance moves. */
  readonly player: number | undefined
  /** In depth-first order; of an information set all or none. */
  readonly nodes: readonly number[]
}

/** Information sets each of which comes before the next one in some play, and the last before the first. */
export interface Circle {
  readonly kind: 'circle'
  readonly informationSets: readonly number[]
}

/**
 * The stages of a tree: every play comes through its nodes in the order of the stages, which may leave some out. Nodes
 * stand as early as they can.
 *
 * Errors: `Circle` where information sets have no order, as where who moves first is drawn and nobody is told.
 */
export const stagesOf = (form: ExtensiveForm<unknown>): E.Either<Circle, readonly Stage[]> => {
  const { nodes, informationSets } = form
  // Chance nodes are units of their own; nodes of an information set are one unit, since they are asked at once.
  const unitOf = nodes.map((node, id) =>
    node.kind === 'terminal'
      ? -1
      : node.kind === 'decision'
        ? node.informationSet
        : informationSets.length + id,
  )
  const next = new Map<number, Set<number>>()
  for (const unit of unitOf) if (unit >= 0) next.set(unit, new Set())
  for (const [id, node] of nodes.entries())
    for (const child of childrenOf(node)) {
      const unit = unitOf[child] ?? -1
      if (unit >= 0) next.get(unitOf[id] ?? -1)?.add(unit)
    }
  const levels = levelsOf(next)
  if (E.isLeft(levels))
    return E.left({
      kind: 'circle',
      informationSets: levels.left.filter(unit => unit < informationSets.length),
    })
  const stages = new Map<string, { level: number; player: number | undefined; nodes: number[] }>()
  for (const [id, node] of nodes.entries()) {
    const level = levels.right.get(unitOf[id] ?? -1)
    if (level === undefined) continue
    const player = node.kind === 'decision' ? informationSets[node.informationSet]?.player : undefined
    const key = `${level} ${player ?? ''}`
    const stage = stages.get(key) ?? { level, player, nodes: [] }
    stages.set(key, stage)
    stage.nodes.push(id)
  }
  return E.right(
    [...stages.values()]
      .sort((a, b) => a.level - b.level)
      .map(({ player, nodes: own }) => ({ player, nodes: own })),
  )
}

/** The length of the longest way to each unit (Kahn, Communications of the ACM 5, 1962); a circle where there is one. */
const levelsOf = (
  next: ReadonlyMap<number, ReadonlySet<number>>,
): E.Either<readonly number[], ReadonlyMap<number, number>> => {
  const before = new Map([...next.keys()].map(unit => [unit, 0] as [number, number]))
  for (const after of next.values()) for (const unit of after) before.set(unit, (before.get(unit) ?? 0) + 1)
  const levels = new Map([...next.keys()].map(unit => [unit, 0] as [number, number]))
  const ready = [...next.keys()].filter(unit => before.get(unit) === 0)
  for (const unit of ready)
    for (const after of next.get(unit) ?? []) {
      levels.set(after, Math.max(levels.get(after) ?? 0, (levels.get(unit) ?? 0) + 1))
      const left = (before.get(after) ?? 0) - 1
      before.set(after, left)
      if (left === 0) ready.push(after)
    }
  return ready.length === next.size ? E.right(levels) : E.left(circleIn(next, new Set(ready)))
}

/** Each unit that is not ready waits for another such: following them backward comes round. */
const circleIn = (
  next: ReadonlyMap<number, ReadonlySet<number>>,
  ready: ReadonlySet<number>,
): readonly number[] => {
  const waiting = [...next.keys()].filter(unit => !ready.has(unit))
  const way: number[] = []
  for (let at = waiting[0]; at !== undefined; ) {
    const start = way.indexOf(at)
    if (start >= 0) return way.slice(start).reverse()
    way.push(at)
    const here: number = at
    at = waiting.find(unit => next.get(unit)?.has(here) === true)
  }
  return way
}
