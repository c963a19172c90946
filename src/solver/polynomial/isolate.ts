/**
 * All solutions of the conditions for given supports: boxes without one are thrown away, boxes in which Krawczyk's operator
 * proves that there is exactly one are kept, others are made smaller or cut in two (Kearfott, Rigorous Global Search, 1996).
 */
import type { Budget } from '../../markov/budget.ts'
import { type Box, copyOf, wholeBox } from './box.ts'
import type { Conditions } from './conditions.ts'
import { contract, type Slope } from './contraction.ts'
import { aloneIn, meetImage, type Root } from './newton.ts'

export interface Isolated {
  /** Boxes with exactly one solution of the equations each, which no other box holds. */
  readonly roots: readonly Box[]
  /** Boxes of which it is not known whether they hold a solution, or how many: where solutions are not isolated. */
  readonly undecided: readonly Box[]
}

/** Boxes this narrow are not cut. */
const narrowest = 1e-7

/** Undecided boxes after which there is no point in going on: the solutions are not isolated. */
const mostUndecided = 64

/** Wider boxes are cut before equations are taken for nearly linear. */
const nearby = 0.3

/** A box is looked at again where one look took away such a share of a width. */
const worthAgain = 0.7
const mostLooks = 4

/** Spends a few steps for each box, more of them where it has more coordinates. */
export const isolate = (budget: Budget, conditions: Conditions): Isolated => {
  const roots: Root[] = []
  const undecided: Box[] = []
  const open: Box[] = [wholeBox(conditions)]
  const told = (): Isolated => ({ roots: roots.map(({ box }) => box), undecided: [...undecided, ...open] })
  for (let box = open.pop(); box !== undefined; box = open.pop()) {
    budget.spend(1 + 2 * conditions.unknowns)
    const slopes = contracted(conditions, box)
    if (slopes === undefined) continue
    if (roots.some(({ alone }) => isPart(box, alone))) continue
    const isNear = box.lo.every((low, k) => (box.hi[k] ?? 0) - low < nearby)
    if (isNear && !meetImage(conditions, box, slopes)) continue
    const root = isNear ? aloneIn(conditions, box) : undefined
    if (root !== undefined) {
      if (roots.every(({ alone }) => !isPart(root.box, alone)) && meets(root.box, box)) roots.push(root)
      continue
    }
    const k = tellingMost(conditions, slopes, box)
    const [low, high] = [box.lo[k] ?? 0, box.hi[k] ?? 0]
    if (high - low < narrowest) {
      undecided.push(box)
      if (undecided.length >= mostUndecided) return told()
      continue
    }
    // Off the middle, where solutions of games like to be.
    const cut = low + 0.4871 * (high - low)
    const other = copyOf(box)
    box.hi[k] = cut
    other.lo[k] = cut
    open.push(box, other)
  }
  return told()
}

/** Contracts a box as long as that helps. */
const contracted = (conditions: Conditions, box: Box): readonly Slope[] | undefined => {
  for (let look = 1; ; look++) {
    const before = copyOf(box)
    const slopes = contract(conditions, box)
    if (slopes === undefined || look >= mostLooks) return slopes
    const isSmaller = box.lo.some((low, k) => {
      const width = (before.hi[k] ?? 0) - (before.lo[k] ?? 0)
      return width > narrowest && (box.hi[k] ?? 0) - low < worthAgain * width
    })
    if (!isSmaller) return slopes
  }
}

/** The coordinate to cut: the one whose width moves the equations most. */
const tellingMost = ({ blocks }: Conditions, slopes: readonly Slope[], box: Box): number => {
  const moved = new Float64Array(box.lo.length)
  for (const { block, lo, hi } of slopes) {
    const { offset = 0, size = 1 } = blocks[block] ?? {}
    for (let k = 1; k < size; k++) {
      const at = offset + k
      const width = (box.hi[at] ?? 0) - (box.lo[at] ?? 0)
      const steepest = Math.max(Math.abs(lo[k - 1] ?? 0), Math.abs(hi[k - 1] ?? 0))
      moved[at] = Math.max(moved[at] ?? 0, (steepest + 1e-6) * width)
    }
  }
  let found = 0
  for (let k = 1; k < moved.length; k++) if ((moved[k] ?? 0) > (moved[found] ?? 0)) found = k
  return found
}

const isPart = (a: Box, b: Box): boolean =>
  a.lo.every((low, k) => low >= (b.lo[k] ?? 0) && (a.hi[k] ?? 0) <= (b.hi[k] ?? 0))

const meets = (a: Box, b: Box): boolean =>
  a.lo.every((low, k) => low <= (b.hi[k] ?? 0) && (a.hi[k] ?? 0) >= (b.lo[k] ?? 0))
