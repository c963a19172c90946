import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { modularAnswer } from '../../../src/contract/question.ts'
import { exact } from '../../../src/markov/rational.ts'
import { answer } from '../../../src/questions/answer.ts'
import { typedProgram } from '../../../src/questions/typedProgram.ts'

const programOf = (text: string) =>
  typedProgram({ path: 'main.game', text }, () => E.left({ code: 'G7001', reason: 'no files here' } as const))

const steps = 1_000_000

/** The checks of a program by contracts, each of which says what the direct check says. */
const checksOf = (text: string) => {
  const { report } = modularAnswer('main.game', programOf(text), { steps })
  const direct = answer('main.game', programOf(text), { scalar: exact, steps }).report
  expect(report.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(report.checks.map(({ holds }) => holds)).toEqual(direct.checks.map(({ holds }) => holds))
  return report.checks
}

const coordination = `
game meet = [opengame|
    operation : decision "ann" [0, 1] ; outputs : x ; returns : if x == y then 1 else 0 ;
    inputs : x ; operation : dependentDecision "bob" (const [0, 1]) ; outputs : y ; returns : if x == y then y else 0 ;
|]
strategy low   for meet = { ann = 0, bob = id }
strategy stray for meet = { ann = 0, bob = \\x -> 1 - x }
strategy high  for meet = { ann = 1, bob = id }
check low is equilibrium
check stray is equilibrium
check high is equilibrium
check low is equilibrium
`

describe('contracts of one file', () => {
  it('are kept where component, strategy and prior are the same', () => {
    const kept = checksOf(coordination).map(({ components }) => components.map(one => one.kept))
    expect(kept).toEqual([
      [false, false],
      // Bob plays otherwise: what follows Ann is another thing, her contract is the same.
      [true, false],
      // Ann plays otherwise, and what Bob observes is as probable as never before.
      [false, false],
      [true, true],
    ])
  })

  it('have equal hashes where nothing that they depend on differs', () => {
    const [low, stray] = checksOf(coordination).map(({ components }) => components[0]?.hashes)
    expect(stray?.prior).toBe(low?.prior)
    expect(stray?.contract).toBe(low?.contract)
    expect(stray?.continuation).not.toBe(low?.continuation)
  })
})

describe('a game is one component', () => {
  const reason = (text: string) => checksOf(text).map(({ undivided }) => undivided)

  it('where somebody decides first and last', () => {
    expect(
      reason(`
game thrice = [opengame|
    operation : decision "ann" [0, 1] ; outputs : x ; returns : x ;
    operation : decision "bob" [0, 1] ; outputs : y ; returns : x * y ;
    operation : decision "ann" [0, 1] ; outputs : z ; returns : z - x * y ;
|]
strategy all for thrice = { ann = 1, bob = 1 }
check all is equilibrium
`),
    ).toEqual(['nobody decides elsewhere'])
  })

  it('where lines feed back values', () => {
    expect(
      reason(`
game report = [opengame|
    operation : decision "ann" [0, 1] ; outputs : x ; returns : x * s ;
    feedback  : s ; operation : fromFunctions (\\_ -> ()) (\\_ -> 2) ;
    operation : decision "bob" [0, 1] ; outputs : y ; returns : y ;
|]
strategy all for report = { ann = 1, bob = 1 }
check all is equilibrium
`),
    ).toEqual(['its lines feed values back'])
  })

  it('where a line compares what returns', () => {
    expect(
      reason(`
game capped = [opengame|
    inputs : ; feedback : ;
    :---:
    operation : decision "ann" [0, 1, 2] ; outputs : x ; returns : min r 1 ;
    :---:
    outputs : x ; returns : r ;
|]
game market = [opengame|
    operation : capped ; outputs : x ; returns : x * y ;
    operation : decision "bob" [0, 1] ; outputs : y ; returns : y ;
|]
strategy all for market = { ann = 1, bob = 1 }
strategy none for market = { ann = 0, bob = 1 }
check all is equilibrium
check none is not equilibrium
`),
    ).toEqual([
      'a line does more with what returns to it than to add it up',
      'a line does more with what returns to it than to add it up',
    ])
  })

  it('where it is no block', () => {
    expect(
      reason(`
game pair = decision "ann" [0, 1] >>> fromFunctions (\\_ -> ()) (\\_ -> 1)
strategy any for pair = { ann = 1 }
check any is equilibrium
`),
    ).toEqual(['the game is no block, or is played in a context'])
  })
})
