/**
 * Bounds of conditions and their slopes over a box: exact ones by all corners of the mixtures, or such as a box around a
 * point has by how far it reaches, which suits tiny boxes of many strategies.
 */
import { type Box, cornersOf, linesOf, middleOf, pointCorners } from './box.ts'
import { type Condition, type Conditions, slack } from './conditions.ts'
import { type Slope, slopesOver } from './contraction.ts'

export interface Ranges {
  /** Of all equations by all blocks; nothing where the box holds no mixtures. */
  readonly slopes: (conditions: Conditions, box: Box) => readonly Slope[] | undefined
  readonly values: (
    conditions: Conditions,
    box: Box,
    condition: Condition,
  ) => readonly [lo: number, hi: number]
}

export const atCorners: Ranges = {
  slopes: (conditions, box) => {
    const corners = cornersOf(box, conditions.blocks)
    return corners === undefined ? undefined : slopesOver(conditions, corners)
  },
  values: ({ blocks }, box, condition) => {
    const corners = cornersOf(box, blocks)
    if (corners === undefined) return [0, 0]
    const { at } = linesOf(condition, corners, -1)
    let lo = Number.POSITIVE_INFINITY
    let hi = Number.NEGATIVE_INFINITY
    for (const value of at) {
      if (value < lo) lo = value
      if (value > hi) hi = value
    }
    return [lo - slack, hi + slack]
  },
}

/**
 * An expectation of numbers no larger than one moves by no more than the product of the sums of weights does, where every
 * weight moves as far as it can. Payoffs are in units of their span, so that conditions are no larger than one, and
 * differences of two no larger than two.
 */
export const aroundMiddle: Ranges = {
  slopes: (conditions, box) => {
    const at = middleOf(box, conditions.blocks)
    const reaches = reachesOf(conditions, box, at)
    return slopesOver(conditions, pointCorners(at, conditions.blocks)).map(slope => {
      const others = conditions.equations[slope.equation]?.blocks.filter(block => block !== slope.block) ?? []
      const moved = 2 * movedBy(reaches, others)
      return { ...slope, lo: slope.lo.map(low => low - moved), hi: slope.hi.map(high => high + moved) }
    })
  },
  values: (conditions, box, condition) => {
    const at = middleOf(box, conditions.blocks)
    const moved = movedBy(reachesOf(conditions, box, at), condition.blocks)
    const [value = 0] = linesOf(condition, pointCorners(at, conditions.blocks), -1).at
    return [value - moved - slack, value + moved + slack]
  },
}

interface Reach {
  /** The sum of the sizes of weights at the point. */
  readonly sum: number
  /** The sum of how far they may move. */
  readonly moved: number
}

const reachesOf = ({ blocks }: Conditions, { lo, hi }: Box, at: Float64Array): readonly Reach[] =>
  blocks.map(({ offset, size }) => {
    let [sum, moved] = [0, 0]
    for (let k = offset; k < offset + size; k++) {
      const value = at[k] ?? 0
      sum += Math.abs(value)
      moved += Math.max(value - (lo[k] ?? 0), (hi[k] ?? 0) - value)
    }
    return { sum, moved }
  })

const movedBy = (reaches: readonly Reach[], blocks: readonly number[]): number => {
  let [still, far] = [1, 1]
  for (const block of blocks) {
    const { sum, moved } = reaches[block] ?? { sum: 1, moved: 0 }
    still *= sum
    far *= sum + moved
  }
  return (far - still) * (1 + 1e-12) + 1e-15
}
