import * as E from 'fp-ts/lib/Either.js'
import { expect, it } from 'vitest'
import { diagnose } from '../../../src/questions/diagnose.ts'

const game = `
type Move = C | D
game h (d : Dist z) = [opengame|
  operation : nature d ; outputs : v ;
  inputs : v ; operation : dependentDecision "ann" (const [C, D]) ; outputs : x ; returns : if x == C then 1 else 0 ;
|]
`
const codes = (text: string) =>
  diagnose({ path: 'a.game', text: game + text }, () => E.left({ code: 'G7001', reason: 'no files here' }))
    .filter(d => d.severity === 'error')
    .map(d => d.code)

it('refuses a strategy for another observation than a polymorphic game makes', () => {
  expect(
    codes(
      'strategy s for h (uniform [D]) = { ann = \\v -> if v == 1 then C else D }\ncheck s is equilibrium',
    ),
  ).toEqual(['G4103'])
})

it('takes one for the observation that it makes', () => {
  expect(
    codes(
      'strategy s for h (uniform [1]) = { ann = \\v -> if v == 1 then C else D }\ncheck s is equilibrium',
    ),
  ).toEqual([])
})
