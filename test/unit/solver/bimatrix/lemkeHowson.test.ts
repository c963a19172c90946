import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type NormalForm, regrets } from '../../../../src/form/normalForm.ts'
import { unlimited } from '../../../../src/markov/budget.ts'
import { exact, integer, type Rational } from '../../../../src/markov/rational.ts'
import { guidedLemkeHowson } from '../../../../src/solver/bimatrix/guided.ts'
import { lemkeHowson, shortestLemkeHowson } from '../../../../src/solver/bimatrix/lemkeHowson.ts'
import { extremeByBruteForce, written } from './bruteForce.ts'

const game = (most: number, values: number): fc.Arbitrary<NormalForm<Rational>> =>
  fc.tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most })).chain(([m, n]) => {
    const payoffs = fc.array(
      fc.integer({ min: 0, max: values }).map(v => integer(BigInt(v))),
      {
        minLength: m * n,
        maxLength: m * n,
      },
    )
    return fc.tuple(payoffs, payoffs).map(both => ({
      title: '',
      comment: '',
      players: ['row', 'column'],
      strategies: [m, n].map(count => Array.from({ length: count }, (_, k) => `${k}`)),
      payoffs: both,
    }))
  })

describe('the paths of Lemke and Howson', () => {
  it.each([2, 20])('end at extreme equilibria, in games of payoffs up to %i', values => {
    fc.assert(
      fc.property(game(3, values), form => {
        const all = extremeByBruteForce(form)
        const labels = form.strategies.flat().length
        for (let label = 0; label < labels; label++) {
          const { row, column } = lemkeHowson(unlimited, form, label)
          expect(all).toContain(written(row, column))
        }
        for (const found of [shortestLemkeHowson(unlimited, form), guidedLemkeHowson(unlimited, form)])
          expect(all).toContain(written(found.row, found.column))
      }),
      { numRuns: 150 },
    )
  })

  it('end at the equilibrium of the strategy whose label was given up, in a game of coordination', () => {
    const form = {
      title: '',
      comment: '',
      players: ['row', 'column'],
      strategies: [
        ['a', 'b'],
        ['a', 'b'],
      ],
      payoffs: [
        [2, 0, 0, 1],
        [1, 0, 0, 2],
      ].map(own => own.map(v => integer(BigInt(v)))),
    }
    const ends = [0, 1, 2, 3].map(label => lemkeHowson(unlimited, form, label))
    expect(ends.map(({ row, column }) => written(row, column))).toEqual([
      '1 0 | 1 0',
      '0 1 | 0 1',
      '1 0 | 1 0',
      '0 1 | 0 1',
    ])
  })

  it('end at an equilibrium of a game of forty by forty, guided by doubles', () => {
    const size = 40
    const labels = Array.from({ length: size }, (_, k) => `${k}`)
    const payoffs = [7919, 6101].map(factor =>
      Array.from({ length: size * size }, (_, k) => integer(BigInt(((k + 1) * (k + 3) * factor) % 1009))),
    )
    const form = { title: '', comment: '', players: ['row', 'column'], strategies: [labels, labels], payoffs }
    const { row, column } = guidedLemkeHowson(unlimited, form)
    expect(regrets(exact, form, [row, column]).regrets.map(exact.show)).toEqual(['0', '0'])
  })
})
