/**
 * Extreme equilibria from the definition: for every choice of what each player uses and what is best against it, the
 * corners of the polytope of strategies that make it so.
 */
import type { NormalForm } from '../../../../src/form/normalForm.ts'
import { exact, integer, type Rational } from '../../../../src/markov/rational.ts'

const { add, sub, mul, div, zero, one } = exact

/** The one solution of as many equations as unknowns, by Gauss; nothing where there is none, or more. */
const solve = (rows: readonly (readonly Rational[])[]): readonly Rational[] | undefined => {
  const m = rows.map(row => [...row])
  const size = m.length
  for (let k = 0; k < size; k++) {
    const at = m.findIndex((row, r) => r >= k && (row[k]?.numerator ?? 0n) !== 0n)
    if (at < 0) return undefined
    ;[m[k], m[at]] = [m[at] ?? [], m[k] ?? []]
    const pivot = m[k] ?? []
    for (const [r, row] of m.entries()) {
      if (r === k) continue
      const factor = div(row[k] ?? zero, pivot[k] ?? one)
      m[r] = row.map((entry, c) => sub(entry, mul(factor, pivot[c] ?? zero)))
    }
  }
  return m.map((row, k) => div(row[size] ?? zero, row[k] ?? one))
}

function* subsets(count: number, size: number, from = 0): Generator<readonly number[]> {
  if (size === 0) {
    yield []
    return
  }
  for (let first = from; first + size <= count; first++)
    for (const rest of subsets(count, size - 1, first + 1)) yield [first, ...rest]
}

interface Corner {
  readonly strategy: readonly Rational[]
  /** Of the strategy the actions that it does not use. */
  readonly unused: ReadonlySet<number>
  /** Of the other player the actions that are best against it. */
  readonly best: ReadonlySet<number>
}

/** The corners of the cells of the simplex in which the same replies are best: `payoff(reply, action)`. */
const corners = (
  actions: number,
  replies: number,
  payoff: (reply: number, action: number) => Rational,
): readonly Corner[] => {
  // Unknowns: a probability for each action, then what the best reply gets.
  const equation = (tight: number): readonly Rational[] =>
    tight < actions
      ? [...Array.from({ length: actions + 1 }, (_, k) => (k === tight ? one : zero)), zero]
      : [...Array.from({ length: actions }, (_, k) => payoff(tight - actions, k)), integer(-1n), zero]
  const normal = [...Array.from({ length: actions }, () => one), zero, one]
  const found = new Map<string, Corner>()
  for (const chosen of subsets(actions + replies, actions)) {
    const solution = solve([...chosen.map(equation), normal])
    if (solution === undefined) continue
    const strategy = solution.slice(0, actions)
    const level = solution[actions] ?? zero
    const values = Array.from({ length: replies }, (_, reply) =>
      strategy.reduce((sum, p, k) => add(sum, mul(p, payoff(reply, k))), zero),
    )
    if (strategy.some(p => p.numerator < 0n) || values.some(value => exact.compare(value, level) > 0))
      continue
    found.set(strategy.map(exact.show).join(), {
      strategy,
      unused: new Set(strategy.flatMap((p, k) => (p.numerator === 0n ? [k] : []))),
      best: new Set(values.flatMap((value, k) => (exact.equals(value, level) ? [k] : []))),
    })
  }
  return [...found.values()]
}

/** All extreme equilibria as text, sorted. */
export const extremeByBruteForce = (form: NormalForm<Rational>): readonly string[] => {
  const [a = [], b = []] = form.payoffs
  const m = form.strategies[0]?.length ?? 0
  const n = form.strategies[1]?.length ?? 0
  const ofRow = corners(m, n, (j, i) => b[i * n + j] ?? zero)
  const ofColumn = corners(n, m, (i, j) => a[i * n + j] ?? zero)
  const isBest = (own: Corner, other: Corner, count: number): boolean =>
    Array.from({ length: count }, (_, k) => k).every(k => own.unused.has(k) || other.best.has(k))
  return ofRow
    .flatMap(row =>
      ofColumn.flatMap(column =>
        isBest(row, column, m) && isBest(column, row, n) ? [written(row.strategy, column.strategy)] : [],
      ),
    )
    .sort()
}

export const written = (row: readonly Rational[], column: readonly Rational[]): string =>
  `${row.map(exact.show).join(' ')} | ${column.map(exact.show).join(' ')}`
