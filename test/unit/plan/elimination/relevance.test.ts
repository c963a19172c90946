import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exact, type Rational } from '../../../../src/markov/rational.ts'
import type { Diagram } from '../../../../src/plan/diagram.ts'
import { ancestorsOf, connectedTo, dependenceOf, needed } from '../../../../src/plan/relevance.ts'
import { byProfile, type Play, plays } from '../treeBrute.ts'
import { diagrams } from '../treeDiagrams.ts'

const shape = { nodes: 7, canFail: false, remembers: false }

const dependenceIn = ({ nodes }: Diagram<Rational>) =>
  dependenceOf(nodes, new Set(nodes.map(({ id }) => id)), ({ parents }) => parents)

/** The probability of all plays that agree with some values. */
const chance = (all: readonly (readonly [Play, Rational])[], values: ReadonlyMap<number, number>): Rational =>
  all.reduce(
    (sum, [play, weight]) =>
      [...values].every(([id, value]) => play[id] === value) ? exact.add(sum, weight) : sum,
    exact.zero,
  )

/** Whether two nodes are independent given others, in the distribution over plays. */
const areIndependent = (
  all: readonly (readonly [Play, Rational])[],
  [x, y]: readonly [number, number],
  known: readonly number[],
): boolean =>
  all.every(([play]) => {
    const valuesOf = (ids: readonly number[]) => new Map(ids.map(id => [id, play[id] ?? 0]))
    const [both, neither] = [chance(all, valuesOf([x, y, ...known])), chance(all, valuesOf(known))]
    const [one, other] = [chance(all, valuesOf([x, ...known])), chance(all, valuesOf([y, ...known]))]
    return exact.equals(exact.mul(both, neither), exact.mul(one, other))
  })

const everyPlay = (diagram: Diagram<Rational>) =>
  plays(diagram, exact, (n: Rational) => n, byProfile(diagram), Number.POSITIVE_INFINITY)

describe('what is relevant', () => {
  it('are ancestors', () => {
    fc.assert(
      fc.property(diagrams(shape), fc.nat(6), ({ nodes }, at) => {
        const target = at % nodes.length
        const found = ancestorsOf(nodes, [target], ({ parents }) => parents)
        const closed = (id: number): readonly number[] => [id, ...(nodes[id]?.parents ?? []).flatMap(closed)]
        expect(found).toEqual(new Set(closed(target)))
      }),
    )
  })

  it('what is not connected is independent, in whatever distribution', () => {
    let separated = 0
    let connected = 0
    fc.assert(
      fc.property(diagrams(shape), fc.nat(6), fc.array(fc.nat(6), { maxLength: 3 }), (diagram, at, some) => {
        const count = diagram.nodes.length
        const target = at % count
        const known = [...new Set(some.filter(id => id < count && id !== target))]
        const telling = connectedTo(dependenceIn(diagram), [target], known)
        const all = everyPlay(diagram)
        for (const { id } of diagram.nodes) {
          if (id === target || known.includes(id)) continue
          if (telling.has(id)) connected += 1
          else {
            separated += 1
            expect(areIndependent(all, [target, id], known)).toBe(true)
          }
        }
      }),
      { numRuns: 300 },
    )
    expect(separated).toBeGreaterThan(100)
    expect(connected).toBeGreaterThan(100)
  })

  it('what is not needed tells nothing beside what is', () => {
    fc.assert(
      fc.property(diagrams(shape), fc.nat(6), fc.array(fc.nat(6), { maxLength: 4 }), (diagram, at, some) => {
        const count = diagram.nodes.length
        const target = at % count
        const observed = [...new Set(some.filter(id => id < count && id !== target))]
        const kept = [...needed(dependenceIn(diagram), [target], observed)]
        const all = everyPlay(diagram)
        for (const id of observed)
          if (!kept.includes(id)) expect(areIndependent(all, [target, id], kept)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('a chain is cut by what is known, and a collider is opened by it', () => {
    const reads = [[], [0], [1], [], [2, 3]]
    const readers = [[1], [2], [4], [4], []]
    const isFunction = [false, false, false, false, false]
    const dependence = { reads, readers, isFunction }
    expect([...connectedTo(dependence, [2], [1])].sort()).toEqual([2, 4])
    expect(connectedTo(dependence, [2], [4]).has(3)).toBe(true)
    expect(connectedTo(dependence, [2], []).has(3)).toBe(false)
    // A function of what is known is known: behind it nothing is told any more.
    const known = { ...dependence, isFunction: [false, true, false, false, false] }
    expect(connectedTo(known, [2], [0]).has(1)).toBe(false)
    expect(connectedTo(dependence, [2], [0]).has(1)).toBe(true)
  })
})
