import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { playsOf } from '../../../src/compile/play.ts'
import { show } from '../../../src/core/show.ts'
import { budget } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { finite } from '../../../src/markov/finite.ts'
import { sampling } from '../../../src/markov/sampling.ts'
import type { Observable } from '../../../src/markov/stochastic.ts'
import { compileText, expects, only } from './compiling.ts'

const text = `
game pair = {
  operation : nature (uniform [0, 1]) ; outputs : coin ;
  inputs : coin ; operation : dependentDecision "p" (const [0, 1]) ; outputs : guess ; returns : guess ;
}
game g = { first : operation : pair ; operation : pair ; last : operation : pair ; }
strategy s for g = { p = \\coin -> if coin == 0 then pure 0 else uniform [0, 1] }
`

const { program } = compileText(text)
const strategy = only(program.strategies)

const plays = <M extends 'Finite' | 'Sampling'>(
  markov: Observable<M, number>,
): readonly (readonly [string, number])[] => {
  if (E.isLeft(strategy.closed)) return []
  return playsOf(markov, strategy, strategy.closed.right).map(([play, p]) => [show(double, play), p])
}

describe('plays', () => {
  it('are records of the names of the block, nested under the labels of its lines', () => {
    const [first] = plays(finite(double, budget(1e6)))
    expect(first).toEqual(['{ first = { coin = 0, guess = 0 }, last = { coin = 0, guess = 0 } }', 0.25])
  })

  it('are drawn by samples of a seed as often as they are likely, up to sampling error', () => {
    const exact = new Map(plays(finite(double, budget(1e6))))
    const drawn = plays(sampling({ scalar: double, budget: budget(1e7), samples: 2000, seed: 7 }))
    expect(drawn.map(([play]) => play).sort()).toEqual([...exact.keys()].sort())
    // four standard errors of a frequency of 2000 draws
    for (const [play, p] of drawn)
      expect(Math.abs(p - (exact.get(play) ?? 0))).toBeLessThan(4 * Math.sqrt(0.25 / 2000))
    expect(plays(sampling({ scalar: double, budget: budget(1e7), samples: 2000, seed: 7 }))).toEqual(drawn)
  })

  it('may be long: dozens of rounds fit the stack of a test', () => {
    const long = `
game g = [opengame|
  inputs : 0 ;
  operation : repeat 50 {
    inputs : n ; feedback : ;
    :---:
    inputs : n ; operation : dependentDecision "p" (\\k -> [k, k + 1]) ; outputs : m ; returns : 1 ;
    :---:
    outputs : m ; returns : ;
  } ;
  outputs : end ;
|]
strategy s for g = { p = \\n -> n + 1 }
expect payoff s "p" == 50
expect probability s (\\play -> play.end == 50) == 1`
    expect(expects(long)).toEqual(['true', 'true'])
  })
})
