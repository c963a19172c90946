import * as fc from 'fast-check'
import type { URIS } from 'fp-ts/HKT.js'
import type { Ledger } from '../../game/game.ts'
import { credit } from '../../game/ledger.ts'
import type { Stochastic } from '../../markov/stochastic.ts'
import { structuralKey } from '../../markov/structuralKey.ts'
import type { Context } from '../../optic/optic.ts'
import { pair, triple } from '../../optic/tuple.ts'
import { proportionally, type Ratios, ratios } from './table.ts'

/** The values that may come in and may return to a game under test. */
export interface Boundary<X, R> {
  readonly inputs: readonly [X, ...X[]]
  readonly returns: readonly [R, ...R[]]
}

/**
 * A random context: a joint distribution of a hidden bit and the input; for a hidden bit and an output, chance
 * over returns and over what players have earned beyond; and what the feedback adds to that in the end.
 */
export interface ContextSketch {
  readonly history: Ratios
  readonly future: (hidden: number, output: string) => Ratios
  readonly bonus: (hidden: number, wire: string) => number
}

const hiddenValues: readonly number[] = [0, 1]

export const contextSketch = <X, R>({ inputs, returns }: Boundary<X, R>): fc.Arbitrary<ContextSketch> =>
  fc.record({
    history: ratios(hiddenValues.length * inputs.length),
    future: fc.func<[number, string], Ratios>(ratios(hiddenValues.length * returns.length)),
    bonus: fc.func<[number, string], number>(fc.integer({ min: -3, max: 3 })),
  })

/** The context of a sketch, in which `player` earns the bonuses. */
export const contextOf =
  <M extends URIS, N, X, S, Y, R>(
    markov: Stochastic<M, N>,
    { inputs, returns }: Boundary<X, R>,
    { history, future, bonus }: ContextSketch,
    player: string,
  ): Context<M, Ledger<N>, X, S, Y, R> =>
  use => {
    const { scalar } = markov
    const hiddenAnd = <A>(values: readonly A[]) =>
      hiddenValues.flatMap(hidden => values.map(a => pair(hidden, a)))
    const amount = (hidden: number, wire: unknown) =>
      scalar.fromRatio(BigInt(bonus(hidden, structuralKey(wire))), 1n)
    return use<number, number>({
      history: markov.fromWeights(proportionally(scalar, hiddenAnd(inputs), history)),
      continuation: (hidden, y) =>
        markov.map(
          markov.fromWeights(proportionally(scalar, hiddenAnd(returns), future(hidden, structuralKey(y)))),
          ([after, returned]) =>
            triple(after, returned, credit(scalar, {}, player, amount(hidden, returned))),
        ),
      settle: (hidden, feedback, ledger) =>
        markov.of(credit(scalar, ledger, player, amount(hidden, feedback))),
    })
  }
