/**
 * Fictitious play: everybody replies to how the others have played so far (Brown, Iterative solution of games by
 * fictitious play, 1951). With more than one other player the belief is about their joint play.
 *
 * It finds the equilibria of zero-sum games of two (Robinson 1951) and of potential games (Monderer and Shapley 1996),
 * and goes round for ever in others (Shapley, Some topics in two-person games, 1964).
 */
import { dot, evenly, type Learner, machine, type Setup, sizeOf, softmax, widthOf } from './learner.ts'

/** What is played of several best replies: the first of them, the one played last where it is one, or all evenly. */
export const tieRules = ['first', 'last', 'even'] as const

export type TieRule = (typeof tieRules)[number]

interface Sums {
  readonly rounds: number
  /** What each strategy would have brought in all rounds together. */
  readonly values: readonly number[]
  readonly played: readonly number[]
}

const nothingYet = (size: number): Sums => {
  const none = Array.from({ length: size }, () => 0)
  return { rounds: 0, values: none, played: none }
}

const later = (
  { rounds, values }: Sums,
  coplay: { readonly values: readonly number[]; readonly played: readonly number[] },
): Sums => ({
  rounds: rounds + 1,
  values: values.map((sum, s) => sum + (coplay.values[s] ?? 0)),
  played: coplay.played,
})

/** Values that differ by less, relative to the width of payoffs and a round, are tied: sums of doubles are rounded. */
const tied = 1e-12

export const fictitiousPlay = (setup: Setup, ties: TieRule): Learner => {
  const size = sizeOf(setup)
  const slack = tied * widthOf(setup)
  return machine(nothingYet(size), sums => bestReply(sums, ties, slack * Math.max(1, sums.rounds)), later)
}

const bestReply = ({ values, played }: Sums, ties: TieRule, slack: number): readonly number[] => {
  const most = Math.max(...values)
  const isBest = values.map(value => value >= most - slack)
  const keeps = ties === 'last' && dot(played, isBest.map(Number)) > 1 - tied
  if (keeps) return played
  const first = isBest.indexOf(true)
  const count = isBest.filter(Boolean).length
  return isBest.map((best, s) => (ties === 'even' ? (best ? 1 / count : 0) : s === first ? 1 : 0))
}

/**
 * Logit replies to how the others have played so far (Fudenberg and Levine, The Theory of Learning in Games, 1998,
 * ch. 4): `temperature`, in units of the width of payoffs, is how far from a best reply. What it rests at is a quantal
 * response, not an equilibrium.
 */
export const smoothFictitiousPlay = (setup: Setup, temperature: number): Learner => {
  const scale = temperature * widthOf(setup)
  return machine(
    nothingYet(sizeOf(setup)),
    ({ rounds, values }) =>
      rounds === 0 ? evenly(values.length) : softmax(values.map(value => value / (rounds * scale))),
    later,
  )
}
