import * as fc from 'fast-check'
import type { Kind, URIS } from 'fp-ts/HKT.js'
import { describe, expect, it } from 'vitest'
import {
  type Carrier,
  comonoidLaws,
  compositionLaws,
  deterministicKernels,
  double,
  type Euclidean,
  exact,
  finite,
  finiteDouble,
  finiteExact,
  type Gauss,
  gaussianKernels,
  gaussians,
  germs,
  isAffine,
  isDeterministic,
  type Kleisli,
  kernels,
  kleisli,
  type Law,
  type MarkovCategory,
  markovLaws,
  type Observable,
  ratios,
  type Specimen,
  sampling,
  structuralKey,
  type Type,
  tabulated,
  trembling,
  type Unit,
  unlimited,
  vectors,
  type Wire,
  wires,
} from '../../src/testing.ts'

const pairs = (values: readonly Wire[]): readonly (readonly [Wire, Wire])[] =>
  values.flatMap(a => values.map((b): readonly [Wire, Wire] => [a, b]))

/** The Kleisli category of `markov` on some wires; `isSame` compares states. */
const kleisliSpecimen = <M extends URIS, N>(
  markov: Observable<M, N>,
  isSame: <A>(one: Kind<M, A>, other: Kind<M, A>) => boolean,
  values: readonly Wire[] = wires,
): Specimen<Kleisli<M>, Wire> => {
  const object: Type = 'type'
  return {
    category: kleisli(markov),
    carriers: fc.constant({ object, elements: values }),
    kernels: () => kernels(markov, values, values),
    deterministic: () => deterministicKernels(markov, values, values),
    states: () => kernels<M, N, Unit, Wire>(markov, [[]], values),
    joints: () => kernels(markov, values, pairs(values)),
    isDeterministic: (source, kernel) => isDeterministic(markov, kernel, source.elements),
    equal: (source, one, other) => source.elements.every(x => isSame(one(x), other(x))),
  }
}

/** The sum over all outcomes of how much their probabilities differ. */
const distance = <M extends URIS, N, A>(
  markov: Observable<M, N>,
  one: Kind<M, A>,
  other: Kind<M, A>,
): number => {
  const differences = new Map<string, number>()
  const add = (state: Kind<M, A>, sign: number): void => {
    for (const [a, weight] of markov.outcomes(state)) {
      const key = structuralKey(a)
      differences.set(key, (differences.get(key) ?? 0) + sign * markov.scalar.toNumber(weight))
    }
  }
  add(one, 1)
  add(other, -1)
  return [...differences.values()].reduce((sum, difference) => sum + Math.abs(difference), 0)
}

const holdAll = (laws: readonly Law[], numRuns: number): void => {
  for (const { name, check } of laws) it(name, () => check({ numRuns }))
}

describe('finite distributions over doubles', () => {
  const markov = finiteDouble(unlimited)
  holdAll(markovLaws(kleisliSpecimen(markov, (one, other) => distance(markov, one, other) <= 1e-12)), 60)
})

describe('finite distributions over rationals', () => {
  const markov = finiteExact(unlimited)
  const sorted = <A>(state: Kind<'FiniteExact', A>) =>
    markov
      .outcomes(state)
      .map(outcome => structuralKey(outcome))
      .sort()
  const isSame = <A>(one: Kind<'FiniteExact', A>, other: Kind<'FiniteExact', A>) =>
    structuralKey(sorted(one)) === structuralKey(sorted(other))
  holdAll(markovLaws(kleisliSpecimen(markov, isSame)), 60)
})

describe('finite distributions over scalars not known', () => {
  const markov = finite(exact, unlimited)
  holdAll(markovLaws(kleisliSpecimen(markov, (one, other) => distance(markov, one, other) === 0)), 30)
})

describe('trembling distributions, compared germ by germ', () => {
  const markov = trembling(exact, unlimited)
  const { equals, zero } = germs(exact)
  const isWithin = <A>(one: Kind<'Trembling', A>, other: Kind<'Trembling', A>) => {
    const weights = new Map(markov.germsOf(other).map(([a, germ]) => [structuralKey(a), germ]))
    return markov.germsOf(one).every(([a, germ]) => equals(germ, weights.get(structuralKey(a)) ?? zero))
  }
  const ordinary = kleisliSpecimen(markov, (one, other) => isWithin(one, other) && isWithin(other, one))
  // Whatever else a kernel does, some outcomes happen to it by mistake only.
  const trembles = <A>(outcomes: readonly A[]) =>
    fc
      .tuple(ratios(outcomes.length), fc.subarray([...outcomes], { minLength: 1 }))
      .map(([weights, mistakes]) => {
        const sum = weights.reduce((total, weight) => total + weight, 0)
        const strategy = outcomes.map(
          (a, i) => [a, exact.fromRatio(BigInt(weights[i] ?? 0), BigInt(sum))] as const,
        )
        return markov.tremble(strategy, mistakes)
      })
  const specimen: typeof ordinary = {
    ...ordinary,
    kernels: () => tabulated(wires, trembles(wires)),
    joints: () => tabulated(wires, trembles(pairs(wires))),
    states: () => trembles(wires).map(state => () => state),
  }
  holdAll(markovLaws(specimen), 60)
})

describe('linear-Gaussian kernels', () => {
  const isNear = (one: readonly (readonly number[])[], other: readonly (readonly number[])[]) => {
    const scale = Math.max(1, ...one.flat().map(Math.abs))
    return one.every((row, i) => row.every((x, j) => Math.abs(x - (other[i]?.[j] ?? 0)) <= 1e-9 * scale))
  }
  const space = (dimension: number): Carrier<Gauss, readonly number[]> => ({
    object: vectors(dimension),
    elements: [],
  })
  const specimen: Specimen<Gauss, readonly number[]> = {
    category: gaussians,
    carriers: fc.integer({ min: 1, max: 3 }).map(space),
    // Ranks below the dimension give singular covariances.
    kernels: (x, y) => fc.nat(3).chain(rank => gaussianKernels(x.object, y.object, rank)),
    deterministic: (x, y) => gaussianKernels(x.object, y.object, 0),
    states: x => fc.nat(3).chain(rank => gaussianKernels(gaussians.unit, x.object, rank)),
    joints: (a, x, y) => {
      const both: Euclidean<readonly [readonly number[], readonly number[]]> = gaussians.product(
        x.object,
        y.object,
      )
      return fc.nat(4).chain(rank => gaussianKernels(a.object, both, rank))
    },
    isDeterministic: (_, kernel) => isAffine(kernel, 0),
    equal: (_, one, other) =>
      isNear(one.matrix.to2DArray(), other.matrix.to2DArray()) &&
      isNear(one.offset.to2DArray(), other.offset.to2DArray()) &&
      isNear(one.noise.to2DArray(), other.noise.to2DArray()),
  }
  holdAll(markovLaws(specimen), 100)
})

describe('sampling', () => {
  const settings = { scalar: double, budget: unlimited, samples: 20_000 }
  const values = wires.slice(0, 2)
  const drawn = sampling({ ...settings, seed: 1069 })
  const judge = sampling({ ...settings, seed: 2023 })

  /**
   * n draws of k outcomes are further than δ from their distribution with probability at most
   * 2^k exp(-n δ² / 2) (Weissman et al., Inequalities for the L1 deviation of the empirical distribution, 2003).
   * Both sides are drawn, and a conditional that is itself made of draws adds twice δ.
   */
  const failure = 1e-9
  const delta = Math.sqrt((2 * (8 * Math.log(2) - Math.log(failure))) / settings.samples)
  const isLikely = <A>(one: Kind<'Sampling', A>, other: Kind<'Sampling', A>) =>
    distance(judge, one, other) <= 4 * delta

  describe('in the frequencies', () => holdAll(markovLaws(kleisliSpecimen(drawn, isLikely, values)), 3))

  describe('draw by draw', () => {
    const isSame = <A>(one: Kind<'Sampling', A>, other: Kind<'Sampling', A>) => {
      const few = sampling({ ...settings, samples: 50, seed: 7 })
      return distance(few, one, other) === 0
    }
    const specimen = kleisliSpecimen(drawn, isSame)
    holdAll(compositionLaws(specimen), 30)
    holdAll(
      comonoidLaws(specimen).filter(({ name }) => !name.includes('natural exactly')),
      30,
    )
  })
})

describe('the laws notice', () => {
  const markov = finiteExact(unlimited)
  const sound = kleisliSpecimen(markov, (one, other) => distance(markov, one, other) === 0)
  type Category = MarkovCategory<Kleisli<'FiniteExact'>>
  const broken: readonly (readonly [string, Partial<Category>, string])[] = [
    [
      'a conditional that does not look at what is known',
      {
        conditional:
          (_, joint) =>
          ([, a]) =>
            markov.map(joint(a), ([, y]) => y),
      },
      'conditional: disintegrates a joint kernel',
    ],
    [
      'an inverse that does not look at the effect',
      {
        conditional:
          (_, joint) =>
          ([, a]) =>
            markov.map(joint(a), ([, y]) => y),
      },
      'inversion: recovers the joint state',
    ],
    [
      'a tensor that uses one draw for both sides',
      {
        tensor:
          (left, right) =>
          ([x1, x2]) =>
            markov.chain(left(x1), y1 => {
              const [first] = markov.outcomes(right(x2))
              return first === undefined ? markov.fromWeights([]) : markov.of([y1, first[0]] as const)
            }),
      },
      'tensor: swap is natural',
    ],
    [
      'a composition that loses the less likely outcomes',
      {
        compose: (first, second) => x => {
          const [likely] = markov.outcomes(first(x))
          return likely === undefined ? markov.fromWeights([]) : second(likely[0])
        },
      },
      'composition: identity is a unit on the right',
    ],
  ]
  it.each(broken)('%s', (_, changes, name) => {
    const laws = markovLaws({ ...sound, category: { ...sound.category, ...changes } })
    const [law, ...others] = laws.filter(each => each.name === name)
    expect(others).toEqual([])
    expect(() => law?.check({ numRuns: 200, seed: 1069 })).toThrow('Property failed')
  })
})
