/**
 * The region of a second-price auction in its reserve price against its closed form.
 *
 * Two bidders with independent values; who takes part bids, and a single one gets the good at the reserve. To bid
 * one's value from the k-th value on and stay out below is an equilibrium exactly where the reserve lies between the
 * (k-1)-th value, which must not gain by bidding, and the k-th, which must not lose (Myerson, Optimal auction design,
 * 1981, section 6, on a grid). Where all take part, nobody ever pays the reserve.
 */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { typedProgram } from '../../src/questions/typedProgram.ts'
import { regionOf } from '../../src/region/question.ts'

const values = [0, 20, 40, 60, 80, 100]

const auction = (cutoff: number): string => `
param reserve : Real = 30

type Bid = Out | Bid Real

let values = [${values.join(', ')}]

let pay : Real -> Bid -> Bid -> Real
  | _     Out     _       = 0
  | value (Bid _) Out     = value - reserve
  | value (Bid b) (Bid c) = if b > c then value - c else if b == c then (value - c) / 2 else 0

game auction = [opengame|
    operation : nature (uniform values) ; outputs : v ;
    operation : nature (uniform values) ; outputs : w ;
    inputs : v ; operation : dependentDecision "alice" (const ([Out] ++ map Bid values)) ; outputs : a ; returns : pay v a b ;
    inputs : w ; operation : dependentDecision "bob"   (const ([Out] ++ map Bid values)) ; outputs : b ; returns : pay w b a ;
|]

let truthful v = if v >= ${cutoff} then Bid v else Out

strategy cautious for auction = { alice = truthful, bob = truthful }
`

const regionAt = (cutoff: number) => {
  const text = auction(cutoff)
  const program = typedProgram({ path: 'main.game', text }, () =>
    E.left({ code: 'G7001', reason: 'no files here' } as const),
  )
  return regionOf('main.game', program, { over: ['reserve'], steps: 10_000_000 })
}

describe('the reserve price', () => {
  it.each(values.slice(1).map((above, i) => [values[i] ?? 0, above] as const))(
    'lies between %i and %i where those bid whose value is the larger or more',
    (below, above) => {
      const { report, diagnostics } = regionAt(above)
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(report?.halfSpaces.map(({ text }) => text).sort()).toEqual([
        `reserve <= ${above}`,
        `reserve >= ${below}`,
      ])
      expect(report?.corners?.vertices.map(({ reserve }) => Number(reserve)).sort((a, b) => a - b)).toEqual([
        below,
        above,
      ])
    },
  )

  it('does not matter where all bid', () => {
    expect(regionAt(0).report?.region).toBe('everywhere')
  })

  it('is at least the largest value where nobody bids', () => {
    expect(regionAt(101).report?.halfSpaces.map(({ text }) => text)).toEqual(['reserve >= 100'])
  })
})
