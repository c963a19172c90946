import type { Scalar } from '../../markov/scalar.ts'
import type { FlatTree } from './flatTree.ts'
import type { Passes } from './passes.ts'

/** Numbers in a row: a `Float64Array` where they are doubles, an array otherwise. */
export interface Vector<N> {
  readonly length: number
  [index: number]: N
}

/** How trees over a scalar are stored and passed over. */
export interface Arithmetic<N> {
  readonly scalar: Scalar<N>
  /** A vector of zeros. */
  readonly vector: (length: number) => Vector<N>
  /** The passes over a tree that will be passed over some `times`. */
  readonly passes: (tree: FlatTree<N>, times: number) => Passes<N>
}
