/**
 * Potentials: numbers of profiles that rise when a player gains by a change, so that improvements end in an equilibrium.
 * Exact ones rise by what the player gains, weighted ones by a multiple of it that is the player's own (Monderer and
 * Shapley, Potential games, Games and Economic Behavior 14, 1996). Where nothing is known but that no improvements form a
 * cycle, there is a generalized ordinal potential (the same, lemma 2.5).
 */
import { type NormalForm, profileCount, strides } from '../form/normalForm.ts'
import type { Budget } from '../markov/budget.ts'
import { exact, type Rational } from '../markov/rational.ts'

export interface Potential {
  readonly kind: 'exact' | 'weighted'
  /** `weights[i]` times the change of the potential is what player `i` gains; all one where it is exact. */
  readonly weights: readonly Rational[]
  /** By profile; that of the first one is nought. */
  readonly values: readonly Rational[]
}

/** The potential of a game, up to a constant and a factor the only one; nothing where there is none. */
export const potentialOf = (budget: Budget, form: NormalForm<Rational>): Potential | undefined => {
  const even = form.players.map(() => exact.one)
  const values = integrated(budget, form, even)
  if (values !== undefined) return { kind: 'exact', weights: even, values }
  const weights = weightsOf(budget, form)
  const scaled = weights === undefined ? undefined : integrated(budget, form, weights)
  return weights === undefined || scaled === undefined
    ? undefined
    : { kind: 'weighted', weights, values: scaled }
}

/** Sums gains along one way from the first profile to each, and sees whether all other ways agree. */
const integrated = (
  budget: Budget,
  form: NormalForm<Rational>,
  weights: readonly Rational[],
): readonly Rational[] | undefined => {
  const steps = strides(form)
  const count = profileCount(form)
  budget.spend(2 * count * form.players.length)
  const strategyIn = (player: number, profile: number): number =>
    Math.floor(profile / (steps[player] ?? 1)) % (form.strategies[player]?.length ?? 1)
  /** The gain of a player from its first strategy to the one in a profile, by its weight. */
  const gain = (player: number, profile: number): Rational => {
    const base = profile - strategyIn(player, profile) * (steps[player] ?? 1)
    const own = form.payoffs[player] ?? []
    const more = exact.sub(own[profile] ?? exact.zero, own[base] ?? exact.zero)
    const weight = weights[player] ?? exact.one
    return weight === exact.one ? more : exact.div(more, weight)
  }
  const values: Rational[] = []
  for (let profile = 0; profile < count; profile++) {
    // The last player that has left its first strategy came last.
    const last = form.players.findLastIndex((_, player) => strategyIn(player, profile) !== 0)
    const before = last < 0 ? 0 : profile - strategyIn(last, profile) * (steps[last] ?? 1)
    values.push(last < 0 ? exact.zero : exact.add(values[before] ?? exact.zero, gain(last, profile)))
  }
  for (const player of form.players.keys())
    for (let profile = 0; profile < count; profile++) {
      const own = strategyIn(player, profile)
      if (own === 0) continue
      const base = values[profile - own * (steps[player] ?? 1)] ?? exact.zero
      const change = exact.sub(values[profile] ?? exact.zero, base)
      if (!exact.equals(change, gain(player, profile))) return undefined
    }
  return values
}

/**
 * The only weights that may do: around a square in which two players change, what each gains sums to something, and these
 * sums are as the weights are.
 */
const weightsOf = (budget: Budget, form: NormalForm<Rational>): readonly Rational[] | undefined => {
  const weights: (Rational | undefined)[] = form.players.map(() => undefined)
  for (const first of form.players.keys()) {
    if (weights[first] !== undefined) continue
    weights[first] = exact.one
    const open = [first]
    for (let player = open.pop(); player !== undefined; player = open.pop())
      for (const other of form.players.keys()) {
        if (weights[other] !== undefined) continue
        const ratio = ratioOf(budget, form, player, other)
        if (ratio === 'none') continue
        if (ratio.numerator <= 0n) return undefined
        weights[other] = exact.mul(weights[player] ?? exact.one, ratio)
        open.push(other)
      }
  }
  return weights.map(weight => weight ?? exact.one)
}

/** The weight of `other` over that of `player`; `none` where they do not touch each other. */
const ratioOf = (
  budget: Budget,
  form: NormalForm<Rational>,
  player: number,
  other: number,
): Rational | 'none' => {
  const steps = strides(form)
  const count = profileCount(form)
  const [mine, theirs] = [steps[player] ?? 1, steps[other] ?? 1]
  const around = (whose: number, profile: number, a: number, b: number): Rational => {
    const own = form.payoffs[whose] ?? []
    const at = (k: number): Rational => own[k] ?? exact.zero
    return exact.sub(exact.sub(at(profile), at(profile - a)), exact.sub(at(profile - b), at(profile - a - b)))
  }
  for (let profile = 0; profile < count; profile++) {
    const a = (Math.floor(profile / mine) % (form.strategies[player]?.length ?? 1)) * mine
    const b = (Math.floor(profile / theirs) % (form.strategies[other]?.length ?? 1)) * theirs
    if (a === 0 || b === 0) continue
    budget.spend(1)
    const [one, two] = [around(player, profile, a, b), around(other, profile, a, b)]
    if (one.numerator !== 0n) return exact.div(two, one)
    if (two.numerator !== 0n) return exact.zero
  }
  return 'none'
}

/** Whether no improvements of single players lead back to where they began. */
export const improvementsEnd = (budget: Budget, form: NormalForm<Rational>): boolean => {
  const count = profileCount(form)
  // 0: not seen; 1: on the way; 2: done.
  const state = new Uint8Array(count)
  for (let root = 0; root < count; root++) {
    if (state[root] !== 0) continue
    const way: { readonly profile: number; readonly better: readonly number[]; next: number }[] = []
    const enter = (profile: number): void => {
      state[profile] = 1
      const better = improvementsFrom(form, profile)
      budget.spend(1 + better.length)
      way.push({ profile, better, next: 0 })
    }
    enter(root)
    for (let top = way.at(-1); top !== undefined; top = way.at(-1)) {
      const to = top.better[top.next]
      top.next += 1
      if (to === undefined) {
        state[top.profile] = 2
        way.pop()
      } else if (state[to] === 1) return false
      else if (state[to] === 0) enter(to)
    }
  }
  return true
}

const improvementsFrom = (form: NormalForm<Rational>, profile: number): readonly number[] => {
  const steps = strides(form)
  return form.strategies.flatMap((all, player) => {
    const own = form.payoffs[player] ?? []
    const step = steps[player] ?? 1
    const played = Math.floor(profile / step) % all.length
    const now = own[profile] ?? exact.zero
    return all.flatMap((_, s) => {
      const to = profile + (s - played) * step
      return s !== played && exact.compare(own[to] ?? exact.zero, now) > 0 ? [to] : []
    })
  })
}
