import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { InformationState } from '../../../../src/game/game.ts'
import { unlimited } from '../../../../src/markov/budget.ts'
import { double } from '../../../../src/markov/double.ts'
import { exact, type Rational, rational } from '../../../../src/markov/rational.ts'
import type { Scalar } from '../../../../src/markov/scalar.ts'
import type { Diagram, Node } from '../../../../src/plan/diagram.ts'
import { showOutline } from '../../../../src/plan/elimination/outline.ts'
import { type EliminationPlan, eliminationPlan } from '../../../../src/plan/elimination/plan.ts'
import { byProfile, decisionsOf } from '../treeBrute.ts'
import { diagrams, inDoubles } from '../treeDiagrams.ts'
import { bestByEnumeration, bruteStates, bruteTrembling, byName, replying, total } from './enumeration.ts'
import { repeatedGame } from './repeatedGame.ts'

const runs = { numRuns: 300, interruptAfterTimeLimit: 20_000 }
const small = { nodes: 6, canFail: false, remembers: false }

const planIn = <N>(scalar: Scalar<N>, diagram: Diagram<N>, cheap?: number): EliminationPlan<N> => {
  const plan = eliminationPlan(scalar, unlimited, diagram, 1_000_000, cheap === undefined ? {} : { cheap })
  if (E.isLeft(plan)) throw new Error('too wide')
  return plan.right
}

const planOf = (diagram: Diagram<Rational>): EliminationPlan<Rational> => planIn(exact, diagram)

describe('a plan by elimination', () => {
  it('pays what all plays together pay', () => {
    fc.assert(
      fc.property(diagrams(small), diagram => {
        const payoffs = planOf(diagram).payoffs()
        for (const player of diagram.players)
          expect(payoffs[player]).toEqual(total(diagram, player, byProfile(diagram)))
      }),
      runs,
    )
  })

  it('finds the reached information states, beliefs and values of plain enumeration', () => {
    fc.assert(
      fc.property(diagrams(small), diagram => {
        const states = planOf(diagram).states()
        expect(byName(states)).toEqual(byName(bruteStates(diagram)))
        const order = decisionsOf(diagram).map(({ decision }) => decision.key)
        const places = states.map(({ decision }) => order.indexOf(decision.key))
        expect(places).toEqual([...places].sort((a, b) => a - b))
      }),
      runs,
    )
  })

  it('finds the states that trembles lead to, with the beliefs of germs', () => {
    fc.assert(
      fc.property(diagrams(small), diagram => {
        expect(byName(planOf(diagram).tremblingStates())).toEqual(byName(bruteTrembling(diagram)))
      }),
      runs,
    )
  })

  it('finds the best reply of a player who remembers', () => {
    fc.assert(
      fc.property(diagrams({ ...small, nodes: 5, remembers: true }), diagram => {
        for (const player of diagram.players) {
          const reply = planOf(diagram).bestReply(player)
          expect(reply.kind).toBe('found')
          if (reply.kind !== 'found') return
          expect(reply.payoff).toEqual(total(diagram, player, byProfile(diagram)))
          expect(reply.value).toEqual(bestByEnumeration(diagram, player))
          expect(total(diagram, player, replying(diagram, player, reply.states))).toEqual(reply.value)
        }
      }),
      runs,
    )
  })

  it('finds the best of all strategies, or says that the player forgets', () => {
    fc.assert(
      fc.property(diagrams(small), diagram => {
        for (const player of diagram.players) {
          const reply = planOf(diagram).bestReply(player)
          if (reply.kind === 'forgets') {
            expect(reply.decision.player).toBe(player)
            expect(reply.earlier.player).toBe(player)
          } else expect(reply.value).toEqual(bestByEnumeration(diagram, player))
        }
      }),
      { ...runs, numRuns: 1_000 },
    )
  })

  it('finds in doubles what it finds in rationals', () => {
    fc.assert(
      fc.property(diagrams({ ...small, nodes: 7 }), diagram => {
        const [rough, fine] = [planIn(double, inDoubles(diagram)), planOf(diagram)]
        for (const question of ['states', 'tremblingStates'] as const) {
          const [some, others] = [rough[question](), fine[question]()]
          expect(some.length).toBe(others.length)
          for (const [at, state] of some.entries()) {
            const other = others[at]
            expect(state.observation).toEqual(other?.observation)
            for (const [index, value] of state.actions.entries())
              for (const field of ['payoff', 'total', 'earlier'] as const)
                expect(value[field]).toBeCloseTo(
                  exact.toNumber(other?.actions[index]?.[field] ?? exact.zero),
                  10,
                )
          }
        }
        for (const player of diagram.players) {
          const [some, other] = [rough.bestReply(player), fine.bestReply(player)]
          expect(some.kind).toBe(other.kind)
          if (some.kind === 'found' && other.kind === 'found')
            expect(some.value).toBeCloseTo(exact.toNumber(other.value), 10)
        }
      }),
      runs,
    )
  })

  it('fails as plain enumeration does', () => {
    const message = (act: () => unknown): string => {
      try {
        act()
        return 'fine'
      } catch (error) {
        return error instanceof Error ? 'failed' : 'thrown'
      }
    }
    let failed = 0
    fc.assert(
      fc.property(diagrams({ ...small, canFail: true }), diagram => {
        const plan = planOf(diagram)
        const outcomes = [
          [() => plan.payoffs(), () => total(diagram, 'alice', byProfile(diagram))],
          [() => plan.states(), () => bruteStates(diagram)],
          [() => plan.tremblingStates(), () => bruteTrembling(diagram)],
        ] as const
        for (const [act, reference] of outcomes) {
          const outcome = message(reference)
          if (outcome === 'failed') failed += 1
          expect(message(act)).toBe(outcome)
        }
      }),
      runs,
    )
    expect(failed).toBeGreaterThan(10)
  })

  it('finds the same in whatever order nodes become known', () => {
    const orders = new Set<string>()
    fc.assert(
      fc.property(diagrams({ ...small, nodes: 8 }), diagram => {
        const [some, others] = [planIn(exact, diagram, 0), planOf(diagram)]
        for (const { ordering } of some.outlines()) orders.add(ordering)
        expect(some.payoffs()).toEqual(others.payoffs())
        expect(byName(some.states())).toEqual(byName(others.states()))
        expect(byName(some.tremblingStates())).toEqual(byName(others.tremblingStates()))
        for (const player of diagram.players) {
          const [reply, other] = [some.bestReply(player), others.bestReply(player)]
          if (reply.kind === 'found' && other.kind === 'found') expect(reply.value).toEqual(other.value)
        }
      }),
      { ...runs, numRuns: 1_000 },
    )
    expect(orders.size).toBe(3)
  })

  it('bounds the errors of doubles', () => {
    const checked = (bound: number, some: number, other: Rational | undefined): void => {
      expect(Math.abs(some - exact.toNumber(other ?? exact.zero))).toBeLessThanOrEqual(bound + 1e-300)
      expect(bound).toBeLessThan(1e-10)
    }
    const check = (diagram: Diagram<Rational>): void => {
      const [rough, fine] = [planIn(double, inDoubles(diagram)), planOf(diagram)]
      for (const question of ['states', 'tremblingStates'] as const) {
        const [bounds, others] = [rough.bounds[question](), fine[question]()]
        for (const [at, { payoff, actions }] of rough[question]().entries()) {
          checked(bounds[at]?.payoff ?? 0, payoff, others[at]?.payoff)
          for (const [index, action] of actions.entries())
            for (const field of ['payoff', 'total', 'earlier'] as const)
              checked(
                bounds[at]?.actions[index]?.[field] ?? 0,
                action[field],
                others[at]?.actions[index]?.[field],
              )
        }
      }
      for (const player of diagram.players) {
        checked(rough.bounds.payoffs()[player] ?? 0, rough.payoffs()[player] ?? 0, fine.payoffs()[player])
        const [some, other] = [rough.bestReply(player), fine.bestReply(player)]
        if (some.kind === 'found' && other.kind === 'found')
          checked(rough.bounds.bestReply(player), some.value, other.value)
      }
    }
    fc.assert(fc.property(diagrams({ ...small, nodes: 7 }), check), runs)
    check(repeatedGame(30, true))
    check(repeatedGame(30, false))
  })
})

const nameOf = ({ decision, observation }: InformationState<Rational>): string =>
  `${decision.key} ${JSON.stringify(observation)}`

/**
 * A coin falls; alice sees it and moves, then moves again without looking or knowing what she did. She is paid one if
 * `wins` says so of the coin and both moves.
 */
const twoMoves = (wins: (coin: number, first: number, second: number) => boolean): Diagram<Rational> => {
  const sides = { values: ['heads', 'tails'] }
  const failures = new Map<number, unknown>()
  const even = { offsets: Int32Array.of(0, 2), items: Int32Array.of(0, 1) }
  const half = [rational(1n, 2n), rational(1n, 2n)]
  const move = (id: number, observed: readonly number[]): Node<Rational> => ({
    kind: 'decision',
    id,
    name: `move${id}`,
    domain: sides,
    parents: [],
    failures,
    decision: { key: `move${id}`, path: `move${id}`, player: 'alice', epsilon: exact.zero },
    menu: even,
    strategy: { ...even, weights: half },
    observed,
    observation: indices => ({ saw: indices }),
    cut: 1,
  })
  const table = Int32Array.from({ length: 8 }, (_, row) => (wins(row >> 2, (row >> 1) & 1, row & 1) ? 1 : 0))
  const domain = { values: [0, 1] }
  const kernel = { ...even, weights: half }
  const coin: Node<Rational> = {
    kind: 'chance',
    id: 0,
    name: 'coin',
    domain: sides,
    parents: [],
    failures,
    kernel,
  }
  const won: Node<Rational> = {
    kind: 'function',
    id: 3,
    name: 'won',
    domain,
    parents: [0, 1, 2],
    failures,
    table,
  }
  return {
    nodes: [coin, move(1, [0]), move(2, []), won],
    decisions: [1, 2],
    players: ['alice'],
    accounts: new Map([['alice', [{ kind: 'pay', node: 3, amounts: [exact.zero, exact.one] }]]]),
  }
}

describe('a player who forgets', () => {
  it('is found out where it matters', () => {
    const reply = planOf(twoMoves((_, first, second) => first === second)).bestReply('alice')
    expect(reply.kind).toBe('forgets')
    if (reply.kind !== 'forgets') return
    expect([reply.decision.key, reply.earlier.key]).toEqual(['move2', 'move1'])
  })

  it('is no worse off where it does not', () => {
    const diagram = twoMoves((coin, first) => coin === first)
    const [nothing, one, two] = [exact.zero, exact.one, rational(2n)]
    const reply = planOf({
      ...diagram,
      // The first move is to match the coin, which the second has nothing to do with.
      nodes: diagram.nodes.map(node =>
        node.kind === 'function' ? { ...node, parents: [0, 1], table: Int32Array.of(1, 0, 0, 1) } : node,
      ),
      accounts: new Map([
        [
          'alice',
          [
            { kind: 'pay', node: 3, amounts: [nothing, one] },
            { kind: 'pay', node: 2, amounts: [nothing, two] },
          ],
        ],
      ]),
    }).bestReply('alice')
    expect(reply.kind).toBe('found')
    if (reply.kind === 'found') expect(reply.value).toEqual(rational(3n))
  })
})

/** Each of `count` players adds one of `size` numbers to what the last node, which all are paid by, is the sum of. */
const summing = (count: number, size: number): Diagram<Rational> => {
  const numbers = { values: Array.from({ length: size }, (_, i) => i) }
  const rows = (length: number) => ({
    offsets: Int32Array.of(0, length),
    items: Int32Array.from({ length }, (_, i) => i),
  })
  const failures = new Map<number, unknown>()
  const one = rational(1n, BigInt(size))
  const nodes: Node<Rational>[] = Array.from({ length: count }, (_, id) => ({
    kind: 'decision',
    id,
    name: `bid${id}`,
    domain: numbers,
    parents: [],
    failures,
    decision: { key: `d${id}`, path: `d${id}`, player: `p${id}`, epsilon: exact.zero },
    menu: rows(size),
    strategy: { ...rows(size), weights: numbers.values.map(() => one) },
    observed: [],
    observation: () => [],
    cut: 1,
  }))
  const parents = nodes.map(({ id }) => id)
  const sums = Array.from({ length: count * (size - 1) + 1 }, (_, i) => i)
  const lifts = parents.map(() => Int32Array.from(numbers.values))
  const carrier = { empty: 0, combine: (a: number, b: number) => a + b, elements: sums }
  const name = 'sum'
  const domain = { values: sums }
  nodes.push({
    kind: 'aggregate',
    id: count,
    name,
    domain,
    parents,
    failures,
    carrier,
    lifts,
    finish: n => n,
  })
  const paid = { kind: 'pay' as const, node: count, amounts: sums.map(n => rational(BigInt(n))) }
  return {
    nodes,
    decisions: parents,
    players: parents.map(id => `p${id}`),
    accounts: new Map(parents.map(id => [`p${id}`, [paid]])),
  }
}

describe('what is remembered', () => {
  it('of many who add something up is the sum so far', () => {
    const plan = planIn(double, inDoubles(summing(40, 4)))
    for (const { states } of plan.outlines()) expect(states).toBeLessThan(40 * 40 * 4)
    expect(plan.payoffs()['p0']).toBeCloseTo(60, 10)
    const actions = plan.states()[7]?.actions.map(({ payoff }) => payoff) ?? []
    for (const [n, payoff] of actions.entries()) expect(payoff).toBeCloseTo(58.5 + n, 10)
  })

  it('in a repeated game does not grow with its rounds, and its time is in proportion to them', () => {
    const diagram = inDoubles(repeatedGame(1_000, true))
    const plan = planIn(double, diagram)
    for (const { states, edges } of plan.outlines()) {
      expect(states).toBeLessThan(13_000)
      expect(edges).toBeLessThan(25_000)
    }
    const states = plan.states()
    expect(states.length).toBe(7_994)
    // Discounted by nine tenths, what comes after a hundred rounds is nothing beside what comes first.
    const shorter = planIn(double, inDoubles(repeatedGame(500, true)))
    expect(states[0]?.payoff).toBeCloseTo(shorter.states()[0]?.payoff ?? 0, 10)
    const [reply, other] = [plan.bestReply('alice'), shorter.bestReply('alice')]
    expect([reply.kind, other.kind]).toEqual(['found', 'found'])
    if (reply.kind === 'found' && other.kind === 'found') expect(reply.value).toBeCloseTo(other.value, 10)
  })

  it('of whole histories is what matters, where all of them are too much', () => {
    const diagram = repeatedGame(9, true)
    const seesAll = {
      ...diagram,
      nodes: diagram.nodes.map(node =>
        node.kind === 'decision'
          ? {
              ...node,
              observation: (indices: readonly number[]) => indices,
              observed: diagram.nodes.flatMap(({ id, kind }) =>
                id < node.id && (kind === 'decision' || node.parents.includes(id)) ? [id] : [],
              ),
            }
          : node,
      ),
    }
    const plan = eliminationPlan(double, unlimited, inDoubles(seesAll), 2_000)
    if (E.isLeft(plan)) throw new Error('too wide')
    const other = planIn(double, inDoubles(diagram))
    expect(other.summarized).toEqual([])
    expect(plan.right.summarized.map(({ key }) => key)).toContain('alice8')
    expect(plan.right.payoffs()).toEqual(other.payoffs())
    const [reply, best] = [plan.right.bestReply('alice'), other.bestReply('alice')]
    if (reply.kind === 'forgets' || best.kind === 'forgets') throw new Error('forgets')
    expect(reply.value).toBeCloseTo(best.value, 12)
  })

  it('of what is observed is what matters: gains and best replies are the same', () => {
    let summarized = 0
    const gains = ({ actions }: InformationState<Rational>) =>
      actions.map(({ total }) => exact.sub(total, actions[0]?.total ?? exact.zero))
    fc.assert(
      fc.property(diagrams({ nodes: 9, canFail: false, remembers: true }), diagram => {
        const full = planOf(diagram)
        const most = Math.max(...full.outlines().map(({ edges }) => edges))
        const plan = eliminationPlan(exact, unlimited, diagram, most - 1)
        if (E.isLeft(plan)) return
        summarized += plan.right.summarized.length
        const others = new Map(full.states().map(state => [nameOf(state), state]))
        for (const state of plan.right.states()) {
          const other = others.get(nameOf(state))
          expect(other === undefined ? undefined : gains(other)).toEqual(gains(state))
        }
        for (const { player } of full.outlines()) {
          const [reply, other] = [plan.right.bestReply(player), full.bestReply(player)]
          if (reply.kind === 'forgets' || other.kind === 'forgets') continue
          expect([reply.payoff, reply.value]).toEqual([other.payoff, other.value])
        }
      }),
      { ...runs, numRuns: 1_000 },
    )
    expect(summarized).toBeGreaterThan(10)
  })

  it('where it is too much is said by name', () => {
    const diagram = repeatedGame(5, false)
    const moves = diagram.nodes.flatMap(({ id, kind }) => (kind === 'decision' ? [id] : []))
    const rows = 2 ** moves.length
    const table = Int32Array.from({ length: rows }, (_, row) => row % 2)
    const id = diagram.nodes.length
    const domain = { values: ['even', 'odd'] }
    const failures = new Map<number, unknown>()
    const history: Node<Rational> = {
      kind: 'function',
      id,
      name: 'history',
      domain,
      parents: moves,
      failures,
      table,
    }
    const remembering: Diagram<Rational> = {
      ...diagram,
      nodes: [...diagram.nodes, history],
      accounts: new Map([['alice', [{ kind: 'pay', node: id, amounts: [exact.zero, exact.one] }]]]),
    }
    const plan = eliminationPlan(exact, unlimited, remembering, 500)
    expect(E.isLeft(plan)).toBe(true)
    if (E.isRight(plan)) return
    expect(plan.left.name).toMatch(/^(alice|bob)[34]$/)
    expect(plan.left.neededBy).toBe('history')
    expect(plan.left.remembered).toContain('alice0')
    expect(plan.left.size).toBeGreaterThan(500)
  })

  it('can be read', () => {
    const outline = planOf(repeatedGame(2, true)).outlines()[0]
    expect(outline === undefined ? '' : showOutline(outline)).toBe(
      [
        'alice: 7 of 7 nodes, order program, 17 states, 31 edges (at most 57 estimated)',
        '  start: 1 states, 1 edges, then start',
        '  decision alice0 given start: 1 states, 2 edges',
        '  decision bob0 given start, alice0: 2 states, 4 edges, then past0',
        '  decision alice1 given past0: 4 states, 8 edges',
        '  decision bob1 given past0, alice1: 8 states, 16 edges, then past1',
      ].join('\n'),
    )
  })
})
