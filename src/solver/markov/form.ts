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

/** The largest that is received in a stage, either way: what rounding is measured by. One where nothing ever is. */
export const sizeOf = ({ stages }: MarkovForm): number => {
  const most = (node: StageNode): number => {
    if (node.kind === 'end') return Math.max(0, ...node.received.map(Math.abs))
    const children = node.kind === 'choice' ? node.children : node.branches.map(([child]) => child)
    return children.reduce((size, child) => Math.max(size, most(child)), 0)
  }
  return Math.max(0, ...stages.map(most)) || 1
}
