/**
 * Optimal commitment: the mixed strategy that a leader announces, where the follower sees it and replies best, in the
 * leader's favor where it is indifferent (strong Stackelberg equilibrium). One linear program for each reply: the best
 * strategy to which it is a best reply (Conitzer and Sandholm, Computing the optimal strategy to commit to, 2006).
 */
import * as E from 'fp-ts/lib/Either.js'
import { type NormalForm, strides } from '../form/normalForm.ts'
import { solveByDual } from '../linear/dual.ts'
import { solveExactly } from '../linear/exact.ts'
import type { LinearProgram } from '../linear/program.ts'
import type { Budget } from '../markov/budget.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { type NotApplicable, notApplicable } from './notApplicable.ts'

export interface Commitment {
  /** The probability of each strategy of the leader. */
  readonly strategy: readonly Rational[]
  /** The strategy with which the follower replies. */
  readonly reply: number
  /** What the leader expects, in units of its payoff. */
  readonly payoff: Rational
}

/**
 * The best commitment of `leader`, player 0 or 1 of two, exactly; of several the one with the first reply. Left where
 * the game has not two players or there is no such leader.
 */
export const optimalCommitment = (
  budget: Budget,
  form: NormalForm<Rational>,
  leader: number,
): E.Either<NotApplicable, Commitment> => {
  if (form.players.length !== 2) return notApplicable('commitment is for games of two players')
  if (leader !== 0 && leader !== 1) return notApplicable('the leader is one of the two players')
  let best: Commitment | undefined
  for (const reply of (form.strategies[1 - leader] ?? []).keys()) {
    const outcome = solveExactly(budget, inducing(form, leader, reply))
    if (outcome.kind !== 'optimal') continue
    if (best === undefined || exact.compare(outcome.value, best.payoff) > 0)
      best = { strategy: outcome.point, reply, payoff: outcome.value }
  }
  return best === undefined ? notApplicable('a player has no strategies') : E.right(best)
}

/** The leader's best strategy among those to which `reply` is a best reply. */
const inducing = (form: NormalForm<Rational>, leader: number, reply: number): LinearProgram<Rational> => {
  const steps = strides(form)
  const own = [...(form.strategies[leader] ?? []).keys()]
  const payoff = (player: number, s: number, other: number): Rational =>
    form.payoffs[player]?.[s * (steps[leader] ?? 0) + other * (steps[1 - leader] ?? 0)] ?? exact.zero
  const rows = [...(form.strategies[1 - leader] ?? []).keys()]
    .filter(other => other !== reply)
    .map(other => ({
      coefficients: own.map(
        s => [s, exact.sub(payoff(1 - leader, s, other), payoff(1 - leader, s, reply))] as const,
      ),
      sense: '<=' as const,
      bound: exact.zero,
    }))
  const whole = {
    coefficients: own.map(s => [s, exact.one] as const),
    sense: '=' as const,
    bound: exact.one,
  }
  return {
    objective: own.map(s => payoff(leader, s, reply)),
    isFree: own.map(() => false),
    rows: [whole, ...rows],
  }
}

export interface CommitmentBound {
  /** By reply of the follower, nought for the one that is bounded. */
  readonly prices: readonly Rational[]
  /** What the leader, player 0, gets at most of a strategy to which the reply is a best reply. */
  readonly bound: Rational
}

/**
 * By reply a proof that the leader gets no more than by `commitment`, its best as player 0: prices y with
 * `u(s, reply) - sum y[o] (v(s, o) - v(s, reply))` at most its payoff for every s. By Farkas' lemma there are such prices
 * for replies that are never best ones, too.
 */
export const commitmentBounds = (
  budget: Budget,
  form: NormalForm<Rational>,
  { payoff: most }: Commitment,
): readonly CommitmentBound[] => {
  const replies = [...(form.strategies[1] ?? []).keys()]
  const own = [...(form.strategies[0] ?? []).keys()]
  const payoff = (player: number, s: number, reply: number): Rational =>
    form.payoffs[player]?.[s * replies.length + reply] ?? exact.zero
  return replies.map(reply => {
    const more = (s: number, other: number): Rational => exact.sub(payoff(1, s, other), payoff(1, s, reply))
    const found = solveByDual(budget, {
      objective: replies.map(() => exact.sub(exact.zero, exact.one)),
      isFree: replies.map(() => false),
      rows: own.map(s => ({
        coefficients: replies.flatMap(other => (other === reply ? [] : [[other, more(s, other)] as const])),
        sense: '>=' as const,
        bound: exact.sub(payoff(0, s, reply), most),
      })),
    })
    const prices = found.kind === 'optimal' ? found.point : replies.map(() => exact.zero)
    const reached = own.map(s =>
      replies.reduce(
        (so, other) => exact.sub(so, exact.mul(prices[other] ?? exact.zero, more(s, other))),
        payoff(0, s, reply),
      ),
    )
    const bound = reached.reduce((a, b) => (exact.compare(a, b) < 0 ? b : a), reached[0] ?? exact.zero)
    return { prices, bound }
  })
}
