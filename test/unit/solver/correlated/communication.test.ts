/** Rules that make honesty and obedience best, held against a program with a row for every lie and way of disobeying. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { solveExactly } from '../../../../src/linear/exact.ts'
import { loadHighs } from '../../../../src/linear/highs.ts'
import type { Row } from '../../../../src/linear/program.ts'
import { unlimited } from '../../../../src/markov/budget.ts'
import { exact, integer, type Rational, rational } from '../../../../src/markov/rational.ts'
import {
  type BaseGame,
  type Information,
  optimalBayesCorrelated,
} from '../../../../src/solver/correlated/bayes.ts'
import { gainsOfLying, optimalCommunication } from '../../../../src/solver/correlated/communication.ts'
import { optimalCorrelated, welfare } from '../../../../src/solver/correlated/optimum.ts'
import { gameOf, right } from './bimatrix.ts'
import { optimalMechanism, revenue, type Setting } from './directMechanism.ts'

const sum = (numbers: readonly Rational[]): Rational => numbers.reduce(exact.add, exact.zero)

/** Two players with two types and two actions each; a state for each pair of types. */
interface Small {
  readonly game: BaseGame<Rational>
  readonly information: Information<Rational>
}

const pairs = [0, 1, 2, 3]

const small: fc.Arbitrary<Small> = fc
  .record({
    weights: fc
      .array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 })
      .filter(weights => weights.some(w => w > 0)),
    payoffs: fc.array(
      fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 4, maxLength: 4 }), {
        minLength: 4,
        maxLength: 4,
      }),
      { minLength: 2, maxLength: 2 },
    ),
  })
  .map(({ weights, payoffs }) => {
    const total = weights.reduce((a, b) => a + b, 0)
    return {
      game: {
        players: ['a', 'b'],
        states: pairs.map(String),
        prior: weights.map(w => rational(BigInt(w), BigInt(total))),
        actions: [
          ['l', 'r'],
          ['l', 'r'],
        ],
        payoffs: payoffs.map(own => own.map(row => row.map(n => integer(BigInt(n))))),
      },
      information: {
        types: [
          ['s', 't'],
          ['s', 't'],
        ],
        probabilities: pairs.map(state => pairs.map(t => (t === state ? exact.one : exact.zero))),
      },
    }
  })

/** The part of a player in a pair. */
const partOf = (pair: number, player: number): number => (player === 0 ? pair >> 1 : pair & 1)
const withPart = (pair: number, player: number, part: number): number =>
  player === 0 ? part * 2 + (pair & 1) : (pair & 2) + part

/** All a player can do who has a type: report one, and answer what it is told. */
const deviations = [0, 1].flatMap(report =>
  [0, 1].flatMap(l => [0, 1].map(r => ({ report, answers: [l, r] }))),
)

/** By cell of the rule, what a player of a type gets who does so. */
const gets = (
  { game }: Small,
  player: number,
  type: number,
  { report, answers }: { readonly report: number; readonly answers: readonly number[] },
): readonly Rational[] => {
  const cells = Array.from({ length: 16 }, () => exact.zero)
  for (const pair of pairs) {
    if (partOf(pair, player) !== type) continue
    for (const told of pairs) {
      const at = withPart(pair, player, report) * 4 + told
      const done = withPart(told, player, answers[partOf(told, player)] ?? 0)
      const paid = exact.mul(
        game.prior[pair] ?? exact.zero,
        game.payoffs[player]?.[pair]?.[done] ?? exact.zero,
      )
      cells[at] = exact.add(cells[at] ?? exact.zero, paid)
    }
  }
  return cells
}

const honest = (type: number) => ({ report: type, answers: [0, 1] })

/** The largest welfare by a row for every deviation. */
const expanded = (setting: Small, bound: ReadonlySet<number>): Rational => {
  const rows: Row<Rational>[] = pairs.map(pair => ({
    coefficients: pairs.map(told => [pair * 4 + told, exact.one] as const),
    sense: '=',
    bound: exact.one,
  }))
  for (const player of [0, 1])
    for (const type of [0, 1])
      for (const deviation of bound.has(player) ? [] : deviations) {
        const good = gets(setting, player, type, honest(type))
        const bad = gets(setting, player, type, deviation)
        rows.push({
          coefficients: good.map((g, cell) => [cell, exact.sub(g, bad[cell] ?? exact.zero)] as const),
          sense: '>=',
          bound: exact.zero,
        })
      }
  const objective = Array.from({ length: 16 }, (_, cell) =>
    sum([0, 1].flatMap(p => [0, 1].map(type => gets(setting, p, type, honest(type))[cell] ?? exact.zero))),
  )
  const outcome = solveExactly(unlimited, { objective, isFree: objective.map(() => false), rows })
  if (outcome.kind !== 'optimal') throw new Error(outcome.kind)
  return outcome.value
}

const welfareOf = ({ payoffs }: BaseGame<Rational>): readonly (readonly Rational[])[] =>
  pairs.map(state => pairs.map(actions => sum(payoffs.map(own => own[state]?.[actions] ?? exact.zero))))

const best = (setting: Small, bound: ReadonlySet<number> = new Set()) =>
  right(optimalCommunication(unlimited, setting.game, setting.information, welfareOf(setting.game), bound))

describe('the best rule', () => {
  it('is that of the program with a row for every lie and way of disobeying', () => {
    fc.assert(
      fc.property(small, fc.constantFrom([], [0]), (setting, who) => {
        const bound = new Set<number>(who)
        const found = best(setting, bound)
        expect(exact.show(found.value)).toBe(exact.show(expanded(setting, bound)))
        for (const chosen of found.rule) {
          expect(exact.show(sum(chosen))).toBe('1')
          expect(chosen.every(({ numerator }) => numerator >= 0n)).toBe(true)
        }
        const gains = gainsOfLying(setting.game, setting.information, found.rule, bound)
        expect(gains.map(exact.show)).toEqual(['0', '0'])
      }),
      { numRuns: 60 },
    )
  })

  it('is no better than information could be, which need not be asked for', () => {
    fc.assert(
      fc.property(small, setting => {
        const { game, information } = setting
        const designed = right(optimalBayesCorrelated(unlimited, game, information, welfareOf(game)))
        expect(exact.compare(best(setting).value, designed.value)).toBeLessThanOrEqual(0)
      }),
      { numRuns: 40 },
    )
  })

  it('is the best correlated equilibrium where nothing is known', () => {
    fc.assert(
      fc.property(gameOf([3, 2]), form => {
        const game: BaseGame<Rational> = {
          players: form.players,
          states: [''],
          prior: [exact.one],
          actions: form.strategies,
          payoffs: form.payoffs.map(own => [own]),
        }
        const information = { types: [[''], ['']], probabilities: [[exact.one]] }
        const values = [
          (form.payoffs[0] ?? []).map((n, k) => exact.add(n, form.payoffs[1]?.[k] ?? exact.zero)),
        ]
        const found = right(optimalCommunication(unlimited, game, information, values, new Set()))
        const correlated = right(optimalCorrelated(unlimited, form, 'correlated', welfare(form)))
        expect(exact.show(found.value)).toBe(exact.show(correlated.value))
      }),
      { numRuns: 40 },
    )
  })
})

describe('what is gained by lying', () => {
  const rules = fc.array(
    fc
      .array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 4 })
      .filter(w => w.some(x => x > 0))
      .map(w => w.map(x => rational(BigInt(x), BigInt(w.reduce((a, b) => a + b, 0))))),
    { minLength: 4, maxLength: 4 },
  )

  it('is the most of all deviations', () => {
    fc.assert(
      fc.property(small, rules, (setting, rule) => {
        const value = (cells: readonly Rational[]): Rational =>
          sum(cells.map((by, cell) => exact.mul(by, rule[cell >> 2]?.[cell & 3] ?? exact.zero)))
        const expected = [0, 1].map(player =>
          [0, 1]
            .flatMap(type =>
              deviations.map(deviation =>
                exact.sub(
                  value(gets(setting, player, type, deviation)),
                  value(gets(setting, player, type, honest(type))),
                ),
              ),
            )
            .reduce((a, b) => (exact.compare(a, b) < 0 ? b : a), exact.zero),
        )
        const gains = gainsOfLying(setting.game, setting.information, rule, new Set())
        expect(gains.map(exact.show)).toEqual(expected.map(exact.show))
      }),
      { numRuns: 100 },
    )
  })
})

/** A seller of one thing who sets a price or keeps it, and two who may decline, each valuing it at one of `values`. */
const selling = (values: readonly number[], weights: readonly number[]): Small => {
  const total = BigInt(weights.reduce((a, b) => a + b, 0) ** 2)
  const states = values.flatMap((_, i) => values.map((__, j) => [i, j] as const))
  const sales = [undefined, ...[0, 1].flatMap(to => values.map(price => ({ to, price })))]
  const profiles = sales.flatMap(sale =>
    [true, false].flatMap(first => [true, false].map(second => ({ sale, joins: [first, second] }))),
  )
  const isSold = ({ sale, joins }: (typeof profiles)[number]): boolean =>
    sale !== undefined && joins[sale.to] === true
  const paid = profiles.map(one => integer(BigInt(isSold(one) ? (one.sale?.price ?? 0) : 0)))
  const buyer = (who: number) =>
    states.map(state =>
      profiles.map(one =>
        integer(
          BigInt(isSold(one) && one.sale?.to === who ? (values[state[who] ?? 0] ?? 0) - one.sale.price : 0),
        ),
      ),
    )
  return {
    game: {
      players: ['seller', 'alice', 'bob'],
      states: states.map(String),
      prior: states.map(([i, j]) => rational(BigInt((weights[i] ?? 0) * (weights[j] ?? 0)), total)),
      actions: [sales.map((_, k) => `${k}`), ['join', 'decline'], ['join', 'decline']],
      payoffs: [states.map(() => paid), buyer(0), buyer(1)],
    },
    information: {
      types: [[''], values.map(String), values.map(String)],
      probabilities: states.map((_, s) => states.map((__, t) => (s === t ? exact.one : exact.zero))),
    },
  }
}

describe('the best that a seller could set up', () => {
  it('is the best of the direct mechanisms with payments (Myerson 1981)', async () => {
    const floats = await loadHighs()
    const weights = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(weights, own => {
        const values = [1, 2, 3]
        const { game, information } = selling(values, own)
        const found = right(
          optimalCommunication(unlimited, game, information, game.payoffs[0] ?? [], new Set([0]), floats),
        )
        const setting: Setting<Rational> = {
          agents: ['alice', 'bob'],
          types: [values.map(String), values.map(String)],
          prior: game.prior,
          outcomes: ['kept', 'to alice', 'to bob'],
          values: [0, 1].map(who =>
            values.flatMap(a =>
              values.map(b => [0, 1, 2].map(k => integer(BigInt(k === who + 1 ? (who === 0 ? a : b) : 0)))),
            ),
          ),
        }
        const direct = right(
          optimalMechanism(
            unlimited,
            setting,
            { truth: 'bayesian', participation: 'interim', payments: true },
            revenue(setting),
            floats,
          ),
        )
        expect(exact.show(found.value)).toBe(exact.show(direct.value))
      }),
      { numRuns: 6 },
    )
  })
})
