/**
 * An account as what it is, an affine form in what single nodes of the diagram pay: a scale multiplies and shifts
 * all that was received before it.
 */
import type { Scalar } from '../../markov/scalar.ts'
import type { Receipt } from '../diagram.ts'

/** `constant + sum over terms of amounts[value of the node]`. */
export interface Form<N> {
  readonly constant: N
  /** By node of the diagram, what each of its values adds. */
  readonly terms: ReadonlyMap<number, readonly N[]>
}

/** What all of `account` comes to. */
export const formOf = <N>(scalar: Scalar<N>, account: readonly Receipt<N>[]): Form<N> => {
  let constant = scalar.zero
  let terms = new Map<number, readonly N[]>()
  for (const receipt of account) {
    if (receipt.kind === 'scale') {
      const { factor } = receipt
      constant = scalar.add(scalar.mul(factor, constant), receipt.constant)
      terms = new Map([...terms].map(([node, amounts]) => [node, amounts.map(a => scalar.mul(factor, a))]))
    } else if (receipt.node === undefined) constant = scalar.add(constant, receipt.amounts[0] ?? scalar.zero)
    else terms.set(receipt.node, plus(scalar, terms.get(receipt.node), receipt.amounts))
  }
  return { constant, terms }
}

const plus = <N>(scalar: Scalar<N>, some: readonly N[] | undefined, more: readonly N[]): readonly N[] =>
  some === undefined ? more : more.map((amount, value) => scalar.add(some[value] ?? scalar.zero, amount))
