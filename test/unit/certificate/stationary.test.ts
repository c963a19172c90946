/** Records of games without end: right ones are taken, forged ones are not. */
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { issuedOf } from '../../../src/certificate/issueSolutions.ts'
import { endlessGame, stationaryClaims } from '../../../src/certificate/issueStationary.ts'
import type { EndlessGame, StationaryClaim } from '../../../src/certificate/solutions.ts'
import { endlessOf, stationaryProblems } from '../../../src/certificate/stationary.ts'
import { exact, type Rational, rational } from '../../../src/markov/rational.ts'
import type { StageTable } from '../../../src/markovGame/tables.ts'
import type { EndlessEvidence } from '../../../src/questions/evidence.ts'
import { solveProgram } from '../../../src/questions/solveProgram.ts'
import { typedProgram } from '../../../src/questions/typedProgram.ts'

const issuedFrom = (path: string) => {
  const text = readFileSync(path, 'utf8')
  const answered = solveProgram(
    path,
    typedProgram({ path, text }, () => E.left({ code: 'G7001', reason: 'nothing is imported' })),
    { scalar: exact, steps: 10_000_000 },
    { concept: 'nash', all: true },
  )
  return issuedOf(answered.evidence ?? [])
}

const problemsOf = (game: EndlessGame, claim: StationaryClaim): readonly string[] => {
  const read = endlessOf(game)
  return E.isLeft(read) ? [read.left] : stationaryProblems(read.right, claim)
}

/** The same with each text that is a fraction changed, one after the other. */
function* changes<A>(value: A): Generator<A> {
  if (typeof value === 'string') {
    // Whatever a text is among the fractions of a record, it is another then.
    yield (value === '0' ? '1/7' : '0') as A
    return
  }
  if (Array.isArray(value)) {
    // An element of the same type stands in its place.
    for (const [k, each] of value.entries())
      for (const other of changes(each)) yield value.with(k, other) as A
  }
}

describe('stationary equilibria', () => {
  it.each(['fishery', 'big-match'])('of %s are verified, and no number of them can be another', name => {
    const { endless, leftOut } = issuedFrom(`games/classic/${name}.game`)
    expect(leftOut).toEqual([])
    const { games = [], solutions = [] } = endless ?? {}
    expect(solutions.length).toBe(name === 'fishery' ? 3 : 1)
    for (const claim of solutions) {
      const game = games[claim.place]
      if (game === undefined) throw new Error('no game')
      expect(claim.concept).toBe('equilibrium')
      expect(problemsOf(game, claim)).toEqual([])
      const forged: StationaryClaim[] = [
        ...[...changes(claim.profile)].map(profile => ({ ...claim, profile })),
        ...[...changes(claim.values)].map(values => ({ ...claim, values })),
        ...[...changes(claim.payoffs)].map(payoffs => ({ ...claim, payoffs })),
        ...[...changes(claim.regrets)].map(regrets => ({ ...claim, regrets })),
        { ...claim, profile: claim.profile.slice(1) },
        { ...claim, values: claim.values.slice(1) },
      ]
      for (const one of forged) expect([one, problemsOf(game, one).length > 0]).toEqual([one, true])
      const counting = game.stages.map(stage => ({
        ...stage,
        ends: stage.ends.map(end => ({ ...end, weights: end.weights.map(() => '1') })),
      }))
      expect(problemsOf({ ...game, stages: counting }, claim)).not.toEqual([])
      const lost = game.stages.map(stage => ({
        ...stage,
        ends: stage.ends.map(end => ({ ...end, next: 99 })),
      }))
      expect(problemsOf({ ...game, stages: lost }, claim)).not.toEqual([])
    }
  })
})

/** Two states, in which one player does one of two things; what it receives, and where it leads, at random. */
const evidences = fc
  .tuple(
    fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 4, maxLength: 4 }),
    fc.array(fc.nat(1), { minLength: 4, maxLength: 4 }),
    fc.array(fc.nat(4), { minLength: 2, maxLength: 2 }),
  )
  .map(([received, next, chances]) => {
    const half = rational(1n, 2n)
    const stages = [0, 1].map(
      (state): StageTable<Rational> => ({
        kind: 'choice',
        place: state,
        children: [0, 1].map(action => ({
          kind: 'end',
          amounts: [rational(BigInt(received[2 * state + action] ?? 0))],
          factors: [exact.one],
          next: next[2 * state + action] ?? 0,
        })),
      }),
    )
    const profile = chances.map(k => [rational(BigInt(k), 4n), rational(BigInt(4 - k), 4n)])
    // V = r + V(next) / 2, by so many rounds that what is left is small.
    const value = (state: number, rounds: number): Rational =>
      rounds === 0
        ? exact.zero
        : [0, 1].reduce((sum, action) => {
            const k = 2 * state + action
            const later = exact.mul(half, value(next[k] ?? 0, rounds - 1))
            const worth = exact.add(rational(BigInt(received[k] ?? 0)), later)
            return exact.add(sum, exact.mul(profile[state]?.[action] ?? exact.zero, worth))
          }, exact.zero)
    const evidence: EndlessEvidence = {
      ...{ kind: 'endless', game: 'g' },
      tables: { players: ['a'], stages, start: [[0, exact.one]], discount: half },
      places: [0, 1].map(state => ({ player: 0, label: `a ${state}`, actions: ['l', 'r'] })),
      found: [{ profile, values: [[value(0, 8), value(1, 8)]] }],
    }
    return { evidence, received, next, value }
  })

describe('what is told of strategies at random', () => {
  it('is a bound of what they could be bettered by, which no strategy betters', () => {
    fc.assert(
      fc.property(evidences, ({ evidence, received, next, value }) => {
        const [claim] = stationaryClaims(evidence, 0)
        if (claim === undefined) throw new Error('no claim')
        expect(problemsOf(endlessGame(evidence), claim)).toEqual([])
        const [top = '0', bottom = '1'] = (claim.regrets[0] ?? '0').split('/')
        const bound = Number(top) / Number(bottom)
        // The best of the four pure strategies, over so many stages that what is left is small.
        const worth = (choice: readonly number[], state: number, rounds: number): number => {
          const k = 2 * state + (choice[state] ?? 0)
          return rounds === 0 ? 0 : (received[k] ?? 0) + worth(choice, next[k] ?? 0, rounds - 1) / 2
        }
        for (const state of [0, 1]) {
          const best = Math.max(...[0, 1, 2, 3].map(c => worth([c >> 1, c & 1], state, 40)))
          expect(best - exact.toNumber(value(state, 10))).toBeLessThanOrEqual(bound + 10 / 2 ** 9)
        }
      }),
      { numRuns: 100 },
    )
  })
})
