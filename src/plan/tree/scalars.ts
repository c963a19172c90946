import { double } from '../../markov/double.ts'
import type { Scalar } from '../../markov/scalar.ts'
import { wasmPasses } from '../wasm/wasmPasses.ts'
import type { Arithmetic } from './arithmetic.ts'
import { doublePasses } from './doublePasses.ts'
import { scalarPasses } from './passes.ts'

/** The least number of nodes for which copying a tree to WebAssembly is known to pay for itself. */
export const wasmFrom = 100_000

export const doubleArithmetic: Arithmetic<number> = {
  scalar: double,
  vector: length => new Float64Array(length),
  passes: tree => (tree.size >= wasmFrom ? wasmPasses(tree) : undefined) ?? doublePasses(tree),
}

/** The arithmetic of any scalar, with which rationals stay exact. */
export const scalarArithmetic = <N>(scalar: Scalar<N>): Arithmetic<N> => ({
  scalar,
  vector: length => new Array<N>(length).fill(scalar.zero),
  passes: tree => scalarPasses(scalar, tree),
})

/** The fastest arithmetic there is for a scalar. */
export const arithmeticOf = <N>(scalar: Scalar<N>): Arithmetic<N> => {
  const isDouble = scalar.one === double.one
  const arithmetic = isDouble ? doubleArithmetic : scalarArithmetic(scalar)
  // A scalar whose one is the number 1 is a scalar of numbers.
  return arithmetic as Arithmetic<N>
}
