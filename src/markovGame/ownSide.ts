/** A player's side of a stage: its own decisions as choices, the others' and chance as draws. */
import type { Decision, Profile } from '../game/game.ts'
import { legalStrategy } from '../game/invalidPlay.ts'
import { informationSet, type Tree, treeOf } from '../game/tree.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Weighted } from '../markov/stochastic.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import type { Means } from './chain.ts'
import type { States } from './explore.ts'
import type { MarkovGame } from './markovGame.ts'
import { type StageEnd, stageEnds, untouched } from './stage.ts'

export type Side<N> =
  | { readonly kind: 'end'; readonly next: number; readonly amount: N; readonly factor: N }
  | { readonly kind: 'chance'; readonly branches: readonly (readonly [side: Side<N>, probability: N])[] }
  | { readonly kind: 'choice'; readonly at: OwnSet<N>; readonly branches: readonly Side<N>[] }

/**
 * What the player knows at a decision within the stage from one state, as if it observed the state and recalled what it
 * saw and did before in the stage.
 */
export interface OwnSet<N> {
  readonly state: number
  readonly decision: Decision<N>
  readonly observation: unknown
  /** The decision and its observation: a strategy does the same at all sets of one name. */
  readonly name: string
  readonly actions: readonly unknown[]
  /** What the profile plays, by action. */
  readonly weights: readonly N[]
  /** The player's own sets and actions before it in the stage. */
  readonly before: readonly Step<N>[]
}

export interface Step<N> {
  readonly at: OwnSet<N>
  readonly action: number
}

export interface OwnStage<N> {
  readonly side: Side<N>
  /** In play order. */
  readonly sets: readonly OwnSet<N>[]
}

/** The side of `player` in the stage from a state. Errors: as `ClosedGame.play`. */
export const ownStage = <N, P extends Profile, S, U>(
  { scalar, budget }: Means<N>,
  game: MarkovGame<N, P, S, U>,
  { states, profile, player }: { readonly states: States<S>; readonly profile: P; readonly player: string },
  state: number,
): OwnStage<N> => {
  const value = states.values[state]
  if (value === undefined) throw new RangeError(`there is no state ${state}`)
  const tree = treeOf<N, StageEnd<N, S>>(
    scalar,
    budget,
    interpretation => stageEnds(game, value)(interpretation, profile),
    decision => decision.player === player,
  )
  const sets = new Map<string, OwnSet<N>>()
  const walk = (node: Tree<N, StageEnd<N, S>>, before: readonly Step<N>[]): Side<N> => {
    if (node.kind === 'leaf') {
      const { amount, factor } = node.value.received[player] ?? untouched(scalar)
      return { kind: 'end', next: states.indexOf(node.value.next), amount, factor }
    }
    if (node.kind === 'chance')
      return { kind: 'chance', branches: node.branches.map(([b, p]) => [walk(b, before), p] as const) }
    const { decision, observation, actions, strategy } = node
    const name = informationSet(decision.key, observation)
    const known = structuralKey([name, before.map(step => [step.at.name, step.action])])
    const at: OwnSet<N> = sets.get(known) ?? {
      ...{ state, decision, observation, name, actions, before },
      weights: weightsOf(scalar, actions, legalStrategy(scalar, decision, observation, actions, strategy)),
    }
    sets.set(known, at)
    return {
      kind: 'choice',
      at,
      branches: node.branches.map((b, action) => walk(b, [...before, { at, action }])),
    }
  }
  const side = walk(tree, [])
  return { side, sets: [...sets.values()] }
}

const weightsOf = <N>(
  scalar: Scalar<N>,
  actions: readonly unknown[],
  strategy: Weighted<N, unknown>,
): readonly N[] => {
  const weights = new Map(strategy.map(([action, weight]) => [structuralKey(action), weight]))
  return actions.map(action => weights.get(structuralKey(action)) ?? scalar.zero)
}
