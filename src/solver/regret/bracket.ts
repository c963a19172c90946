/** What rounded policies prove of a zero-sum game of two: exact best responses have its value between them. */
import * as E from 'fp-ts/lib/Either.js'
import { bestResponse } from '../../form/behavior.ts'
import type { BehaviorProfile, ExtensiveForm } from '../../form/extensiveForm.ts'
import { constantSum, forgotten } from '../../form/recall.ts'
import { exact, integer, type Rational, rational } from '../../markov/rational.ts'
import type { NotApplicable } from './sequenceGame.ts'

export interface Bracket {
  readonly profile: BehaviorProfile<Rational>
  /** The first player gets at least so much by its policy in `profile`, whatever the second does. */
  readonly low: Rational
  /** The first player gets at most so much against the second's policy in `profile`. */
  readonly high: Rational
}

/**
 * The interval of the first player's value, which holds without any rounding.
 *
 * Errors: other than two players, payoffs that do not add up to a constant, a player who does not recall.
 */
export const bracket = (
  form: ExtensiveForm<Rational>,
  profile: BehaviorProfile<Rational>,
): E.Either<NotApplicable, Bracket> => {
  const refused = (reason: string) => E.left<NotApplicable>({ kind: 'notApplicable', reason })
  if (form.players.length !== 2) return refused('not a game of two players')
  if (forgotten(form) !== undefined) return refused('a player forgets what it knew or did')
  const total = constantSum(exact, form)
  if (total === undefined) return refused('payoffs do not add up to a constant')
  const [high, other] = [0, 1].map(player => bestResponse(exact, form, profile, player)?.value)
  if (high === undefined || other === undefined) return refused('no best response')
  return E.right({ profile, low: exact.sub(total, other), high })
}

/** Probabilities of denominator `2^bits` that add up to one; what is left over goes to the likeliest action. */
export const rounded = (profile: BehaviorProfile<number>, bits: number): BehaviorProfile<Rational> => {
  const scale = 2 ** bits
  return profile.map(weights => {
    const parts = weights.map(weight => Math.floor(weight * scale))
    const likeliest = weights.reduce((best, weight, a) => (weight > (weights[best] ?? 0) ? a : best), 0)
    const rest = scale - parts.reduce((sum, part) => sum + part, 0)
    return parts.map((part, a) => {
      const whole = a === likeliest ? part + rest : part
      return whole === 0 ? integer(0n) : rational(BigInt(whole), BigInt(scale))
    })
  })
}
