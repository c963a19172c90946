/**
 * Iterated best responses: one after the other changes to what is best, until nobody gains, or everything is as it was
 * before. A potential guarantees the former (Monderer and Shapley 1996).
 */
import { type NormalForm, profileCount, strides } from '../form/normalForm.ts'
import type { Budget } from '../markov/budget.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { improvementsEnd, type Potential, potentialOf } from './potential.ts'

export interface Improvement {
  readonly player: number
  readonly from: number
  readonly to: number
  readonly gain: Rational
}

/** Why improvements must end, or that they need not. */
export type Guarantee =
  | { readonly kind: 'potential'; readonly potential: Potential }
  | { readonly kind: 'acyclic' }
  | { readonly kind: 'none' }

export interface Improved {
  /** The strategy of each player where nobody gains; nothing where changes go round. */
  readonly strategies?: readonly number[]
  /** By whom what was changed, from the start on; where it goes round, until it does. */
  readonly improvements: readonly Improvement[]
}

/** Profiles of which it is looked at whether improvements form a cycle. */
const mostForCycles = 20_000

/** What guarantees that improvements end. */
export const guaranteeOf = (budget: Budget, form: NormalForm<Rational>): Guarantee => {
  const potential = potentialOf(budget, form)
  if (potential !== undefined) return { kind: 'potential', potential }
  return profileCount(form) <= mostForCycles && improvementsEnd(budget, form)
    ? { kind: 'acyclic' }
    : { kind: 'none' }
}

/** Improves from a profile, players in their order; of several best replies the first. */
export const improve = (budget: Budget, form: NormalForm<Rational>, start: readonly number[]): Improved => {
  const steps = strides(form)
  const played = [...start]
  let profile = played.reduce((at, s, player) => at + s * (steps[player] ?? 1), 0)
  const improvements: Improvement[] = []
  const seen = new Set<number>()
  for (;;) {
    if (seen.has(profile)) return { improvements }
    seen.add(profile)
    const before = improvements.length
    for (const [player, all] of form.strategies.entries()) {
      budget.spend(all.length)
      const own = form.payoffs[player] ?? []
      const step = steps[player] ?? 1
      const from = played[player] ?? 0
      const base = profile - from * step
      let to = from
      for (const s of all.keys())
        if (exact.compare(own[base + s * step] ?? exact.zero, own[base + to * step] ?? exact.zero) > 0) to = s
      if (to === from) continue
      const gain = exact.sub(own[base + to * step] ?? exact.zero, own[profile] ?? exact.zero)
      improvements.push({ player, from, to, gain })
      played[player] = to
      profile = base + to * step
    }
    if (improvements.length === before) return { strategies: played, improvements }
  }
}

/** Profiles to start from: the first of each player's strategies, then others spread over the table. */
export function* startsOf(form: NormalForm<unknown>, most: number): Generator<readonly number[]> {
  const count = profileCount(form)
  const steps = strides(form)
  // A stride that shares no divisor with the count visits every profile.
  let stride = Math.max(1, Math.round(count * 0.618))
  while (divisor(stride, count) !== 1) stride += 1
  for (let k = 0, profile = 0; k < Math.min(most, count); k++, profile = (profile + stride) % count)
    yield form.strategies.map((own, player) => Math.floor(profile / (steps[player] ?? 1)) % own.length)
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))
