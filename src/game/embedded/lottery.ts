import type { Weighted } from '../../markov/stochastic.ts'

const weights = Symbol('weights')

/** A probability distribution in double precision, told apart from every move a player could name. */
export interface Lottery<A> {
  readonly [weights]: Weighted<number, A>
}

/** Outcomes with their probabilities, which sum to one. */
export const lottery = <const A>(outcomes: Weighted<number, A>): Lottery<A> => ({ [weights]: outcomes })

/** Every outcome as likely as the others. */
export const uniform = <const A>(outcomes: readonly A[]): Lottery<A> =>
  lottery(outcomes.map(outcome => [outcome, 1 / outcomes.length] as const))

/** One outcome for sure. */
export const certainly = <const A>(outcome: A): Lottery<A> => lottery([[outcome, 1]])

export const weightsOf = <A>(distribution: Lottery<A>): Weighted<number, A> => distribution[weights]

export const isLottery = <A>(value: A | Lottery<A>): value is Lottery<A> =>
  typeof value === 'object' && value !== null && weights in value
