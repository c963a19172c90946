/** In which order nodes become known, such that little must be remembered at a time. */
import type { DecisionNode } from '../diagram.ts'
import type { Scope } from './schedule.ts'

/** The relevant nodes in an order in which what a node reads comes before it. */
export const orderOf = <N>(
  { relevant }: Scope<N>,
  _judges: (node: DecisionNode<N>) => boolean,
): readonly number[] => [...relevant].sort((a, b) => a - b)
