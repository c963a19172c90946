import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isHeld } from '../../src/equilibrium/check.ts'
import { checkGame } from '../../src/equilibrium/checkGame.ts'
import type { CheckedConcept } from '../../src/equilibrium/concept.ts'
import { budget } from '../../src/markov/budget.ts'
import { double } from '../../src/markov/double.ts'
import { scripted } from '../arbitrary/scripted.ts'
import {
  asMixed,
  isDominant,
  isNash,
  isPareto,
  isStrict,
  linesOf,
  type Mixed,
  payoffOf,
  pureStrategies,
  type SmallGame,
  type SmallLine,
  strategiesOf,
} from './normalForm.ts'

const pays = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 16, maxLength: 16 })
const chance = fc.constantFrom([0.5, 0.5], [0.25, 0.75], [1, 0])

const lineAt = (k: number): fc.Arbitrary<SmallLine> => {
  const sees = fc.subarray(
    Array.from({ length: k }, (_, before) => before),
    { maxLength: Math.min(2, k) },
  )
  const decide = fc.record({
    player: fc.constantFrom('a' as const, 'b' as const),
    options: fc.constant(2),
    weights: fc.constant([]),
    sees,
    pays,
  })
  const nature = fc.record({
    options: fc.constant(2),
    weights: chance,
    sees: fc.constant([]),
    pays: fc.constant([0]),
  })
  return fc.oneof({ weight: 3, arbitrary: decide }, { weight: 1, arbitrary: nature })
}

const smallGame: fc.Arbitrary<SmallGame> = fc
  .integer({ min: 1, max: 4 })
  .chain(length => fc.tuple(...Array.from({ length }, (_, k) => lineAt(k))))

const isDecision = ({ player }: SmallLine) => player !== undefined

/** A game, and a few profiles of it: pure ones, and one that mixes where it is told to. */
const gameWithProfiles = smallGame
  .filter(game => pureStrategies(game, isDecision).length <= 256)
  .chain(game => {
    const pure = pureStrategies(game, isDecision).map(profile => asMixed(game, profile))
    const mixing = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 })
    return fc.record({
      game: fc.constant(game),
      profiles: fc
        .array(fc.constantFrom(...pure), { minLength: 1, maxLength: 6 })
        .map(chosen => [...chosen, ...pure.filter(profile => isNash(game, profile)).slice(0, 4)]),
      mixing,
    })
  })

const mixed = (profile: Mixed, mixing: readonly boolean[]): Mixed =>
  profile.map((row, k) =>
    mixing[k] === true ? Object.fromEntries(Object.keys(row).map(seen => [seen, [0.5, 0.5]])) : row,
  )

const verdictOf = (concept: CheckedConcept, game: SmallGame, profile: Mixed) =>
  checkGame(concept, scripted(double, linesOf(game)), strategiesOf(game, profile), {
    scalar: double,
    budget: budget(5_000_000),
  })

const agrees = (
  concept: CheckedConcept,
  oracle: (game: SmallGame, profile: Mixed) => boolean,
  mixes: boolean,
) =>
  fc.assert(
    fc.property(gameWithProfiles, ({ game, profiles, mixing }) => {
      const all = mixes ? [...profiles, ...profiles.map(profile => mixed(profile, mixing))] : profiles
      for (const profile of all) expect(isHeld(verdictOf(concept, game, profile))).toBe(oracle(game, profile))
    }),
    { numRuns: 60 },
  )

describe('on small games, as by brute force over the normal form', () => {
  it('equilibria are those of Nash, joint changes and forgetful players included', () => {
    agrees('equilibrium', isNash, true)
  })

  it('strict equilibria are strict', () => {
    agrees('strict', (game, profile) => isStrict(game, profile), false)
  })

  it('dominant strategies dominate', () => {
    agrees('dominant', isDominant, true)
  })

  it('efficient profiles are efficient', () => {
    agrees('pareto', isPareto, true)
  })

  it('payoffs are expected totals', () => {
    fc.assert(
      fc.property(gameWithProfiles, ({ game, profiles, mixing }) => {
        for (const profile of profiles.map(pure => mixed(pure, mixing)))
          for (const [player, payoff] of Object.entries(verdictOf('equilibrium', game, profile).payoffs))
            expect(payoff).toBeCloseTo(payoffOf(game, profile, player), 12)
      }),
      { numRuns: 60 },
    )
  })

  it('deviations that are reported bring what they are said to bring', () => {
    fc.assert(
      fc.property(gameWithProfiles, ({ game, profiles }) => {
        for (const profile of profiles) {
          const { judgement } = verdictOf('equilibrium', game, profile)
          for (const failure of judgement.kind === 'fails' ? judgement.failures : []) {
            if (failure.kind !== 'joint') continue
            const after = profile.map((row, k) => {
              const own = failure.changes.filter(({ decision }) => decision.key === `${k}`)
              const changed = own.map(({ observation, to }) => [
                String(observation),
                [0, 1].map(move => (move === to ? 1 : 0)),
              ])
              return { ...row, ...Object.fromEntries(changed) }
            })
            expect(payoffOf(game, profile, failure.player)).toBeCloseTo(failure.payoff, 12)
            expect(payoffOf(game, after, failure.player)).toBeCloseTo(failure.deviationPayoff, 12)
          }
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('verdicts do not depend on', () => {
  it('the names of the players', () => {
    fc.assert(
      fc.property(gameWithProfiles, ({ game, profiles }) => {
        const swapped = game.map(line =>
          line.player === undefined
            ? line
            : { ...line, player: line.player === 'a' ? ('b' as const) : ('a' as const) },
        )
        for (const profile of profiles)
          for (const concept of ['equilibrium', 'dominant', 'pareto', 'strict', 'subgamePerfect'] as const)
            expect(isHeld(verdictOf(concept, swapped, profile))).toBe(
              isHeld(verdictOf(concept, game, profile)),
            )
      }),
      { numRuns: 30 },
    )
  })

  it('the unit and the zero of payoffs', () => {
    fc.assert(
      fc.property(
        gameWithProfiles,
        fc.integer({ min: 1, max: 8 }),
        fc.integer(),
        ({ game, profiles }, unit, zero) => {
          const other = game.map(line => ({ ...line, pays: line.pays.map(pay => unit * pay + (zero % 100)) }))
          for (const profile of profiles)
            for (const concept of ['equilibrium', 'dominant', 'pareto', 'strict', 'subgamePerfect'] as const)
              expect(isHeld(verdictOf(concept, other, profile))).toBe(
                isHeld(verdictOf(concept, game, profile)),
              )
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('concepts', () => {
  it('that refine equilibrium imply it', () => {
    fc.assert(
      fc.property(gameWithProfiles, ({ game, profiles }) => {
        for (const profile of profiles)
          for (const concept of ['subgamePerfect', 'strict', 'dominant'] as const)
            if (isHeld(verdictOf(concept, game, profile)) === true)
              expect(isHeld(verdictOf('equilibrium', game, profile))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})
