/**
 * The probability monad of the language: finite distributions, equal outcomes merged.
 */
import { structuralKey } from '../markov/structuralKey.ts'
import { checked, fromInteger } from './arithmetic.ts'
import { binary, type Primitives, ternary, unary } from './builtin.ts'
import { list } from './construct.ts'
import { bind, certain, distOf } from './dist.ts'
import { applyFunction } from './function.ts'
import { fail, type Machine } from './machine.ts'
import { show } from './show.ts'
import type { DistValue, Numeric, Value } from './value.ts'
import { expectDist, expectFunction, expectList, expectNumber, expectTuple, IllTyped } from './view.ts'

/** How far from one probabilities may sum where arithmetic rounds. */
const massTolerance = 1e-9

const probability = <N extends Numeric>(m: Machine<N>, p: N, site: number): N => {
  const { scalar } = m
  const isOne = Math.abs(scalar.toNumber(p) - 1) <= (scalar.exact ? 0 : massTolerance)
  const isBelowOne = scalar.compare(p, scalar.one) <= 0
  if (scalar.compare(p, scalar.zero) >= 0 && (isBelowOne || isOne)) return isBelowOne ? p : scalar.one
  return fail(m, site, 'G5102', `${scalar.show(p)} is not a probability`, {
    explanation: ['Probabilities lie between 0 and 1.'],
  })
}

const uniform = <N extends Numeric>(m: Machine<N>, xs: Value<N>, site: number): DistValue<N> => {
  const items = expectList(xs)
  m.budget.spend(items.length)
  if (items.length === 0) return fail(m, site, 'G5104', 'uniform distribution over an empty list')
  const weight = m.scalar.div(m.scalar.one, fromInteger(m, items.length))
  return distOf(
    m.scalar,
    items.map(x => [x, weight] as const),
  )
}

const weightedPair = <N extends Numeric>(pair: Value<N>): readonly [Value<N>, N] => {
  const [value, weight] = expectTuple(pair)
  if (value === undefined || weight === undefined) throw new IllTyped('a pair was expected')
  return [value, expectNumber<N>(weight)]
}

const fromList = <N extends Numeric>(m: Machine<N>, pairs: Value<N>, site: number): DistValue<N> => {
  const { scalar } = m
  const outcomes = expectList(pairs).map(pair => {
    const [value, weight] = weightedPair(pair)
    return [value, probability(m, weight, site)] as const
  })
  m.budget.spend(outcomes.length)
  const mass = outcomes.reduce((sum, [, p]) => scalar.add(sum, p), scalar.zero)
  const excess = Math.abs(scalar.toNumber(scalar.sub(mass, scalar.one)))
  if (excess > (scalar.exact ? 0 : massTolerance))
    return fail(m, site, 'G5103', `probabilities sum to ${scalar.show(mass)}`, {
      explanation: ['The probabilities of all outcomes must sum to 1.'],
      hint: 'divide each by their sum',
    })
  return distOf(scalar, outcomes)
}

const mix = <N extends Numeric>(
  m: Machine<N>,
  p: N,
  left: DistValue<N>,
  right: DistValue<N>,
  site: number,
): DistValue<N> => {
  const { scalar } = m
  const first = probability(m, p, site)
  const second = scalar.sub(scalar.one, first)
  return distOf(scalar, [
    ...left.outcomes.map(([x, q]) => [x, scalar.mul(first, q)] as const),
    ...right.outcomes.map(([x, q]) => [x, scalar.mul(second, q)] as const),
  ])
}

const expectation = <N extends Numeric>(m: Machine<N>, dist: DistValue<N>, site: number): N =>
  dist.outcomes.reduce(
    (sum, [x, p]) => checked(m, m.scalar.add(sum, m.scalar.mul(p, expectNumber<N>(x))), site),
    m.scalar.zero,
  )

const draw = <N extends Numeric>(
  m: Machine<N>,
  dist: DistValue<N>,
  kernel: Value<N>,
  site: number,
): DistValue<N> => {
  const f = expectFunction(kernel)
  return bind(m.scalar, dist, x => {
    m.budget.spend(1)
    return expectDist(applyFunction(f, [x], site))
  })
}

/** Bayesian inversion of a kernel along a prior: the distribution of causes, given the effect seen. */
const invert = <N extends Numeric>(
  m: Machine<N>,
  kernel: Value<N>,
  prior: DistValue<N>,
  seen: Value<N>,
  site: number,
): DistValue<N> => {
  const { scalar } = m
  const key = structuralKey(seen)
  const f = expectFunction(kernel)
  const joint = prior.outcomes.map(([x, p]) => {
    m.budget.spend(1)
    return [x, scalar.mul(p, likelihood(m, expectDist(applyFunction(f, [x], site)), key))] as const
  })
  const mass = joint.reduce((sum, [, p]) => scalar.add(sum, p), scalar.zero)
  if (scalar.equals(mass, scalar.zero))
    return fail(m, site, 'G4110', `\`${show(scalar, seen)}\` is never observed`, {
      explanation: ['The kernel gives it probability zero under the prior, so there is no belief to form.'],
    })
  return distOf(
    scalar,
    joint.map(([x, p]) => [x, scalar.div(p, mass)] as const),
  )
}

/** The probability that `dist` gives to the outcome of this key. */
const likelihood = <N extends Numeric>(m: Machine<N>, dist: DistValue<N>, key: string): N =>
  dist.outcomes.find(([x]) => structuralKey(x) === key)?.[1] ?? m.scalar.zero

export const distPrimitives = <N extends Numeric>(m: Machine<N>): Primitives<N> => {
  const pure = unary(m, x => certain(m.scalar, x))
  const evenly = unary(m, (xs, site) => uniform(m, xs, site))
  return {
    pure,
    certainly: pure,
    playDeterministically: pure,
    uniform: evenly,
    uniformDist: evenly,
    bernoulli: unary(m, (p, site) =>
      mix(m, expectNumber<N>(p), certain<N>(m.scalar, true), certain<N>(m.scalar, false), site),
    ),
    distFromList: unary(m, (pairs, site) => fromList(m, pairs, site)),
    mix: ternary(m, (p, left, right, site) =>
      mix(m, expectNumber<N>(p), expectDist(left), expectDist(right), site),
    ),
    expected: unary(m, (dist, site) => expectation(m, expectDist(dist), site)),
    support: unary(m, dist => list(expectDist(dist).outcomes.map(([x]) => x))),
    bind: binary(m, (dist, kernel, site) => draw(m, expectDist(dist), kernel, site)),
    invert: ternary(m, (kernel, prior, seen, site) => invert(m, kernel, expectDist(prior), seen, site)),
  }
}
