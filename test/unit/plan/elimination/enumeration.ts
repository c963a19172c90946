/** The answers of a plan by plain enumeration of all plays. */
import * as fc from 'fast-check'
import type { InformationState } from '../../../../src/game/game.ts'
import { type Germ, germs } from '../../../../src/markov/germ.ts'
import { exact, type Rational } from '../../../../src/markov/rational.ts'
import type { DecisionNode, Diagram } from '../../../../src/plan/diagram.ts'
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
} from '../treeBrute.ts'

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

export const bruteStates = (diagram: Diagram<Rational>): readonly InformationState<Rational>[] =>
  decisionsOf(diagram).flatMap(node =>
    [...histories(node, plays(diagram, exact, same, byProfile(diagram), node.id)).values()].flatMap(
      belief => {
        const probability = belief.reduce((sum, [, weight]) => exact.add(sum, weight), exact.zero)
        return present(stateOf(diagram, node, probability, belief))
      },
    ),
  )

export const bruteTrembling = (diagram: Diagram<Rational>): readonly InformationState<Rational>[] => {
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
export const byName = (states: readonly InformationState<Rational>[]) =>
  Object.fromEntries(
    states.map(state => [
      `${state.decision.key} ${JSON.stringify(state.observation)}`,
      {
        ...state,
        strategy: Object.fromEntries(state.strategy.map(([action, weight]) => [String(action), weight])),
      },
    ]),
  )

export const total = (diagram: Diagram<Rational>, player: string, taking: Taking<Rational>): Rational =>
  expected(plays(diagram, exact, same, taking, Number.POSITIVE_INFINITY), play =>
    worth(diagram.accounts.get(player) ?? [], play),
  )

/** The most that a player gets from any pure strategy; passed over where there are too many. */
export const bestByEnumeration = (diagram: Diagram<Rational>, player: string): Rational => {
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

/** The profile with the best replies of `player`. */
export const replying = (
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
