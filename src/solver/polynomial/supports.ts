/**
 * The supports that equilibria may have, small ones first and those that are balanced before others; not those in which
 * somebody uses what another strategy beats against all that the others use (Porter, Nudelman and Shoham, Simple search
 * methods for finding a Nash equilibrium, Games and Economic Behavior 63, 2008).
 */
import { type NormalForm, strides } from '../../form/normalForm.ts'
import type { Budget } from '../../markov/budget.ts'
import type { Supports } from './conditions.ts'

/** Payoffs closer than that are taken for equal. */
const near = 1e-13

/** The supports one by one; `payoffs` as `unitPayoffs` gives them. Spends a step for each that is looked at. */
export function* supportsOf(
  budget: Budget,
  form: NormalForm<unknown>,
  payoffs: readonly Float64Array[],
): Generator<Supports> {
  const bySize = form.strategies.map(own => subsetsBySize(own.length))
  for (const sizes of sizesOf(form)) {
    const chosen = sizes.map((size, player) => bySize[player]?.[size] ?? [])
    for (const supports of products(chosen)) {
      budget.spend(1)
      if (!usesBeaten(form, payoffs, supports)) yield supports
    }
  }
}

const sizesOf = ({ strategies }: NormalForm<unknown>): readonly (readonly number[])[] => {
  const all = strategies.reduce<readonly (readonly number[])[]>(
    (before, own) => before.flatMap(chosen => own.map((_, k) => [...chosen, k + 1])),
    [[]],
  )
  const total = (sizes: readonly number[]): number => sizes.reduce((a, b) => a + b, 0)
  const range = (sizes: readonly number[]): number => Math.max(...sizes) - Math.min(...sizes)
  // Whoever has more used strategies than the others together can make indifferent has a tie, which generic games lack.
  return [...all].sort((a, b) => total(a) - total(b) || range(a) - range(b))
}

const subsetsBySize = (count: number): readonly (readonly (readonly number[])[])[] => {
  const found: (readonly number[])[][] = Array.from({ length: count + 1 }, () => [])
  for (let choice = 1; choice < 2 ** count; choice++) {
    const subset = Array.from({ length: count }, (_, s) => s).filter(s => (choice >> s) & 1)
    found[subset.length]?.push(subset)
  }
  return found
}

function* products(chosen: readonly (readonly (readonly number[])[])[]): Generator<Supports> {
  const [first, ...rest] = chosen
  if (first === undefined) {
    yield []
    return
  }
  for (const own of first) for (const others of products(rest)) yield [own, ...others]
}

/** Whether somebody uses what another strategy beats against everything that the others use: nobody would. */
const usesBeaten = (
  form: NormalForm<unknown>,
  payoffs: readonly Float64Array[],
  supports: Supports,
): boolean => {
  const steps = strides(form)
  for (let player = 0; player < supports.length; player++) {
    let offsets: readonly number[] = [0]
    for (const [other, used] of supports.entries())
      if (other !== player) {
        const step = steps[other] ?? 1
        offsets =
          used.length === 1
            ? offsets.map(at => at + (used[0] ?? 0) * step)
            : offsets.flatMap(at => used.map(s => at + s * step))
      }
    const own = payoffs[player] ?? new Float64Array()
    const step = steps[player] ?? 1
    const count = form.strategies[player]?.length ?? 0
    for (const used of supports[player] ?? [])
      for (let other = 0; other < count; other++) {
        if (other === used) continue
        let isBeaten = true
        for (const at of offsets)
          if ((own[at + other * step] ?? 0) - (own[at + used * step] ?? 0) <= near) {
            isBeaten = false
            break
          }
        if (isBeaten) return true
      }
  }
  return false
}
