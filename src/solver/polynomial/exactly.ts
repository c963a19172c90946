/** Equilibria as fractions, where solutions that are known in doubles are near simple ones, or solve linear equations. */
import { type MixedProfile, type NormalForm, regrets, strides } from '../../form/normalForm.ts'
import { exact, type Rational, rational } from '../../markov/rational.ts'
import type { Supports } from './conditions.ts'
import type { Interval } from './interval.ts'

/** Denominators that are tried. */
const largestDenominator = 10_000n

/** Fractions in the bounds that are an equilibrium, where there are simple ones or they solve linear equations. */
export const fractionsNear = (
  form: NormalForm<Rational>,
  supports: Supports,
  probabilities: readonly (readonly Interval[])[],
): MixedProfile<Rational> | undefined => {
  const known = simpleIn(probabilities) ?? linearIn(form, supports)
  if (known === undefined || known.some(own => own.some(p => p.numerator < 0n))) return undefined
  const isNear = known.every((own, player) =>
    own.every((p, k) => {
      const { lo = 0, hi = 0 } = probabilities[player]?.[k] ?? {}
      const value = exact.toNumber(p)
      return value >= lo - 1e-9 && value <= hi + 1e-9
    }),
  )
  if (!isNear) return undefined
  const profile = spread(form, supports, known)
  return regrets(exact, form, profile).regrets.every(gain => gain.numerator === 0n) ? profile : undefined
}

const simpleIn = (
  probabilities: readonly (readonly Interval[])[],
): readonly (readonly Rational[])[] | undefined => {
  const known: (readonly Rational[])[] = []
  for (const own of probabilities) {
    const [, ...others] = own
    const rest: Rational[] = []
    for (const { lo, hi } of others) {
      const p = simplest(lo, hi)
      if (p === undefined) return undefined
      rest.push(p)
    }
    known.push([rest.reduce(exact.sub, exact.one), ...rest])
  }
  return known
}

/** The fraction of the least denominator from `lo` to `hi`, by continued fractions; nothing where that is large. */
const simplest = (lo: number, hi: number): Rational | undefined => {
  const slack = Math.max(1e-12, hi - lo)
  let [x, h0, h1, k0, k1] = [(lo + hi) / 2, 0n, 1n, 1n, 0n]
  for (let step = 0; step < 40; step++) {
    const whole = Math.floor(x)
    ;[h0, h1] = [h1, BigInt(whole) * h1 + h0]
    ;[k0, k1] = [k1, BigInt(whole) * k1 + k0]
    if (k1 > largestDenominator) return undefined
    const value = Number(h1) / Number(k1)
    if (value >= lo - slack && value <= hi + slack) return rational(h1, k1)
    const rest = x - whole
    if (rest < 1e-13) return undefined
    x = 1 / rest
  }
  return undefined
}

/** Where no more than two mix, each makes the other indifferent, which is linear. */
const linearIn = (
  form: NormalForm<Rational>,
  supports: Supports,
): readonly (readonly Rational[])[] | undefined => {
  const mixing = [...supports.keys()].filter(player => (supports[player]?.length ?? 0) > 1)
  const [one, other] = mixing
  if (mixing.length !== 2 || one === undefined || other === undefined) return undefined
  const found = supports.map((): readonly Rational[] => [exact.one])
  for (const [player, opponent] of [
    [one, other],
    [other, one],
  ] as const) {
    const solution = solved(rowsOf(form, supports, player, opponent))
    if (solution === undefined) return undefined
    found[opponent] = solution
  }
  return found
}

/** The mixture of `opponent` sums to one, and makes the used strategies of `player` equally good. */
const rowsOf = (
  form: NormalForm<Rational>,
  supports: Supports,
  player: number,
  opponent: number,
): readonly (readonly Rational[])[] => {
  const steps = strides(form)
  const base = supports.reduce(
    (sum, [s = 0], k) => (k === player || k === opponent ? sum : sum + s * (steps[k] ?? 1)),
    0,
  )
  const payoff = (own: number, theirs: number): Rational =>
    form.payoffs[player]?.[base + own * (steps[player] ?? 1) + theirs * (steps[opponent] ?? 1)] ?? exact.zero
  const [first = 0, ...rest] = supports[player] ?? []
  const theirs = supports[opponent] ?? []
  return [
    [...theirs.map(() => exact.one), exact.one],
    ...rest.map(s => [...theirs.map(t => exact.sub(payoff(s, t), payoff(first, t))), exact.zero]),
  ]
}

/** The one solution of as many equations as unknowns, by Gauss; nothing where there is none, or more. */
const solved = (rows: readonly (readonly Rational[])[]): readonly Rational[] | undefined => {
  const m = rows.map(row => [...row])
  const size = m.length
  if (m.some(row => row.length !== size + 1)) return undefined
  for (let k = 0; k < size; k++) {
    const at = m.findIndex((row, r) => r >= k && row[k]?.numerator !== 0n)
    if (at < 0) return undefined
    const pivotRow = m[at] ?? []
    m[at] = m[k] ?? []
    m[k] = pivotRow
    const pivot = pivotRow[k] ?? exact.one
    for (const [r, row] of m.entries()) {
      const entry = row[k] ?? exact.zero
      if (r === k || entry.numerator === 0n) continue
      const factor = exact.div(entry, pivot)
      m[r] = row.map((value, c) => exact.sub(value, exact.mul(factor, pivotRow[c] ?? exact.zero)))
    }
  }
  return m.map((row, k) => exact.div(row[size] ?? exact.zero, row[k] ?? exact.one))
}

/** A profile of all strategies, of which those that are used are given. */
export const spread = (
  { strategies }: NormalForm<unknown>,
  supports: Supports,
  used: MixedProfile<Rational>,
): MixedProfile<Rational> =>
  strategies.map((all, player) =>
    all.map((_, s) => used[player]?.[(supports[player] ?? []).indexOf(s)] ?? exact.zero),
  )
