/**
 * Risk dominance between strict equilibria of two players (Harsanyi and Selten, A General Theory of Equilibrium Selection
 * in Games, 1988). Of two by two strategies the equilibrium with the larger product of what both would lose by leaving it
 * (theorem 3.9.1). Of more, each player holds every probability of the one or the other for equally likely, replies best,
 * and is thought to do so: this bicentric prior (section 5.3) is traced to an equilibrium, which is the one that dominates
 * where it is one of the two.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { MixedProfile, NormalForm } from '../form/normalForm.ts'
import type { Budget } from '../markov/budget.ts'
import { exact, integer, type Rational } from '../markov/rational.ts'
import { type NotApplicable, notApplicable } from './notApplicable.ts'
import { pureEquilibria } from './pure.ts'
import { trace } from './tracing.ts'

/** A row and a column. */
export type Pair = readonly [number, number]

export interface RiskDominant {
  readonly equilibrium: Pair
  /** How many other strict equilibria it dominates. */
  readonly over: number
}

/**
 * The strict equilibrium that dominates all others.
 *
 * Errors: other than two players, no strict equilibrium, none that dominates all others.
 */
export const riskDominant = (
  budget: Budget,
  form: NormalForm<Rational>,
): E.Either<NotApplicable, RiskDominant> => {
  if (form.players.length !== 2) return notApplicable('risk dominance is only for two players')
  const strict = [...pureEquilibria(exact, budget, form)].flatMap(
    ({ strategies: [row, column], isStrict }) =>
      isStrict && row !== undefined && column !== undefined ? [[row, column] as const] : [],
  )
  if (strict.length === 0)
    return notApplicable('risk dominance compares strict equilibria, of which there are none')
  const better = strict.find(one =>
    strict.every(other => one === other || dominant(budget, form, one, other) === one),
  )
  return better === undefined
    ? notApplicable(`of ${strict.length} strict equilibria none risk-dominates all others`)
    : E.right({ equilibrium: better, over: strict.length - 1 })
}

/** The one of two strict equilibria that dominates the other; nothing where neither does. */
export const dominant = (
  budget: Budget,
  form: NormalForm<Rational>,
  one: Pair,
  other: Pair,
): Pair | undefined => {
  if (form.strategies.every(own => own.length === 2)) return byLosses(form, one, other)
  const end = trace(budget, form, bicentricPrior(form, one, other))
  const isAt = (pair: Pair): boolean =>
    end?.every((own, player) => own[pair[player] ?? 0]?.numerator === 1n && isPure(own)) ?? false
  return isAt(one) ? one : isAt(other) ? other : undefined
}

const isPure = (own: readonly Rational[]): boolean => own.every(p => p.denominator === 1n)

const payoffIn = (form: NormalForm<Rational>, player: number, own: number, other: number): Rational => {
  const columns = form.strategies[1]?.length ?? 1
  return form.payoffs[player]?.[player === 0 ? own * columns + other : other * columns + own] ?? exact.zero
}

/** By the products of losses. */
const byLosses = (form: NormalForm<Rational>, one: Pair, other: Pair): Pair | undefined => {
  const loss = (player: number, here: Pair): Rational => {
    const [own, theirs] = [here[player] ?? 0, here[1 - player] ?? 0]
    return exact.sub(payoffIn(form, player, own, theirs), payoffIn(form, player, 1 - own, theirs))
  }
  const product = (here: Pair): Rational => exact.mul(loss(0, here), loss(1, here))
  const order = exact.compare(product(one), product(other))
  return order > 0 ? one : order < 0 ? other : undefined
}

/** How likely each strategy is to be best, where the other plays its part of `one` with a chance that is uniform. */
export const bicentricPrior = (form: NormalForm<Rational>, one: Pair, other: Pair): MixedProfile<Rational> =>
  form.strategies.map((all, player) => {
    const lines = all.map((_, own) => {
      const base = payoffIn(form, player, own, other[1 - player] ?? 0)
      return { base, slope: exact.sub(payoffIn(form, player, own, one[1 - player] ?? 0), base) }
    })
    const cuts = cutsOf(lines)
    const prior = all.map(() => exact.zero)
    for (const [k, to] of cuts.entries()) {
      const from = cuts[k - 1]
      if (from === undefined) continue
      const best = bestAt(lines, exact.div(exact.add(from, to), two))
      const share = exact.div(exact.sub(to, from), integer(BigInt(best.length)))
      for (const s of best) prior[s] = exact.add(prior[s] ?? exact.zero, share)
    }
    return prior
  })

interface Line {
  readonly base: Rational
  readonly slope: Rational
}

const two = integer(2n)

/** The chances from nought to one at which two lines cross, in their order. */
const cutsOf = (lines: readonly Line[]): readonly Rational[] => {
  const cuts = [exact.zero, exact.one]
  for (const [k, line] of lines.entries())
    for (const before of lines.slice(0, k)) {
      const slope = exact.sub(line.slope, before.slope)
      if (slope.numerator === 0n) continue
      const at = exact.div(exact.sub(before.base, line.base), slope)
      if (at.numerator > 0n && exact.compare(at, exact.one) < 0) cuts.push(at)
    }
  return cuts.sort(exact.compare)
}

const bestAt = (lines: readonly Line[], chance: Rational): readonly number[] => {
  const values = lines.map(({ base, slope }) => exact.add(base, exact.mul(slope, chance)))
  const most = values.reduce((a, b) => (exact.compare(b, a) > 0 ? b : a))
  return values.flatMap((value, s) => (exact.equals(value, most) ? [s] : []))
}
