/** Regions against checks: a point lies inside exactly where the check of the program with its values holds. */

import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { exact, type Rational, rational } from '../../src/markov/rational.ts'
import { answer } from '../../src/questions/answer.ts'
import { typedProgram } from '../../src/questions/typedProgram.ts'
import { regionOf } from '../../src/region/question.ts'
import { isInside, type Region } from '../../src/region/region.ts'
import { parseExpression } from '../../src/syntax/parse.ts'

interface Example {
  readonly name: string
  readonly text: string
  readonly over: readonly string[]
  /** From where to where points are tried, in quarters. */
  readonly span: readonly [number, number]
  readonly halfSpaces: readonly string[]
}

const noFiles = () => E.left({ code: 'G7001', reason: 'no files here' } as const)

const steps = 10_000_000

const programOf = (text: string) => typedProgram({ path: 'main.game', text }, noFiles)

const regionIn = ({ text, over }: Pick<Example, 'text' | 'over'>) =>
  regionOf('main.game', programOf(text), { over, steps })

/** What the check of the file says with these values. */
const holds = ({ text, over }: Example, point: readonly Rational[]): boolean | null => {
  const settings = new Map(
    over.map((name, i) => {
      const value = exact.show(point[i] ?? exact.zero)
      return [name, parseExpression({ path: `--set ${name}`, text: `(${value})` }).tree] as const
    }),
  )
  const { report } = answer('main.game', programOf(text), { scalar: exact, steps, settings })
  const [check] = report.checks
  return check === undefined ? null : check.holds
}

const dilemma = (strategies: string): string => `
param gain : Real = 3
param loss : Real = 1
type Move = Cooperate | Defect
let pay : Move -> Move -> Real
  | Cooperate Cooperate = 2
  | Cooperate Defect    = 0 - loss
  | Defect    Cooperate = gain
  | Defect    Defect    = 0
game stage a b = [opengame|
    inputs  : before ; feedback : ;
    :-----:
    inputs : before ; operation : dependentDecision a (const [Cooperate, Defect]) ; outputs : x ; returns : pay x y ;
    inputs : before ; operation : dependentDecision b (const [Cooperate, Defect]) ; outputs : y ; returns : pay y x ;
    :-----:
    outputs : (x, y) ; returns : ;
|]
let start = pure (Cooperate, Cooperate)
game twice = [opengame|
    operation : nature start ; outputs : s ;
    label : one ; inputs : s ; operation : stage "ann" "bob" ; outputs : t ;
    label : two ; inputs : t ; operation : stage "ann" "bob" ; outputs : u ;
|]
let nice (a, b) = if a == Cooperate && b == Cooperate then Cooperate else Defect
${strategies}
`

const examples: readonly Example[] = [
  {
    name: 'two conditions on one fee',
    over: ['fee', 'fine'],
    span: [-8, 24],
    text: `
param fee : Real = 1
param fine : Real = 2
game market = [opengame|
    operation : nature (distFromList [(True, 1 / 4), (False, 3 / 4)]) ; outputs : seen ;
    operation : decision "seller" [0, 1, 2] ; outputs : sold ;
    returns   : sold * (3 - fee) - (if seen && sold > 1 then fine else 0) ;
|]
strategy one for market = { seller = 1 }
check one is equilibrium
`,
    halfSpaces: ['4 fee + fine >= 12', 'fee <= 3'],
  },
  {
    name: 'several decisions of a player',
    over: ['gain', 'loss'],
    span: [-8, 24],
    text: `${dilemma('strategy trust for twice = { one.ann = nice, one.bob = nice, two.ann = nice, two.bob = nice }')}
check trust is equilibrium
`,
    // Defecting first and then cooperating with one who punishes pays where to be exploited is a gain.
    halfSpaces: ['gain - loss <= 4', 'gain <= 2'],
  },
  {
    name: 'joint deviations that single ones do not show',
    over: ['low', 'high'],
    span: [-8, 16],
    text: `
param low  : Real = -1
param high : Real = -1
let pay : Real -> Real -> Real
  | 0 0 = 0
  | 1 1 = high
  | _ _ = low
game twice = [opengame|
    label : first  ; operation : decision "ann" [0, 1] ; outputs : x ; returns : 0 ;
    label : second ; operation : decision "ann" [0, 1] ; outputs : y ; returns : pay x y ;
|]
strategy rest for twice = { first.ann = 0, second.ann = 0 }
check rest is equilibrium
`,
    halfSpaces: ['high <= 0', 'low <= 0'],
  },
  {
    name: 'a mixed strategy, which holds on a line',
    over: ['heads', 'tails'],
    span: [-4, 4],
    text: `
param heads : Real = 1
param tails : Real = 1
game pennies = [opengame|
    operation : decision "even" [0, 1] ; outputs : x ; returns : if x == y then (if x == 0 then heads else tails) else 0 ;
    operation : decision "odd"  [0, 1] ; outputs : y ; returns : if x == y then 0 else 1 ;
|]
strategy half for pennies = { even = uniform [0, 1], odd = uniform [0, 1] }
check half is equilibrium
`,
    halfSpaces: ['heads - tails = 0'],
  },
  {
    name: 'nowhere',
    over: ['wage'],
    span: [-4, 8],
    text: `
param wage : Real = 1
game job = [opengame|
    operation : decision "ann" [0, 1] ; outputs : x ; returns : x * wage ;
    operation : decision "bob" [0, 1] ; outputs : y ; returns : y * (0 - 1 - wage) ;
|]
strategy odd for job = { ann = 1, bob = 1 }
check odd is equilibrium
`,
    halfSpaces: ['wage >= 0', 'wage <= -1'],
  },
  {
    name: 'everywhere',
    over: ['wage'],
    span: [-4, 8],
    text: `
param wage : Real = 1
game job = [opengame|
    operation : decision "ann" [0, 1] ; outputs : x ; returns : x + wage ;
|]
strategy work for job = { ann = 1 }
check work is equilibrium
`,
    halfSpaces: [],
  },
  {
    name: 'three parameters and a type',
    over: ['a', 'b', 'c'],
    span: [-8, 8],
    text: `
param a : Real = 1
param b : Real = 0
param c : Real = 0
game signal = [opengame|
    operation : nature (uniform [0, 1]) ; outputs : t ;
    inputs : t ; operation : dependentDecision "sender" (const [0, 1]) ; outputs : m ;
    returns : (if m == t then a else 0) + m * b - reply * c ;
    inputs : m ; operation : dependentDecision "receiver" (const [0, 1]) ; outputs : reply ;
    returns : if reply == t then 1 else 0 ;
|]
strategy honest for signal = { sender = id, receiver = id }
check honest is equilibrium
`,
    halfSpaces: ['a + b - c >= 0', 'a - b + c >= 0'],
  },
]

const tried = 60

const points = ({ over, span: [min, max] }: Example): readonly (readonly Rational[])[] =>
  fc
    .sample(fc.array(fc.integer({ min, max }), { minLength: over.length, maxLength: over.length }), {
      numRuns: tried,
      seed: 7,
    })
    .map(point => point.map(quarters => rational(BigInt(quarters), 4n)))

describe.each(examples)('$name', example => {
  const { answer: found, report, diagnostics } = regionIn(example)

  it('is the region', () => {
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(report?.halfSpaces.map(({ text }) => text).sort()).toEqual([...example.halfSpaces].sort())
  })

  it('has the points where the check holds', () => {
    const region: Region | undefined = found?.region
    if (region === undefined) expect.fail('no region')
    for (const point of points(example)) {
      expect([point.map(exact.show), isInside(region, point)]).toEqual([
        point.map(exact.show),
        holds(example, point),
      ])
    }
  })
})
