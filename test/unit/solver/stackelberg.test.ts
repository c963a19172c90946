import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { type NormalForm, regrets } from '../../../src/form/normalForm.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { exact, integer, type Rational } from '../../../src/markov/rational.ts'
import { extremeEquilibria } from '../../../src/solver/bimatrix/extreme.ts'
import { optimalCommitment } from '../../../src/solver/stackelberg.ts'

const form = (m: number, payoffs: readonly (readonly number[])[]): NormalForm<Rational> => ({
  title: '',
  comment: '',
  players: ['row', 'column'],
  strategies: [m, (payoffs[0]?.length ?? 0) / m].map(count =>
    Array.from({ length: count }, (_, k) => `${k}`),
  ),
  payoffs: payoffs.map(own => own.map(v => integer(BigInt(v)))),
})

const committed = (game: NormalForm<Rational>, leader: number) => {
  const found = optimalCommitment(unlimited, game, leader)
  if (E.isLeft(found)) throw new Error(found.left.reason)
  return found.right
}

const games = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })).chain(([m, n]) => {
  const payoffs = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: m * n, maxLength: m * n })
  return fc.tuple(payoffs, payoffs).map(both => form(m, both))
})

describe('optimal commitment', () => {
  it('to a mixture gains more than any equilibrium, in the example of Conitzer and Sandholm', () => {
    const game = form(2, [
      [2, 4, 1, 3],
      [1, 0, 0, 1],
    ])
    const { strategy, reply, payoff } = committed(game, 0)
    expect([...strategy.map(exact.show), reply, exact.show(payoff)]).toEqual(['1/2', '1/2', 1, '7/2'])
  })

  it('is answered by a best reply, pays what it says, and no equilibrium pays the leader more', () => {
    let gains = 0
    fc.assert(
      fc.property(games, fc.constantFrom(0, 1), (game, leader) => {
        const { strategy, reply, payoff } = committed(game, leader)
        const pure = (game.strategies[1 - leader] ?? []).map((_, k) => (k === reply ? exact.one : exact.zero))
        const checked = regrets(exact, game, leader === 0 ? [strategy, pure] : [pure, strategy])
        expect(exact.show(checked.regrets[1 - leader] ?? exact.one)).toBe('0')
        expect(exact.show(checked.payoffs[leader] ?? exact.zero)).toBe(exact.show(payoff))
        for (const { row, column } of extremeEquilibria(unlimited, game)) {
          const difference = exact.compare(
            payoff,
            regrets(exact, game, [row, column]).payoffs[leader] ?? exact.zero,
          )
          expect(difference).toBeGreaterThanOrEqual(0)
          if (difference > 0) gains += 1
        }
      }),
      { numRuns: 200 },
    )
    expect(gains).toBeGreaterThan(20)
  })

  it('is for two players', () => {
    const three = { ...form(1, [[1], [1]]), players: ['a', 'b', 'c'] }
    expect(E.isLeft(optimalCommitment(unlimited, three, 0))).toBe(true)
    expect(E.isLeft(optimalCommitment(unlimited, form(1, [[1], [1]]), 2))).toBe(true)
  })
})
