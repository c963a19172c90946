/**
 * Stochastic games as tables: a stage for each state, a tree whose ends lead to the next state. In doubles: what is found
 * in them is put to exact arithmetic elsewhere.
 */

export interface MarkovForm {
  readonly players: readonly string[]
  /** Where somebody chooses: in the stage of which state, and of how many actions. */
  readonly sets: readonly ChoiceSet[]
  /** By state. */
  readonly stages: readonly StageNode[]
  readonly start: readonly (readonly [state: number, probability: number])[]
}

export interface ChoiceSet {
  readonly player: number
  readonly state: number
  readonly actions: number
}

export type StageNode =
  | {
      readonly kind: 'end'
      /** By player, what is received in the stage. */
      readonly received: readonly number[]
      /** By player, what the value of the next state counts for. */
      readonly weight: readonly number[]
      readonly next: number
    }
  | {
      readonly kind: 'chance'
      readonly branches: readonly (readonly [node: StageNode, probability: number])[]
    }
  | { readonly kind: 'choice'; readonly set: number; readonly children: readonly StageNode[] }

/** The probability of each action, by set: stationary strategies of everybody. */
export type Stationary = readonly (readonly number[])[]
