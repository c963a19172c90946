/** A step of a drive is the composite optic of its game: what `play` and `coplay` of a closed game come to. */
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { outcomesOf } from '../../src/compile/play.ts'
import { tuple } from '../../src/core/construct.ts'
import { faithful } from '../../src/game/interpretation.ts'
import { double } from '../../src/markov/double.ts'
import { finite } from '../../src/markov/finite.ts'
import { sampling } from '../../src/markov/sampling.ts'
import { splitMix64 } from '../../src/markov/splitMix64.ts'
import { prepare } from '../../src/questions/answer.ts'
import { beginDriving, drivesOf } from '../../src/questions/driving.ts'
import { typedProgram } from '../../src/questions/typedProgram.ts'
import { drivenPrograms } from '../arbitrary/gameText.ts'

const steps = 1_000_000
const nothing = () => E.left({ code: 'G7001' as const, reason: 'the program stands alone' })

const ready = (text: string) => {
  const prepared = prepare(typedProgram({ path: 'a.game', text }, nothing), { scalar: double, steps })
  const errors = prepared.diagnostics.filter(({ severity }) => severity === 'error')
  expect({ text, errors }).toEqual({ text, errors: [] })
  const [driven] = drivesOf(prepared)
  const [strategy] = prepared.program.strategies
  if (driven === undefined || strategy === undefined) throw new Error(text)
  const game = beginDriving(prepared, driven)
  if (E.isLeft(game)) throw new Error(game.left.map(({ title }) => title).join())
  return { prepared, game: game.right, strategy }
}

const small = fc.integer({ min: -3, max: 3 })

describe('a step', () => {
  it('is one play of the closed game, and its coplay pays what that play pays', () => {
    fc.assert(
      fc.property(drivenPrograms, small, small, small, fc.nat(), (text, x, y, r, seed) => {
        const { prepared, game, strategy } = ready(text)
        const readings = (path: string) => (path === 'input.x' ? x : path === 'input.y' ? y : r)
        const played = game.play(readings, splitMix64(seed))
        if (E.isLeft(played)) throw new Error(played.left.map(({ title }) => title).join())
        const back = played.right.coplay(readings)
        if (E.isLeft(back)) throw new Error(back.left.map(({ title }) => title).join())
        const closed = strategy.close({ input: [[tuple<number>(x, y), 1]], continuation: () => r })
        const { budget } = prepared.asking.means
        const one = sampling({ scalar: double, budget, samples: 1, seed })
        const outcome = closed.play(faithful(one), strategy.profile)(splitMix64(seed))
        expect(played.right.sends).toEqual(new Map([['out.y', outcome.output]]))
        const earned = Object.entries(outcome.ledger)
        expect([...back.right.payoffs].filter(([player]) => player in outcome.ledger).sort()).toEqual(
          earned.sort(),
        )
        // It is one of the plays that there are.
        const plays = outcomesOf(finite(double, budget), closed, strategy.profile)
        const payoffs = Object.fromEntries(earned)
        expect(plays.map(([{ output, ledger }]) => ({ output, ledger }))).toContainEqual({
          output: outcome.output,
          ledger: payoffs,
        })
      }),
      { numRuns: 80 },
    )
  })

  it('is the same for the same seed, whatever was played before', () => {
    fc.assert(
      fc.property(
        drivenPrograms,
        fc.array(small, { minLength: 2, maxLength: 4 }),
        fc.nat(),
        (text, xs, seed) => {
          const { game } = ready(text)
          const told = (x: number) => {
            const played = game.play(() => x, splitMix64(seed))
            if (E.isLeft(played)) return played.left
            const back = played.right.coplay(() => x)
            return [played.right.sends, played.right.decisions, back]
          }
          const first = xs.map(told)
          expect(xs.toReversed().map(told).toReversed()).toEqual(first)
        },
      ),
      { numRuns: 25 },
    )
  })
})
