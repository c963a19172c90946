/**
 * Krawczyk's operator: `m - Y f(m) + (I - Y J(X)) (X - m)` with `Y` about the inverse of `J(m)` holds every solution in
 * `X`. Where it maps `X` into itself there is one, and where it contracts `X` there is no other (Krawczyk 1969; Neumaier,
 * Interval Methods for Systems of Equations, 1990). `X` is a box of mixtures, which may reach beyond nought and one.
 */
import { type Box, copyOf, middleOf, pointCorners } from './box.ts'
import { type Conditions, slack } from './conditions.ts'
import { type Slope, slopesOver } from './contraction.ts'
import { inverseOf } from './inverse.ts'
import { atCorners, type Ranges } from './ranges.ts'

export interface Root {
  /** Bounds of the solution. */
  readonly box: Box
  /** A box that holds no other. */
  readonly alone: Box
}

/** The values of the equations at mixtures. */
export const valuesOf = ({ equations, blocks }: Conditions, at: Float64Array): Float64Array =>
  Float64Array.from(equations, ({ tensor, blocks: depends, sizes }) => {
    let values = tensor
    for (let place = sizes.length - 1; place >= 0; place--) {
      const size = sizes[place] ?? 1
      const offset = blocks[depends[place] ?? 0]?.offset ?? 0
      const next = new Float64Array(values.length / size)
      for (let k = 0; k < values.length; k++) {
        const to = (k / size) | 0
        next[to] = (next[to] ?? 0) + (values[k] ?? 0) * (at[offset + (k % size)] ?? 0)
      }
      values = next
    }
    return values[0] ?? 0
  })

/** Slopes as a square matrix of bounds: a row for each equation, columns block by block without its first. */
const jacobianOf = (conditions: Conditions, slopes: readonly Slope[]) => {
  const { unknowns, blocks } = conditions
  const lo = new Float64Array(unknowns * unknowns)
  const hi = new Float64Array(unknowns * unknowns)
  for (const { equation, block, lo: low, hi: high } of slopes) {
    const from = equation * unknowns + (blocks[block]?.offset ?? 0) - block
    lo.set(low, from)
    hi.set(high, from)
  }
  return { lo, hi }
}

interface Near {
  readonly at: Float64Array
  readonly inverse: Float64Array
}

/** A solution near a point by Newton's method, and the inverse of the derivatives there. */
export const newton = (conditions: Conditions, start: Float64Array): Near | undefined => {
  const { unknowns, blocks } = conditions
  const at = start.slice()
  for (let round = 0; round < 20; round++) {
    const slopes = slopesOver(conditions, pointCorners(at, blocks))
    const { lo, hi } = jacobianOf(conditions, slopes)
    const inverse = inverseOf(
      lo.map((low, k) => (low + (hi[k] ?? 0)) / 2),
      unknowns,
    )
    if (inverse === undefined) return undefined
    const values = valuesOf(conditions, at)
    let largest = 0
    for (const { offset } of blocks) at[offset] = 1
    for (const [b, { offset, size }] of blocks.entries())
      for (let k = 1; k < size; k++) {
        const row = (offset - b + k - 1) * unknowns
        let step = 0
        for (let c = 0; c < unknowns; c++) step += (inverse[row + c] ?? 0) * (values[c] ?? 0)
        if (Math.abs(step) > largest) largest = Math.abs(step)
        at[offset + k] = (at[offset + k] ?? 0) - step
        at[offset] = (at[offset] ?? 0) - (at[offset + k] ?? 0)
      }
    if (!(largest < 10)) return undefined
    if (largest < 1e-14 || (round > 3 && largest < 1e-12) || (round > 9 && largest < 1e-10))
      return { at, inverse }
  }
  return undefined
}

/**
 * The one solution of a box that is a little larger than this one, where that is proved; nothing where it is not. It may
 * lie outside of this one, which then holds none.
 */
export const aloneIn = (conditions: Conditions, box: Box, ranges: Ranges = atCorners): Root | undefined => {
  const { blocks } = conditions
  const near = newton(conditions, middleOf(box, blocks))
  if (near === undefined) return undefined
  const reach = box.lo.reduce((most, low, k) => {
    const at = near.at[k] ?? 0
    return Math.max(most, at - low, (box.hi[k] ?? 0) - at)
  }, 0)
  if (reach > farthest) return undefined
  const margin = 0.05 * reach + 1e-9
  const alone: Box = {
    lo: box.lo.map((low, k) => Math.min(low, near.at[k] ?? 0) - margin),
    hi: box.hi.map((high, k) => Math.max(high, near.at[k] ?? 0) + margin),
  }
  const first = mapped(conditions, alone, near, ranges)
  if (first === undefined || !isWithin(first, alone)) return undefined
  let root = first
  for (let round = 0; round < 8; round++) {
    const next = mapped(conditions, root, near, ranges)
    if (next === undefined) return { box: root, alone }
    let isNarrower = false
    const met = copyOf(root)
    for (let k = 0; k < met.lo.length; k++) {
      const before = (root.hi[k] ?? 0) - (root.lo[k] ?? 0)
      met.lo[k] = Math.max(root.lo[k] ?? 0, next.lo[k] ?? 0)
      met.hi[k] = Math.min(root.hi[k] ?? 0, next.hi[k] ?? 0)
      if ((met.hi[k] ?? 0) - (met.lo[k] ?? 0) < 0.9 * before) isNarrower = true
    }
    root = met
    if (!isNarrower) break
  }
  return { box: root, alone }
}

/** Solutions farther away are looked for in smaller boxes. */
const farthest = 0.5

/** The operator at a box, for all coordinates; nothing where it does not contract. */
const mapped = (conditions: Conditions, box: Box, { at, inverse }: Near, ranges: Ranges): Box | undefined => {
  const slopes = ranges.slopes(conditions, box)
  if (slopes === undefined) return undefined
  const jacobian = jacobianOf(conditions, slopes)
  const { image, isContracting } = imageOf(conditions, box, at, { inverse, jacobian })
  return isContracting ? image : undefined
}

/** Leaves of a box what its image holds, slopes given; false where that is nothing. */
export const meetImage = (conditions: Conditions, box: Box, slopes: readonly Slope[]): boolean => {
  const jacobian = jacobianOf(conditions, slopes)
  const { lo, hi } = jacobian
  const inverse = inverseOf(
    lo.map((low, k) => (low + (hi[k] ?? 0)) / 2),
    conditions.unknowns,
  )
  if (inverse === undefined) return true
  const { image } = imageOf(conditions, box, middleOf(box, conditions.blocks), { inverse, jacobian })
  for (let k = 0; k < box.lo.length; k++) {
    if ((image.lo[k] ?? 0) > (box.lo[k] ?? 0)) box.lo[k] = image.lo[k] ?? 0
    if ((image.hi[k] ?? 0) < (box.hi[k] ?? 0)) box.hi[k] = image.hi[k] ?? 0
    if ((box.lo[k] ?? 0) > (box.hi[k] ?? 0)) return false
  }
  return true
}

interface Linearized {
  readonly inverse: Float64Array
  /** Bounds of the derivatives over the box. */
  readonly jacobian: { readonly lo: Float64Array; readonly hi: Float64Array }
}

/** What the operator makes of a box from a point of it, and whether it contracts it. */
const imageOf = (
  conditions: Conditions,
  box: Box,
  at: Float64Array,
  { inverse, jacobian: { lo, hi } }: Linearized,
): { readonly image: Box; readonly isContracting: boolean } => {
  const { unknowns, blocks } = conditions
  let isContracting = true
  const values = valuesOf(conditions, at)
  const coordinates = blocks.flatMap(({ offset, size }) =>
    Array.from({ length: size - 1 }, (_, k) => offset + k + 1),
  )
  const reach = coordinates.map(k =>
    Math.max((box.hi[k] ?? 0) - (at[k] ?? 0), (at[k] ?? 0) - (box.lo[k] ?? 0)),
  )
  const found: Box = { lo: new Float64Array(box.lo.length), hi: new Float64Array(box.lo.length) }
  for (let i = 0; i < unknowns; i++) {
    let center = at[coordinates[i] ?? 0] ?? 0
    let error = 0
    for (let k = 0; k < unknowns; k++) {
      const factor = inverse[i * unknowns + k] ?? 0
      center -= factor * (values[k] ?? 0)
      error += Math.abs(factor) * slack
    }
    let spread = 0
    for (let j = 0; j < unknowns; j++) {
      let from = i === j ? 1 : 0
      let to = from
      let size = 1
      for (let k = 0; k < unknowns; k++) {
        const factor = inverse[i * unknowns + k] ?? 0
        const a = factor * (lo[k * unknowns + j] ?? 0)
        const b = factor * (hi[k * unknowns + j] ?? 0)
        from -= a > b ? a : b
        to -= a > b ? b : a
        size += Math.abs(a) + Math.abs(b)
      }
      const rounding = 1e-15 * (unknowns + 2) * size
      spread += (Math.max(Math.abs(from), Math.abs(to)) + rounding) * (reach[j] ?? 0)
    }
    // Contracting in the norm of the reaches: no two solutions.
    if (!(spread < (reach[i] ?? 0))) isContracting = false
    error += 1e-15 * (unknowns + 2) * (1 + Math.abs(center))
    found.lo[coordinates[i] ?? 0] = center - spread - error
    found.hi[coordinates[i] ?? 0] = center + spread + error
  }
  for (const { offset, size } of blocks) {
    let [low, high] = [1, 1]
    for (let k = offset + 1; k < offset + size; k++) {
      low -= found.hi[k] ?? 0
      high -= found.lo[k] ?? 0
    }
    found.lo[offset] = low - size * 1e-15
    found.hi[offset] = high + size * 1e-15
  }
  return { image: found, isContracting }
}

const isWithin = (a: Box, b: Box): boolean =>
  a.lo.every((low, k) => low > (b.lo[k] ?? 0) && (a.hi[k] ?? 0) < (b.hi[k] ?? 0))
