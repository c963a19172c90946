import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { unlimited } from '../../../src/markov/budget.ts'
import { exact, type Rational } from '../../../src/markov/rational.ts'
import { structuralKey } from '../../../src/markov/structuralKey.ts'
import { focus } from '../../../src/plan/aggregate/focus.ts'
import type { Diagram } from '../../../src/plan/diagram.ts'
import { eliminationPlan } from '../../../src/plan/elimination/plan.ts'
import type { Plan, Reply } from '../../../src/plan/plan.ts'
import { streetDiagram, streets } from './aggregateDiagrams.ts'
import { diagrams } from './treeDiagrams.ts'

/** Nothing where a diagram is so wide that a test has no time for it. */
const planOf = (diagram: Diagram<Rational>): Plan<Rational> | undefined => {
  const plan = eliminationPlan(exact, unlimited, diagram, 50_000)
  return E.isLeft(plan) ? undefined : plan.right
}

/** States of one decision stand in the order in which a plan met them. */
const sorted = <A extends { readonly decision: { readonly key: string }; readonly observation: unknown }>(
  states: readonly A[],
): readonly A[] => {
  const keyOf = ({ decision: { key }, observation }: A) => structuralKey([key, observation])
  return [...states].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

const sortedReply = (reply: Reply<Rational>) =>
  reply.kind === 'found' ? { ...reply, states: sorted(reply.states) } : reply

/** The same answers for each player from its own diagram as from the whole. */
const agree = (diagram: Diagram<Rational>): boolean => {
  const whole = planOf(diagram)
  if (whole === undefined) return false
  const focused = focus(diagram, exact)
  for (const player of diagram.players) {
    const own = planOf(focused(player))
    if (own === undefined) throw new Error('a part is wider than the whole')
    expect(own.payoffs()[player]).toEqual(whole.payoffs()[player])
    expect(sorted(own.states())).toEqual(
      sorted(whole.states().filter(({ decision }) => decision.player === player)),
    )
    expect(sortedReply(own.bestReply(player))).toEqual(sortedReply(whole.bestReply(player)))
  }
  return true
}

describe("a player's own diagram", () => {
  it('answers as the whole does where players share aggregates', () => {
    let compared = 0
    fc.assert(
      fc.property(streets, street => {
        if (agree(streetDiagram(street))) compared += 1
      }),
      { numRuns: 50 },
    )
    expect(compared).toBeGreaterThan(30)
  })

  it('answers as any whole does, with scales in the accounts', () => {
    let compared = 0
    fc.assert(
      fc.property(diagrams({ nodes: 10, canFail: false, remembers: true }), diagram => {
        if (agree(diagram)) compared += 1
      }),
      { numRuns: 150 },
    )
    expect(compared).toBeGreaterThan(100)
  })

  it('answers so where one aggregate is observed before another is made of what is done then', () => {
    // The 44th of these has such aggregates, which are taken together.
    let compared = 0
    fc.assert(
      fc.property(diagrams({ nodes: 10, canFail: false, remembers: true }), diagram => {
        if (agree(diagram)) compared += 1
      }),
      { seed: -1_606_814_307, numRuns: 44 },
    )
    expect(compared).toBeGreaterThan(30)
  })
})
