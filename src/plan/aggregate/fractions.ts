import { type Rational, rational } from '../../markov/rational.ts'
import type { Weights } from './weights.ts'

/**
 * Rationals as whole numbers over one denominator: products multiply and add whole numbers, and nothing is put in
 * lowest terms until the end.
 */
interface Fractions {
  readonly numerators: bigint[]
  readonly denominator: bigint
  /** All primes that divide the denominator; nothing where they are not known. */
  readonly primes: ReadonlySet<bigint> | undefined
}

export const rationalWeights: Weights<Rational, Fractions> = {
  from: weights => {
    let denominator = 1n
    for (const weight of weights) denominator *= rational(weight.denominator, denominator).numerator
    return {
      denominator,
      primes: smallPrimesOf(denominator),
      numerators: weights.map(weight => weight.numerator * (denominator / weight.denominator)),
    }
  },
  room: (length, a, b) => ({
    numerators: new Array<bigint>(length).fill(0n),
    denominator: a.denominator * b.denominator,
    primes:
      a.primes === undefined || b.primes === undefined ? undefined : new Set([...a.primes, ...b.primes]),
  }),
  addProducts: ({ numerators }, a, i, b, targets, shift) => {
    const factor = a.numerators[i] ?? 0n
    for (let j = 0; j < b.numerators.length; j++) {
      const at = (targets[j] ?? 0) + shift
      numerators[at] = (numerators[at] ?? 0n) + factor * (b.numerators[j] ?? 0n)
    }
  },
  isZero: ({ numerators }, index) => numerators[index] === 0n,
  pick: ({ numerators, ...rest }, indices) => ({
    ...rest,
    numerators: Array.from(indices, index => numerators[index] ?? 0n),
  }),
  toScalars: ({ numerators, denominator, primes }) => {
    if (primes === undefined) return numerators.map(numerator => rational(numerator, denominator))
    const powers = [...primes].map(prime => [prime, multiplicity(denominator, prime)] as const)
    return numerators.map(numerator => reduced(numerator, denominator, powers))
  },
  key: ({ numerators, denominator }) => `${numerators.join()}/${denominator}`,
}

/** Primes that are looked for. Probabilities that people write have small denominators. */
const mostPrime = 1_000n

/** The primes of a number, nothing where one of them may be large. */
const smallPrimesOf = (n: bigint): ReadonlySet<bigint> | undefined => {
  const primes = new Set<bigint>()
  let rest = n
  for (let p = 2n; p <= mostPrime && rest > 1n; p++)
    while (rest % p === 0n) {
      primes.add(p)
      rest /= p
    }
  return rest === 1n ? primes : undefined
}

/** How many times a prime divides a number, which is not zero. */
const multiplicity = (n: bigint, prime: bigint): number => {
  let times = 0
  for (let rest = n; rest % prime === 0n; rest /= prime) times++
  return times
}

/**
 * A ratio in lowest terms, given the primes of its denominator and their powers there. Dividing by these is many
 * times faster than Euclid's algorithm is on numbers of some hundred digits.
 */
const reduced = (
  numerator: bigint,
  denominator: bigint,
  powers: readonly (readonly [prime: bigint, power: number])[],
): Rational => {
  if (numerator === 0n) return rational(0n)
  let divisor = 1n
  let rest = numerator
  for (const [prime, power] of powers)
    for (let times = 0; times < power && rest % prime === 0n; times++) {
      rest /= prime
      divisor *= prime
    }
  return {
    kind: 'rational',
    numerator: rest,
    denominator: divisor === 1n ? denominator : denominator / divisor,
  }
}
