import { type Fraction, one, plus, times, zero } from './fraction.ts'
import type { Receipt } from './wires.ts'

/** What is received as a sum: a constant, and for wires an amount by value. */
export interface Account {
  readonly constant: Fraction
  readonly credits: ReadonlyMap<number, readonly Fraction[]>
}

/** Receipts as a sum: a scale applies to what stands before it, so the last receipt counts in full. */
export const accountOf = (receipts: readonly Receipt[]): Account => {
  let factor = one
  let constant = zero
  const credits = new Map<number, readonly Fraction[]>()
  for (const receipt of [...receipts].reverse()) {
    if (receipt.kind === 'scale') {
      constant = plus(constant, times(factor, receipt.constant))
      factor = times(factor, receipt.factor)
      continue
    }
    const amounts = receipt.amounts.map(amount => times(factor, amount))
    if (receipt.node === undefined) constant = plus(constant, amounts[0] ?? zero)
    else {
      const before = credits.get(receipt.node)
      credits.set(
        receipt.node,
        amounts.map((amount, k) => plus(amount, before?.[k] ?? zero)),
      )
    }
  }
  return { constant, credits }
}
