import { double } from '../../markov/double.ts'
import type { Scalar } from '../../markov/scalar.ts'
import { wasmPasses } from '../wasm/wasmPasses.ts'
import type { Arithmetic } from './arithmetic.ts'
import { doublePasses } from './doublePasses.ts'
import { scalarPasses } from './passes.ts'

/**
 * Where WebAssembly is measured to pay (Node 20, x86-64, all four passes): it is 2 to 3.5 times as fast as JavaScript
 * on trees of 10,000 nodes and 3 to 4.5 times on 100,000 and 1,000,000, and copying the tree costs as much as some
 * 60 passes save on the small ones and 10 to 15 on the large.
 */
const wasmNodes = 10_000
const wasmTimes = 64

export const doubleArithmetic: Arithmetic<number> = {
  scalar: double,
  vector: length => new Float64Array(length),
  passes: (tree, times) => {
    const pays = tree.size >= wasmNodes && times >= wasmTimes
    return (pays ? wasmPasses(tree) : undefined) ?? doublePasses(tree)
  },
}

/** The arithmetic of any scalar, with which rationals stay exact. */
export const scalarArithmetic = <N>(scalar: Scalar<N>): Arithmetic<N> => ({
  scalar,
  vector: length => new Array<N>(length).fill(scalar.zero),
  passes: tree => scalarPasses(scalar, tree),
})

/** The fastest arithmetic there is for a scalar. */
export const arithmeticOf = <N>(scalar: Scalar<N>): Arithmetic<N> => {
  const arithmetic = Object.is(scalar, double) ? doubleArithmetic : scalarArithmetic(scalar)
  // Where the scalar is that of doubles, N is what it is a scalar of.
  return arithmetic as Arithmetic<N>
}
