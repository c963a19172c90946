/**
 * The types of the prelude, in the language's own syntax.
 *
 * `Strategy p` is a strategy for a game whose play is the record `p`. `expected` takes a distribution of numbers; of
 * other outcomes write `expected (do { x <- d; pure (f x) })`. `(+++)` shares the feedback and the returns, as the
 * one branch that is played is the one that is answered.
 */
export const signatures: Readonly<Record<string, string>> = {
  map: '(a -> b) -> List a -> List b',
  filter: '(a -> Bool) -> List a -> List a',
  foldl: '(b -> a -> b) -> b -> List a -> b',
  foldr: '(a -> b -> b) -> b -> List a -> b',
  sum: 'List Real -> Real',
  product: 'List Real -> Real',
  maximum: 'List a -> a',
  minimum: 'List a -> a',
  length: 'List a -> Real',
  count: '(a -> Bool) -> List a -> Real',
  aggregate: 'a -> (a -> a -> a) -> List a -> a',
  zip: 'List a -> List b -> List (a, b)',
  zipWith: '(a -> b -> c) -> List a -> List b -> List c',
  lookup: 'a -> List (a, b) -> Maybe b',
  elem: 'a -> List a -> Bool',
  take: 'Real -> List a -> List a',
  drop: 'Real -> List a -> List a',
  reverse: 'List a -> List a',
  concat: 'List (List a) -> List a',
  concatMap: '(a -> List b) -> List a -> List b',
  replicate: 'Real -> a -> List a',
  head: 'List a -> a',
  last: 'List a -> a',
  sort: 'List a -> List a',
  sortOn: '(b -> a) -> List b -> List b',
  all: '(a -> Bool) -> List a -> Bool',
  any: '(a -> Bool) -> List a -> Bool',
  const: 'a -> b -> a',
  id: 'a -> a',
  fst: '(a, b) -> a',
  snd: '(a, b) -> b',
  not: 'Bool -> Bool',
  min: 'a -> a -> a',
  max: 'a -> a -> a',
  abs: 'Real -> Real',
  floor: 'Real -> Real',
  ceiling: 'Real -> Real',
  round: 'Real -> Real',
  sqrt: 'Real -> Real',
  exp: 'Real -> Real',
  log: 'Real -> Real',
  mod: 'Real -> Real -> Real',
  div: 'Real -> Real -> Real',
  show: 'a -> String',

  pure: 'a -> Dist a',
  certainly: 'a -> Dist a',
  playDeterministically: 'a -> Dist a',
  uniform: 'List a -> Dist a',
  uniformDist: 'List a -> Dist a',
  bernoulli: 'Real -> Dist Bool',
  distFromList: 'List (a, Real) -> Dist a',
  mix: 'Real -> Dist a -> Dist a -> Dist a',
  expected: 'Dist Real -> Real',
  support: 'Dist a -> List a',
  invert: '(x -> Dist y) -> Dist x -> y -> Dist x',

  dependentDecision: 'String -> (x -> List y) -> OpenGame x () y Real',
  dependentEpsilonDecision: 'Real -> String -> (x -> List y) -> OpenGame x () y Real',
  decision: 'String -> List y -> OpenGame () () y Real',
  interval: 'Real -> Real -> List Real',
  nature: 'Dist y -> OpenGame () () y ()',
  liftStochastic: '(x -> Dist y) -> OpenGame x () y ()',
  forwardFunction: '(x -> y) -> OpenGame x () y ()',
  backwardFunction: '(r -> s) -> OpenGame () s () r',
  fromFunctions: '(x -> y) -> (r -> s) -> OpenGame x s y r',
  fromLens: '(x -> y) -> (x -> r -> s) -> OpenGame x s y r',
  addPayoffs: 'String -> OpenGame Real () () ()',
  discount: 'String -> (Real -> Real) -> OpenGame () () () ()',
  importGame: 'String -> OpenGame () () { outcome : String, history : List String, payoffs : List Real } ()',
  population: 'Real -> (Real -> OpenGame x s y r) -> OpenGame (List x) (List s) (List y) (List r)',

  payoff: 'Strategy p -> String -> Real',
  welfare: 'Strategy p -> Real',
  regret: 'Strategy p -> String -> Real',
  probability: 'Strategy p -> (p -> Bool) -> Real',
  belief: 'Strategy p -> String -> x -> Dist p',
}

export const operatorSignatures: Readonly<Record<string, string>> = {
  '+': 'Real -> Real -> Real',
  '-': 'Real -> Real -> Real',
  '*': 'Real -> Real -> Real',
  '/': 'Real -> Real -> Real',
  '^': 'Real -> Real -> Real',
  '==': 'a -> a -> Bool',
  '/=': 'a -> a -> Bool',
  '<': 'a -> a -> Bool',
  '<=': 'a -> a -> Bool',
  '>': 'a -> a -> Bool',
  '>=': 'a -> a -> Bool',
  '&&': 'Bool -> Bool -> Bool',
  '||': 'Bool -> Bool -> Bool',
  '++': 'a -> a -> a',
  '!!': 'List a -> Real -> a',
  $: '(a -> b) -> a -> b',
  '.': '(b -> c) -> (a -> b) -> a -> c',
  '>>>': 'OpenGame x s y r -> OpenGame y r z q -> OpenGame x s z q',
  '&&&': 'OpenGame x s y r -> OpenGame v t w q -> OpenGame (x, v) (s, t) (y, w) (r, q)',
  '+++': 'OpenGame x s y r -> OpenGame v s w r -> OpenGame (Either x v) s (Either y w) r',
}

/** Names and operators that compare values of their type `a`. */
export const comparing: ReadonlySet<string> = new Set([
  ...[
    '==',
    '/=',
    '<',
    '<=',
    '>',
    '>=',
    'maximum',
    'minimum',
    'min',
    'max',
    'elem',
    'lookup',
    'sort',
    'sortOn',
  ],
  'aggregate',
])

/** Operators that join values of their type `a`: texts or lists. */
export const joining: ReadonlySet<string> = new Set(['++'])

/** Constructors of the prelude by type: the type's parameters, the constructors in order with their fields. */
export const preludeSums: readonly {
  readonly name: string
  readonly parameters: readonly string[]
  readonly constructors: readonly { readonly name: string; readonly fields: readonly string[] }[]
}[] = [
  {
    name: 'Bool',
    parameters: [],
    constructors: [
      { name: 'False', fields: [] },
      { name: 'True', fields: [] },
    ],
  },
  {
    name: 'Maybe',
    parameters: ['a'],
    constructors: [
      { name: 'Nothing', fields: [] },
      { name: 'Just', fields: ['a'] },
    ],
  },
  {
    name: 'Either',
    parameters: ['a', 'b'],
    constructors: [
      { name: 'Left', fields: ['a'] },
      { name: 'Right', fields: ['b'] },
    ],
  },
]
