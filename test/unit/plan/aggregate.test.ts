import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { double } from '../../../src/markov/double.ts'
import { exact, type Rational, rational } from '../../../src/markov/rational.ts'
import { focus } from '../../../src/plan/aggregate/focus.ts'
import { reachable } from '../../../src/plan/aggregate/reachable.ts'
import { signatures } from '../../../src/plan/aggregate/signature.ts'
import type { Diagram, Node } from '../../../src/plan/diagram.ts'
import { affine, coordinates } from '../../../src/region/affine.ts'
import {
  Building,
  expecting,
  maxima,
  numbers,
  streetDiagram,
  streets,
  sums,
  topTwo,
  watching,
} from './aggregateDiagrams.ts'
import { diagrams, inDoubles } from './treeDiagrams.ts'

const joint = { isJoint: true }

const kindsOf = <N>({ nodes }: Diagram<N>) => nodes.map(({ kind }) => kind)

/** Homes that use 0, 1 or 2, all alike, and each pay by what all use. */
const homes = (count: number, lean: (home: number) => number = () => 1): Diagram<Rational> => {
  const b = new Building()
  const moves = Array.from({ length: count }, (_, k) => {
    const type = b.chance(2, [], [[1, 2]])
    return b.decision(
      `home ${k}`,
      3,
      [type],
      [
        [1, 1, lean(k)],
        [0, 3, 1],
      ],
    )
  })
  const total = b.total(2 * count + 1, moves, sums())
  for (const [k, move] of moves.entries()) {
    const cost = b.table(4 * count + 3, [move, total], row => Math.floor(row / (2 * count + 1)) + (row % 3))
    b.pay(`home ${k}`, cost, index => -index)
  }
  return b.done(moves.map((_, k) => `home ${k}`))
}

describe('a focused diagram', () => {
  it('tells a player what the whole diagram tells it', () => {
    fc.assert(
      fc.property(streets, street => {
        const diagram = streetDiagram(street)
        const focused = focus(diagram, exact, joint)
        for (const player of diagram.players)
          expect(watching(focused(player), player)).toEqual(watching(diagram, player))
      }),
      { numRuns: 40 },
    )
  })

  it('makes a player expect what the whole makes it expect, receipts taken one by one', () => {
    fc.assert(
      fc.property(streets, street => {
        const diagram = streetDiagram(street)
        const focused = focus(diagram, exact)
        for (const player of diagram.players)
          expect(expecting(focused(player), player)).toEqual(expecting(diagram, player))
      }),
      { numRuns: 40 },
    )
  })

  it('tells a player of any diagram what the whole tells it', () => {
    fc.assert(
      fc.property(diagrams({ nodes: 12, canFail: false, remembers: false }), diagram => {
        const [known, expected] = [focus(diagram, exact, joint), focus(diagram, exact)]
        for (const player of diagram.players) {
          expect(watching(known(player), player)).toEqual(watching(diagram, player))
          expect(expecting(expected(player), player)).toEqual(expecting(diagram, player))
        }
      }),
      { numRuns: 200 },
    )
  })

  it('fails where the whole diagram fails', () => {
    fc.assert(
      fc.property(diagrams({ nodes: 12, canFail: true, remembers: false }), diagram => {
        const focused = focus(diagram, exact, joint)
        for (const player of diagram.players) {
          const [part, whole] = [watching(focused(player), player), watching(diagram, player)]
          if (whole.has('failure')) expect(part.has('failure')).toBe(true)
          else expect(part).toEqual(whole)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('has one node for all other homes', () => {
    const focused = focus(homes(5), exact)('home 3')
    expect(kindsOf(focused)).toEqual(['chance', 'decision', 'chance', 'function', 'function'])
    expect(focused.players).toEqual(['home 3'])
  })

  it('is the same for doubles, but for rounding, at any order of players', () => {
    const diagram = homes(6, home => home)
    const [exactly, roughly] = [focus(diagram, exact), focus(inDoubles(diagram), double)]
    const again = focus(inDoubles(diagram), double)
    const backwards = new Map([...diagram.players].reverse().map(player => [player, again(player)]))
    for (const player of diagram.players) {
      const [a, b] = [exactly(player), roughly(player)]
      expect(backwards.get(player)).toEqual(b)
      for (const [id, node] of a.nodes.entries()) {
        const other = b.nodes[id]
        if (node.kind !== 'chance' || other?.kind !== 'chance') continue
        expect(other.kernel.items).toEqual(node.kernel.items)
        for (const [k, weight] of node.kernel.weights.entries())
          expect(other.kernel.weights[k]).toBeCloseTo(exact.toNumber(weight), 14)
      }
    }
  })

  it('keeps the public state that others act on', () => {
    const b = new Building()
    const sky = b.chance(2, [], [[1, 3]])
    const moves = Array.from({ length: 20 }, (_, k) => {
      const type = b.chance(3, [], [[1, 1, 1]])
      return b.decision(
        `home ${k}`,
        2,
        [sky, type],
        [
          [1, 1],
          [1, 2],
          [1, 3],
          [1, 0],
          [2, 1],
          [0, 1],
        ],
      )
    })
    const total = b.total(21, moves, sums())
    for (let k = 0; k < 20; k++) b.pay(`home ${k}`, total, index => index)
    const diagram = b.done(moves.map((_, k) => `home ${k}`))
    const focused = focus(diagram, exact)('home 7')
    const others = focused.nodes.filter(({ parents, kind }) => kind === 'chance' && parents.length === 1)
    expect(focused.nodes).toHaveLength(5)
    expect(others.map(({ parents }) => focused.nodes[parents[0] ?? -1]?.domain)).toEqual([b.domain(2)])
    const cases = expecting(focused, 'home 7')
    const meanAt = (key: string) => {
      const found = cases.get(key)
      return found === undefined ? undefined : exact.div(found.worth, found.probability)
    }
    // Each of the 19 others moves with 1/3 (1/2 + 2/3 + 3/4) under the one sky, and 1/3 (0 + 1/3 + 1) under the other.
    expect(meanAt('0,0,0')).toEqual(rational(19n * 23n, 36n))
    expect(meanAt('1,2,1')).toEqual(rational(19n * 4n + 9n, 9n))
  })

  it('takes the hours of a day apart where each has its price', () => {
    const b = new Building()
    const loads = Array.from({ length: 30 }, (_, k) => {
      const type = b.chance(2, [], [[1, 1]])
      return Array.from({ length: 12 }, () =>
        b.decision(
          `home ${k}`,
          2,
          [type],
          [
            [1, 1],
            [1, 2],
          ],
        ),
      )
    })
    for (let hour = 0; hour < 12; hour++) {
      const total = b.total(
        31,
        loads.map(moves => moves[hour] ?? 0),
        sums(),
      )
      for (const [k, moves] of loads.entries())
        b.pay(
          `home ${k}`,
          b.table(961, [total, moves[hour] ?? 0], row => row),
          index => index,
        )
    }
    const diagram = b.done(loads.map((_, k) => `home ${k}`))
    const { nodes } = focus(diagram, exact)('home 4')
    const others = nodes.filter(({ name }) => name.startsWith('what others add'))
    expect(others.map(({ domain }) => domain.values.length)).toEqual(Array(12).fill(30))
  })

  it('knows the greatest two bids and how many bid', () => {
    const b = new Building()
    const bids = Array.from({ length: 4 }, (_, k) => b.decision(`bidder ${k}`, 3, [], [[1, k, 1]]))
    const top = b.total(2_003, bids, topTwo(), index => 1_000 * index)
    const bidding = b.total(5, bids, sums(), index => (index > 0 ? 1 : 0))
    const most = b.total(3, bids, maxima())
    for (let k = 0; k < 4; k++) {
      b.pay(
        `bidder ${k}`,
        b.table(2_003 * 5, [top, bidding], row => row),
        index => index,
      )
      b.pay(`bidder ${k}`, most, index => index)
    }
    const diagram = b.done([0, 1, 2, 3].map(k => `bidder ${k}`))
    const focused = focus(diagram, exact)
    for (const player of diagram.players) {
      expect(expecting(focused(player), player)).toEqual(expecting(diagram, player))
      expect(focused(player).nodes.filter(({ kind }) => kind === 'chance')).toHaveLength(2)
    }
  })
})

describe('numbers of other kinds', () => {
  const refuse = (): never => {
    throw new Error('not affine')
  }
  const { scalar, form } = affine(() => 'p', refuse)
  const parameter = form(exact.zero, [[0, exact.one]])
  const away = scalar.sub(exact.one, parameter)

  it('are weights that are not known, where they are affine', () => {
    const diagram = homes(4)
    const nodes = diagram.nodes.map((node): Node<Rational> => {
      if (node.kind !== 'chance' || node.id !== 0) return node
      return { ...node, kernel: { ...node.kernel, weights: [parameter, away] } }
    })
    const focused = focus({ ...diagram, nodes }, scalar)('home 2')
    const others = focused.nodes.find(({ name }) => name.startsWith('what others add'))
    const weights = others?.kind === 'chance' ? others.kernel.weights : []
    // Where the parameter is what the chance was, the others add what they added.
    const before = focus(diagram, exact)('home 2').nodes.find(({ id }) => id === others?.id)
    const at = (n: Rational) => coordinates(n, [0]).reduce((a, b) => exact.add(a, exact.div(b, rational(3n))))
    expect(weights.map(n => coordinates(n, [0]).slice(1)[0])).not.toEqual(weights.map(() => exact.zero))
    expect(before?.kind === 'chance' && before.kernel.weights).toEqual(
      weights.map(n => at(scalar.add(exact.zero, n))),
    )
  })

  it('are rationals with large primes', () => {
    const b = new Building()
    const moves = [0, 1, 2].map(k => b.decision(`home ${k}`, 2, [], [[1, 1_000_002]]))
    const total = b.total(4, moves, sums())
    for (let k = 0; k < 3; k++) b.pay(`home ${k}`, total, index => index)
    const diagram = b.done([0, 1, 2].map(k => `home ${k}`))
    expect(expecting(focus(diagram, exact)('home 1'), 'home 1')).toEqual(expecting(diagram, 'home 1'))
  })
})

describe('what is too much', () => {
  it('stays as it is where one state follows another', () => {
    const b = new Building()
    let state = b.chance(3, [], [[1, 1, 1]])
    const yields = [state]
    for (let round = 1; round < 400; round++) {
      const move = b.decision(
        'one',
        2,
        [state],
        [
          [1, 1],
          [1, 2],
          [2, 1],
        ],
      )
      state = b.chance(3, [state, move], Array(6).fill([1, 2, 1]))
      yields.push(state)
    }
    const total = b.total(801, yields, sums())
    b.pay('two', total, index => index)
    const diagram = b.done(['one', 'two'])
    const focused = focus(diagram, exact)('two')
    expect(focused.nodes).toHaveLength(diagram.nodes.length)
    expect(focused.decisions).toEqual([])
  })

  it('stays as it is', () => {
    const b = new Building()
    const powers = numbers(0n, (x, y) => x + y)
    const moves = Array.from({ length: 24 }, (_, k) => b.decision(`p${k}`, 2, [], [[1, 1]]))
    const lift = (index: number, term: number) => (term > 30 ? 0 : index * 2 ** (2 * term))
    const total = b.total(7, moves, powers, lift)
    for (let k = 0; k < 24; k++) b.pay(`p${k}`, total, index => index)
    const diagram = b.done(moves.map((_, k) => `p${k}`))
    const focused = focus(diagram, exact)('p3')
    expect(focused.nodes).toHaveLength(25)
    expect(kindsOf(focused).filter(kind => kind === 'aggregate')).toHaveLength(1)
  })

  it('is an aggregate of the own terms and the others where it is no table', () => {
    const b = new Building()
    const own = Array.from({ length: 18 }, () => b.decision('one', 2, [], [[1, 1]]))
    const other = Array.from({ length: 3 }, (_, k) => b.decision(`p${k}`, 2, [], [[1, 2]]))
    const total = b.total(22, [...own, ...other], sums())
    b.pay('one', total, index => index)
    const focused = focus(b.done(['one', 'p0', 'p1', 'p2']), exact)('one')
    expect(kindsOf(focused).slice(18)).toEqual(['chance', 'aggregate'])
    expect(focused.nodes.at(-1)?.parents).toHaveLength(19)
  })
})

describe('what others can bring about', () => {
  it('is what they bring about when they play everything', () => {
    fc.assert(
      fc.property(streets, street => {
        const full = street.homes.map(home => ({ ...home, moves: home.moves.map(row => row.map(() => 1)) }))
        const [diagram, mixed] = [streetDiagram(street), streetDiagram({ ...street, homes: full })]
        const found = reachable(diagram, exact)
        for (const player of diagram.players)
          expect(new Set(watching(found(player), player).keys())).toEqual(
            new Set(watching(mixed, player).keys()),
          )
      }),
      { numRuns: 40 },
    )
  })
})

describe('signatures', () => {
  const diagram = homes(6, home => (home < 3 ? 1 : 2))
  const focused = focus(diagram, exact)
  const signatureOf = signatures<Rational>()
  const at = (home: number) => signatureOf(focused(`home ${home}`))

  it('are equal for players in the same place', () => {
    expect(at(0)).toEqual(at(2))
    expect(at(3)).toEqual(at(5))
  })

  it('tell other weights and other structure', () => {
    expect(at(0).structure).toBe(at(4).structure)
    expect(at(0).weights).not.toBe(at(4).weights)
    expect(signatureOf(focus(homes(5), exact)('home 0')).structure).not.toBe(at(0).structure)
  })
})
