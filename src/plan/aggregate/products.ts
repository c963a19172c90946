/** Products of all but a few of many distributions, most of which many of the products share. */
import { type Distribution, product } from './distribution.ts'
import type { Elements } from './elements.ts'
import type { Weights } from './weights.ts'

/** How many times each distribution is a factor, by its index. */
export type Powers = Int32Array

export interface Products<V> {
  /** Tells of factors that will be multiplied. All are told of before the first product is asked for. */
  readonly announce: (powers: Powers) => void
  readonly of: (powers: Powers) => Distribution<V>
}

/**
 * Families of products of some factors. Each is a balanced binary tree over the different factors, each with the
 * greatest power it has in any product of the family. A product that differs from all of them in one factor is what
 * is outside that leaf, times a power: all `n` such products take `O(M^2 log n)` where sums have `M` values, and
 * nothing is divided by, which would be unstable.
 */
export const productsOver = <N, V>(
  elements: Elements,
  weights: Weights<N, V>,
  factors: readonly Distribution<V>[],
  unit: Distribution<V>,
): (() => Products<V>) => {
  const times = (a: Distribution<V>, b: Distribution<V>) => product(elements, weights, a, b)
  const power = powersOf(times, factors, unit)
  return () => productsIn(times, power, unit, factors.length)
}

const productsIn = <V>(
  times: Times<V>,
  power: (factor: number, count: number) => Distribution<V>,
  unit: Distribution<V>,
  size: number,
): Products<V> => {
  const greatest = new Int32Array(size)
  const known = new Map<string, Distribution<V>>()
  let tree: Tree<V> | undefined
  let failed: unknown
  return {
    announce: powers => {
      for (let factor = 0; factor < powers.length; factor++) {
        const count = powers[factor] ?? 0
        if (count > (greatest[factor] ?? 0)) greatest[factor] = count
      }
    },
    of: powers => {
      if (failed !== undefined) throw failed
      try {
        tree ??= treeOver(times, power, unit, greatest)
      } catch (error) {
        // What is too much for one is for all.
        failed = error
        throw error
      }
      const { leaves, root } = tree
      const countAt = (leaf: number) => powers[leaves[leaf]?.factor ?? 0] ?? 0
      const powerAt = (leaf: number) => power(leaves[leaf]?.factor ?? 0, countAt(leaf))
      const changed: number[] = []
      for (const [leaf, { count }] of leaves.entries()) if (countAt(leaf) !== count) changed.push(leaf)
      const key = changed.map(leaf => `${leaf}:${countAt(leaf)}`).join()
      const found = known.get(key)
      if (found !== undefined) return found
      const [only, ...others] = changed
      const made =
        root === undefined
          ? unit
          : only !== undefined && others.length === 0
            ? times(outside(times, leaves[only]?.node), powerAt(only))
            : without(times, root, new Set(changed), powerAt)
      known.set(key, made)
      return made
    },
  }
}

type Times<V> = (a: Distribution<V>, b: Distribution<V>) => Distribution<V>

const powersOf = <V>(times: Times<V>, factors: readonly Distribution<V>[], unit: Distribution<V>) => {
  const known = new Map<number, Map<number, Distribution<V>>>()
  const power = (factor: number, count: number): Distribution<V> => {
    const base = factors[factor] ?? unit
    if (count === 0) return unit
    if (count === 1) return base
    const powers = known.get(factor) ?? new Map<number, Distribution<V>>()
    known.set(factor, powers)
    const found = powers.get(count)
    if (found !== undefined) return found
    const half = power(factor, count >> 1)
    const square = times(half, half)
    const made = count % 2 === 0 ? square : times(square, base)
    powers.set(count, made)
    return made
  }
  return power
}

interface Leaf<V> {
  readonly factor: number
  readonly count: number
  readonly node: Branch<V>
}

interface Tree<V> {
  readonly leaves: readonly Leaf<V>[]
  readonly root: Branch<V> | undefined
}

/** The leaves from `from` to `to`: their product, and once it is asked for that of all others. */
interface Branch<V> {
  readonly from: number
  readonly to: number
  readonly inside: Distribution<V>
  readonly halves: readonly [Branch<V>, Branch<V>] | undefined
  parent: Branch<V> | undefined
  outside: Distribution<V> | undefined
}

const treeOver = <V>(
  times: Times<V>,
  power: (factor: number, count: number) => Distribution<V>,
  unit: Distribution<V>,
  greatest: Powers,
): Tree<V> => {
  const leaves: Leaf<V>[] = []
  const factors = [...greatest.keys()].filter(factor => greatest[factor] !== 0)
  const branch = (from: number, to: number): Branch<V> => {
    if (to - from === 1) {
      const factor = factors[from] ?? 0
      const count = greatest[factor] ?? 0
      const inside = power(factor, count)
      const node: Branch<V> = { from, to, inside, halves: undefined, parent: undefined, outside: undefined }
      leaves.push({ factor, count, node })
      return node
    }
    const middle = (from + to) >> 1
    const [left, right] = [branch(from, middle), branch(middle, to)]
    const inside = times(left.inside, right.inside)
    const node: Branch<V> = {
      from,
      to,
      inside,
      halves: [left, right],
      parent: undefined,
      outside: undefined,
    }
    left.parent = node
    right.parent = node
    return node
  }
  if (factors.length === 0) return { leaves, root: undefined }
  const root = branch(0, factors.length)
  root.outside = unit
  return { leaves, root }
}

/** The product of all leaves that are not of a branch. */
const outside = <V>(times: Times<V>, node: Branch<V> | undefined): Distribution<V> => {
  if (node === undefined) throw new RangeError('no such branch')
  if (node.outside !== undefined) return node.outside
  const { parent } = node
  const [left, right] = parent?.halves ?? []
  const sibling = left === node ? right : left
  if (sibling === undefined) throw new RangeError('no such branch')
  node.outside = times(outside(times, parent), sibling.inside)
  return node.outside
}

/** The product of a branch where some leaves have another power. */
const without = <V>(
  times: Times<V>,
  { from, to, inside, halves }: Branch<V>,
  changed: ReadonlySet<number>,
  powerAt: (leaf: number) => Distribution<V>,
): Distribution<V> => {
  let isChanged = false
  for (const leaf of changed) if (leaf >= from && leaf < to) isChanged = true
  if (!isChanged) return inside
  if (halves === undefined) return powerAt(from)
  return times(without(times, halves[0], changed, powerAt), without(times, halves[1], changed, powerAt))
}
