import { describe, expect, it } from 'vitest'
import { problems, typeOf } from './program.ts'

const table = (cases: string): readonly (readonly [string, string])[] =>
  cases
    .trim()
    .split('\n')
    .map(line => {
      const [expression = '', type = ''] = line.split('==>').map(part => part.trim())
      return [expression, type] as const
    })

const expressions = table(String.raw`
  1                                              ==> Real
  "a"                                            ==> String
  ()                                             ==> ()
  (1, True, "x")                                 ==> (Real, Bool, String)
  []                                             ==> List a
  [1, 2]                                         ==> List Real
  [1 .. 3]                                       ==> List Real
  [0, 20 .. 100]                                 ==> List Real
  \x -> x                                        ==> a -> a
  \f x -> f (f x)                                ==> (a -> a) -> a -> a
  \f g x -> f x (g x)                            ==> (a -> b -> c) -> (a -> b) -> a -> c
  \(x, _) -> x                                   ==> (a, b) -> a
  map (+ 1)                                      ==> List Real -> List Real
  (1 -)                                          ==> Real -> Real
  (++)                                           ==> a -> a -> a
  (.)                                            ==> (a -> b) -> (c -> a) -> c -> b
  foldr (.) id [(+ 1), (2 *)]                    ==> Real -> Real
  map fst $ zip [1] ["a"] ++ []                  ==> List Real
  if 1 < 2 then Just 1 else Nothing              ==> Maybe Real
  \e -> case e of | Left x -> x | Right s -> length s ==> Either Real (List a) -> Real
  let id2 = \x -> x in (id2 1, id2 "a")          ==> (Real, String)
  let fact n = if n == 0 then 1 else n * fact (n - 1) in fact ==> Real -> Real
  let (a, b) = (1, "x"); c = (b, a) in c         ==> (String, Real)
  [x * y | x <- [1, 2], let y = x + 1, y > 2]    ==> List Real
  [s | Just s <- [Just "a", Nothing]]            ==> List String
  do { x <- uniform [1, 2]; let y = x > 1; pure (x, y) } ==> Dist (Real, Bool)
  do { bernoulli 0.5; certainly 1 }              ==> Dist Real
  { soc = 1, on = True }                         ==> { soc : Real, on : Bool }
  \r -> r.soc + 1                                ==> { soc : Real, ... } -> Real
  \r -> { r | soc = r.cap }                      ==> { soc : a, cap : a, ... } -> { soc : a, cap : a, ... }
  \{ soc = s, on = o } -> if o then s else 0     ==> { soc : Real, on : Bool, ... } -> Real
  (\x -> x : Real -> Real)                       ==> Real -> Real
  \x -> x == x                                   ==> a -> Bool
  -(2 ^ 3)                                       ==> Real
  [1, 2] !! 0                                    ==> Real
  invert (\x -> uniform [x, x + 1])              ==> Dist Real -> Real -> Dist Real
  decision "a" [1, 2]                            ==> OpenGame () () Real Real
  dependentDecision "a"                          ==> (a -> List b) -> OpenGame a () b Real
  decision "a" [True] >>> fromFunctions not (+ 1) ==> OpenGame () () Bool Real
  fromFunctions fst snd &&& forwardFunction not  ==> OpenGame ((a, b), Bool) (c, ()) (a, Bool) ((d, c), ())
  liftStochastic pure +++ forwardFunction not    ==> OpenGame (Either a Bool) () (Either a Bool) ()
  population 3 (\i -> decision "p" [i])          ==> OpenGame (List ()) (List ()) (List Real) (List Real)
  addPayoffs "a" &&& discount "a" (0.5 *)        ==> OpenGame (Real, ()) ((), ()) ((), ()) ((), ())
  ...                                            ==> a
`)

describe('types of expressions', () => {
  it.each(expressions)('%s', (expression, type) => {
    expect(problems(`let it = ${expression}`).filter(p => !p.startsWith('G6'))).toEqual([])
    expect(typeOf(`let it = ${expression}`)).toBe(type)
  })
})
