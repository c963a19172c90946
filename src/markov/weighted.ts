/**
 * Distributions of finite support as plain lists of outcomes and weights, without an instance.
 *
 * | here | in mathematics |
 * | --- | --- |
 * | `merged` | the list as a measure: equal outcomes once, none of measure zero |
 * | `pushforward` | image measure; along a projection, the marginal |
 * | `condition` | conditional measure given an event |
 * | `expectation` | integral |
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { type Budget, unlimited } from './budget.ts'
import type { Weights } from './measure.ts'
import type { Scalar } from './scalar.ts'
import type { Weighted } from './stochastic.ts'
import { structuralKey } from './structuralKey.ts'

/** Doubles need not sum to one more exactly than this. */
export const SUM_TOLERANCE = 1e-9

/** Why a list of weights is not a distribution; `index` is the place of the outcome. */
export type InvalidWeights<N> =
  | { readonly kind: 'empty' }
  | { readonly kind: 'notFinite'; readonly index: number; readonly weight: N }
  | { readonly kind: 'negative'; readonly index: number; readonly weight: N }
  | { readonly kind: 'notOne'; readonly sum: N }

/**
 * The outcomes as a distribution: merged, nothing of weight zero.
 *
 * Errors: weights that are negative or not finite, or do not sum to one: exactly for exact scalars, within 1e-9
 * for doubles, which are not rescaled.
 */
export const distribution = <N, A>(
  scalar: Scalar<N>,
  outcomes: Weighted<N, A>,
): E.Either<InvalidWeights<N>, Weighted<N, A>> => {
  if (outcomes.length === 0) return E.left({ kind: 'empty' })
  for (const [index, [, weight]] of outcomes.entries()) {
    // A rational may be too large for a double, and is finite all the same.
    if (!scalar.exact && !Number.isFinite(scalar.toNumber(weight)))
      return E.left({ kind: 'notFinite', index, weight })
    if (scalar.compare(weight, scalar.zero) < 0) return E.left({ kind: 'negative', index, weight })
  }
  const sum = total(scalar, outcomes)
  const error = Math.abs(scalar.toNumber(scalar.sub(sum, scalar.one)))
  const isOne = scalar.exact ? scalar.equals(sum, scalar.one) : error <= SUM_TOLERANCE
  return isOne ? E.right(merged(scalar, outcomes)) : E.left({ kind: 'notOne', sum })
}

export const point = <N, A>(scalar: Scalar<N>, outcome: A): Weighted<N, A> => [[outcome, scalar.one]]

/** Every element as likely as the others, one that is listed twice twice as likely; none for no elements. */
export const uniform = <N, A>(scalar: Scalar<N>, elements: readonly A[]): O.Option<Weighted<N, A>> => {
  if (elements.length === 0) return O.none
  const weight = scalar.fromRatio(1n, BigInt(elements.length))
  return O.some(
    merged(
      scalar,
      elements.map(element => [element, weight]),
    ),
  )
}

/** The sum of the weights. */
export const total = <N, A>(scalar: Scalar<N>, outcomes: Weighted<N, A>): N => {
  let sum = scalar.zero
  for (const [, weight] of outcomes) sum = scalar.add(sum, weight)
  return sum
}

export const expectation = <N, A>(scalar: Scalar<N>, outcomes: Weighted<N, A>, value: (a: A) => N): N => {
  let sum = scalar.zero
  for (const [outcome, weight] of outcomes) sum = scalar.add(sum, scalar.mul(weight, value(outcome)))
  return sum
}

/** The distribution of `f` of the outcome. */
export const pushforward = <N, A, B>(
  scalar: Scalar<N>,
  outcomes: Weighted<N, A>,
  f: (a: A) => B,
): Weighted<N, B> =>
  merged(
    scalar,
    outcomes.map(([outcome, weight]) => [f(outcome), weight]),
  )

/** The distribution given that `predicate` holds; none where that has probability zero. */
export const condition = <N, A>(
  scalar: Scalar<N>,
  outcomes: Weighted<N, A>,
  predicate: (a: A) => boolean,
): O.Option<Weighted<N, A>> =>
  normalized(
    scalar,
    outcomes.filter(([outcome]) => predicate(outcome)),
  )

/** The weights divided by their sum; none where that is zero. */
export const normalized = <N, A>(scalar: Scalar<N>, outcomes: Weighted<N, A>): O.Option<Weighted<N, A>> => {
  const sum = total(scalar, outcomes)
  return scalar.equals(sum, scalar.zero)
    ? O.none
    : O.some(outcomes.map(([outcome, weight]) => [outcome, scalar.div(weight, sum)]))
}

/** Characters of a key that are compared and held at the cost of one step. */
const KEY_LENGTH_PER_STEP = 32

/** Equal outcomes as one where they first occur, those of weight zero left out; large ones take steps of `budget`. */
export const merged = <W, A>(
  weights: Pick<Weights<W>, 'zero' | 'add' | 'equals'>,
  outcomes: Weighted<W, A>,
  budget: Budget = unlimited,
): Weighted<W, A> => {
  const [only] = outcomes
  if (outcomes.length === 1 && only !== undefined)
    return weights.equals(only[1], weights.zero) ? [] : outcomes
  const entries = new Map<string, [outcome: A, weight: W]>()
  for (const [outcome, weight] of outcomes) {
    const key = structuralKey(outcome)
    if (key.length >= KEY_LENGTH_PER_STEP) budget.spend(Math.floor(key.length / KEY_LENGTH_PER_STEP))
    const entry = entries.get(key)
    if (entry === undefined) entries.set(key, [outcome, weight])
    else entry[1] = weights.add(entry[1], weight)
  }
  return [...entries.values()].filter(([, weight]) => !weights.equals(weight, weights.zero))
}
