import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unlimited } from '../../../../src/markov/budget.ts'
import { exact, integer, type Rational, rational } from '../../../../src/markov/rational.ts'
import {
  type BaseGame,
  type BayesOptimum,
  fullInformation,
  type Information,
  noInformation,
  optimalBayesCorrelated,
} from '../../../../src/solver/correlated/bayes.ts'
import { optimalCorrelated, welfare } from '../../../../src/solver/correlated/optimum.ts'
import { gameOf, right } from './bimatrix.ts'

const whole = (rows: readonly (readonly number[])[]) => rows.map(row => row.map(n => integer(BigInt(n))))

const best = (
  game: BaseGame<Rational>,
  information: Information<Rational>,
  values: readonly (readonly Rational[])[],
) => right(optimalBayesCorrelated(unlimited, game, information, values))

/** By who knows and hears what, the best reply to the belief that follows: whether nobody gains, from Bayes' rule. */
const isObedient = (
  { players, states, actions, payoffs, prior }: BaseGame<Rational>,
  { types, probabilities }: Information<Rational>,
  { draws }: BayesOptimum,
): boolean => {
  const digit = (all: readonly (readonly string[])[], profile: number, player: number): number =>
    Math.floor(profile / all.slice(player + 1).reduce((n, own) => n * own.length, 1)) %
    (all[player]?.length ?? 1)
  const sum = (numbers: readonly Rational[]) => numbers.reduce(exact.add, exact.zero)
  const consistent = states.every((_, state) =>
    (probabilities[state] ?? []).every((probability, t) =>
      exact.equals(
        sum(draws.filter(d => d.state === state && d.types === t).map(d => d.probability)),
        exact.mul(probability, prior[state] ?? exact.zero),
      ),
    ),
  )
  return (
    consistent &&
    draws.every(d => d.probability.numerator > 0n) &&
    players.every((_, player) =>
      draws.every(({ types: t, actions: a }) => {
        const told = draws.filter(
          d =>
            digit(types, d.types, player) === digit(types, t, player) &&
            digit(actions, d.actions, player) === digit(actions, a, player),
        )
        const step = actions.slice(player + 1).reduce((n, own) => n * own.length, 1)
        const value = (played: number) =>
          sum(
            told.map(d =>
              exact.mul(
                d.probability,
                payoffs[player]?.[d.state]?.[d.actions + (played - digit(actions, a, player)) * step] ??
                  exact.zero,
              ),
            ),
          )
        const obeying = value(digit(actions, a, player))
        return (actions[player] ?? []).every((_, other) => exact.compare(value(other), obeying) <= 0)
      }),
    )
  )
}

// A judge convicts where guilt is at least as likely as not; a prosecutor wants convictions.
const trial: BaseGame<Rational> = {
  players: ['judge'],
  states: ['guilty', 'innocent'],
  prior: [rational(3n, 10n), rational(7n, 10n)],
  actions: [['convict', 'acquit']],
  payoffs: [
    whole([
      [1, 0],
      [0, 1],
    ]),
  ],
}
const convictions = whole([
  [1, 0],
  [1, 0],
])

describe('information design', () => {
  it('persuades a judge in six trials of ten (Kamenica and Gentzkow 2011)', () => {
    const found = best(trial, noInformation(trial), convictions)
    expect(exact.show(found.value)).toBe('3/5')
    expect(found.draws.map(d => [d.state, d.actions, exact.show(d.probability)])).toEqual([
      [0, 0, '3/10'],
      // An innocent is convicted three times in seven: 3/10 of 7/10.
      [1, 0, '3/10'],
      [1, 1, '2/5'],
    ])
    expect(found.slacks.map(({ slack }) => exact.show(slack))).toEqual(['0', '2/5'])
    expect(found.payoffs.map(exact.show)).toEqual(['7/10'])
    expect(isObedient(trial, noInformation(trial), found)).toBe(true)
  })
  it('cannot fool a judge who knows', () => {
    const found = best(trial, fullInformation(trial), convictions)
    expect(exact.show(found.value)).toBe('3/10')
    expect(isObedient(trial, fullInformation(trial), found)).toBe(true)
  })
  it('of one player is the concave hull of what its beliefs bring', () => {
    const entry = fc.integer({ min: -3, max: 3 })
    const table = fc.array(fc.array(entry, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 2 })
    fc.assert(
      fc.property(table, table, fc.integer({ min: 1, max: 4 }), (own, sender, part) => {
        const prior = rational(BigInt(part), 5n)
        const game: BaseGame<Rational> = {
          players: ['receiver'],
          states: ['a', 'b'],
          prior: [prior, exact.sub(exact.one, prior)],
          actions: [['x', 'y', 'z']],
          payoffs: [whole(own)],
        }
        const found = best(game, noInformation(game), whole(sender))
        expect(isObedient(game, noInformation(game), found)).toBe(true)
        expect(exact.show(found.value)).toBe(exact.show(hull(own, sender, prior)))
      }),
      { numRuns: 80 },
    )
  })
})

/** The concave hull at a belief: the best mixture of two beliefs, each where the receiver changes its mind or is sure. */
const hull = (
  own: readonly (readonly number[])[],
  sender: readonly (readonly number[])[],
  prior: Rational,
): Rational => {
  const at = (table: readonly (readonly number[])[], action: number, belief: Rational): Rational => {
    const a = integer(BigInt(table[0]?.[action] ?? 0))
    const b = integer(BigInt(table[1]?.[action] ?? 0))
    return exact.add(exact.mul(belief, a), exact.mul(exact.sub(exact.one, belief), b))
  }
  const ties = [0, 1, 2].flatMap(x =>
    [0, 1, 2].flatMap(y => {
      const a = (own[0]?.[x] ?? 0) - (own[0]?.[y] ?? 0)
      const b = (own[1]?.[x] ?? 0) - (own[1]?.[y] ?? 0)
      if (a === b || -b / (a - b) < 0 || -b / (a - b) > 1) return []
      return [rational(BigInt(-b), BigInt(a - b))]
    }),
  )
  const beliefs = [exact.zero, exact.one, prior, ...ties]
  const worth = (belief: Rational): Rational => {
    const most = [0, 1, 2].map(x => at(own, x, belief)).reduce((m, v) => (exact.compare(v, m) > 0 ? v : m))
    const best = [0, 1, 2].filter(x => exact.equals(at(own, x, belief), most)).map(x => at(sender, x, belief))
    return best.reduce((m, v) => (exact.compare(v, m) > 0 ? v : m))
  }
  let found = worth(prior)
  for (const low of beliefs)
    for (const high of beliefs) {
      if (exact.compare(low, prior) > 0 || exact.compare(prior, high) > 0 || exact.equals(low, high)) continue
      const t = exact.div(exact.sub(prior, low), exact.sub(high, low))
      const mix = exact.add(exact.mul(t, worth(high)), exact.mul(exact.sub(exact.one, t), worth(low)))
      if (exact.compare(mix, found) > 0) found = mix
    }
  return found
}

describe('a Bayes correlated equilibrium', () => {
  it('with one state is a correlated equilibrium', () => {
    fc.assert(
      fc.property(gameOf([2, 3]), form => {
        const game: BaseGame<Rational> = {
          players: form.players,
          states: ['only'],
          prior: [exact.one],
          actions: form.strategies,
          payoffs: form.payoffs.map(own => [own]),
        }
        const [first = [], second = []] = form.payoffs
        const found = best(game, noInformation(game), [
          first.map((u, k) => exact.add(u, second[k] ?? exact.zero)),
        ])
        expect(isObedient(game, noInformation(game), found)).toBe(true)
        expect(exact.show(found.value)).toBe(
          exact.show(right(optimalCorrelated(unlimited, form, 'correlated', welfare(form))).value),
        )
      }),
      { numRuns: 30 },
    )
  })
  it('of players who know more is one of players who know less', () => {
    fc.assert(
      fc.property(gameOf([2, 2]), gameOf([2, 2]), (one, other) => {
        const game: BaseGame<Rational> = {
          players: one.players,
          states: ['one', 'other'],
          prior: [rational(1n, 3n), rational(2n, 3n)],
          actions: one.strategies,
          payoffs: one.payoffs.map((own, player) => [own, other.payoffs[player] ?? []]),
        }
        const values = game.states.map((_, state) => game.payoffs[0]?.[state] ?? [])
        // The first player knows the state, the second has a noisy hint.
        const hints: Information<Rational> = {
          types: [
            ['one', 'other'],
            ['one', 'other'],
          ],
          probabilities: [
            [rational(3n, 4n), rational(1n, 4n), exact.zero, exact.zero],
            [exact.zero, exact.zero, rational(1n, 4n), rational(3n, 4n)],
          ],
        }
        const all = [noInformation(game), hints, fullInformation(game)].map(information => {
          const found = best(game, information, values)
          expect(isObedient(game, information, found)).toBe(true)
          expect(found.slacks.every(({ slack }) => slack.numerator >= 0n)).toBe(true)
          return found.value
        })
        const [none = exact.zero, some = exact.zero, full = exact.zero] = all
        expect(exact.compare(none, some)).toBeGreaterThanOrEqual(0)
        expect(exact.compare(some, full)).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 25 },
    )
  })
})
