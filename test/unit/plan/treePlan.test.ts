import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { bestResponse } from '../../../src/equilibrium/bestResponse.ts'
import { sequenceForm } from '../../../src/equilibrium/sequenceForm.ts'
import type { InformationState } from '../../../src/game/game.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { type Germ, germs } from '../../../src/markov/germ.ts'
import { exact, type Rational } from '../../../src/markov/rational.ts'
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

/** The most that a player gets from any pure strategy, each information state having one action. */
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

  it('says that a player forgets where the sequence form meets a state twice, and replies alike elsewhere', () => {
    let forgotten = 0
    fc.assert(
      fc.property(diagrams(small), diagram => {
        for (const player of diagram.players) {
          const tree = diagramTree(
            exact,
            unlimited,
            diagram,
            100_000,
            ({ player: mover }) => mover === player,
          )
          if (E.isLeft(tree)) throw new Error('too wide')
          const sequence = sequenceForm(exact, tree.right, player)
          const reply = planOf(diagram).bestReply(player)
          const response = bestResponse(exact, sequence, player, exact.zero)
          if (reply.kind === 'forgets') {
            forgotten += 1
            expect(reply.decision.player).toBe(player)
            expect(reply.earlier.player).toBe(player)
          } else expect([reply.payoff, reply.value]).toEqual([response.payoff, response.upper])
        }
      }),
      runs,
    )
    expect(forgotten).toBeGreaterThan(0)
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
