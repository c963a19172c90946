import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../src/questions/diagnose.ts'

const game = `
game g (stake : Real) = [opengame|
  operation : decision "ann" [0, 1] ; outputs : x ; returns : stake * x ;
|]
strategy idle for g 0 = { ann = 1 }
strategy keen for g 1 = { ann = 1 }
check idle is equilibrium
`

const codes = (text: string) =>
  diagnose({ path: 'a.game', text }, () => E.left({ code: 'G7001', reason: 'no files here' })).map(
    d => d.code,
  )

describe('lints of a game with parameters', () => {
  it('are told where every instance that is asked about shows them', () => {
    expect(codes(game)).toContain('G6001')
  })

  it('are not told where one instance does not', () => {
    expect(codes(`${game}check keen is equilibrium\n`)).not.toContain('G6001')
  })
})
