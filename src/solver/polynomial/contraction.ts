/**
 * Boxes made smaller without losing an equilibrium: by each condition alone, and by all conditions on the mixture of one
 * player together, which are linear in it (Neumaier, Interval Methods for Systems of Equations, 1990; Hansen and
 * Sengupta 1981 for the preconditioned step). With three players whoever's mixture is known nearly makes the others'
 * equations linear, so that few boxes are cut in all dimensions.
 */
import { type Box, type Corners, cornersOf, type Lines, linesOf, sumToOne } from './box.ts'
import { type Condition, type Conditions, slack } from './conditions.ts'
import { inverseOf } from './inverse.ts'

/** How an equation changes with the mixture of one block, over a box. */
export interface Slope {
  readonly equation: number
  readonly block: number
  readonly lines: Lines
  /** Derivatives by each probability of the block but the first, which makes up for it. */
  readonly lo: Float64Array
  readonly hi: Float64Array
}

/** Slopes of all equations over the box; nothing where it holds no equilibrium. The box is made smaller. */
export const contract = (conditions: Conditions, box: Box): readonly Slope[] | undefined => {
  const { blocks, equations, losses } = conditions
  if (!sumToOne(box, blocks)) return undefined
  const corners = cornersOf(box, blocks)
  if (corners === undefined) return undefined
  for (const loss of losses) if (!lowered(conditions, box, corners, loss)) return undefined
  const slopes: Slope[] = []
  for (const [place, equation] of equations.entries()) {
    if (equation.blocks.length === 0) {
      if (Math.abs(equation.tensor[0] ?? 0) > slack) return undefined
      continue
    }
    for (const [kept, block] of equation.blocks.entries()) {
      const lines = linesOf(equation, corners, kept)
      if (!narrowed(conditions, box, lines, block, false)) return undefined
      slopes.push(slopeOf(place, block, lines))
    }
  }
  for (const block of blocks.keys()) if (!solvedFor(conditions, box, slopes, block)) return undefined
  return sumToOne(box, blocks) ? slopes : undefined
}

/** Slopes over a box of these corners. */
export const slopesOver = ({ equations }: Conditions, corners: readonly Corners[]): readonly Slope[] =>
  equations.flatMap((equation, place) =>
    equation.blocks.map((block, kept) => slopeOf(place, block, linesOf(equation, corners, kept))),
  )

const slopeOf = (equation: number, block: number, lines: Lines): Slope => {
  const { rows, columns, at } = lines
  const lo = new Float64Array(rows - 1).fill(Number.POSITIVE_INFINITY)
  const hi = new Float64Array(rows - 1).fill(Number.NEGATIVE_INFINITY)
  for (let c = 0; c < columns; c++) {
    const first = at[c * rows] ?? 0
    for (let r = 1; r < rows; r++) {
      const slope = (at[c * rows + r] ?? 0) - first
      if (slope < (lo[r - 1] ?? 0)) lo[r - 1] = slope
      if (slope > (hi[r - 1] ?? 0)) hi[r - 1] = slope
    }
  }
  for (let r = 0; r < rows - 1; r++) {
    lo[r] = (lo[r] ?? 0) - slack
    hi[r] = (hi[r] ?? 0) + slack
  }
  return { equation, block, lines, lo, hi }
}

/** Leaves of the box where an unused strategy is no better; false where there is nothing. */
const lowered = (conditions: Conditions, box: Box, corners: readonly Corners[], loss: Condition): boolean => {
  if (loss.blocks.length === 0) return (loss.tensor[0] ?? 0) <= slack
  return loss.blocks.every((block, kept) =>
    narrowed(conditions, box, linesOf(loss, corners, kept), block, true),
  )
}

/** Leaves of a block where a condition can be nought, or where it can be no more than that. */
const narrowed = (
  { blocks }: Conditions,
  box: Box,
  { rows, columns, at }: Lines,
  block: number,
  isLoss: boolean,
) => {
  const offset = blocks[block]?.offset ?? 0
  const least = new Float64Array(rows).fill(Number.POSITIVE_INFINITY)
  const most = new Float64Array(rows).fill(Number.POSITIVE_INFINITY)
  for (let c = 0; c < columns; c++)
    for (let r = 0; r < rows; r++) {
      const value = at[c * rows + r] ?? 0
      if (value - slack < (least[r] ?? 0)) least[r] = value - slack
      if (-value - slack < (most[r] ?? 0)) most[r] = -value - slack
    }
  return belowZero(box, offset, least) && (isLoss || belowZero(box, offset, most))
}

/** Bounds that `sum values * p <= 0` leaves to probabilities that sum to one; false where there are none. */
const belowZero = ({ lo, hi }: Box, offset: number, values: Float64Array): boolean => {
  const size = values.length
  for (let k = 0; k < size; k++) {
    // The others have at least their bounds, and the least of their values for what is left.
    let fixed = 0
    let held = 0
    let least = Number.POSITIVE_INFINITY
    for (let other = 0; other < size; other++) {
      if (other === k) continue
      const value = values[other] ?? 0
      const low = lo[offset + other] ?? 0
      fixed += low * value
      held += low
      if (value < least) least = value
    }
    const base = fixed + (1 - held) * least
    const own = values[k] ?? 0
    const slope = own - least
    const at = offset + k
    if (slope > 0) {
      const bound = -base / slope + rounding(base, slope)
      if (bound < (hi[at] ?? 0)) hi[at] = bound
    } else if (slope < 0) {
      const bound = -base / slope - rounding(base, slope)
      if (bound > (lo[at] ?? 0)) lo[at] = bound
    } else if (base > slack) return false
    if ((lo[at] ?? 0) > (hi[at] ?? 0)) return false
  }
  return true
}

/** More than the error of the quotient. */
const rounding = (base: number, slope: number): number =>
  (1e-15 * (1 + Math.abs(base))) / Math.abs(slope) + 1e-15 * Math.abs(base / slope)

/** Solves all equations for the mixture of a block, least squares of those that are known best counting most. */
const solvedFor = ({ blocks }: Conditions, box: Box, slopes: readonly Slope[], block: number): boolean => {
  const { offset = 0, size = 1 } = blocks[block] ?? {}
  const own = slopes.filter(slope => slope.block === block)
  const unknowns = size - 1
  if (own.length < unknowns) return true
  const middle = new Float64Array(size)
  let rest = 1
  for (let k = 1; k < size; k++) {
    middle[k] = (lo(box, offset + k) + hi(box, offset + k)) / 2
    rest -= middle[k] ?? 0
  }
  middle[0] = rest
  const values = own.map(({ lines }) => valuesAt(lines, middle))
  // Normal equations of the middles of slopes.
  const normal = new Float64Array(unknowns * unknowns)
  for (const [r, slope] of own.entries()) {
    const weight = weightOf(values[r] ?? none)
    for (let i = 0; i < unknowns; i++)
      for (let j = 0; j < unknowns; j++)
        normal[i * unknowns + j] =
          (normal[i * unknowns + j] ?? 0) + weight * center(slope, i) * center(slope, j)
  }
  const inverse = inverseOf(normal, unknowns)
  if (inverse === undefined) return true
  const found: [number, number][] = []
  for (let i = 0; i < unknowns; i++) {
    const factors = new Float64Array(own.length)
    for (const [r, slope] of own.entries()) {
      let sum = 0
      for (let j = 0; j < unknowns; j++) sum += (inverse[i * unknowns + j] ?? 0) * center(slope, j)
      factors[r] = sum * weightOf(values[r] ?? none)
    }
    let low = middle[i + 1] ?? 0
    let high = low
    for (let r = 0; r < own.length; r++) {
      const factor = factors[r] ?? 0
      const [least, most] = values[r] ?? none
      low -= Math.max(factor * least, factor * most)
      high -= Math.min(factor * least, factor * most)
    }
    for (let j = 0; j < unknowns; j++) {
      let from = i === j ? 1 : 0
      let to = from
      for (const [r, slope] of own.entries()) {
        const factor = factors[r] ?? 0
        const [a, b] = [factor * (slope.lo[j] ?? 0), factor * (slope.hi[j] ?? 0)]
        from -= Math.max(a, b)
        to -= Math.min(a, b)
      }
      const reach = Math.max(
        hi(box, offset + j + 1) - (middle[j + 1] ?? 0),
        (middle[j + 1] ?? 0) - lo(box, offset + j + 1),
      )
      const size = Math.max(Math.abs(from), Math.abs(to)) * reach
      low -= size
      high += size
    }
    const error = 1e-13 * (1 + Math.abs(low) + Math.abs(high))
    found.push([low - error, high + error])
  }
  for (const [i, [low, high]] of found.entries()) {
    const at = offset + i + 1
    if (low > lo(box, at)) box.lo[at] = low
    if (high < hi(box, at)) box.hi[at] = high
    if (lo(box, at) > hi(box, at)) return false
  }
  return true
}

const none = [0, 0] as const

const lo = (box: Box, k: number): number => box.lo[k] ?? 0
const hi = (box: Box, k: number): number => box.hi[k] ?? 0

const center = (slope: Slope, k: number): number => ((slope.lo[k] ?? 0) + (slope.hi[k] ?? 0)) / 2

/** The less is known of an equation, the less it counts. */
const weightOf = ([lo, hi]: readonly [number, number]): number => 1 / ((hi - lo + 1e-9) * (hi - lo + 1e-9))

/** Bounds of an equation where its block plays a mixture. */
const valuesAt = ({ rows, columns, at }: Lines, mixture: Float64Array): readonly [number, number] => {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (let c = 0; c < columns; c++) {
    let value = 0
    for (let r = 0; r < rows; r++) value += (at[c * rows + r] ?? 0) * (mixture[r] ?? 0)
    if (value < least) least = value
    if (value > most) most = value
  }
  return [least - slack, most + slack]
}
