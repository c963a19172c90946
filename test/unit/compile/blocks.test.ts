import { describe, expect, it } from 'vitest'
import { expects, states } from './compiling.ts'

const dilemma = `
type Move = Cooperate | Defect
let payoff1 : Move -> Move -> Real
  | Cooperate Cooperate = 3
  | Cooperate Defect    = 0
  | Defect    Cooperate = 5
  | Defect    Defect    = 1
`

const verbose = `${dilemma}
game pd = [opengame|
  inputs : ; feedback : ;
  :---:
  operation : dependentDecision "row" (const [Cooperate, Defect]) ; outputs : x ; returns : payoff1 x y ;
  operation : dependentDecision "column" (const [Cooperate, Defect]) ; outputs : y ; returns : payoff1 y x ;
  :---:
  outputs : ; returns : ;
|]`

const arrow = `${dilemma}
game pd = [opengame| || =>>
  x | payoff1 x y <- decision "row" [Cooperate, Defect] -< | ;
  y | payoff1 y x <- decision "column" [Cooperate, Defect] -< | ;
  <<= ||
|]`

const reordered = `${dilemma}
game pd = {
  operation : decision "column" [Cooperate, Defect] ; outputs : y ; returns : payoff1 y x ;
  operation : decision "row" [Cooperate, Defect] ; outputs : x ; returns : payoff1 x y ;
}`

const split = `${dilemma}
game first = [opengame|
  :---:
  operation : decision "row" [Cooperate, Defect] ; outputs : x ; returns : r ;
  :---:
  outputs : x ; returns : r ;
|]
game second = [opengame|
  inputs : x ; feedback : payoff1 x y ;
  :---:
  operation : decision "column" [Cooperate, Defect] ; outputs : y ; returns : payoff1 y x ;
  :---:
|]
game pd = first >>> second`

const tensor = `${dilemma}
game pd = [opengame|
  inputs : (), () ; feedback : _, _ ;
  operation : decision "row" [Cooperate, Defect] &&& decision "column" [Cooperate, Defect] ;
  outputs : (x, y) ; returns : payoff1 x y, payoff1 y x ;
|]`

const mixed =
  '\nstrategy s for pd = { row = distFromList [(Cooperate, 0.25), (Defect, 0.75)], column = uniform [Cooperate, Defect] }'

describe('one game written in several ways', () => {
  const wanted = [
    'column () 1 1.375: Cooperate 0.75/0.75, Defect 2/2',
    'row () 1 2.625: Cooperate 1.5/1.5, Defect 3/3',
  ]

  it.each([
    ['block notation', verbose],
    ['arrow notation', arrow],
    ['its lines in another order', reordered],
    ['two blocks in sequence', split],
    ['the tensor of its decisions', tensor],
  ])('%s', (_, text) => {
    expect(states(text + mixed)).toEqual(wanted)
  })
})

describe('scopes', () => {
  it('lets payoffs look at the whole play and at what later lines feed back', () => {
    const text = `
game g = {
  operation : decision "early" [0, 1] ; outputs : x ; returns : 10 * x + late + price ;
  operation : decision "later" [0, 1] ; outputs : late ; returns : x ;
  inputs : x + late ; feedback : price ;
  operation : fromFunctions (\\total -> total) (\\r -> 100 * r) ;
  outputs : total ; returns : total + 1 ;
}
strategy s for g = { early = 1, later = 1 }
expect payoff s "early" == 10 + 1 + 300
expect probability s (\\play -> play.total == 2) == 1`
    expect(expects(text)).toEqual(['true', 'true'])
  })

  it('passes feedback and returns of the block through its boundary', () => {
    const text = `
game inner = [opengame|
  inputs : a, b ; feedback : a + r, b * r ;
  :---:
  :---:
  outputs : a - b ; returns : r ;
|]
game outer = {
  operation : decision "p" [1, 2] ; outputs : x ; returns : f + g ;
  inputs : x, 10 ; feedback : f, g ; operation : inner ; outputs : d ; returns : d ;
}
strategy s for outer = { p = 2 }
expect payoff s "p" == (2 + (2 - 10)) + 10 * (2 - 10)`
    expect(expects(text)).toEqual(['true'])
  })

  it('sees parameters, top-level values and functions of enclosing definitions in every field', () => {
    const text = `
param scale : Real = 3
let bonus = 4
game g (k : Real) (names : List String) = {
  operation : dependentDecision (head names) (const [0, k]) ; outputs : x ; returns : scale * x + bonus + k ;
}
strategy s for g 7 ["ann"] = { ann = 7 }
expect payoff s "ann" == 3 * 7 + 4 + 7`
    expect(expects(text)).toEqual(['true'])
    expect(expects(text, { set: { scale: '2 + 1 / 2' } })).toEqual(['false'])
  })

  it('discards with `_` and takes tuples apart', () => {
    const text = `
game g = {
  operation : nature (pure (1, (2, 3))) ; outputs : (a, (_, b)) ;
  inputs : (a, b) ; operation : dependentDecision "p" (\\(u, v) -> [u + v]) ; outputs : m ; returns : m ;
}
strategy s for g = { p = \\(u, v) -> u + v }
expect payoff s "p" == 4`
    expect(expects(text)).toEqual(['true'])
  })
})

describe('composition', () => {
  it('discounts what comes later: 1 now and 3 later at a half are 2.5', () => {
    const text = `
game pay (amount : Real) = { inputs : amount ; operation : addPayoffs "p" ; }
game g = {
  operation : decision "p" [0] ; outputs : x ; returns : x ;
  operation : pay 1 ;
  operation : discount "p" (* (1 / 2)) ;
  operation : pay 3 ;
}
strategy s for g = { p = 0 }
expect payoff s "p" == 2.5`
    expect(expects(text)).toEqual(['true'])
  })

  it('repeats a game in sequence, each round with its own path', () => {
    const text = `
game g = [opengame|
  rounds : inputs : 1 ;
  operation : repeat 3 {
    inputs : n ; feedback : ;
    :---:
    inputs : n ; operation : dependentDecision "p" (\\k -> [k, k * 2]) ; outputs : m ; returns : m ;
    :---:
    outputs : m ; returns : ;
  } ;
  outputs : end ;
|]
strategy s for g = { p = \\n -> n * 2, rounds.1.p = \\n -> n }
expect payoff s "p" == 2 + 2 + 4
expect probability s (\\play -> play.end == 4 && length play.rounds == 3 && (head play.rounds).m == 2) == 1`
    expect(expects(text)).toEqual(['true', 'true'])
  })

  it('chooses a branch by Left and Right', () => {
    const text = `
game bet = {
  operation : nature (distFromList [(Left 1, 1/4), (Right 2, 3/4)]) ; outputs : signal ;
  inputs : signal ;
  operation : dependentDecision "low" (\\n -> [n, 5]) +++ dependentDecision "high" (\\n -> [n, 9]) ;
  outputs : move ; returns : case move of | Left m -> m | Right m -> 2 * m ;
}
strategy s for bet = { low = 5, high = \\n -> n }
expect payoff s "low" == 5/4
expect payoff s "high" == 3`
    expect(expects(text)).toEqual(['true', 'true'])
  })

  it('puts populations side by side', () => {
    const text = `
game home (i : Real) = [opengame|
  inputs : seen ; feedback : load ;
  :---:
  inputs : seen ; operation : dependentDecision "owner" (const [0, 1, 2]) ; outputs : load ; returns : i * load - price ;
  :---:
  outputs : load ; returns : price ;
|]
game street = {
  homes : inputs : [1, 2, 3] ; feedback : loads ; operation : population 3 home ;
  outputs : used ; returns : map (* 0.1) used ;
}
strategy s for street = { owner = 1, homes.2.owner = \\seen -> seen - 1 }
expect payoff s "owner" == (0 - 0.1) + (1 - 0.1) + (4 - 0.2)
expect probability s (\\play -> play.used == [1, 1, 2]) == 1
expect probability s (\\play -> map (\\h -> h.load) play.homes == [1, 1, 2]) == 1`
    expect(expects(text)).toEqual(['true', 'true', 'true'])
  })

  it('tells the players of copies apart by their index', () => {
    const text = `
game home = [opengame|
  operation : decision "owner" [0, 1] ; outputs : x ; returns : price * x ;
  :-:
  outputs : x ; returns : price ;
|]
game street = [opengame|
  homes: operation : population 3 (\\_ -> home) ; outputs : xs ; returns : [2 - sum xs | _ <- xs] ;
|]
strategy one for street = { homes.0.owner = 1, owner = 0 }
expect payoff one "0.owner" == 1
expect payoff one "homes.1.owner" == 0
expect payoff one "owner" == 1`
    expect(expects(text)).toEqual(['true', 'true', 'true'])
  })

  it('unfolds recursive games as far as their parameters say', () => {
    const text = `
game wait (n : Real) = [opengame|
  operation : if n <= 0 then fromFunctions (\\u -> u) (\\u -> u) else decided n ;
|]
game decided (n : Real) = {
  operation : decision ("p" ++ show n) [0, n] ; outputs : x ; returns : x ;
  operation : wait (n - 1) ;
}
strategy s for wait 3 = { p1 = 1, p2 = 2, p3 = 3 }
expect welfare s == 6`
    expect(expects(text)).toEqual(['true'])
  })
})
