import { describe, expect, it } from 'vitest'
import { exact, type Rational, rational } from '../../../src/markov/rational.ts'
import { latticeOf } from '../../../src/plan/aggregate/lattice.ts'
import type { Carrier } from '../../../src/plan/diagram.ts'

/** A carrier of numbers that are told apart by their text. */
const carrierOf = <A>(empty: A, combine: (a: A, b: A) => A, show: (a: A) => string) => {
  const elements: A[] = []
  const known = new Map<string, number>()
  const place = (element: A): number => {
    const found = known.get(show(element))
    if (found !== undefined) return found
    known.set(show(element), elements.length)
    elements.push(element)
    return elements.length - 1
  }
  const at = (k: number) => elements[k] ?? empty
  const carrier: Carrier = { empty: place(empty), elements, combine: (a, b) => place(combine(at(a), at(b))) }
  return { carrier, place }
}

/** The lattice of what up to `count` times one of `numbers` can add to. */
const latticeOver = <A>(
  { carrier, place }: ReturnType<typeof carrierOf<A>>,
  numbers: readonly A[],
  count: number,
) => {
  const added = numbers.map(place)
  return latticeOf(carrier, added, multipleOf => {
    const multiples = added.map(multipleOf)
    return [count * Math.min(0, ...multiples), count * Math.max(0, ...multiples)]
  })
}

const rationals = (cap?: Rational) =>
  carrierOf(
    exact.zero,
    (a, b) => {
      const sum = exact.add(a, b)
      return cap !== undefined && exact.compare(sum, cap) > 0 ? cap : sum
    },
    exact.show,
  )

const doubles = () =>
  carrierOf(
    0,
    (a, b) => a + b,
    x => `${x}`,
  )

describe('sums of equally spaced numbers', () => {
  it('are found for fractions of either sign', () => {
    const { carrier, place } = rationals()
    const numbers = [rational(-1n, 2n), rational(3n, 4n), exact.zero]
    const lattice = latticeOver({ carrier, place }, numbers, 10)
    const elements = numbers.map(number => lattice?.place([place(number)]))
    expect(elements).toEqual([-2, 3, 0])
    const values = [-2, 3, 1, -7].map(k => carrier.elements[lattice?.vector(k)[0] ?? -1])
    expect(values).toEqual([rational(-1n, 2n), rational(3n, 4n), rational(1n, 4n), rational(-7n, 4n)])
  })

  it('are found for whole doubles, not for others, which round', () => {
    expect(latticeOver(doubles(), [0, 2, 6], 5)?.adds).toBe(true)
    expect(latticeOver(doubles(), [0, 0.1, 0.3], 5)).toBeUndefined()
  })

  it('are not found where what combines does not add', () => {
    expect(latticeOver(rationals(rational(5n)), [rational(1n), rational(2n)], 2)?.adds).toBe(true)
    expect(latticeOver(rationals(rational(5n)), [rational(1n), rational(2n)], 3)).toBeUndefined()
    const greatest = carrierOf(
      0,
      (a, b) => Math.max(a, b),
      x => `${x}`,
    )
    expect(latticeOver(greatest, [0, 1], 2)).toBeUndefined()
  })
})
