import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { unlimited } from '../../../src/markov/budget.ts'
import { exact, integer, type Rational } from '../../../src/markov/rational.ts'
import { structuralKey } from '../../../src/markov/structuralKey.ts'
import type { Diagram, Node } from '../../../src/plan/diagram.ts'
import { eliminationPlan } from '../../../src/plan/elimination/plan.ts'
import type { Plan, Reply } from '../../../src/plan/plan.ts'
import { payoffIn, planOf } from '../../../src/plan/planOf.ts'
import { simplified } from '../../../src/plan/simplify.ts'
import { domainOf, kernelOf, streetDiagram, streets } from './aggregateDiagrams.ts'
import { diagrams } from './treeDiagrams.ts'

const limit = 1_000_000

const made = <A>(result: E.Either<unknown, A>): A => {
  if (E.isLeft(result)) throw new Error('too wide')
  return result.right
}

const sorted = <A extends { readonly decision: { readonly key: string }; readonly observation: unknown }>(
  states: readonly A[],
): readonly A[] => {
  const keyOf = ({ decision: { key }, observation }: A) => structuralKey([key, observation])
  return [...states].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

const sortedReply = (reply: Reply<Rational>) =>
  reply.kind === 'found' ? { ...reply, states: sorted(reply.states) } : reply

const agree = (diagram: Diagram<Rational>): void => {
  const whole: Plan<Rational> = made(eliminationPlan(exact, unlimited, diagram, limit))
  const plan = made(planOf(exact, unlimited, diagram, limit))
  expect(plan.payoffs()).toEqual(whole.payoffs())
  expect(sorted(plan.states())).toEqual(sorted(whole.states()))
  expect(sorted(plan.tremblingStates())).toEqual(sorted(whole.tremblingStates()))
  for (const player of new Set(plan.decisions.map(decision => decision.player)))
    expect(sortedReply(plan.bestReply(player))).toEqual(sortedReply(whole.bestReply(player)))
}

describe('the plan of a diagram', () => {
  it('answers as elimination of the whole does', () => {
    fc.assert(fc.property(diagrams({ nodes: 10, canFail: false, remembers: true }), agree), { numRuns: 150 })
  })

  it('answers so where players share aggregates', () => {
    fc.assert(
      fc.property(streets, street => agree(streetDiagram(street))),
      { numRuns: 40 },
    )
  })

  it('bounds no errors where there are none', () => {
    fc.assert(
      fc.property(diagrams({ nodes: 8, canFail: false, remembers: true }), diagram => {
        const { bounds } = made(planOf(exact, unlimited, diagram, limit))
        expect(Object.values(bounds.payoffs()).every(bound => bound === 0)).toBe(true)
      }),
      { numRuns: 20 },
    )
  })
})

const node = (
  id: number,
  parents: readonly number[],
  size: number,
  table: readonly number[],
): Node<Rational> => ({
  kind: 'function',
  id,
  name: `f${id}`,
  parents,
  table: Int32Array.from(table),
  domain: domainOf(size),
  failures: new Map(),
})

const chance = (id: number, size: number): Node<Rational> => ({
  kind: 'chance',
  id,
  name: `c${id}`,
  parents: [],
  domain: domainOf(size),
  failures: new Map(),
  kernel: kernelOf([Array.from({ length: size }, () => 1)]),
})

/** Pays player `p` the index of the value of each of these nodes. */
const paying = (nodes: readonly Node<Rational>[], paid: readonly number[]): Diagram<Rational> => ({
  nodes,
  decisions: [],
  players: ['p'],
  accounts: new Map([
    [
      'p',
      paid.map(id => ({
        kind: 'pay' as const,
        node: id,
        amounts: (nodes[id]?.domain.values ?? []).map((_, k) => integer(BigInt(k))),
      })),
    ],
  ]),
})

const kinds = ({ nodes }: Diagram<Rational>) =>
  nodes.map(({ kind, domain }) => `${kind} ${domain.values.length}`)

describe('a simplified diagram', () => {
  it('tells chance apart as far as it makes a difference', () => {
    const diagram = paying([chance(0, 6), node(1, [0], 2, [0, 0, 0, 1, 1, 1])], [1])
    expect(kinds(simplified(exact, diagram))).toEqual(['chance 2', 'function 2'])
    expect(made(payoffIn(exact, unlimited, diagram, 'p', limit))).toEqual(exact.fromRatio(1n, 2n))
  })

  it('makes functions that one function needs part of it', () => {
    const diagram = paying(
      [chance(0, 2), chance(1, 2), node(2, [0, 1], 3, [0, 1, 1, 2]), node(3, [2, 0], 2, [0, 0, 1, 0, 1, 1])],
      [3, 0, 1],
    )
    expect(kinds(simplified(exact, diagram))).toEqual(['chance 2', 'chance 2', 'function 2'])
  })

  it('keeps what several need: a state stands between what was and what comes', () => {
    const diagram = paying(
      [
        chance(0, 2),
        chance(1, 2),
        node(2, [0, 1], 3, [0, 1, 1, 2]),
        chance(3, 2),
        node(4, [2, 3], 3, [0, 1, 1, 2, 2, 0]),
        node(5, [2, 3], 2, [0, 1, 1, 1, 0, 0]),
      ],
      [4, 5, 0, 1, 3],
    )
    const { nodes } = simplified(exact, diagram)
    expect(nodes.filter(({ kind }) => kind === 'function').map(({ parents }) => parents.length)).toEqual([
      2, 2, 2,
    ])
  })
})
