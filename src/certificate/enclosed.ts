/**
 * Whether there is an equilibrium within bounds, where it is no fraction: by Krawczyk's operator, in exact fractions
 * (Krawczyk 1969; Moore, A test for existence of solutions to nonlinear systems, 1977). The unknowns are the probabilities
 * of used actions but the first; that everybody is indifferent among the used ones is the system.
 */
import { type Fraction, isLess, minus, one, over, plus, times, zero } from './fraction.ts'
import type { Tree } from './solvedTree.ts'

export interface Range {
  readonly lo: Fraction
  readonly hi: Fraction
}

const exactly = (value: Fraction): Range => ({ lo: value, hi: value })
const add = (a: Range, b: Range): Range => ({ lo: plus(a.lo, b.lo), hi: plus(a.hi, b.hi) })
const subtract = (a: Range, b: Range): Range => ({ lo: minus(a.lo, b.hi), hi: minus(a.hi, b.lo) })
const multiply = (a: Range, b: Range): Range => {
  const products = [times(a.lo, b.lo), times(a.lo, b.hi), times(a.hi, b.lo), times(a.hi, b.hi)]
  const [first = zero] = products
  return products.reduce<Range>(
    ({ lo, hi }, product) => ({
      lo: isLess(product, lo) ? product : lo,
      hi: isLess(hi, product) ? product : hi,
    }),
    exactly(first),
  )
}

const none: Range = exactly(zero)

/** What is wrong; nothing where there is an equilibrium. Of games in which everybody chooses once. */
export const enclosedProblem = (tree: Tree, bounds: readonly (readonly Range[])[]): string | undefined => {
  const players = tree.sets.map(({ player }) => player)
  if (new Set(players).size !== players.length) return 'somebody chooses several times'
  const supports = bounds.map(own => own.flatMap(({ hi }, action) => (hi.top > 0n ? [action] : [])))
  if (supports.some(own => own.length === 0)) return 'somebody does nothing'
  const unknowns = supports.flatMap((own, set) => own.slice(1).map(action => ({ set, action })))
  const box = unknowns.map(({ set, action }) => bounds[set]?.[action] ?? none)
  const center = box.map(({ lo, hi }) => over(plus(lo, hi), { top: 2n, bottom: 1n }))
  const probabilities = (at: readonly Range[]): readonly (readonly Range[])[] =>
    supports.map((own, set) => {
      const row = Array.from({ length: tree.sets[set]?.actions ?? 0 }, () => none)
      let rest = exactly(one)
      for (const [k, unknown] of unknowns.entries())
        if (unknown.set === set) {
          const value = at[k] ?? none
          row[unknown.action] = value
          rest = subtract(rest, value)
        }
      row[own[0] ?? 0] = rest
      return row
    })
  const gap = (at: readonly (readonly Range[])[], set: number, action: number, fixed: Fixed): Range =>
    subtract(
      payoff(tree, at, set, new Map([...fixed, [set, action]])),
      payoff(tree, at, set, new Map([...fixed, [set, supports[set]?.[0] ?? 0]])),
    )
  const values = unknowns.map(({ set, action }) =>
    gap(probabilities(center.map(exactly)), set, action, new Map()),
  )
  const slopesAt = (at: readonly Range[]): readonly (readonly Range[])[] => {
    const filled = probabilities(at)
    return unknowns.map(({ set, action }) =>
      unknowns.map(other =>
        other.set === set
          ? none
          : subtract(
              gap(filled, set, action, new Map([[other.set, other.action]])),
              gap(filled, set, action, new Map([[other.set, supports[other.set]?.[0] ?? 0]])),
            ),
      ),
    )
  }
  const inverse = inverseOf(slopesAt(center.map(exactly)).map(row => row.map(({ lo }) => lo)))
  if (inverse === undefined) return 'the conditions do not tell solutions apart'
  const slopes = slopesAt(box)
  const image: Range[] = []
  for (const [i, own] of box.entries()) {
    let found = exactly(center[i] ?? zero)
    for (const [k, value] of values.entries())
      found = subtract(found, multiply(exactly(inverse[i]?.[k] ?? zero), value))
    for (const [j, other] of box.entries()) {
      let factor = exactly(i === j ? one : zero)
      for (const [k, row] of slopes.entries())
        factor = subtract(factor, multiply(exactly(inverse[i]?.[k] ?? zero), row[j] ?? none))
      found = add(found, multiply(factor, subtract(other, exactly(center[j] ?? zero))))
    }
    if (!isLess(own.lo, found.lo) || !isLess(found.hi, own.hi))
      return 'the bounds are not shown to hold a solution'
    image.push(found)
  }
  // The solution is in the image: what is left to the first action of a set, which is no unknown, must be in its bounds, too.
  const near = probabilities(image)
  const filled = probabilities(box)
  for (const [set, own] of supports.entries()) {
    for (const [action, { lo, hi }] of (bounds[set] ?? []).entries()) {
      const found = near[set]?.[action] ?? none
      const isUnknown = unknowns.some(unknown => unknown.set === set && unknown.action === action)
      if (!isUnknown && (isLess(found.lo, lo) || isLess(hi, found.hi)))
        return `the bounds of action ${action + 1} at ${tree.sets[set]?.label ?? ''} do not hold what is left to it`
    }
    if (own.some(action => (filled[set]?.[action]?.lo.top ?? 0n) < 0n)) return 'a probability may be negative'
    for (let action = 0; action < (tree.sets[set]?.actions ?? 0); action++)
      if (!own.includes(action) && gap(filled, set, action, new Map()).hi.top > 0n)
        return `${tree.sets[set]?.label ?? ''} may gain by action ${action + 1}`
  }
  return undefined
}

type Fixed = ReadonlyMap<number, number>

/** What the player of a set gets, some sets doing one thing for sure. */
const payoff = (tree: Tree, at: readonly (readonly Range[])[], set: number, fixed: Fixed): Range => {
  const player = tree.sets[set]?.player ?? 0
  const worth = (id: number): Range => {
    const node = tree.nodes[id]
    if (node === undefined) return none
    if (node.kind === 'end') return exactly(node.payoffs[player] ?? zero)
    if (node.kind === 'choice') {
      const sure = fixed.get(node.set)
      if (sure !== undefined) return worth(node.children[sure] ?? -1)
    }
    return node.children.reduce((total, child, k) => {
      const weight =
        node.kind === 'chance' ? exactly(node.probabilities[k] ?? zero) : (at[node.set]?.[k] ?? none)
      return weight.hi.top === 0n && weight.lo.top === 0n ? total : add(total, multiply(weight, worth(child)))
    }, none)
  }
  return worth(0)
}

/** The inverse by elimination, its entries cut to a few digits: any matrix will do that is near it. */
const inverseOf = (rows: readonly (readonly Fraction[])[]): readonly (readonly Fraction[])[] | undefined => {
  const size = rows.length
  const work = rows.map((row, i) => [
    ...row.map(cut),
    ...Array.from({ length: size }, (_, j) => (i === j ? one : zero)),
  ])
  for (let column = 0; column < size; column++) {
    let pivot = column
    for (let row = column; row < size; row++)
      if (isLess(magnitude(work[pivot]?.[column] ?? zero), magnitude(work[row]?.[column] ?? zero)))
        pivot = row
    const [chosen, swapped] = [work[pivot], work[column]]
    if (chosen === undefined || swapped === undefined || (chosen[column]?.top ?? 0n) === 0n) return undefined
    work[pivot] = swapped
    work[column] = chosen
    const divisor = chosen[column] ?? one
    for (let k = 0; k < 2 * size; k++) chosen[k] = cut(over(chosen[k] ?? zero, divisor))
    for (const row of work) {
      if (row === chosen) continue
      const factor = row[column] ?? zero
      if (factor.top !== 0n)
        for (let k = 0; k < 2 * size; k++)
          row[k] = cut(minus(row[k] ?? zero, times(factor, chosen[k] ?? zero)))
    }
  }
  return work.map(row => row.slice(size))
}

const magnitude = ({ top, bottom }: Fraction): Fraction => ({ top: top < 0n ? -top : top, bottom })

/** Forty digits after the point. */
const places = 10n ** 40n

const cut = ({ top, bottom }: Fraction): Fraction =>
  over({ top: (top * places) / bottom, bottom: 1n }, { top: places, bottom: 1n })
