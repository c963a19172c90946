/**
 * Whether a verdict in doubles is that of exact arithmetic: every comparison that it rests on has to come out the same
 * anywhere within the bounds of the rounding errors.
 */
import type { Decision } from '../game/game.ts'
import type { Rational } from '../markov/rational.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { decidingPlayers } from './payoffs.ts'
import type { Level, StateVerdict, Verdict } from './verdict.ts'

/** Bounds of the absolute errors of a plan in doubles whose tables are exact numbers, each rounded once. */
export interface Rounding {
  readonly payoffs: () => { readonly [player: string]: number }
  /** For each of the plan's states, in their order. */
  readonly states: () => readonly StateRounding[]
  readonly tremblingStates: () => readonly StateRounding[]
  /** Of the value of the best reply. */
  readonly bestReply: (player: string) => number
}

export interface StateRounding {
  readonly payoff: number
  readonly actions: readonly { readonly payoff: number; readonly total: number; readonly earlier: number }[]
}

/** What is known of a verdict in doubles. */
export type Certainty =
  /** It is the exact one; no number that it rests on is further than `error` from the true one. */
  | { readonly kind: 'certain'; readonly error: number }
  /** A comparison lies within the bounds of its errors, or has no bounds. */
  | { readonly kind: 'open' }

/** A verdict that no rounding has made. */
export type Settled =
  | { readonly kind: 'doubles'; readonly verdict: Verdict<number>; readonly error: number }
  | { readonly kind: 'exact'; readonly verdict: Verdict<Rational> }

/** The verdict in doubles where it is certain, else the one in exact arithmetic, which is only then asked for. */
export const settle = (
  decisions: readonly Decision<number>[],
  verdict: Verdict<number>,
  rounding: Rounding,
  exactly: () => Verdict<Rational>,
): Settled => {
  const certainty = certify(decisions, verdict, rounding)
  return certainty.kind === 'certain'
    ? { kind: 'doubles', verdict, error: certainty.error }
    : { kind: 'exact', verdict: exactly() }
}

/** Whether `verdict`, of a game with these decisions, is certain. */
export const certify = (
  decisions: readonly Decision<number>[],
  verdict: Verdict<number>,
  rounding: Rounding,
): Certainty => {
  const comparisons = comparisonsOf(decisions, verdict, rounding)
  if (comparisons === undefined) return { kind: 'open' }
  const isCertain =
    verdict.judgement.kind === 'fails'
      ? comparisons.some(({ outcome }) => outcome === 'exceeds')
      : comparisons.every(({ outcome }) => outcome === 'within')
  if (!isCertain) return { kind: 'open' }
  return { kind: 'certain', error: Math.max(0, ...comparisons.map(({ error }) => error)) }
}

/** A gain held against what is forgiven, and how it comes out whatever the errors are. */
interface Comparison {
  readonly outcome: 'within' | 'exceeds' | 'open'
  readonly error: number
}

const unitRoundoff = 2 ** -53

/** The comparisons that the verdict rests on; nothing where some have no bounds. */
const comparisonsOf = (
  decisions: readonly Decision<number>[],
  verdict: Verdict<number>,
  rounding: Rounding,
): readonly Comparison[] | undefined => {
  const { concept, states, judgement } = verdict
  if (concept === 'dominant' || concept === 'pareto' || judgement.kind === 'unknown') return undefined
  const errors = concept === 'subgamePerfect' ? rounding.tremblingStates() : rounding.states()
  if (errors.length !== states.length) return undefined
  const single = states.map((state, k) => oneShot(state, errors[k]))
  const joint = jointLevels(decisions, verdict).map(level => jointComparison(verdict, level, rounding))
  if (concept !== 'strict') return [...single, ...joint]
  // Ties with later changes are held against values that have no bounds.
  if (judgement.kind === 'holds' && joint.length > 0) return undefined
  return [...single, ...joint, ...states.flatMap((state, k) => tie(state, errors[k]))]
}

/** Those of players whose changes at several decisions are looked at. */
const jointLevels = (
  decisions: readonly Decision<number>[],
  { states, levels = [] }: Verdict<number>,
): readonly Level<number>[] => {
  const moveAgain = decidingPlayers(decisions).filter(
    player => decisions.filter(decision => decision.player === player).length > 1,
  )
  const gains = new Set(
    states.filter(({ regret, epsilon }) => regret > epsilon).map(({ decision }) => decision.player),
  )
  return levels.filter(({ player }) => moveAgain.includes(player) && !gains.has(player))
}

/** How `gain`, off by at most `error`, compares with `forgiven`, which was rounded once. */
const compared = (gain: number, error: number, forgiven: number): Comparison => {
  const all = error + 4 * unitRoundoff * (Math.abs(gain) + forgiven)
  const outcome = gain + all <= forgiven ? 'within' : gain - all > forgiven ? 'exceeds' : 'open'
  return { outcome, error: all }
}

const oneShot = (
  { gains, actions, epsilon }: StateVerdict<number>,
  rounding: StateRounding | undefined,
): Comparison => {
  if (rounding === undefined) return { outcome: 'open', error: Number.POSITIVE_INFINITY }
  const most = (of: (action: StateRounding['actions'][number]) => number): number =>
    rounding.actions.reduce((error, action) => Math.max(error, of(action)), 0)
  // A gain is an action's value less a mixture of such, which is rounded once for each action.
  const mixing = (errors: number): number =>
    2 * errors * (1 + 1e-3) + (actions.length + 2) * unitRoundoff * largest
  const largest = actions.reduce((size, { payoff }) => Math.max(size, Math.abs(payoff)), 0) + gains.earlier
  const onward = compared(gains.onward, mixing(most(({ payoff }) => payoff)), epsilon)
  const whole = compared(gains.whole, mixing(most(({ total }) => total)), epsilon)
  const earlier = most(error => error.earlier)
  if (earlier === 0 && gains.earlier === 0) return onward
  if (gains.earlier > 3 * earlier) return whole
  // Which account counts may be an accident of rounding: both have to say the same.
  return onward.outcome === whole.outcome
    ? { outcome: onward.outcome, error: Math.max(onward.error, whole.error) }
    : { outcome: 'open', error: Math.max(onward.error, whole.error) }
}

/** Gains that doubles cannot tell from none are taken for none: that is an error, too. */
const relativeSlack = 1e-12

const jointComparison = (
  { payoffs }: Verdict<number>,
  { player, joint, forgets, epsilon }: Level<number>,
  rounding: Rounding,
): Comparison => {
  const payoff = Math.abs(payoffs[player] ?? 0)
  // A search of pure strategies has no bounds.
  if (joint?.upper === undefined || forgets !== undefined || joint.lower !== joint.upper)
    return { outcome: 'open', error: Number.POSITIVE_INFINITY }
  const slack = joint.lower === 0 ? relativeSlack * Math.max(1, 2 * payoff) : 0
  const error = rounding.bestReply(player) + (rounding.payoffs()[player] ?? Number.POSITIVE_INFINITY)
  return compared(joint.lower, error + slack, epsilon)
}

/** A tie is where what another action falls short by is within what is forgiven: then strictness is exceeded. */
const tie = (
  { strategy, actions, payoff, epsilon }: StateVerdict<number>,
  rounding: StateRounding | undefined,
): readonly Comparison[] => {
  const [played] = strategy
  if (strategy.length > 1 || played === undefined) return [{ outcome: 'exceeds', error: 0 }]
  if (rounding === undefined) return [{ outcome: 'open', error: Number.POSITIVE_INFINITY }]
  const error = rounding.actions.reduce((most, { payoff, total }) => Math.max(most, payoff, total), 0)
  const key = structuralKey(played[0])
  return actions.flatMap((other): readonly Comparison[] => {
    if (structuralKey(other.action) === key) return []
    const { outcome, error: all } = compared(payoff - other.payoff, 2 * error, epsilon)
    const strict = { within: 'exceeds', exceeds: 'within', open: 'open' } as const
    return [{ outcome: strict[outcome], error: all }]
  })
}
