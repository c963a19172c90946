import { describe, expect, it } from 'vitest'
import { invert, type Unit } from '../../../src/markov/category.ts'
import {
  type Gauss,
  gaussian,
  gaussians,
  line,
  normal,
  normalAt,
  vectors,
} from '../../../src/markov/gaussian.ts'

const noise = (variance: number) => gaussian(line, line, { matrix: [[1]], offset: [0], noise: [[variance]] })

describe('linear-Gaussian kernels', () => {
  it('add means and variances', () => {
    const state = gaussians.compose<Unit, number, number>(
      normal(line, { mean: [2], covariance: [[1]] }),
      noise(3),
    )
    expect(normalAt(state, [])).toEqual({ mean: [2], covariance: [[4]] })
  })

  it('invert a noisy reading to the precision-weighted mean', () => {
    // Prior N(10, 4), reading with variance 1: the posterior is N(10 + 4/5 (y - 10), 4/5).
    const prior = normal(line, { mean: [10], covariance: [[4]] })
    const inverse = invert<Gauss, number, number>(gaussians, { cause: line, effect: line }, prior, noise(1))
    const { mean, covariance } = normalAt(inverse, 15)
    expect(mean[0]).toBeCloseTo(14, 12)
    expect(covariance[0]?.[0]).toBeCloseTo(0.8, 12)
  })

  it('invert an exact reading to certainty', () => {
    const prior = normal(line, { mean: [0], covariance: [[1]] })
    const inverse = invert<Gauss, number, number>(gaussians, { cause: line, effect: line }, prior, noise(0))
    expect(normalAt(inverse, 3)).toEqual({ mean: [3], covariance: [[0]] })
  })

  it('keep a prior that is certain, whatever is read', () => {
    const prior = normal(line, { mean: [5], covariance: [[0]] })
    const inverse = invert<Gauss, number, number>(gaussians, { cause: line, effect: line }, prior, noise(0))
    expect(normalAt(inverse, 8)).toEqual({ mean: [5], covariance: [[0]] })
  })

  it('infer one coordinate from another', () => {
    const plane = gaussians.product(line, line)
    const state = normal(plane, {
      mean: [1, 2],
      covariance: [
        [4, 2],
        [2, 3],
      ],
    })
    const rest = gaussians.conditional<Unit, number, number>(
      { given: gaussians.unit, known: line, rest: line },
      state,
    )
    const { mean, covariance } = normalAt(rest, [3, []])
    expect(mean[0]).toBeCloseTo(3, 12)
    expect(covariance[0]?.[0]).toBeCloseTo(2, 12)
  })

  it('read and write the elements of their spaces', () => {
    const space = gaussians.product(gaussians.product(line, vectors(2)), gaussians.unit)
    const element = [[1, [2, 3]], []] as const
    expect(space.toVector(element)).toEqual([1, 2, 3])
    expect(space.fromVector([1, 2, 3])).toEqual(element)
  })
})
