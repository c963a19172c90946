/**
 * All equilibria of a small game of any number of players, support by support (Dickhaut and Kaplan 1991; Porter, Nudelman
 * and Shoham, Games and Economic Behavior 63, 2008): with three players or more they may be irrational, and are then
 * enclosed in boxes that are proved to hold exactly one.
 */
import { type MixedProfile, type NormalForm, regrets, strides } from '../../form/normalForm.ts'
import type { Budget } from '../../markov/budget.ts'
import { exact, type Rational, rational } from '../../markov/rational.ts'
import { around, type Interval, middle } from './interval.ts'
import { isolate } from './isolate.ts'
import { type Supports, systemOf } from './system.ts'

export type PolynomialEquilibrium =
  /** Known as fractions. */
  | { readonly kind: 'exact'; readonly profile: MixedProfile<Rational> }
  /** The only one in the bounds, by player and strategy; `profile` is near it. */
  | {
      readonly kind: 'isolated'
      readonly profile: MixedProfile<Rational>
      readonly bounds: readonly (readonly Interval[])[]
    }
  /** Equilibria that are not isolated, or cannot be told apart from what is none. */
  | { readonly kind: 'undecided'; readonly supports: Supports }

/** The equilibria by support, smaller ones first. Probabilities of used strategies are positive. */
export function* polynomialEquilibria(
  budget: Budget,
  form: NormalForm<Rational>,
): Generator<PolynomialEquilibrium> {
  const payoffs = form.payoffs.map(own => own.map(payoff => around(exact.toNumber(payoff))))
  for (const supports of supportsOf(form)) {
    budget.spend(1)
    if (usesDominated(form, supports)) continue
    const system = systemOf(form, payoffs, supports)
    const { roots, undecided } = isolate(budget, system)
    for (const box of roots) {
      const probabilities = system.profile(box)
      if (probabilities.some(own => own.some(({ hi }) => hi <= 0))) continue
      const found = fractionsNear(form, supports, probabilities)
      if (found !== undefined) {
        if (usesAll(found, supports)) yield { kind: 'exact', profile: found }
        continue
      }
      const isInside = probabilities.every(own => own.every(({ lo }) => lo > 0))
      const isBest = system.losses(box).every(({ hi }) => hi < 0)
      const isRefuted = system.losses(box).some(({ lo }) => lo > 0)
      if (isRefuted) continue
      if (isInside && isBest)
        yield {
          kind: 'isolated',
          profile: spread(form, supports, normalized(probabilities)),
          bounds: form.strategies.map((all, player) =>
            all.map(
              (_, s) => probabilities[player]?.[(supports[player] ?? []).indexOf(s)] ?? { lo: 0, hi: 0 },
            ),
          ),
        }
      else yield { kind: 'undecided', supports }
    }
    if (undecided.length > 0) {
      // Solutions at the edge of a support are those of a smaller one.
      const isWithin = undecided.some(box =>
        system.profile(box).every(own => own.every(({ hi }) => hi > 1e-6)),
      )
      if (isWithin) yield { kind: 'undecided', supports }
    }
  }
}

/** All supports, those of few strategies first, those that are balanced before others. */
const supportsOf = ({ strategies }: NormalForm<unknown>): readonly Supports[] => {
  const all = strategies.reduce<readonly Supports[]>(
    (before, own) => before.flatMap(chosen => subsets(own.length).map(subset => [...chosen, subset])),
    [[]],
  )
  const size = (supports: Supports): number => supports.reduce((sum, own) => sum + own.length, 0)
  const spreadOf = (supports: Supports): number => {
    const sizes = supports.map(own => own.length)
    return Math.max(...sizes) - Math.min(...sizes)
  }
  return [...all].sort((a, b) => size(a) - size(b) || spreadOf(a) - spreadOf(b))
}

/** Whether somebody uses what another strategy beats against everything that the others use: nobody would. */
const usesDominated = (form: NormalForm<Rational>, supports: Supports): boolean => {
  const steps = strides(form)
  return supports.some((own, player) => {
    const offsets = supports.reduce<readonly number[]>(
      (before, used, other) =>
        other === player ? before : before.flatMap(at => used.map(s => at + s * (steps[other] ?? 1))),
      [0],
    )
    const payoffs = form.payoffs[player] ?? []
    const step = steps[player] ?? 1
    const beats = (one: number, other: number): boolean =>
      offsets.every(at => {
        const [a, b] = [payoffs[at + one * step], payoffs[at + other * step]]
        return a !== undefined && b !== undefined && exact.compare(a, b) > 0
      })
    const all = [...(form.strategies[player] ?? []).keys()]
    return own.some(used => all.some(other => other !== used && beats(other, used)))
  })
}

const subsets = (count: number): readonly (readonly number[])[] =>
  Array.from({ length: 2 ** count - 1 }, (_, k) =>
    Array.from({ length: count }, (_, s) => s).filter(s => ((k + 1) >> s) & 1),
  )

/** Denominators that are tried. */
const largestDenominator = 10_000n

/** Fractions in the bounds that are an equilibrium, where there are simple ones. */
const fractionsNear = (
  form: NormalForm<Rational>,
  supports: Supports,
  probabilities: readonly (readonly Interval[])[],
): MixedProfile<Rational> | undefined => {
  const simple = probabilities.map(own => own.map(({ lo, hi }) => simplest(lo, hi)))
  const known: (readonly Rational[])[] = []
  for (const own of simple) {
    const [, ...others] = own
    const rest = others.flatMap(p => (p === undefined ? [] : [p]))
    if (rest.length < others.length) return undefined
    known.push([rest.reduce(exact.sub, exact.one), ...rest])
  }
  if (known.some(own => own.some(p => p.numerator < 0n))) return undefined
  const profile = spread(form, supports, known)
  return regrets(exact, form, profile).regrets.every(gain => gain.numerator === 0n) ? profile : undefined
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

const usesAll = (profile: MixedProfile<Rational>, supports: Supports): boolean =>
  supports.every((own, player) => own.every(s => (profile[player]?.[s]?.numerator ?? 0n) > 0n))

/** Middles of the bounds as fractions that sum to one. */
const normalized = (probabilities: readonly (readonly Interval[])[]): MixedProfile<Rational> =>
  probabilities.map(own => {
    const scale = 2 ** 50
    const [, ...others] = own.map(bounds =>
      rational(BigInt(Math.round(middle(bounds) * scale)), BigInt(scale)),
    )
    return [others.reduce(exact.sub, exact.one), ...others]
  })

const spread = (
  { strategies }: NormalForm<unknown>,
  supports: Supports,
  used: MixedProfile<Rational>,
): MixedProfile<Rational> =>
  strategies.map((all, player) =>
    all.map((_, s) => used[player]?.[(supports[player] ?? []).indexOf(s)] ?? exact.zero),
  )
