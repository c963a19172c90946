/** What players are paid while a game is traced: the receipts themselves, in the order of coplay, and not their sum. */
import type { Numeric, Value } from '../core/value.ts'
import type { Scalar } from '../markov/scalar.ts'

export type Entered<N extends Numeric> =
  | { readonly kind: 'pay'; readonly amount: Value<N> }
  | { readonly kind: 'scale'; readonly factor: N; readonly constant: N }

/** The receipts so far; later ones share those before. */
export class Account<N extends Numeric> {
  readonly before: Account<N> | undefined
  readonly entered: Entered<N> | undefined
  readonly length: number
  constructor(before?: Account<N>, entered?: Entered<N>) {
    this.before = before
    this.entered = entered
    this.length = before === undefined ? 0 : before.length + 1
  }
}

/** An amount on its way to an account, and the decision that it is returned to. */
export class Payment<N extends Numeric> {
  readonly amount: Value<N>
  readonly decision: string | undefined
  constructor(amount: Value<N>, decision: string | undefined) {
    this.amount = amount
    this.decision = decision
  }
}

/** The account that holds one payment, as ledgers hold it; the cast is that of `accounts`. */
export const paidOnce = <N extends Numeric>(payment: N): N => {
  const amount: unknown = payment
  if (!(amount instanceof Payment)) throw new TypeError('only payments are paid')
  const account: unknown = new Account<N>(new Account<N>(), { kind: 'pay', amount: amount.amount })
  return account as N
}

/** The receipts in the order of coplay. */
export const receiptsOf = <N extends Numeric>(account: Account<N>): readonly Entered<N>[] => {
  const entries: Entered<N>[] = []
  for (let at: Account<N> | undefined = account; at !== undefined; at = at.before)
    if (at.entered !== undefined) entries.push(at.entered)
  return entries.reverse()
}

/**
 * The scalars that ledgers are kept in while a game is traced. A ledger adds and scales and does nothing else, so that
 * an account can stand for the number that it will come to: hence the casts.
 */
export const accounts = <N extends Numeric>(
  scalar: Scalar<N>,
  paid: (decision: string, length: number) => void,
): Scalar<N> => {
  const empty: unknown = new Account<N>()
  const credit = (held: unknown, payment: unknown): unknown => {
    if (!(held instanceof Account) || !(payment instanceof Payment))
      throw new TypeError('a ledger was credited with what is no payment')
    const account = new Account<N>(held, { kind: 'pay', amount: payment.amount })
    if (payment.decision !== undefined) paid(payment.decision, account.length)
    return account
  }
  return { ...scalar, zero: empty as N, add: (held, payment) => credit(held, payment) as N }
}
