import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inMillionths } from '../../../src/questions/learnCheck.ts'
import { answeredWith, checkedIn } from './learned.ts'

const signals = `
  type Type = Strong | Weak
  game signals = [opengame|
    operation : nature (distFromList [(Strong, 0.9), (Weak, 0.1)]) ; outputs : t ;
    inputs : t ; operation : dependentDecision "sender" (const [Just 1, Nothing]) ; outputs : m ;
    returns : (if (t == Strong) == (m == Just 1) then 1 else 0) + (if a == -1 then 0 else 2) ;
    inputs : m ; operation : dependentDecision "receiver" (const [-1, 1]) ; outputs : a ;
    returns : if (a == -1) == (t == Weak) then 1 else 0 ;
  |]
`

describe('what was learned', () => {
  it('is told as a strategy of which the checker says the same where it is pasted', () => {
    for (const name of ['regretMatching', 'qLearning', 'fictitiousPlay'] as const) {
      const checked = checkedIn(signals, { name }, { rounds: 400 })
      expect(checked.strategy).toContain('strategy learned for signals = {')
      const bounds = ['sender', 'receiver'].flatMap(player => {
        const payoff = Number(checked.payoffs[player])
        const regret = Number(checked.regret[player])
        return [
          `expect payoff learned "${player}" > ${(payoff - 1e-6).toFixed(9)}`,
          `expect payoff learned "${player}" < ${(payoff + 1e-6).toFixed(9)}`,
          `expect regret learned "${player}" < ${(regret + 1e-6).toFixed(9)}`,
        ]
      })
      const pasted = [signals, checked.strategy, ...bounds].join('\n')
      expect(answeredWith(pasted), name).toEqual(bounds.map(() => true))
    }
  })

  it('is rounded to millionths that sum to one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1, maxLength: 9 }),
        weights => {
          const total = weights.reduce((sum, w) => sum + w, 0)
          const exactly = weights.map(w => w / total)
          const [rounded = []] = inMillionths([exactly])
          expect(rounded.reduce((sum, p) => sum + Math.round(p * 1e6), 0)).toBe(1_000_000)
          for (const [k, p] of rounded.entries()) expect(Math.abs(p - (exactly[k] ?? 0))).toBeLessThan(1e-5)
        },
      ),
    )
  })
})

describe('the checker', () => {
  it('says of a game without end what best replies gain', () => {
    const checked = checkedIn(
      `game lone = forever { inputs : s ; :-:
         inputs : s ; operation : dependentDecision "a" (const [0, 1]) ; outputs : x ; returns : x ; :-:
         outputs : s ; } discount 0.5 at 0`,
      { name: 'qLearning' },
      { rounds: 2_000 },
    )
    const payoff = Number(checked.payoffs['a'])
    expect(payoff).toBeGreaterThan(1.9)
    expect(Number(checked.regret['a'])).toBeCloseTo(2 - payoff, 9)
  })
})
