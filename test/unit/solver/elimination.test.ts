import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type NormalForm, strides } from '../../../src/form/normalForm.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { exact, type Rational } from '../../../src/markov/rational.ts'
import { extremeEquilibria } from '../../../src/solver/bimatrix/extreme.ts'
import type { Dominance } from '../../../src/solver/dominated.ts'
import { type Elimination, eliminate, restricted } from '../../../src/solver/elimination.ts'
import { randomTables, tableOf } from './randomGames.ts'

const means = { budget: unlimited, floats: undefined }

/** The trail told again by the definition: what each drops is dominated by its mixture against what is left. */
const isProof = (form: NormalForm<Rational>, { dominance, survivors, trail }: Elimination): boolean => {
  let left: readonly (readonly number[])[] = form.strategies.map(own => [...own.keys()])
  const steps = strides(form)
  for (let round = 1; round <= (trail.at(-1)?.round ?? 0); round++) {
    const now = trail.filter(step => step.round === round)
    for (const { player, strategy, by } of now) {
      if (by.some(one => !(left[player] ?? []).includes(one.strategy))) return false
      if (!exact.equals(by.map(one => one.probability).reduce(exact.add), exact.one)) return false
      const others = left.reduce<readonly number[]>(
        (before, own, other) =>
          other === player ? before : before.flatMap(at => own.map(s => at + s * (steps[other] ?? 1))),
        [0],
      )
      const at = (offset: number, s: number) =>
        form.payoffs[player]?.[offset + s * (steps[player] ?? 1)] ?? exact.zero
      const gains = others.map(offset =>
        by
          .map(one => exact.mul(one.probability, at(offset, one.strategy)))
          .reduce((sum, more) => exact.add(sum, more), exact.sub(exact.zero, at(offset, strategy))),
      )
      const isBeaten =
        dominance === 'strict'
          ? gains.every(gain => gain.numerator > 0n)
          : gains.every(gain => gain.numerator >= 0n) && gains.some(gain => gain.numerator > 0n)
      if (!isBeaten) return false
    }
    left = left.map((own, player) =>
      own.filter(s => !now.some(step => step.player === player && step.strategy === s)),
    )
  }
  return JSON.stringify(left) === JSON.stringify(survivors)
}

describe('iterated elimination', () => {
  it('of strictly dominated claims leaves the least to travelers', () => {
    const claim = (own: number, other: number): number =>
      own === other ? own : own < other ? own + 2 : other - 2
    const form = tableOf([99, 99], ([a = 0, b = 0]) => [claim(a + 2, b + 2), claim(b + 2, a + 2)])
    for (const dominance of ['strict', 'weak'] as const) {
      const found = eliminate(means, form, dominance)
      expect(found.survivors).toEqual([[0], [0]])
      expect(found.trail).toHaveLength(196)
    }
  })

  it('needs mixtures: half up and half down beats the middle', () => {
    const form = tableOf([3, 2], ([a = 0, b = 0]) => [a === 1 ? 4 : (a === 0) === (b === 0) ? 10 : 0, 0])
    const { survivors, trail } = eliminate(means, form, 'strict')
    expect(survivors).toEqual([
      [0, 2],
      [0, 1],
    ])
    expect(trail.map(({ strategy, by }) => [strategy, by.map(one => exact.show(one.probability))])).toEqual([
      [1, ['1/2', '1/2']],
    ])
  })

  it('of weakly dominated strategies may lose equilibria, of strictly dominated ones drops nothing then', () => {
    const form = tableOf([2, 2], ([a = 0, b = 0]) => [a === 0 && b === 0 ? 1 : 0, a === 0 && b === 0 ? 1 : 0])
    expect(eliminate(means, form, 'weak').survivors).toEqual([[0], [0]])
    expect(eliminate(means, form, 'strict').trail).toEqual([])
  })

  it('proves each step', () => {
    const dominances = fc.constantFrom<Dominance>('strict', 'weak')
    for (const sizes of [
      [3, 3],
      [4, 3],
      [2, 3, 2],
    ])
      fc.assert(
        fc.property(randomTables(sizes, 5), dominances, (form, dominance) => {
          expect(isProof(form, eliminate(means, form, dominance))).toBe(true)
        }),
        { numRuns: 60 },
      )
  })

  it('leaves only what is a best reply to some belief', () => {
    fc.assert(
      fc.property(randomTables([4, 2], 6), form => {
        const small = restricted(form, eliminate(means, form, 'strict').survivors)
        const [own = []] = small.payoffs
        const width = small.strategies[1]?.length ?? 1
        const lines = (small.strategies[0] ?? []).map((_, s) => {
          const [a = exact.zero, b = a] = own.slice(s * width, (s + 1) * width)
          return { base: a, slope: exact.sub(b, a) }
        })
        // What is best somewhere on a segment is best at an end of it or where two are even.
        const beliefs = [exact.zero, exact.one].concat(
          lines.flatMap(one =>
            lines.flatMap(other => {
              const slope = exact.sub(one.slope, other.slope)
              if (slope.numerator === 0n) return []
              const even = exact.div(exact.sub(other.base, one.base), slope)
              return exact.compare(even, exact.zero) > 0 && exact.compare(even, exact.one) < 0 ? [even] : []
            }),
          ),
        )
        for (const line of lines) {
          const isBest = beliefs.some(belief => {
            const worth = ({ base, slope }: typeof line): Rational =>
              exact.add(base, exact.mul(slope, belief))
            return lines.every(other => exact.compare(worth(line), worth(other)) >= 0)
          })
          expect(isBest).toBe(true)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('loses no equilibrium', () => {
    fc.assert(
      fc.property(randomTables([3, 3], 8), form => {
        const { survivors } = eliminate(means, form, 'strict')
        const small = restricted(form, survivors)
        const shown = (own: readonly Rational[]): string => own.map(exact.show).join(' ')
        const filled = (own: readonly Rational[], player: number): string =>
          shown(
            [0, 1, 2].map(s => {
              const at = survivors[player]?.indexOf(s) ?? -1
              return at < 0 ? exact.zero : (own[at] ?? exact.zero)
            }),
          )
        const all = [...extremeEquilibria(unlimited, form)].map(
          ({ row, column }) => `${shown(row)} | ${shown(column)}`,
        )
        const fewer = [...extremeEquilibria(unlimited, small)].map(
          ({ row, column }) => `${filled(row, 0)} | ${filled(column, 1)}`,
        )
        expect(fewer.sort()).toEqual(all.sort())
      }),
      { numRuns: 40 },
    )
  })
})
