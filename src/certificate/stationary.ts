/**
 * Whether stationary strategies of a game without end are an equilibrium, or how near one: by one pass over the values that
 * are told, in which nobody may gain by any strategy of a single stage (Blackwell, Discounted dynamic programming, 1965). No
 * values are computed.
 */
import * as E from 'fp-ts/lib/Either.js'
import {
  type Fraction,
  fractionOf,
  isEqual,
  isLess,
  minus,
  most,
  one,
  over,
  plus,
  show,
  sum,
  times,
  zero,
} from './fraction.ts'
import type { EndlessGame, StationaryClaim } from './solutions.ts'
import { bestReply, distributionOf, expected, fractionsOf, type Tree, treeOf } from './solvedTree.ts'

interface Stage {
  readonly tree: Tree
  readonly ends: readonly { readonly next: number; readonly weights: readonly Fraction[] }[]
}

/** A game without end as the verifier reads it. */
export interface Endless {
  readonly players: readonly string[]
  readonly stages: readonly Stage[]
  readonly start: readonly { readonly state: number; readonly probability: Fraction }[]
}

/** The game, or what is wrong with it. */
export const endlessOf = ({ players, stages, start }: EndlessGame): E.Either<string, Endless> => {
  const read: Stage[] = []
  const isState = (state: number): boolean => stages[state] !== undefined
  for (const [state, { sets, nodes, ends }] of stages.entries()) {
    const tree = treeOf({ of: 'game', players, sets, nodes })
    if (E.isLeft(tree)) return E.left(`in state ${state}, ${tree.left}`)
    const leads = ends.map(({ next, weights }) => ({ next, weights: fractionsOf(weights) ?? [] }))
    if (leads.length !== nodes.filter(({ kind }) => kind === 'end').length)
      return E.left(`not every end of state ${state} leads somewhere`)
    const isRight = leads.every(
      ({ next, weights }) =>
        isState(next) &&
        weights.length === players.length &&
        weights.every(weight => weight.top >= 0n && isLess(weight, one)),
    )
    if (!isRight)
      return E.left(`an end of state ${state} leads nowhere, or what comes later counts for no less`)
    read.push({ tree: tree.right, ends: leads })
  }
  const probabilities = distributionOf(start.map(({ probability }) => probability))
  if (probabilities === undefined || !start.every(({ state }) => isState(state)))
    return E.left('where it begins is no distribution over its states')
  return E.right({
    ...{ players, stages: read },
    start: start.map(({ state }, k) => ({ state, probability: probabilities[k] ?? zero })),
  })
}

/** What is wrong, each in a clause. */
export const stationaryProblems = (
  { players, stages, start }: Endless,
  claim: StationaryClaim,
): readonly string[] => {
  const values = claim.values.map(own => fractionsOf(own) ?? [])
  if (values.length !== stages.length || values.some(own => own.length !== players.length))
    return ['not every state has its values']
  /** By player, the most that the values fall short of a best reply, and that they are wrong by. */
  const gains = players.map(() => zero)
  const slips = players.map(() => zero)
  for (const [state, { tree, ends }] of stages.entries()) {
    const behavior: (readonly Fraction[])[] = []
    for (const [set, { label, actions }] of tree.sets.entries()) {
      const own = distributionOf(claim.profile[state]?.[set] ?? [])
      if (own === undefined || own.length !== actions) return [`what is done at ${label} is no distribution`]
      behavior.push(own)
    }
    const stage = goingOn(tree, ends, values)
    const kept = expected(stage, behavior)
    for (const [player, name] of players.entries()) {
      const told = values[state]?.[player] ?? zero
      const best = bestReply(stage, behavior, player)
      if (best === undefined) return [`${name} forgets in a stage what it knew or did`]
      gains[player] = most(gains[player] ?? zero, minus(best, told))
      slips[player] = most(slips[player] ?? zero, size(minus(kept[player] ?? zero, told)))
    }
  }
  return [
    ...players.flatMap((name, player) => {
      const payoff = sum(
        start.map(({ state, probability }) => times(probability, values[state]?.[player] ?? zero)),
      )
      // Each stage may add as much again, which counts for less the later it comes.
      const regret = over(
        plus(gains[player] ?? zero, slips[player] ?? zero),
        minus(one, largestWeight(stages, player)),
      )
      return [
        ...told(`the payoff of ${name}`, payoff, claim.payoffs[player]),
        ...told(`the regret of ${name}`, regret, claim.regrets[player]),
      ]
    }),
    ...(claim.concept === 'equilibrium' && claim.regrets.some(regret => regret !== '0')
      ? ['somebody gains, so that this is no equilibrium']
      : []),
  ]
}

const told = (what: string, found: Fraction, text: string | undefined): readonly string[] => {
  const known = fractionOf(text ?? '')
  return known !== undefined && isEqual(found, known)
    ? []
    : [`${what} is ${show(found)}, not ${text ?? 'told'}`]
}

const size = (n: Fraction): Fraction => (n.top < 0n ? minus(zero, n) : n)

const largestWeight = (stages: readonly Stage[], player: number): Fraction =>
  stages.reduce(
    (so, { ends }) => ends.reduce((inner, { weights }) => most(inner, weights[player] ?? zero), so),
    zero,
  )

/** The stage with what comes later paid at its ends. */
const goingOn = (tree: Tree, ends: Stage['ends'], values: readonly (readonly Fraction[])[]): Tree => {
  let end = 0
  return {
    ...tree,
    nodes: tree.nodes.map(node => {
      if (node.kind !== 'end') return node
      const { next = 0, weights = [] } = ends[end++] ?? {}
      return {
        kind: 'end',
        payoffs: node.payoffs.map((received, player) =>
          plus(received, times(weights[player] ?? zero, values[next]?.[player] ?? zero)),
        ),
      }
    }),
  }
}
