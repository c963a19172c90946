import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { corners } from '../../../src/linear/doubleDescription.ts'
import { cleared, dot, negated, primitive, unit, type Vector } from '../../../src/linear/vector.ts'
import { exact, type Rational } from '../../../src/markov/rational.ts'
import { contains, described } from '../../../src/region/polyhedron.ts'

const shown = (points: readonly (readonly Rational[])[]): readonly string[] =>
  points.map(point => point.map(exact.show).join(',')).sort()

const halfSpaces = (dimension: number, most = 9): fc.Arbitrary<readonly Vector[]> =>
  fc.array(
    fc
      .array(fc.bigInt(-3n, 3n), { minLength: dimension + 1, maxLength: dimension + 1 })
      .map(primitive)
      .filter(([, ...slopes]) => slopes.some(slope => slope !== 0n)),
    { minLength: 1, maxLength: most },
  )

const polyhedra = fc
  .integer({ min: 1, max: 3 })
  .chain(dimension => halfSpaces(dimension).map(all => ({ dimension, all })))

describe('corners', () => {
  it('of a cube', () => {
    const cube = [0, 1, 2].flatMap((axis): readonly Vector[] => [
      unit(4, axis + 1),
      [1n, ...negated(unit(3, axis))],
    ])
    const found = corners(3, cube)
    expect(shown(found.vertices)).toEqual(
      ['0', '1'].flatMap(x => ['0', '1'].flatMap(y => ['0', '1'].map(z => `${x},${y},${z}`))).sort(),
    )
    expect(found.rays).toEqual([])
    expect(found.lines).toEqual([])
  })

  it('of an octahedron, at whose corners more than three planes meet', () => {
    const signs = [1n, -1n]
    const faces = signs.flatMap(x => signs.flatMap(y => signs.map((z): Vector => [1n, x, y, z])))
    expect(corners(3, faces).vertices).toHaveLength(6)
    expect(described(faces).inequalities).toHaveLength(8)
  })

  it('of a quadrant, a strip and nothing', () => {
    expect(
      shown(
        corners(2, [
          [-1n, 1n, 0n],
          [-2n, 0n, 1n],
        ]).rays,
      ),
    ).toEqual(['0,1', '1,0'])
    const strip = corners(2, [
      [0n, 1n, 0n],
      [1n, -1n, 0n],
    ])
    expect(shown(strip.lines)).toEqual(['0,1'])
    expect(strip.vertices).toHaveLength(2)
    expect(
      corners(1, [
        [-1n, 1n],
        [0n, -1n],
      ]).vertices,
    ).toEqual([])
  })

  it('lie in every half-space, each vertex where planes meet in a point', () => {
    fc.assert(
      fc.property(polyhedra, ({ dimension, all }) => {
        const { vertices, rays, lines } = corners(dimension, all)
        for (const vertex of vertices) expect(contains(all, cleared([exact.one, ...vertex]))).toBe(true)
        for (const ray of rays) expect(contains(all, cleared([exact.zero, ...ray]))).toBe(true)
        for (const line of lines)
          expect(all.every(one => dot(one, cleared([exact.zero, ...line])) === 0n)).toBe(true)
        if (lines.length === 0)
          for (const vertex of vertices) {
            const point = cleared([exact.one, ...vertex])
            expect(all.filter(one => dot(one, point) === 0n).length).toBeGreaterThanOrEqual(dimension)
          }
      }),
      { numRuns: 300 },
    )
  })
})

describe('what follows from half-spaces', () => {
  it('by linear programming is what corners say', () => {
    const kinds = new Set<string>()
    fc.assert(
      fc.property(polyhedra, ({ dimension, all }) => {
        const { isEmpty, equalities, inequalities, redundant } = described(all)
        const at = (i: number): Vector => all[i] ?? []
        const { vertices, rays, lines } = corners(dimension, all)
        expect(isEmpty).toBe(vertices.length === 0)
        const points = [
          ...vertices.map(v => cleared([exact.one, ...v])),
          ...rays.map(r => cleared([exact.zero, ...r])),
          ...lines.flatMap(l => [cleared([exact.zero, ...l]), negated(cleared([exact.zero, ...l]))]),
        ]
        expect([...equalities, ...inequalities, ...redundant].sort()).toEqual(all.map((_, i) => i).sort())
        if (isEmpty) {
          kinds.add('empty')
          const { vertices: left } = corners(dimension, inequalities.map(at))
          expect(left).toEqual([])
          for (const i of inequalities) {
            const others = inequalities.filter(j => j !== i).map(at)
            expect(corners(dimension, others).vertices.length).toBeGreaterThan(0)
          }
          return
        }
        kinds.add(equalities.length > 0 ? 'thin' : 'full')
        for (const i of equalities) expect(points.every(point => dot(at(i), point) === 0n)).toBe(true)
        for (const i of inequalities) {
          expect(points.some(point => dot(at(i), point) > 0n)).toBe(true)
          const plane = equalities.flatMap(j => [at(j), negated(at(j))])
          const others = [...plane, ...inequalities.filter(j => j !== i).map(at)]
          const without = corners(dimension, others)
          const beyond = [
            ...without.vertices.map(v => cleared([exact.one, ...v])),
            ...without.rays.map(r => cleared([exact.zero, ...r])),
            ...without.lines.flatMap(l => {
              const line = cleared([exact.zero, ...l])
              return [line, negated(line)]
            }),
          ]
          expect(beyond.some(point => dot(at(i), point) < 0n)).toBe(true)
        }
        const kept = corners(dimension, [
          ...equalities.flatMap(j => [at(j), negated(at(j))]),
          ...inequalities.map(at),
        ])
        for (const vertex of kept.vertices) expect(contains(all, cleared([exact.one, ...vertex]))).toBe(true)
        for (const ray of kept.rays) expect(contains(all, cleared([exact.zero, ...ray]))).toBe(true)
      }),
      { numRuns: 400 },
    )
    expect([...kinds].sort()).toEqual(['empty', 'full', 'thin'])
  })

  it('where all are equalities is a basis of them', () => {
    const triangle: readonly Vector[] = [
      [0n, 1n, 0n],
      [0n, 0n, 1n],
      [0n, -1n, -1n],
    ]
    const { equalities, inequalities, redundant } = described(triangle)
    expect([equalities.length, inequalities.length, redundant.length]).toEqual([2, 0, 1])
  })
})
