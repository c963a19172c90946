/**
 * A sub-diagram as a trellis: layer by layer the joint values of what must be remembered, equal ones merged, and edges
 * for what chance and players may do.
 *
 * The layers are the cliques of a chain of them (Jensen, Jensen and Dittmer, From influence diagrams to junction trees,
 * 1994), of which only the reachable assignments are stored. A pass is a product of sparse matrices with a vector.
 */
import type { ChanceNode, DecisionNode } from '../diagram.ts'
import type { Vector } from '../tree/arithmetic.ts'

/** The first layer has the state in which nothing is known; behind the last there is one state again. */
export interface Trellis<N> {
  readonly layers: readonly Layer<N>[]
  /** By node, the layer on whose edges it becomes known. */
  readonly layerOf: ReadonlyMap<number, number>
  readonly size: Size
}

export interface Size {
  readonly states: number
  readonly edges: number
  /** States of the widest layer. */
  readonly widest: number
}

/** States, and the edges from them, those of state `s` being from `first[s]` to `first[s + 1]`. */
export interface Layer<N> {
  /** What branches here; nothing where the layer only computes. Functions of it are computed on the same edges. */
  readonly node: ChanceNode<N> | DecisionNode<N> | undefined
  readonly size: number
  /** How many states the next layer has. */
  readonly ends: number
  readonly first: Int32Array
  /** By edge, the state of the next layer. */
  readonly target: Int32Array
  /** By edge, which of `weights` it has. The slots of a state's edges are consecutive where nothing fails. */
  readonly slot: Int32Array
  /** The weights of chance or the profile; zero where a decision may be taken otherwise than the profile says. */
  readonly weights: Vector<N>
  /** By node that pays and becomes known here, its value by edge. */
  readonly paid: ReadonlyMap<number, Int32Array>
  readonly failures: readonly FailedEdge[]
  /** Where a decision is judged: what the player can tell apart. */
  readonly information: Information<N> | undefined
}

/** Where a play cannot go on. */
export interface FailedEdge {
  readonly state: number
  /** The slot of the edge that fails; -1 where the state itself does. */
  readonly slot: number
  /** The node that fails. */
  readonly at: number
  readonly error: unknown
  /** Only the profile fails, for want of a strategy: any action can be taken. */
  readonly lacksStrategy: boolean
}

/** The information states of a decision, by the states of its layer. */
export interface Information<N> {
  readonly node: DecisionNode<N>
  /** By state of the layer. */
  readonly of: Int32Array
  readonly observations: readonly unknown[]
  /** By information state, the row of the decision's tables. */
  readonly rows: Int32Array
  /** By information state, the slot of its first action. */
  readonly starts: Int32Array
  /** By information state, where its actions start in a vector over all actions; the last entry is how many there are. */
  readonly offsets: Int32Array
}

/** A layer would have more states, or a trellis more edges, than were allowed. */
export interface TooWide {
  readonly kind: 'tooWide'
  /** What the program calls the node at which the most must be remembered. */
  readonly name: string
  readonly node: number
  /** What the nodes are called that must be remembered there. */
  readonly remembered: readonly string[]
  /** What the node is called that most of them are remembered for. */
  readonly neededBy: string
  /** How many states or edges there were when it was given up. */
  readonly size: number
  readonly limit: number
}
