/**
 * What learns in a game that is played again and again: a strategy that its coplay changes.
 *
 * A learner is a Moore machine. Its state says how it plays, and what comes back of a round makes the next state: play
 * goes one way and coplay the other, as in any open game, so that a player may be given any learner.
 *
 *     state ──▶ play (a mixed strategy) ──▶ the game
 *     state' ◀── learn ◀── coplay (values, or a payoff)
 */

export interface Learner {
  /** The probability of each strategy in the round to come. */
  readonly mixed: readonly number[]
  /** The learner after a round. */
  readonly learn: (coplay: Coplay) => Learner
}

/** What comes back to a player of a round. Numbers are in units of its payoff. */
export interface Coplay {
  /** How much each strategy was played: the one that was drawn, or the mixture where nobody draws. */
  readonly played: readonly number[]
  /** What each own strategy would have brought against what the others did. */
  readonly values: readonly number[]
  /** What happened, where strategies are drawn. */
  readonly drawn: Drawn | undefined
}

export interface Drawn {
  readonly own: number
  readonly payoff: number
  /** The strategy of each player. */
  readonly joint: readonly number[]
}

/**
 * What a learner takes in: the values of all its strategies; only the payoff that it got (a bandit); or, of a critic
 * that stands above the players, the strategies of all and the payoff that it got.
 */
export type Sees = 'values' | 'payoff' | 'everybody'

/** What a learner is told before the first round. */
export interface Setup {
  readonly player: number
  /** The number of strategies of each player. */
  readonly sizes: readonly number[]
  /** The least and the largest payoff that the player can get. */
  readonly lowest: number
  readonly highest: number
  /** How many rounds will be played. */
  readonly rounds: number
}

/** How many strategies the player has. */
export const sizeOf = ({ sizes, player }: Pick<Setup, 'sizes' | 'player'>): number => sizes[player] ?? 1

/** The width of payoffs; 1 where they are all the same, so that it can be divided by. */
export const widthOf = ({ lowest, highest }: Pick<Setup, 'lowest' | 'highest'>): number =>
  highest > lowest ? highest - lowest : 1

/** The learner of a state, of how one plays in a state, and of what coplay makes of it. */
export const machine = <S>(
  state: S,
  act: (state: S) => readonly number[],
  learn: (state: S, coplay: Coplay) => S,
): Learner => ({
  mixed: act(state),
  learn: coplay => machine(learn(state, coplay), act, learn),
})

export const evenly = (size: number): readonly number[] => Array.from({ length: size }, () => 1 / size)

/** All on one strategy. */
export const surely = (size: number, strategy: number): readonly number[] =>
  Array.from({ length: size }, (_, s) => (s === strategy ? 1 : 0))

/** Probabilities that are proportional to `exp(score)`; large scores do no harm. */
export const softmax = (scores: readonly number[]): readonly number[] => {
  const most = Math.max(...scores)
  const weights = scores.map(score => Math.exp(score - most))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map(weight => weight / total)
}

/** The sum of products. */
export const dot = (a: readonly number[], b: readonly number[]): number => {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += (a[k] ?? 0) * (b[k] ?? 0)
  return sum
}

/** The first of the largest. */
export const firstBest = (values: readonly number[]): number => {
  let best = 0
  for (let k = 1; k < values.length; k++) if ((values[k] ?? 0) > (values[best] ?? 0)) best = k
  return best
}
