/**
 * The extensive form of a diagram in typed arrays, breadth first: the children of a node stand together, and every
 * node stands before its children.
 *
 * It is grown level by level from the tables of the diagram, so no code of a user runs. What is computed
 * without chance or choice makes no node, and what nothing needs any more is not carried along.
 *
 * The layout is the usual one of regret minimization over a materialized tree (Zinkevich, Johanson, Bowling and
 * Piccione, Regret minimization in games with incomplete information, 2007).
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Budget } from '../../markov/budget.ts'
import type { DecisionNode, Diagram } from '../diagram.ts'
import type { Arithmetic, Vector } from './arithmetic.ts'
import type { Form } from './form.ts'
import { grow } from './grow.ts'

/** What a node of the tree is, as it stands in `FlatTree.type`. */
export const nodeType = { leaf: 0, chance: 1, choice: 2, failure: 3 } as const

export interface FlatTree<N> {
  /** How many nodes there are; the first is the root. */
  readonly size: number
  readonly type: Uint8Array
  /** The first child and how many there are; none of a leaf. */
  readonly first: Int32Array
  readonly count: Int32Array
  /** -1 at the root. */
  readonly parent: Int32Array
  /** The action that leads to the node, numbered over all information states; -1 where chance does. */
  readonly slot: Int32Array
  /** The slot of the last own or other choice on the way to the node, -1 where there is none. */
  readonly last: Int32Array
  /** The information state of a choice node, -1 elsewhere. */
  readonly state: Int32Array
  /** Of the chance that leads to the node; one where a choice does. */
  readonly probability: Vector<N>
  /** What each form is worth at each leaf, zero elsewhere. */
  readonly values: readonly Vector<N>[]
  readonly states: StateTable<N>
  /** By node of type `failure`. */
  readonly failures: ReadonlyMap<number, Failure>
}

/** Why a play cannot go on. */
export interface Failure {
  /** The node of the diagram that fails. */
  readonly at: number
  /** What is thrown where a play comes there. */
  readonly error: unknown
}

/** The information states, those of earlier decisions first, each decision's in the order of their first node. */
export interface StateTable<N> {
  readonly count: number
  readonly decision: readonly DecisionNode<N>[]
  /** A row of the decision's tables. */
  readonly row: Int32Array
  /** Where the slots of each state start; the last entry is how many there are. */
  readonly offset: Int32Array
  /** The values of what is observed, by state. */
  readonly observed: readonly (readonly number[])[]
}

/** The tree has more nodes than were allowed; it had `nodes` when it was given up. */
export interface TooWide {
  readonly kind: 'tooWide'
  readonly nodes: number
  readonly limit: number
}

export interface Growing<N> {
  /** What is to be valued at the leaves. */
  readonly forms: readonly Form<N>[]
  /** The decisions, by id, that are choice nodes; the others are chance, as the profile plays them. */
  readonly isChoice: (decision: number) => boolean
  /** The most nodes there may be. */
  readonly limit: number
}

/**
 * The tree of `diagram`. What neither pays nor informs nor can fail is left out of it.
 *
 * Errors: `TooWide`; throws `OutOfSteps`, one step being spent for each node.
 */
export const flatTree = <N>(
  arithmetic: Arithmetic<N>,
  budget: Budget,
  diagram: Diagram<N>,
  growing: Growing<N>,
): E.Either<TooWide, FlatTree<N>> => {
  const tree = grow(arithmetic, budget, diagram, growing)
  return tree.kind === 'tooWide' ? E.left(tree) : E.right(tree.tree)
}
