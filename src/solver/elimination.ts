/**
 * Iterated elimination of dominated strategies, in rounds in which everybody drops all at once.
 *
 * Of strictly dominated strategies the order does not matter, and what is left is what common knowledge of rationality
 * allows, where beliefs about several others may be correlated (Bernheim 1984; Pearce 1984); every Nash equilibrium is
 * among it. Of weakly dominated ones the order matters, and equilibria may be lost; what is left depends on the rounds
 * (Marx and Swinkels, Order independence for iterated weak dominance, 1997).
 */
import { type NormalForm, strides } from '../form/normalForm.ts'
import type { Rational } from '../markov/rational.ts'
import { type Dominance, type DominanceMeans, dominatedIn, type Lines, type Weighted } from './dominated.ts'

export interface Eliminated {
  /** From 1. */
  readonly round: number
  readonly player: number
  readonly strategy: number
  /** What dominates it, against all that the round before has left. */
  readonly by: readonly Weighted[]
}

export interface Elimination {
  readonly dominance: Dominance
  /** What is left, by player. */
  readonly survivors: readonly (readonly number[])[]
  readonly trail: readonly Eliminated[]
}

/** Drops dominated strategies until there are none, exactly. Spends about a step for each payoff that is compared. */
export const eliminate = (
  means: DominanceMeans,
  form: NormalForm<Rational>,
  dominance: Dominance,
): Elimination => {
  const scaled = form.payoffs.map(own => scaledOf(own))
  const trail: Eliminated[] = []
  let survivors: readonly (readonly number[])[] = form.strategies.map(own => [...own.keys()])
  for (let round = 1; ; round++) {
    const dropped = survivors.map((own, player) =>
      own.length === 1
        ? []
        : dominatedIn(means, linesOf(form, survivors, player, scaled[player] ?? noPayoffs), dominance),
    )
    if (dropped.every(own => own.length === 0)) return { dominance, survivors, trail }
    for (const [player, own] of dropped.entries())
      for (const { strategy, by } of own) trail.push({ round, player, strategy, by })
    survivors = survivors.map((own, player) =>
      own.filter(s => dropped[player]?.every(({ strategy }) => strategy !== s)),
    )
  }
}

/** The game in which only these strategies are left. */
export const restricted = <N>(
  form: NormalForm<N>,
  survivors: readonly (readonly number[])[],
): NormalForm<N> => {
  const places = offsetsOf(form, survivors, -1)
  return {
    ...form,
    strategies: form.strategies.map((own, player) => (survivors[player] ?? []).map(s => own[s] ?? '')),
    payoffs: form.payoffs.map(own =>
      Array.from(places, at => own[at]).flatMap(p => (p === undefined ? [] : [p])),
    ),
  }
}

interface Scaled {
  readonly whole: readonly bigint[]
  /** Doubles in the same order, equal where the payoffs are. */
  readonly orders: Float64Array
}

const noPayoffs: Scaled = { whole: [], orders: new Float64Array() }

/** Whole numbers below this are doubles, and so are their differences. */
const exactDoubles = 2n ** 52n

const scaledOf = (payoffs: readonly Rational[]): Scaled => {
  let common = 1n
  for (const { denominator } of payoffs)
    if (common % denominator !== 0n) common *= denominator / divisor(common, denominator)
  const whole = payoffs.map(({ numerator, denominator }) => numerator * (common / denominator))
  if (whole.every(n => n < exactDoubles && n > -exactDoubles))
    return { whole, orders: Float64Array.from(whole, Number) }
  const ranks = new Map([...new Set(whole)].sort((a, b) => (a < b ? -1 : 1)).map((n, rank) => [n, rank]))
  return { whole, orders: Float64Array.from(whole, n => ranks.get(n) ?? 0) }
}

const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisor(b, a % b))

const linesOf = (
  form: NormalForm<unknown>,
  survivors: readonly (readonly number[])[],
  player: number,
  { whole, orders }: Scaled,
): Lines => {
  const offsets = offsetsOf(form, survivors, player)
  const step = strides(form)[player] ?? 1
  const own = survivors[player] ?? []
  return {
    own,
    orders: own.map(s => Float64Array.from(offsets, at => orders[at + s * step] ?? 0)),
    payoff: (place, x) => whole[(offsets[x] ?? 0) + (own[place] ?? 0) * step] ?? 0n,
  }
}

/** Where the profiles of the others start, in the order of the table; of nobody in particular, all profiles. */
const offsetsOf = (
  form: NormalForm<unknown>,
  survivors: readonly (readonly number[])[],
  player: number,
): Int32Array => {
  const steps = strides(form)
  let offsets = Int32Array.of(0)
  for (const [other, own] of survivors.entries()) {
    if (other === player) continue
    const next = new Int32Array(offsets.length * own.length)
    let at = 0
    for (const before of offsets) for (const s of own) next[at++] = before + s * (steps[other] ?? 1)
    offsets = next
  }
  return offsets
}
