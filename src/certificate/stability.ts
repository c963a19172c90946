/**
 * Whether a strategy is evolutionarily stable: an equilibrium of a symmetric game against which mutants do worse (Maynard
 * Smith and Price 1973), by strict copositivity of what they lose (Haigh 1975; Bomze 1992).
 */
import { bimatrixOf } from './chosenOnce.ts'
import { type Fraction, isEqual, isLess, minus, one, over, plus, show, times, zero } from './fraction.ts'
import type { SolutionClaim } from './solutions.ts'
import { distributionOf, type Tree } from './solvedTree.ts'

/** Best replies whose subsets are looked at. */
export const mostReplies = 12

/** What is wrong, each in a clause. */
export const stabilityProblems = (
  tree: Tree,
  claim: SolutionClaim & { readonly kind: 'stable' },
): readonly string[] => {
  const table = bimatrixOf(tree)
  if (table === undefined) return ['it is no game of two who choose once']
  const isSymmetric = table.every(
    (row, a) =>
      row.length === table.length && row.every(({ row: own }, b) => isSame(own, table[b]?.[a]?.column)),
  )
  if (!isSymmetric) return ['the game is not symmetric']
  const strategy = distributionOf(claim.strategy)
  if (strategy === undefined || strategy.length !== table.length) return ['the strategy is no distribution']
  const against = table.map(row =>
    row.reduce((so, { row: own }, b) => plus(so, times(strategy[b] ?? zero, own)), zero),
  )
  const value = against.reduce((so, own, a) => plus(so, times(strategy[a] ?? zero, own)), zero)
  if (claim.payoff !== show(value)) return [`it brings ${show(value)}, not ${claim.payoff}`]
  if (against.some(own => isLess(value, own))) return ['another strategy is better against it']
  const best = [...against.keys()].filter(a => isSame(value, against[a]))
  if (best.length > mostReplies) return ['it has too many best replies for its stability to be verified']
  const isUsed = (a: number): boolean => strategy[a]?.top !== 0n
  const [base = 0, ...inner] = best.filter(isUsed)
  const outer = best.filter(a => !isUsed(a))
  const axes = [...inner, ...outer]
  const at = (i: number, j: number): Fraction => table[i]?.[j]?.row ?? zero
  const half = (i: number, j: number): Fraction =>
    minus(plus(at(i, base), at(base, j)), plus(at(i, j), at(base, base)))
  const loss = axes.map(i => axes.map(j => plus(half(i, j), half(j, i))))
  return isPositive(loss, inner.length) ? [] : ['some mutants do not do worse']
}

const isSame = (a: Fraction, b: Fraction | undefined): boolean => b !== undefined && isEqual(a, b)

/**
 * Whether a symmetric form is positive wherever its entries but the first `free` are not negative, and not all are zero. The
 * free ones are minimized away one by one; what is left of the others has to be strictly copositive.
 */
const isPositive = (form: readonly (readonly Fraction[])[], free: number): boolean => {
  if (free === 0) return isStrictlyCopositive(form)
  const [first = [], ...others] = form
  const [pivot = zero, ...top] = first
  if (pivot.top <= 0n) return false
  const rest = others.map(([left = zero, ...row]) =>
    row.map((entry, j) => minus(entry, over(times(left, top[j] ?? zero), pivot))),
  )
  return isPositive(rest, free - 1)
}

/**
 * The form is positive on the simplex unless it is not at its smallest, which is inside some face. There `A x = v 1` with x
 * positive and v not; on the smallest such face A is regular with `x / v` its only solution, or x spans its kernel, since
 * along any other vector of the kernel a smaller face would be come to.
 */
const isStrictlyCopositive = (form: readonly (readonly Fraction[])[]): boolean => {
  for (let face = 1; face < 2 ** form.length; face++) {
    const axes = [...form.keys()].filter(i => (face & (1 << i)) !== 0)
    if (isNotPositiveInside(axes.map(i => axes.map(j => form[i]?.[j] ?? zero)))) return false
  }
  return true
}

const isNotPositiveInside = (form: readonly (readonly Fraction[])[]): boolean => {
  const size = form.length
  const work = form.map(row => [...row, one])
  const pivots: number[] = []
  for (let column = 0; column < size; column++) {
    const at = work.findIndex((row, r) => r >= pivots.length && row[column]?.top !== 0n)
    if (at < 0) continue
    const place = pivots.length
    const [chosen = [], swapped = []] = [work[at], work[place]]
    work[at] = swapped
    const divisor = chosen[column] ?? one
    const scaled = chosen.map(entry => over(entry, divisor))
    work[place] = scaled
    for (const [r, row] of work.entries()) {
      const factor = row[column] ?? zero
      if (r !== place && factor.top !== 0n)
        work[r] = row.map((entry, k) => minus(entry, times(factor, scaled[k] ?? zero)))
    }
    pivots.push(column)
  }
  if (pivots.length === size) return work.every(row => (row[size]?.top ?? 0n) < 0n)
  if (pivots.length < size - 1) return false
  const open = Array.from({ length: size }, (_, k) => k).find(column => !pivots.includes(column)) ?? 0
  // The kernel is spanned by one at the open column and less its entries elsewhere.
  return pivots.every((_, r) => (work[r]?.[open]?.top ?? 0n) < 0n)
}
