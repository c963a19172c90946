import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { bestResponse } from '../../../src/equilibrium/bestResponse.ts'
import { forgottenStates, type Sequence, sequenceForm } from '../../../src/equilibrium/sequenceForm.ts'
import type { InformationState } from '../../../src/game/game.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { type Germ, germs } from '../../../src/markov/germ.ts'
import { exact, type Rational, rational } from '../../../src/markov/rational.ts'
import type { DecisionNode, Diagram } from '../../../src/plan/diagram.ts'
import type { Plan } from '../../../src/plan/plan.ts'
import { diagramTree } from '../../../src/plan/tree/diagramTree.ts'
import { treePlan } from '../../../src/plan/tree/plan.ts'
import { scalarArithmetic } from '../../../src/plan/tree/scalars.ts'
import {
  byProfile,
  decisionsOf,
  expected,
  menuAt,
  type Play,
  plays,
  seen,
  type Taking,
  throwFailure,
  worth,
} from './treeBrute.ts'
import { diagrams } from './treeDiagrams.ts'

const runs = { numRuns: 300 }
const small = { nodes: 6, canFail: false, remembers: false }

const planOf = (diagram: Diagram<Rational>): Plan<Rational> => {
  const plan = treePlan(scalarArithmetic(exact), unlimited, diagram, 100_000)
  if (E.isLeft(plan)) throw new Error('too wide')
  return plan.right
}

const isZero = (n: Rational): boolean => exact.equals(n, exact.zero)
const same = <N>(n: N): N => n

/** A decision's plays up to it by what is seen there. */
const histories = <W>(
  node: DecisionNode<Rational>,
  all: readonly (readonly [Play, W])[],
): ReadonlyMap<string, readonly (readonly [Play, W])[]> => {
  const groups = new Map<string, (readonly [Play, W])[]>()
  for (const entry of all) {
    const key = seen(node, entry[0])
    groups.set(key, [...(groups.get(key) ?? []), entry])
  }
  return groups
}

/** One information state, valued by playing each action from each of the plays that may have led there. */
const stateOf = (
  diagram: Diagram<Rational>,
  node: DecisionNode<Rational>,
  probability: Rational,
  belief: readonly (readonly [Play, Rational])[],
): InformationState<Rational> | undefined => {
  const [example] = belief
  if (example === undefined) return undefined
  for (const [play] of belief) throwFailure(diagram, node, play)
  const profile = byProfile(diagram)
  const account = diagram.accounts.get(node.decision.player) ?? []
  const total = belief.reduce((sum, [, weight]) => exact.add(sum, weight), exact.zero)
  const actions = menuAt(diagram, node, example[0]).map(value => {
    const after = belief.flatMap(([play, weight]) =>
      plays(diagram, exact, same, profile, Number.POSITIVE_INFINITY, [...play, value], weight),
    )
    const given = (worthOf: (play: Play) => Rational) => exact.div(expected(after, worthOf), total)
    return {
      action: node.domain.values[value],
      payoff: given(play => worth(account.slice(0, node.cut), play)),
      total: given(play => worth(account, play)),
      earlier: given(play => worth(account.slice(node.cut), play)),
    }
  })
  const strategy = profile(node, example[0]).map(
    ([value, weight]) => [node.domain.values[value], weight] as const,
  )
  const payoffs = new Map(actions.map(({ action, payoff }) => [action, payoff]))
  const payoff = strategy.reduce(
    (sum, [action, weight]) => exact.add(sum, exact.mul(weight, payoffs.get(action) ?? exact.zero)),
    exact.zero,
  )
  const observation = node.observation(node.observed.map(read => example[0][read] ?? 0))
  return { decision: node.decision, observation, probability, strategy, payoff, actions }
}

const present = <A>(a: A | undefined): readonly A[] => (a === undefined ? [] : [a])

const bruteStates = (diagram: Diagram<Rational>): readonly InformationState<Rational>[] =>
  decisionsOf(diagram).flatMap(node =>
    [...histories(node, plays(diagram, exact, same, byProfile(diagram), node.id)).values()].flatMap(
      belief => {
        const probability = belief.reduce((sum, [, weight]) => exact.add(sum, weight), exact.zero)
        return present(stateOf(diagram, node, probability, belief))
      },
    ),
  )

const bruteTrembling = (diagram: Diagram<Rational>): readonly InformationState<Rational>[] => {
  const weights = germs(exact)
  const profile = byProfile(diagram)
  const trembling: Taking<Germ<Rational>> = (node, play) => {
    const menu = menuAt(diagram, node, play)
    const played = new Map(profile(node, play))
    const share = weights.mul(weights.epsilon, weights.standard(exact.fromRatio(1n, BigInt(menu.length))))
    return menu.map(value => [value, weights.add(weights.standard(played.get(value) ?? exact.zero), share)])
  }
  return decisionsOf(diagram).flatMap(node =>
    [...histories(node, plays(diagram, weights, weights.standard, trembling, node.id)).values()].flatMap(
      group => {
        const sum = group.reduce((total, [, germ]) => weights.add(total, germ), weights.zero)
        const belief = group.map(
          ([play, germ]) => [play, weights.standardPart(weights.div(germ, sum))] as const,
        )
        const probability = weights.standardPart(sum)
        return present(
          stateOf(
            diagram,
            node,
            probability,
            belief.filter(([, weight]) => !isZero(weight)),
          ),
        )
      },
    ),
  )
}

/** States told by name, whatever their order within a decision. */
const byName = (states: readonly InformationState<Rational>[]) =>
  Object.fromEntries(
    states.map(state => [
      `${state.decision.key} ${JSON.stringify(state.observation)}`,
      {
        ...state,
        strategy: Object.fromEntries(state.strategy.map(([action, weight]) => [String(action), weight])),
      },
    ]),
  )

const total = (diagram: Diagram<Rational>, player: string, taking: Taking<Rational>): Rational =>
  expected(plays(diagram, exact, same, taking, Number.POSITIVE_INFINITY), play =>
    worth(diagram.accounts.get(player) ?? [], play),
  )

/** The most that a player gets from any pure strategy; passed over where there are too many. */
const bestByEnumeration = (diagram: Diagram<Rational>, player: string): Rational => {
  const profile = byProfile(diagram)
  const menus = new Map<string, readonly number[]>()
  const all: Taking<Rational> = (node, play) => {
    if (node.decision.player !== player) return profile(node, play)
    const menu = menuAt(diagram, node, play)
    menus.set(seen(node, play), menu)
    return menu.map(value => [value, exact.one])
  }
  plays(diagram, exact, same, all, Number.POSITIVE_INFINITY)
  const count = [...menus.values()].reduce((product, menu) => product * menu.length, 1)
  fc.pre(count <= 2_000)
  let policies: readonly ReadonlyMap<string, number>[] = [new Map()]
  for (const [state, menu] of menus)
    policies = policies.flatMap(policy => menu.map(value => new Map(policy).set(state, value)))
  return policies
    .map(policy =>
      total(diagram, player, (node, play) =>
        node.decision.player === player
          ? [[policy.get(seen(node, play)) ?? 0, exact.one]]
          : profile(node, play),
      ),
    )
    .reduce((best, value) => (exact.compare(value, best) > 0 ? value : best))
}

/** A player's side of the object tree. */
const sideOf = (diagram: Diagram<Rational>, player: string): Sequence<Rational> => {
  const tree = diagramTree(exact, unlimited, diagram, 100_000, decision => decision.player === player)
  if (E.isLeft(tree)) throw new Error('too wide')
  return sequenceForm(exact, tree.right, player)
}

/** Alice sees a coin and calls it for 1/2, then calls it for 1 without seeing the coin or recalling her first call. */
const forgetful: Diagram<Rational> = (() => {
  const domain = { values: ['heads', 'tails'] }
  const even = { offsets: Int32Array.of(0, 2), items: Int32Array.of(0, 1) }
  const heads = { offsets: Int32Array.of(0, 1), items: Int32Array.of(0), weights: [rational(1n)] }
  const call = (id: number, observed: readonly number[]) => ({
    id,
    name: `call ${id}`,
    domain,
    parents: [],
    failures: new Map<number, unknown>(),
    kind: 'decision' as const,
    decision: { key: `d${id}`, path: `d${id}`, player: 'alice', epsilon: rational(0n) },
    menu: even,
    strategy: heads,
    observed,
    observation: (indices: readonly number[]) => indices,
    cut: 2,
  })
  const right = (id: number, called: number) => ({
    id,
    name: `right ${called}`,
    domain,
    parents: [0, called],
    failures: new Map<number, unknown>(),
    kind: 'function' as const,
    table: Int32Array.of(1, 0, 0, 1),
  })
  const half = rational(1n, 2n)
  const coin = { ...even, weights: [half, half] }
  return {
    nodes: [
      { id: 0, name: 'coin', domain, parents: [], failures: new Map(), kind: 'chance', kernel: coin },
      call(1, [0]),
      call(2, []),
      right(3, 1),
      right(4, 2),
    ],
    decisions: [1, 2],
    players: ['alice'],
    accounts: new Map([
      [
        'alice',
        [
          { kind: 'pay', node: 4, amounts: [rational(0n), rational(1n)] },
          { kind: 'pay', node: 3, amounts: [rational(0n), half] },
        ],
      ],
    ]),
  }
})()

describe('a plan on trees', () => {
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

  it('replies to players who forget where no memory is needed, as well as any strategy can', () => {
    let recovered = 0
    fc.assert(
      fc.property(diagrams({ ...small, nodes: 8 }), diagram => {
        for (const player of diagram.players) {
          const reply = planOf(diagram).bestReply(player)
          const sequence = sideOf(diagram, player)
          const forgets = forgottenStates(sequence).length > 0
          if (reply.kind === 'forgets') {
            expect(forgets).toBe(true)
            expect([reply.decision.player, reply.earlier.player]).toEqual([player, player])
          } else {
            if (forgets) recovered += 1
            const response = bestResponse(exact, sequence, player, exact.zero)
            expect([reply.payoff, reply.value]).toEqual([response.payoff, response.lower])
            expect(total(diagram, player, replying(diagram, player, reply.states))).toEqual(reply.value)
          }
        }
      }),
      { numRuns: 500 },
    )
    expect(recovered).toBeGreaterThan(5)
  })

  it('says what a player forgets that it should have known', () => {
    const reply = planOf(forgetful).bestReply('alice')
    expect(reply).toMatchObject({ kind: 'forgets', decision: { key: 'd2' }, earlier: { key: 'd1' } })
    // Remembering would bring 3/2; the best that can be had is 1.
    expect(bestByEnumeration(forgetful, 'alice')).toEqual(rational(1n))
    expect(bestResponse(exact, sideOf(forgetful, 'alice'), 'alice', exact.zero).lower).toEqual(rational(1n))
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
})

/** The profile with the best replies of `player`. */
const replying = (
  diagram: Diagram<Rational>,
  player: string,
  states: readonly {
    readonly decision: { readonly key: string }
    readonly observation: unknown
    readonly best: number
  }[],
): Taking<Rational> => {
  const best = new Map(
    states.map(state => [`${state.decision.key}${JSON.stringify(state.observation)}`, state.best]),
  )
  return (node, play) => {
    if (node.decision.player !== player) return byProfile(diagram)(node, play)
    const observation = node.observation(node.observed.map(read => play[read] ?? 0))
    const index = best.get(`${node.decision.key}${JSON.stringify(observation)}`) ?? 0
    return [[menuAt(diagram, node, play)[index] ?? 0, exact.one]]
  }
}
