import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { goofspiel } from '../../../../bench/games/goofspiel.ts'
import { liarsDice } from '../../../../bench/games/liarsDice.ts'
import { kuhn, leduc } from '../../../../bench/games/poker.ts'
import { behaviorValues, bestResponse } from '../../../../src/form/behavior.ts'
import { type ExtensiveForm, mapNumbers } from '../../../../src/form/extensiveForm.ts'
import { budget, OutOfSteps, unlimited } from '../../../../src/markov/budget.ts'
import { double } from '../../../../src/markov/double.ts'
import { exact, integer, type Rational, rational } from '../../../../src/markov/rational.ts'
import { bracket, rounded } from '../../../../src/solver/regret/bracket.ts'
import { exploitability } from '../../../../src/solver/regret/exploitability.ts'
import { plainKernel } from '../../../../src/solver/regret/kernel.ts'
import {
  minimizedRegrets,
  type RegretOptions,
  type RegretPoint,
} from '../../../../src/solver/regret/minimize.ts'
import { minimizer, regretMethods } from '../../../../src/solver/regret/minimizer.ts'
import { sequenceGame } from '../../../../src/solver/regret/sequenceGame.ts'

const right = <A>(either: E.Either<{ readonly reason: string }, A>): A => {
  if (E.isLeft(either)) throw new Error(either.left.reason)
  return either.right
}

const usual: RegretOptions = {
  method: 'cfr',
  updates: 'alternating',
  iterations: 1,
  target: 0,
  every: Number.POSITIVE_INFINITY,
}

const run = (form: ExtensiveForm<Rational>, options: Partial<RegretOptions>): RegretPoint => {
  const points = [
    ...right(minimizedRegrets(unlimited, mapNumbers(form, exact.toNumber), { ...usual, ...options })),
  ]
  const last = points.at(-1)
  if (last === undefined) throw new Error('no point')
  return last
}

/** The interval of the first player's value that the policies prove. */
const proved = (form: ExtensiveForm<Rational>, point: RegretPoint) => {
  const { low, high } = right(bracket(form, rounded(point.profile(), 30)))
  return { low: exact.toNumber(low), high: exact.toNumber(high) }
}

describe('regret minimization', () => {
  it('gives the digits of OpenSpiel for Kuhn and Leduc', () => {
    expect(run(kuhn(3), { iterations: 20_000 }).nashConv).toBeCloseTo(0.00014426709, 11)
    const point = run(leduc(), { iterations: 300 })
    expect(point.nashConv).toBeCloseTo(0.0710482325, 9)
    expect(point.payoffs[0]).toBeCloseTo(-0.0920501091, 9)
    expect(run(kuhn(3), { method: 'cfr+', iterations: 20_000 }).nashConv).toBeCloseTo(1.3360531e-5, 12)
  })

  it('starts from even policies, against which Leduc has a NashConv of 1709/360', () => {
    const game = right(sequenceGame(mapNumbers(leduc(), exact.toNumber)))
    const { nashConv } = exploitability(game, minimizer(plainKernel, game, 'cfr', 'alternating').averages())
    expect(nashConv).toBeCloseTo(1709 / 360, 12)
  })

  it.each(regretMethods)('comes to the value of Kuhn with four cards: %s', method => {
    for (const updates of ['alternating', 'simultaneous'] as const) {
      const { low, high } = proved(kuhn(4), run(kuhn(4), { method, updates, iterations: 4000 }))
      expect(low).toBeLessThanOrEqual(-1 / 24)
      expect(high).toBeGreaterThanOrEqual(-1 / 24)
      expect(high - low).toBeLessThan(0.005)
    }
  })

  it("proves the values of liar's dice and goofspiel", () => {
    const games: readonly (readonly [ExtensiveForm<Rational>, number])[] = [
      [liarsDice(2), 1 / 2],
      [liarsDice(4), 1 / 16],
      [liarsDice(4, false), -1 / 8],
      [
        goofspiel(
          [3, 2, 1],
          [
            [1, 2, 4],
            [1, 2, 3],
          ],
        ),
        8 / 5,
      ],
    ]
    for (const [form, value] of games) {
      const { low, high } = proved(form, run(form, { method: 'pcfr+', iterations: 2000 }))
      expect(low).toBeLessThanOrEqual(value)
      expect(high).toBeGreaterThanOrEqual(value)
      expect(high - low).toBeLessThan(1e-3)
    }
  })

  it('proves the value of Leduc to six digits', () => {
    const form = leduc()
    const { low, high } = proved(form, run(form, { method: 'pcfr+', iterations: 50_000 }))
    expect(high - low).toBeLessThan(1e-6)
    expect((low + high) / 2).toBeCloseTo(-0.0856064, 6)
  })

  it('says of its policies what best responses in the tree say', () => {
    const form = mapNumbers(leduc(), exact.toNumber)
    const point = run(leduc(), { iterations: 7, updates: 'simultaneous' })
    const { payoffs } = behaviorValues(double, form, point.profile())
    const gains = payoffs.map(
      (payoff, p) => (bestResponse(double, form, point.profile(), p)?.value ?? 0) - payoff,
    )
    expect(point.nashConv).toBeCloseTo(
      gains.reduce((sum, gain) => sum + gain),
      12,
    )
  })

  it('stops at the target, and when steps are used up', () => {
    const form = mapNumbers(kuhn(3), exact.toNumber)
    const options = { ...usual, iterations: 100_000, target: 0.01, every: 100 }
    const points = [...right(minimizedRegrets(unlimited, form, options))]
    expect(points.at(-1)?.nashConv).toBeLessThanOrEqual(0.01)
    expect(points.slice(0, -1).every(({ nashConv }) => nashConv > 0.01)).toBe(true)
    expect(() => [...right(minimizedRegrets(budget(20), form, options))]).toThrow(OutOfSteps)
  })

  it('finds what dominates in a game of three', () => {
    // Each alone prefers its second action by one, whatever the others do.
    const point = run(threeVolunteers, { iterations: 200 })
    for (const weights of point.profile()) expect(weights[1]).toBeGreaterThan(0.99)
    expect(point.nashConv).toBeLessThan(0.05)
  })

  it('refuses players who forget, and brackets nothing that is not zero-sum', () => {
    expect(E.isLeft(sequenceGame(mapNumbers(forgetful, exact.toNumber)))).toBe(true)
    expect(
      E.isLeft(
        bracket(
          threeVolunteers,
          threeVolunteers.informationSets.map(() => []),
        ),
      ),
    ).toBe(true)
  })
})

const half = rational(1n, 2n)

const threeVolunteers: ExtensiveForm<Rational> = {
  title: '',
  comment: '',
  players: ['a', 'b', 'c'],
  informationSets: [0, 1, 2].map(player => ({ player, label: '', actions: ['no', 'yes'] })),
  draws: [],
  outcomes: Array.from({ length: 8 }, (_, profile) => ({
    label: '',
    payoffs: [4, 2, 1].map(bit => integer(BigInt((profile & bit ? 1 : 0) + (profile === 0 ? 0 : 3)))),
  })),
  nodes: (() => {
    const nodes: ExtensiveForm<Rational>['nodes'][number][] = []
    const grow = (player: number, profile: number): number => {
      const id = nodes.length
      if (player === 3) {
        nodes.push({ kind: 'terminal', label: '', outcome: profile })
        return id
      }
      const children: number[] = []
      nodes.push({ kind: 'decision', label: '', outcome: undefined, informationSet: player, children })
      for (const choice of [0, 1]) children.push(grow(player + 1, 2 * profile + choice))
      return id
    }
    grow(0, 0)
    return nodes
  })(),
}

/** The same set again after its own choice. */
const forgetful: ExtensiveForm<Rational> = {
  title: '',
  comment: '',
  players: ['a'],
  informationSets: [{ player: 0, label: '', actions: ['out', 'on'] }],
  draws: [],
  outcomes: [{ label: '', payoffs: [half] }],
  nodes: [
    { kind: 'decision', label: '', outcome: undefined, informationSet: 0, children: [1, 2] },
    { kind: 'terminal', label: '', outcome: undefined },
    { kind: 'decision', label: '', outcome: undefined, informationSet: 0, children: [3, 4] },
    { kind: 'terminal', label: '', outcome: 0 },
    { kind: 'terminal', label: '', outcome: undefined },
  ],
}
