/** Payoffs that doubles cannot tell apart, or hold side by side: every answer is exact all the same. */
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { ExtensiveForm } from '../../src/form/extensiveForm.ts'
import { regrets } from '../../src/form/normalForm.ts'
import { forgotten } from '../../src/form/recall.ts'
import { readNormal } from '../../src/gambit/readNormal.ts'
import { exact, integer, type Rational, rational } from '../../src/markov/rational.ts'
import { extensiveForms } from '../arbitrary/extensiveForm.ts'
import { extremeByBruteForce } from '../unit/solver/bimatrix/bruteForce.ts'
import { type Answers, bimatrixText, solvedGambit, solvedTree } from './referenceGames.ts'

/** Numbers of very different size, close to one another, or of long fractions. */
const payoff = fc.oneof(
  fc.tuple(fc.integer({ min: -9, max: 9 }), fc.constantFrom(-20, -8, 0, 8, 20)).map(([n, e]) => `${n}e${e}`),
  fc.constantFrom('1', '1.00000000000000000001', '0.99999999999999999999', '1e-30', '0', '-1e-30'),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.bigInt({ min: 1n, max: 10n ** 30n }))
    .map(([n, d]) => `${n}/${d}`),
)

const tableOf = (m: number, n: number) =>
  fc.array(fc.array(payoff, { minLength: n, maxLength: n }), { minLength: m, maxLength: m })

const bimatrices = (most: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most }))
    .chain(([m, n]) => fc.tuple(tableOf(m, n), tableOf(m, n)))

const negative = (text: string): string => (text.startsWith('-') ? text.slice(1) : `-${text}`)

const formOf = (text: string) => {
  const read = readNormal({ path: 'game.nfg', text })
  if (E.isLeft(read)) throw new Error(read.left.map(({ title }) => title).join())
  return read.right
}

const rationalOf = (text: string): Rational => {
  const [above = '0', below = '1'] = text.split('/')
  return rational(BigInt(above), BigInt(below))
}

/** A solution as probabilities of all strategies. */
const profileOf = ({ plays }: Answers['all'][number], sizes: readonly number[]) =>
  Object.values(plays).map((told, player) => {
    const parts = new Map(told.split(', ').map(part => [part.split(' ')[0], part.split(' ')[1] ?? '1']))
    return Array.from({ length: sizes[player] ?? 0 }, (_, k) => rationalOf(parts.get(`${k + 1}`) ?? '0'))
  })

const isEquilibrium = (text: string, answer: Answers['all'][number]): void => {
  const form = formOf(text)
  const profile = profileOf(
    answer,
    form.strategies.map(own => own.length),
  )
  for (const own of profile) {
    expect(exact.show(own.reduce(exact.add, exact.zero))).toBe('1')
    expect(own.every(p => p.numerator >= 0n)).toBe(true)
  }
  const { payoffs, regrets: gains } = regrets(exact, form, profile)
  expect(gains.map(exact.show)).toEqual(form.players.map(() => '0'))
  expect(Object.values(answer.payoffs)).toEqual(payoffs.map(exact.show))
}

describe('tables of numbers that doubles confuse', () => {
  it('have an equilibrium, of which nobody gains a jot', () => {
    fc.assert(
      fc.property(bimatrices(7), ([a, b]) => {
        const text = bimatrixText(a, b)
        const { all } = solvedGambit(text)
        expect(all).toHaveLength(1)
        for (const one of all) isEquilibrium(text, one)
      }),
      { numRuns: 150 },
    )
  })

  it('have all of their equilibria', () => {
    fc.assert(
      fc.property(bimatrices(3), ([a, b]) => {
        const text = bimatrixText(a, b)
        const { all, isComplete } = solvedGambit(text, { all: true })
        const form = formOf(text)
        const sizes = form.strategies.map(own => own.length)
        const found = all.map(one =>
          profileOf(one, sizes)
            .map(own => own.map(exact.show).join(' '))
            .join(' | '),
        )
        expect(found.sort()).toEqual(extremeByBruteForce(form))
        expect(isComplete).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('are worth the same however they are solved, where what one wins the other loses', () => {
    fc.assert(
      fc.property(bimatrices(9), ([a]) => {
        const text = bimatrixText(
          a,
          a.map(row => row.map(negative)),
        )
        const one = solvedGambit(text)
        const all = solvedGambit(text, { all: true })
        expect([one.all.length, all.isComplete]).toEqual([1, true])
        for (const each of [...one.all, ...all.all]) {
          isEquilibrium(text, each)
          expect(each.payoffs).toEqual(one.all[0]?.payoffs)
        }
      }),
      { numRuns: 80 },
    )
  })

  it('of three have pure equilibria that differ by a jot', () => {
    const text =
      'NFG 1 R "" { "a" "b" "c" } { 2 2 2 } 1e20 1e20 1e20 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1e-20 1e-20 1e-20'
    const { all } = solvedGambit(text, { concept: 'pure', all: true })
    expect(all.map(({ payoffs }) => payoffs['a']).sort()).toEqual([
      `1/1${'0'.repeat(20)}`,
      `1${'0'.repeat(20)}`,
    ])
  })
})

describe('trees of numbers that doubles confuse', () => {
  const scales = fc.array(fc.constantFrom(-20, -9, 0, 9, 20), { minLength: 40, maxLength: 40 })

  /** Payoffs of the tree, each times a power of ten. */
  const scaled = (form: ExtensiveForm<Rational>, powers: readonly number[], isZeroSum: boolean) => ({
    ...form,
    outcomes: form.outcomes.map((outcome, k) => {
      const power = 10n ** BigInt(Math.abs(powers[k % powers.length] ?? 0))
      const by = (powers[k % powers.length] ?? 0) < 0 ? rational(1n, power) : integer(power)
      const [own = exact.zero, other = exact.zero] = outcome.payoffs.map(n => exact.mul(n, by))
      return { ...outcome, payoffs: [own, isZeroSum ? exact.sub(exact.zero, own) : other] }
    }),
  })

  it.each([true, false])('have an equilibrium (what one wins the other loses: %s)', isZeroSum => {
    let found = 0
    fc.assert(
      fc.property(
        extensiveForms({ players: 2, depth: 4, isImperfect: true, paysInside: true }),
        scales,
        (drawn, powers) => {
          const form = scaled(drawn, powers, isZeroSum)
          if (forgotten(form) !== undefined) {
            expect(() => solvedTree(form)).toThrow('recall')
            return
          }
          // What is found was put to exact best responses; what they refute is left out.
          const one = solvedTree(form)
          expect(one.all).toHaveLength(1)
          found += 1
        },
      ),
      { numRuns: 150 },
    )
    expect(found).toBeGreaterThan(15)
  })
})
