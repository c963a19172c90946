/**
 * Boxes of mixtures: bounds of every probability, of which the mixtures count that sum to one. What is linear in the
 * mixture of each player is largest and least at corners of these polytopes, so that its range is found exactly.
 */
import type { Block, Condition, Conditions } from './conditions.ts'

export interface Box {
  readonly lo: Float64Array
  readonly hi: Float64Array
}

export const wholeBox = ({ width }: Conditions): Box => ({
  lo: new Float64Array(width),
  hi: new Float64Array(width).fill(1),
})

export const copyOf = ({ lo, hi }: Box): Box => ({ lo: lo.slice(), hi: hi.slice() })

/** More than the error of one less a few probabilities. */
const roundings = 1e-15

/** Tightens bounds by the sum of each block; false where none of its mixtures sum to one. */
export const sumToOne = ({ lo, hi }: Box, blocks: readonly Block[]): boolean => {
  for (const { offset, size } of blocks) {
    let least = 0
    let most = 0
    for (let k = offset; k < offset + size; k++) {
      least += lo[k] ?? 0
      most += hi[k] ?? 0
    }
    const error = size * roundings
    for (let k = offset; k < offset + size; k++) {
      const [low, high] = [lo[k] ?? 0, hi[k] ?? 0]
      const newLow = 1 - (most - high) - error
      const newHigh = 1 - (least - low) + error
      if (newLow > low) lo[k] = newLow
      if (newHigh < high) hi[k] = newHigh
      if ((lo[k] ?? 0) > (hi[k] ?? 0)) return false
    }
  }
  return true
}

/** A mixture in the box, in the middle of the sums. */
export const middleOf = ({ lo, hi }: Box, blocks: readonly Block[]): Float64Array => {
  const found = new Float64Array(lo.length)
  for (const { offset, size } of blocks) {
    let least = 0
    let free = 0
    for (let k = offset; k < offset + size; k++) {
      least += lo[k] ?? 0
      free += (hi[k] ?? 0) - (lo[k] ?? 0)
    }
    const share = free > 0 ? (1 - least) / free : 0
    for (let k = offset; k < offset + size; k++)
      found[k] = (lo[k] ?? 0) + share * ((hi[k] ?? 0) - (lo[k] ?? 0))
  }
  return found
}

/** The corners of the mixtures of a block, `size` numbers each. */
export interface Corners {
  readonly count: number
  readonly at: Float64Array
}

/** Corners of all blocks; nothing where a block has none. */
export const cornersOf = (box: Box, blocks: readonly Block[]): readonly Corners[] | undefined => {
  const found: Corners[] = []
  for (const block of blocks) {
    const own = cornersIn(box, block)
    if (own.count === 0) return undefined
    found.push(own)
  }
  return found
}

const cornersIn = ({ lo, hi }: Box, { offset, size }: Block): Corners => {
  if (size === 2) {
    const [low, high] = [lo[offset] ?? 0, hi[offset] ?? 0]
    return { count: 2, at: Float64Array.of(low, 1 - low, high, 1 - high) }
  }
  // All probabilities but one are at a bound; that one is what is left.
  const at = new Float64Array(size * size * 2 ** (size - 1))
  const near = 1e-12
  let count = 0
  for (let free = 0; free < size; free++)
    for (let choice = 0; choice < 2 ** (size - 1); choice++) {
      let rest = 1
      const start = count * size
      for (let k = 0, bit = 0; k < size; k++) {
        if (k === free) continue
        const value = ((choice >> bit) & 1 ? hi[offset + k] : lo[offset + k]) ?? 0
        bit += 1
        at[start + k] = value
        rest -= value
      }
      if (rest < (lo[offset + free] ?? 0) - near || rest > (hi[offset + free] ?? 0) + near) continue
      at[start + free] = rest
      count += 1
    }
  return { count, at }
}

/** The corners of a point. */
export const pointCorners = (at: Float64Array, blocks: readonly Block[]): readonly Corners[] =>
  blocks.map(({ offset, size }) => ({ count: 1, at: at.subarray(offset, offset + size) }))

/** The value of a condition at every strategy of one block (rows) and all corners of the others (columns). */
export interface Lines {
  readonly rows: number
  readonly columns: number
  /** Column by column. */
  readonly at: Float64Array
}

/** The lines of a condition in the block at place `kept` of those that it depends on. */
export const linesOf = (
  { blocks, sizes, tensor }: Condition,
  corners: readonly Corners[],
  kept: number,
): Lines => {
  if (sizes.length === 2 && kept >= 0) {
    const other = corners[blocks[1 - kept] ?? 0] ?? { count: 0, at: new Float64Array() }
    return linesInTwo(tensor, sizes, other, kept)
  }
  // The block that is kept is made the fastest; each of the others is replaced by its corners.
  let at = tensor
  let before = 1
  for (let place = 0; place < sizes.length; place++) {
    const size = sizes[place] ?? 1
    const after = at.length / before / size
    if (place === kept) {
      before *= size
      continue
    }
    const own = corners[blocks[place] ?? 0] ?? { count: 0, at: new Float64Array() }
    const next = new Float64Array(before * own.count * after)
    for (let b = 0; b < before; b++)
      for (let c = 0; c < own.count; c++)
        for (let k = 0; k < size; k++) {
          const weight = own.at[c * size + k] ?? 0
          if (weight === 0) continue
          const from = (b * size + k) * after
          const to = (b * own.count + c) * after
          for (let a = 0; a < after; a++) next[to + a] = (next[to + a] ?? 0) + weight * (at[from + a] ?? 0)
        }
    at = next
    before *= own.count
  }
  const rows = kept < 0 ? 1 : (sizes[kept] ?? 1)
  return { rows, columns: at.length / rows, at: kept < 0 ? at : transposed(at, sizes, kept, blocks, corners) }
}

/** The same of two blocks, as conditions of three players are, without detours. */
const linesInTwo = (
  tensor: Float64Array,
  sizes: readonly number[],
  { count: columns, at: weights }: Corners,
  kept: number,
): Lines => {
  const rows = sizes[kept] ?? 1
  const size = sizes[1 - kept] ?? 1
  // How far apart entries are by the block that is kept, and by the other.
  const across = kept === 0 ? size : 1
  const along = kept === 0 ? 1 : rows
  const at = new Float64Array(rows * columns)
  for (let c = 0; c < columns; c++)
    for (let r = 0; r < rows; r++) {
      let value = 0
      for (let k = 0; k < size; k++)
        value += (weights[c * size + k] ?? 0) * (tensor[r * across + k * along] ?? 0)
      at[c * rows + r] = value
    }
  return { rows, columns, at }
}

const transposed = (
  at: Float64Array,
  sizes: readonly number[],
  kept: number,
  blocks: readonly number[],
  corners: readonly Corners[],
): Float64Array => {
  const rows = sizes[kept] ?? 1
  let after = 1
  for (let place = kept + 1; place < sizes.length; place++) after *= corners[blocks[place] ?? 0]?.count ?? 1
  if (after === 1) return at
  const before = at.length / rows / after
  const found = new Float64Array(at.length)
  for (let b = 0; b < before; b++)
    for (let r = 0; r < rows; r++)
      for (let a = 0; a < after; a++) found[(b * after + a) * rows + r] = at[(b * rows + r) * after + a] ?? 0
  return found
}
