/**
 * Contracts of single components, from one evaluation in which every amount of the continuation is unknown; and
 * what a component makes of the amounts that its neighbors see.
 */
import { close } from '../game/close.ts'
import { identity, parallel, sequential } from '../game/compose.ts'
import type { Ledger, OpenGame, Profile } from '../game/game.ts'
import { faithful } from '../game/interpretation.ts'
import { balance, credit } from '../game/ledger.ts'
import type { Budget } from '../markov/budget.ts'
import { finite } from '../markov/finite.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Weighted } from '../markov/stochastic.ts'
import { expectation } from '../markov/weighted.ts'
import { emptyTrace } from '../optic/trace.ts'
import { pair } from '../optic/tuple.ts'
import { deviations } from '../region/deviations.ts'
import type { Coverage } from '../region/inequality.ts'
import { type Columns, newColumns } from './columns.ts'
import { type Component, playersIn } from './component.ts'
import type { Column, Contract, Linear } from './contract.ts'
import type { Shape } from './shape.ts'

/** What stays the same while contracts are made. */
export interface Setting {
  readonly profile: Profile
  readonly budget: Budget
  /** Regret forgiven. */
  readonly epsilon: Rational
  /** Those whose earnings matter: everybody who decides in the whole. */
  readonly players: readonly string[]
}

/** What is hidden from a component, and what it observes. */
export type Seen = readonly [hidden: unknown, seen: unknown]

export interface Derived {
  readonly contract: Contract
  readonly coverage: readonly Coverage[]
}

/** The contract of a component as it stands, given what may come in. Errors: as `deviations`; `NotLinear`. */
export const derived = (
  { profile, budget, epsilon }: Setting,
  component: Component,
  prior: Weighted<Rational, Seen>,
): Derived => {
  const columns = newColumns()
  const unseen = identity<Rational, unknown, null>()
  const beside = parallel<
    Rational,
    Profile,
    Profile,
    unknown,
    null,
    unknown,
    null,
    unknown,
    unknown,
    unknown,
    unknown
  >(unseen, component.game)
  const whole = sequential(beside, unknownEnd(columns, component.returns, [...playersIn(component)]))
  const game = close(whole, { input: prior, continuation: () => null })
  const { scalar } = columns.affine
  const { inequalities, coverage } = deviations({ scalar, budget, game, profile, epsilon })
  return {
    contract: {
      rows: inequalities.map(({ margin, deviation }) => ({ ...columns.linear(margin), deviation })),
    },
    coverage,
  }
}

/** The end of a game whose every amount is a column: what returns, and what the players earn later. */
const unknownEnd = (
  { amount, affine: { scalar } }: Columns,
  returns: Shape,
  players: readonly string[],
): OpenGame<Rational, Profile, Seen, readonly [null, unknown], null, null> => ({
  decisions: [],
  evaluate: () => [],
  play:
    ({ markov }) =>
    use =>
      use<Seen>({
        play: seen => markov.of(pair(seen, null)),
        coplay: ([hidden, output], _, ledger) =>
          markov.of(
            pair(
              pair(null, returned(amount, returns, hidden, output)),
              players.reduce(
                (sofar, player) =>
                  credit(scalar, sofar, player, amount({ hidden, output, what: { kind: 'later', player } })),
                ledger,
              ),
            ),
          ),
        trace: () => emptyTrace,
      }),
})

const returned = (
  amount: (column: Column) => Rational,
  returns: Shape,
  hidden: unknown,
  output: unknown,
): unknown => returns.fill(leaf => amount({ hidden, output, what: { kind: 'returned', leaf } }))

/** What a component shows its neighbor for an input: the amount fed back in a leaf, or earned by a player. */
export type Shown = (what: Column['what']) => Linear

/** What is known of the continuation of a component: the value that returns for an output, and the ledger then. */
export type Continuation = (
  columns: Columns,
  output: unknown,
) => { readonly returned: unknown; readonly ledger: Ledger<Rational> }

/** The continuation in which all amounts are columns of outputs seen together with `hidden`. */
export const unknownAfter =
  (hidden: (output: unknown) => Seen, returns: Shape, players: readonly string[]): Continuation =>
  ({ amount }, output) => {
    const [unseen, seen] = hidden(output)
    return {
      returned: returned(amount, returns, unseen, seen),
      ledger: Object.fromEntries(
        players.map(player => [
          player,
          amount({ hidden: unseen, output: seen, what: { kind: 'later', player } }),
        ]),
      ),
    }
  }

/** What a component makes of its continuation, when `input` comes in: expectations over its own play. */
export const shownAt = (
  { profile, budget }: Setting,
  { game, feeds }: Component,
  input: unknown,
  continuation: Continuation,
): Shown => {
  const columns = newColumns()
  const { scalar } = columns.affine
  const markov = finite(scalar, budget)
  const outcomes = markov.outcomes(
    game.play(
      faithful(markov),
      profile,
    )(({ play, coplay }) =>
      markov.chain(play(input), ([residual, output]) => {
        const after = continuation(columns, output)
        return coplay(residual, after.returned, after.ledger)
      }),
    ),
  )
  return what =>
    columns.linear(
      expectation(scalar, outcomes, ([fed, ledger]) => amountIn(scalar, feeds, what, fed, ledger)),
    )
}

const amountIn = (
  scalar: Scalar<Rational>,
  feeds: Shape,
  what: Column['what'],
  fed: unknown,
  ledger: Ledger<Rational>,
): Rational => (what.kind === 'returned' ? feeds.read(fed)(what.leaf) : balance(scalar, ledger, what.player))

/** What a component puts out, with what its surroundings know. */
export const outputsOf = <T, U>(
  { profile, budget }: Setting,
  { game }: Component,
  inputs: Weighted<Rational, readonly [around: T, input: unknown]>,
  seen: (around: T, output: unknown) => U,
): Weighted<Rational, U> => {
  const markov = finite(exact, budget)
  return markov.outcomes(
    game.play(
      faithful(markov),
      profile,
    )(({ play }) =>
      markov.chain(markov.fromWeights(inputs), ([around, input]) =>
        markov.map(play(input), ([, output]) => seen(around, output)),
      ),
    ),
  )
}
