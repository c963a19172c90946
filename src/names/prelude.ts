/**
 * The names that every program has without declaring them. Their types are in `src/types/`, their meaning in
 * `src/core/`; a test holds that all three have the same names.
 */

/** Questions about a strategy, from an analysis of the game it is for. */
export const questionNames: readonly string[] = ['payoff', 'welfare', 'regret', 'probability', 'belief']

/** Functions, distributions and atomic games. Operators are not names and stand beside them. */
export const preludeValues: ReadonlySet<string> = new Set([
  ...['map', 'filter', 'foldl', 'foldr', 'sum', 'product', 'maximum', 'minimum', 'length', 'zip', 'zipWith'],
  ...['lookup', 'elem', 'take', 'drop', 'reverse', 'concat', 'concatMap', 'replicate', 'head', 'last'],
  ...[
    'count',
    'aggregate',
    'sort',
    'sortOn',
    'all',
    'any',
    'const',
    'id',
    'fst',
    'snd',
    'not',
    'min',
    'max',
    'abs',
    'floor',
    'ceiling',
  ],
  ...['round', 'sqrt', 'exp', 'log', 'mod', 'div', 'show'],
  ...['pure', 'certainly', 'playDeterministically', 'uniform', 'uniformDist', 'bernoulli', 'distFromList'],
  ...['mix', 'expected', 'support', 'invert'],
  ...['dependentDecision', 'dependentEpsilonDecision', 'decision', 'interval', 'nature', 'liftStochastic'],
  ...['forwardFunction', 'backwardFunction', 'fromFunctions', 'fromLens', 'addPayoffs', 'discount'],
  ...['population', 'importGame'],
  ...questionNames,
])

/** Constructors, with their number of fields. */
export const preludeConstructors: ReadonlyMap<string, number> = new Map([
  ['True', 0],
  ['False', 0],
  ['Left', 1],
  ['Right', 1],
  ['Just', 1],
  ['Nothing', 0],
])

/** Types, with their number of parameters. */
export const preludeTypes: ReadonlyMap<string, number> = new Map([
  ['Real', 0],
  ['Bool', 0],
  ['String', 0],
  ['Strategy', 0],
  ['List', 1],
  ['Maybe', 1],
  ['Dist', 1],
  ['Either', 2],
  ['OpenGame', 4],
])

/** What `solve` can ask for: the properties of strategies that are searched for, and what is searched for alone. */
export const solvedNames: readonly string[] = [
  'equilibrium',
  'pure',
  'nash',
  'subgamePerfect',
  'dominant',
  'correlated',
  'coarseCorrelated',
  'bayesCorrelated',
  'extensiveFormCorrelated',
  'communication',
  'mechanism',
  'qre',
  'ess',
  'stackelberg',
  'rationalizable',
]

/** What `check` can ask for. */
export const conceptNames: readonly string[] = [
  'equilibrium',
  'subgamePerfect',
  'dominant',
  'strict',
  'pareto',
  'correlated',
  'coarseCorrelated',
]
