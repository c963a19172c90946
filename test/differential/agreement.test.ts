/** The plan against the optics on random programs, exactly; `npm run agreement -- 10000 --seed 1` for more of them. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { double } from '../../src/markov/double.ts'
import { exact } from '../../src/markov/rational.ts'
import { programs } from '../arbitrary/gameText.ts'
import { compareProgram, disagreement, programOf } from './agreement.ts'

/** Questions that need more are not compared. */
const steps = 60_000

describe('random programs', () => {
  const seen = { planned: 0, plans: 0, states: 0, trembling: 0 }
  const verdicts = new Set<string>()

  it('mean the same by the plan and by the optics, as fractions', () => {
    fc.assert(
      fc.property(programs, text => {
        const { errors, compared } = compareProgram(exact, programOf(text), steps)
        expect(errors).toEqual([])
        for (const one of compared) {
          expect(one.differences).toEqual([])
          seen.plans += 1
          if (one.planned) seen.planned += 1
          seen.states += one.states
          seen.trembling += one.tremblingStates
          for (const [concept, judgement] of Object.entries(one.verdicts))
            verdicts.add(`${concept} ${judgement}`)
        }
      }),
      { numRuns: 200, seed: 3, endOnFailure: true },
    )
  }, 300_000)

  it('mean the same in doubles, to 1e-9', () => {
    fc.assert(
      fc.property(programs, text => {
        const { compared } = compareProgram(double, programOf(text), steps)
        expect(compared.flatMap(({ differences }) => differences)).toEqual([])
      }),
      { numRuns: 100, seed: 4, endOnFailure: true },
    )
  }, 300_000)

  it('were not compared in vain', () => {
    expect(seen.planned / seen.plans).toBeGreaterThan(0.5)
    expect(seen.states).toBeGreaterThan(2 * seen.plans)
    expect(seen.trembling).toBeGreaterThan(seen.states)
    for (const concept of ['equilibrium', 'subgamePerfect', 'strict', 'dominant', 'pareto'])
      for (const judgement of ['holds', 'fails']) expect(verdicts).toContain(`${concept} ${judgement}`)
  })

  it('are told apart where they differ', () => {
    expect(disagreement('game g = {', steps)).toBeDefined()
  })
})
