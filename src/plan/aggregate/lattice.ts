/** Sums of equally spaced numbers, by which products of distributions are convolutions of arrays. */
import { isRational, type Rational, rational } from '../../markov/rational.ts'
import type { Carrier } from '../diagram.ts'
import type { Elements } from './elements.ts'

/** Combinations that finding out may cost. */
const mostTrials = 1_000_000

/**
 * The elements of a carrier as multiples of a number, where the carrier adds and they are; nothing where not.
 *
 * Rationals that `isKnown` refuses have no value to look at.
 *
 * `added` are the elements that parts may add, `low` and `high` bound all sums of what may be added together. That
 * combining adds is not taken on trust: each `added` is combined with every element in reach. What is in reach is a
 * sum of some of the `added`, so as the carrier is associative it adds any two of them.
 */
export const latticeOf = (
  carrier: Carrier,
  added: readonly number[],
  bounds: (multipleOf: (element: number) => number) => readonly [low: number, high: number],
  isKnown: (n: Rational) => boolean = () => true,
): Elements | undefined => {
  const numberAt = (element: number) => numberOf(carrier.elements[element], isKnown)
  const numbers = numbersOf(numberAt, added)
  const start = numberAt(carrier.empty)
  if (numbers === undefined || start?.numerator !== 0n) return undefined
  const step = stepOf(numbers)
  const multiples = new Map<number, number>([[carrier.empty, 0]])
  for (const [k, element] of added.entries()) multiples.set(element, multiple(numbers[k], step))
  const [low, high] = bounds(element => multiples.get(element) ?? 0)
  if (!(high - low < mostTrials / Math.max(1, added.length))) return undefined
  const elements = reachedElements(carrier, { numberAt, added, multiples, step, low, high })
  if (elements === undefined) return undefined
  return {
    empty: 0,
    adds: true,
    combine: (a, b) => a + b,
    place: ([element]) => multiples.get(element ?? carrier.empty) ?? 0,
    vector: number => [elements.get(number) ?? carrier.empty],
  }
}

interface Reach {
  readonly numberAt: (element: number) => Rational | undefined
  readonly added: readonly number[]
  readonly multiples: ReadonlyMap<number, number>
  readonly step: Rational
  readonly low: number
  readonly high: number
}

const reachedElements = (
  carrier: Carrier,
  { numberAt, added, multiples, step, low, high }: Reach,
): ReadonlyMap<number, number> | undefined => {
  const elements = new Map([[0, carrier.empty]])
  // A map that grows while it is gone through gives what was added, too.
  for (const [at, element] of elements)
    for (const generator of added) {
      const sum = at + (multiples.get(generator) ?? 0)
      if (sum < low || sum > high) continue
      const made = carrier.combine(element, generator)
      const known = elements.get(sum)
      if (known === undefined) {
        const value = numberAt(made)
        if (value === undefined || multiple(value, step) !== sum) return undefined
        elements.set(sum, made)
      } else if (known !== made) return undefined
    }
  return elements
}

/** A number as a rational; doubles that are no whole numbers are left alone, as they may round. */
const numberOf = (value: unknown, isKnown: (n: Rational) => boolean): Rational | undefined => {
  if (isRational(value)) return isKnown(value) ? value : undefined
  return Number.isSafeInteger(value) ? rational(BigInt(Number(value))) : undefined
}

const numbersOf = (
  numberAt: (element: number) => Rational | undefined,
  elements: readonly number[],
): readonly Rational[] | undefined => {
  const numbers: Rational[] = []
  for (const element of elements) {
    const number = numberAt(element)
    if (number === undefined) return undefined
    numbers.push(number)
  }
  return numbers
}

/** The greatest number that all are multiples of; one where all are zero. */
const stepOf = (numbers: readonly Rational[]): Rational => {
  let denominator = 1n
  for (const number of numbers) denominator *= rational(number.denominator, denominator).numerator
  let divisor = 0n
  for (const number of numbers)
    divisor = greatestDivisor(divisor, number.numerator * (denominator / number.denominator))
  return rational(divisor === 0n ? 1n : divisor, denominator)
}

const greatestDivisor = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a, b < 0n ? -b : b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** How many times the step a number is; not a number where that is no whole number. */
const multiple = (number: Rational | undefined, step: Rational): number => {
  if (number === undefined) return Number.NaN
  const ratio = rational(number.numerator * step.denominator, number.denominator * step.numerator)
  return ratio.denominator === 1n ? Number(ratio.numerator) : Number.NaN
}
