/** A game of many players of few kinds as a function: what each action is worth when all of a kind play alike. */
import * as E from 'fp-ts/lib/Either.js'
import type { Budget } from '../../markov/budget.ts'
import { double } from '../../markov/double.ts'
import { structuralKey } from '../../markov/structuralKey.ts'
import { focus } from '../../plan/aggregate/focus.ts'
import { type DecisionNode, type Diagram, rowsOver } from '../../plan/diagram.ts'
import { eliminationPlan } from '../../plan/elimination/plan.ts'
import type { TooWide } from '../../plan/elimination/trellis.ts'
import { simplified } from '../../plan/simplify.ts'
import { actionsAt, type Behavior, observationsOf, withBehavior } from '../../plan/withBehavior.ts'
import type { Kind } from './kinds.ts'

/** An information state of a kind: what it observes, and where its actions stand in a profile. */
export interface KindState {
  readonly kind: number
  readonly row: number
  readonly offset: number
  readonly actions: number
}

export interface SymmetricGame {
  readonly states: readonly KindState[]
  /** The number of actions of all states together. */
  readonly width: number
  /**
   * What each action is worth given its state, under a profile of as many probabilities. One that is out of reach is
   * worth nothing whatever is done there.
   */
  readonly values: (profile: Float64Array) => E.Either<TooWide, Float64Array>
  readonly diagramUnder: (profile: Float64Array) => Diagram<number>
}

/** What a game of these kinds is; its trellises may have `limit` edges. */
export const symmetricGame = (
  budget: Budget,
  diagram: Diagram<number>,
  kinds: readonly Kind[],
  limit: number,
): SymmetricGame => {
  const states = statesOf(diagram, kinds)
  const width = states.reduce((sum, { actions }) => sum + actions, 0)
  const kindOf = new Map(kinds.flatMap(({ decisions }, kind) => decisions.map(id => [id, kind] as const)))
  const at = new Map(states.map(state => [`${state.kind} ${state.row}`, state]))
  const diagramUnder = (profile: Float64Array): Diagram<number> => {
    const behavior: Behavior<number> = ({ id }, row) => {
      const state = at.get(`${kindOf.get(id)} ${row}`)
      if (state === undefined) return []
      return Array.from(
        { length: state.actions },
        (_, a) => [a, profile[state.offset + a] ?? 0] as const,
      ).filter(([, weight]) => weight > 0)
    }
    return withBehavior(diagram, behavior)
  }
  const values = (profile: Float64Array): E.Either<TooWide, Float64Array> => {
    const found = new Float64Array(width)
    const focusing = focus(diagramUnder(profile), double)
    for (const [kind, { representative }] of kinds.entries()) {
      const { player } = representative.decision
      const plan = eliminationPlan(double, budget, simplified(double, focusing(player)), limit)
      if (E.isLeft(plan)) return plan
      const rows = rowsByObservation(diagram, representative)
      for (const { observation, actions } of plan.right.states()) {
        const state = at.get(`${kind} ${rows.get(structuralKey(observation))}`)
        if (state !== undefined)
          for (const [a, { payoff }] of actions.entries()) found[state.offset + a] = payoff
      }
    }
    return E.right(found)
  }
  return { states, width, values, diagramUnder }
}

const statesOf = (diagram: Diagram<number>, kinds: readonly Kind[]): readonly KindState[] => {
  const states: KindState[] = []
  let offset = 0
  for (const [kind, { representative }] of kinds.entries())
    for (let row = 0; row < rowsOver(diagram.nodes, representative.observed); row++) {
      const actions = actionsAt(diagram, representative, row).length
      states.push({ kind, row, offset, actions })
      offset += actions
    }
  return states
}

const rowsByObservation = (
  diagram: Diagram<number>,
  node: DecisionNode<number>,
): ReadonlyMap<string, number> =>
  new Map(observationsOf(diagram, node).map((observation, row) => [structuralKey(observation), row]))
