/**
 * Sampling: a distribution is a way to draw from it, and what is observed of it are the frequencies of draws.
 *
 * The same seed gives the same draws, and each look at a state starts from the seed again, so that states that
 * are compared are compared under common random numbers. Frequencies are unbiased; the beliefs that `partition`
 * makes are ratios of frequencies, hence consistent only as the number of samples grows.
 */
import type { Budget } from './budget.ts'
import { classes } from './classes.ts'
import type { Scalar } from './scalar.ts'
import { type Generator, splitMix64 } from './splitMix64.ts'
import type { Observable, Weighted } from './stochastic.ts'
import { structuralKey } from './structuralKey.ts'
import { merged } from './weighted.ts'

/** One draw; it moves the generator on. */
export type Sampler<A> = (generator: Generator) => A

declare module 'fp-ts/HKT.js' {
  interface URItoKind<A> {
    readonly Sampling: Sampler<A>
  }
}

export interface SamplingSettings<N> {
  readonly scalar: Scalar<N>
  /** One step is spent for each draw that is looked at. */
  readonly budget: Budget
  /** Draws made whenever a state is looked at, at least one. */
  readonly samples: number
  readonly seed: number | bigint
}

/** The sampling instance. Errors: `OutOfSteps`. */
export const sampling = <N>(settings: SamplingSettings<N>): Observable<'Sampling', N> => {
  const { scalar } = settings
  return {
    URI: 'Sampling',
    scalar,
    of: a => () => a,
    map: (state, f) => generator => f(state(generator)),
    ap: (functions, state) => generator => functions(generator)(state(generator)),
    chain: (state, kernel) => generator => kernel(state(generator))(generator),
    fromWeights: outcomes => inversion(scalar, merged(scalar, outcomes)),
    outcomes: state => frequencies(scalar, draws(settings, state)),
    partition: (state, keyOf) =>
      classes(draws(settings, state), keyOf).map(({ key, members, first }) => ({
        key,
        probability: scalar.fromRatio(BigInt(members.length), BigInt(settings.samples)),
        representative: first,
        posterior: inversion(scalar, frequencies(scalar, members)),
      })),
  }
}

const draws = <N, A>({ budget, samples, seed }: SamplingSettings<N>, state: Sampler<A>): readonly A[] => {
  budget.spend(samples)
  const generator = splitMix64(seed)
  return Array.from({ length: samples }, () => state(generator))
}

const frequencies = <N, A>(scalar: Scalar<N>, drawn: readonly A[]): Weighted<N, A> =>
  classes(drawn, structuralKey).map(({ first, members }) => [
    first,
    scalar.fromRatio(BigInt(members.length), BigInt(drawn.length)),
  ])

/**
 * Draws by inverting the distribution function; a state of one outcome draws nothing.
 *
 * The last outcome takes what rounding leaves above the sum of the weights.
 */
const inversion = <N, A>(scalar: Scalar<N>, outcomes: Weighted<N, A>): Sampler<A> => {
  let sum = 0
  const upperEnds = outcomes.map(([, weight]) => {
    sum += scalar.toNumber(weight)
    return sum
  })
  const last = outcomes.length - 1
  return generator => {
    const u = last > 0 ? generator.double() : 0
    let low = 0
    let high = last
    while (low < high) {
      const middle = (low + high) >>> 1
      if (u < (upperEnds[middle] ?? 1)) high = middle
      else low = middle + 1
    }
    const drawn = outcomes[low]
    if (drawn === undefined) throw new EmptyDistribution()
    return drawn[0]
  }
}

/** A distribution without outcomes has been drawn from: weights that sum to one cannot have come to this. */
export class EmptyDistribution extends Error {
  override readonly name = 'EmptyDistribution'
  constructor() {
    super('a distribution has at least one outcome')
  }
}
