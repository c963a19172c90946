/**
 * A closed game under a profile as a multi-agent influence diagram (Koller and Milch, Games and Economic Behavior
 * 45, 2003): what can happen, in finite sets of interned values and tables over them.
 *
 * Nodes stand in an order in which parents come before children. Rows of a table are numbered row-major over the
 * domains of the parents, the last parent fastest; a node without parents has one row.
 */
import type { Decision } from '../game/game.ts'

/** A finite set of values, each known by its index. Wires that carry equal sets of values share the object. */
export interface Domain {
  readonly values: readonly unknown[]
}

/** For each row the indices of some values: row `r` has those from `offsets[r]` to `offsets[r + 1]`. */
export interface Menu {
  readonly offsets: Int32Array
  readonly items: Int32Array
}

/** For each row a distribution of finite support: `weights` are those of the items of the menu. None is zero. */
export interface Kernel<N> extends Menu {
  readonly weights: readonly N[]
}

/** A commutative monoid on interned elements, which grows as elements are combined. */
export interface Carrier {
  readonly empty: number
  readonly combine: (a: number, b: number) => number
  /** What the elements are, by index. */
  readonly elements: readonly unknown[]
}

interface NodeBase {
  /** The place in `Diagram.nodes`. */
  readonly id: number
  /** What a user knows it by: the wire or the decision. */
  readonly name: string
  readonly domain: Domain
  readonly parents: readonly number[]
  /**
   * What evaluating a row failed with: thrown when a play reaches it. Such a row has no value, no item and no weight,
   * and tables have -1 there.
   */
  readonly failures: ReadonlyMap<number, unknown>
}

/** A deterministic node: the index of the value, by row. */
export interface FunctionNode extends NodeBase {
  readonly kind: 'function'
  readonly table: Int32Array
}

export interface ChanceNode<N> extends NodeBase {
  readonly kind: 'chance'
  readonly kernel: Kernel<N>
}

/** The combination of what each parent adds: `finish` of `lifts[0][x0] + lifts[1][x1] + …` in the carrier. */
export interface AggregateNode extends NodeBase {
  readonly kind: 'aggregate'
  readonly carrier: Carrier
  /** The element that a value of each parent stands for, by index. */
  readonly lifts: readonly Int32Array[]
  /** The index in the domain that an element of the carrier stands for. */
  readonly finish: (element: number) => number
}

/** A decision: what may be chosen and what the profile chooses, by row. */
export interface DecisionNode<N> extends NodeBase {
  readonly kind: 'decision'
  readonly decision: Decision<N>
  readonly menu: Menu
  readonly strategy: Kernel<N>
  /**
   * The nodes that what the player observes is made of, all before this one. They need not be parents: `menu` and
   * `strategy` have rows over `parents` alone, which are what actions and profile depend on.
   */
  readonly observed: readonly number[]
  /** What is observed, given the indices of the values of `observed` in that order. */
  readonly observation: (indices: readonly number[]) => unknown
  /** How many of the player's receipts are from this decision on: those of its account before this index. */
  readonly cut: number
}

export type Node<N> = FunctionNode | ChanceNode<N> | AggregateNode | DecisionNode<N>

/**
 * What a player receives, in the order of coplay: what the last line returns comes first. A `scale` changes the sum of
 * all that was received before it to `factor * sum + constant`.
 */
export type Receipt<N> =
  | {
      readonly kind: 'pay'
      /** The node whose value is paid; a constant is paid where there is none. */
      readonly node: number | undefined
      /** What is paid for each value of the node; one amount where there is no node. */
      readonly amounts: readonly N[]
    }
  | { readonly kind: 'scale'; readonly factor: N; readonly constant: N }

export interface Diagram<N> {
  readonly nodes: readonly Node<N>[]
  /** Ids of the decision nodes in play order. */
  readonly decisions: readonly number[]
  /** Everybody who decides or is paid, those who decide first, in play order. */
  readonly players: readonly string[]
  readonly accounts: ReadonlyMap<string, readonly Receipt<N>[]>
}

/** The number of rows over the domains of some nodes. */
export const rowsOver = <N>(nodes: readonly Node<N>[], parents: readonly number[]): number =>
  parents.reduce((rows, parent) => rows * (nodes[parent]?.domain.values.length ?? 0), 1)
