import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { close } from '../../src/game/close.ts'
import type { Profile, Strategy } from '../../src/game/game.ts'
import { faithfulObservable } from '../../src/game/interpretation.ts'
import { double } from '../../src/markov/double.ts'
import {
  type Boundary,
  finiteDouble,
  type GameSketch,
  gameOf,
  gameSketch,
  profileOf,
  unlimited,
  type Wire,
  wire,
} from '../../src/testing.ts'
import { conditional, type Plan, paths, visitName } from './bruteForce.ts'

const inputs: readonly (readonly [Wire, number])[] = [
  [0, 0.25],
  [1, 0.5],
  [2, 0.25],
]

const boundary: Boundary<Wire, Wire> = { inputs: [0, 1, 2], returns: [0, 1, 2] }

/** A profile of `profileOf` as a plan of the brute force. */
const planOf =
  (profile: Profile): Plan =>
  (key, observation) =>
    (profile[key] as Strategy<number, Wire, Wire>)(observation)

const cases = gameSketch({ depth: 2 }).chain((sketch: GameSketch) =>
  fc.record({
    sketch: fc.constant(sketch),
    profile: profileOf(double, gameOf(double, sketch, 'f'), boundary),
    future: fc.tuple(wire, wire, wire),
  }),
)

describe('evaluation in the trivial context', () => {
  it('agrees with replacing one strategy at one observation and playing again', () => {
    let judged = 0
    fc.assert(
      fc.property(cases, ({ sketch, profile, future }) => {
        const continuation = (output: Wire): Wire => future[output]
        const closed = close(gameOf(double, sketch, 'f'), { input: inputs, continuation })
        const states = closed.evaluate(faithfulObservable(finiteDouble(unlimited)), profile)
        const reached = inputs.flatMap(([x]) =>
          paths(sketch, 'f', planOf(profile), x)
            .filter(({ probability }) => probability > 0)
            .flatMap(({ visited }) => visited),
        )
        const named = states.map(state => visitName(state.decision.key, state.observation as Wire))
        expect([...named].sort()).toEqual([...new Set(reached)].sort())
        for (const state of states) {
          const { key, player } = state.decision
          const seen = state.observation as Wire
          const visit = visitName(key, seen)
          const plan = planOf(profile)
          const played = conditional(sketch, plan, inputs, continuation, visit, player)
          expect(state.probability).toBeCloseTo(played.probability, 9)
          const value = state.strategy.reduce((sum, [move, weight]) => {
            const total = state.actions.find(({ action }) => action === move)?.total ?? Number.NaN
            return sum + weight * total
          }, 0)
          expect(value).toBeCloseTo(played.mean, 9)
          for (const { action, total } of state.actions) {
            const deviating: Plan = (k, x) => (k === key && x === seen ? [[action as Wire, 1]] : plan(k, x))
            const deviation = conditional(sketch, deviating, inputs, continuation, visit, player)
            expect(total).toBeCloseTo(deviation.mean, 9)
            judged += 1
          }
        }
      }),
      { numRuns: 150 },
    )
    expect(judged).toBeGreaterThan(300)
  })
})
