import type { Kind, URIS } from 'fp-ts/HKT.js'
import { close } from '../game/close.ts'
import { sequential } from '../game/compose.ts'
import type { ClosedGame, Interpretation, Ledger, OpenGame, Profile } from '../game/game.ts'
import { balance, credit } from '../game/ledger.ts'
import type { Scalar } from '../markov/scalar.ts'
import * as optic from '../optic/atom.ts'
import type { MarkovGame } from './markovGame.ts'

/**
 * How one play of a stage ends: in the next state, every player receiving `amount + factor * later`, where `later` is
 * what it receives in later stages. The factor is 1 but where the stage has `discount` lines of its own.
 */
export interface StageEnd<N, S> {
  readonly next: S
  readonly received: { readonly [player: string]: Received<N> }
}

export interface Received<N> {
  readonly amount: N
  readonly factor: N
  /** Whether what is received is of this form for four values of `later`, of either sign. */
  readonly isAffine: boolean
}

/** What a player receives that the play does not name: only what comes later. */
export const untouched = <N>(scalar: Scalar<N>): Received<N> => ({
  amount: scalar.zero,
  factor: scalar.one,
  isAffine: true,
})

/** The ends of the plays of the stage from `state`, in any interpretation. Errors: as `ClosedGame.play`. */
export const stageEnds =
  <N, P extends Profile, S, U>({ stage, nothing }: MarkovGame<N, P, S, U>, state: S) =>
  <M extends URIS>(interpretation: Interpretation<M, N>, profile: P): Kind<M, StageEnd<N, S>> => {
    const { markov } = interpretation
    return stage.play(
      interpretation,
      profile,
    )(({ play, coplay }) =>
      markov.chain(play(state), ([residual, next]) => {
        const later = (ledger: Ledger<N>) => coplay(residual, nothing, ledger)
        return markov.chain(later({}), ([, none]) =>
          markov.chain(later(evenly(markov.scalar, none, much)), ([, one]) =>
            markov.chain(later(evenly(markov.scalar, none, 2n * much)), ([, two]) =>
              markov.map(later(evenly(markov.scalar, none, -much)), ([, minus]) => ({
                next,
                received: received(markov.scalar, { minus, none, one, two }),
              })),
            ),
          ),
        )
      }),
    )
  }

/** So much that the receipts of one stage vanish beside it in doubles: a factor is then found without rounding. */
const much = 2n ** 100n

/** As much for every player that a ledger names. */
const evenly = <N>(scalar: Scalar<N>, named: Ledger<N>, amount: bigint): Ledger<N> =>
  Object.fromEntries(Object.keys(named).map(player => [player, scalar.fromRatio(amount, 1n)]))

const received = <N>(
  scalar: Scalar<N>,
  { minus, none, one, two }: { readonly [later in 'minus' | 'none' | 'one' | 'two']: Ledger<N> },
): StageEnd<N, unknown>['received'] => {
  const unit = scalar.fromRatio(much, 1n)
  const rise = (from: Ledger<N>, to: Ledger<N>, player: string): N =>
    scalar.div(scalar.sub(balance(scalar, to, player), balance(scalar, from, player)), unit)
  return Object.fromEntries(
    Object.keys(none).map(player => {
      const factor = rise(none, one, player)
      const others = [rise(minus, none, player), rise(one, two, player)]
      const isAffine = others.every(other => isNear(scalar, factor, other))
      return [player, { amount: balance(scalar, none, player), factor, isAffine }]
    }),
  )
}

/** Whether two results of few operations denote one number. */
const isNear = <N>(scalar: Scalar<N>, x: N, y: N): boolean => {
  if (scalar.exact) return scalar.equals(x, y)
  const [a, b] = [scalar.toNumber(x), scalar.toNumber(y)]
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))
}

/**
 * The stage from `state` as a game by itself: what the stages after it bring is paid with its last line. This is the
 * auxiliary game of Shapley (1953), whose deviations are the one-shot deviations of the whole.
 */
export const auxiliaryGame = <N, P extends Profile, S, U>(
  scalar: Scalar<N>,
  { stage, nothing }: MarkovGame<N, P, S, U>,
  state: S,
  onward: (next: S) => Ledger<N>,
): ClosedGame<N, P> =>
  close(sequential(stage, promising<N, S, U>(onward)), {
    input: [[state, scalar.one]],
    continuation: () => nothing,
  })

/** Pays what a state is worth and passes it on. */
const promising = <N, S, U>(worth: (state: S) => Ledger<N>): OpenGame<N, Profile, S, U, S, U> => ({
  decisions: [],
  play: ({ markov }) =>
    optic.onLedger(markov, (state: S, ledger: Ledger<N>) =>
      Object.entries(worth(state)).reduce(
        (earned, [player, amount]) => credit(markov.scalar, earned, player, amount),
        ledger,
      ),
    ),
  evaluate: () => [],
})
