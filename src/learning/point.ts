/** What is measured of a run, whatever it is played in. */

/** Probabilities by place and action; in a table the players are the places. */
export type Played = readonly (readonly number[])[]

export interface LearningPoint {
  readonly round: number
  /** What is played next. */
  readonly current: Played
  /** How often each action was taken, of the times that there was the choice; evenly where there was none. */
  readonly average: Played
  /** By player, what a round brought on average so far. */
  readonly payoffs: readonly number[]
  /** By player, in hindsight; nothing where it is not known what else would have come of a round. */
  readonly hindsight: readonly Hindsight[] | undefined
  readonly gains: { readonly current: Gains; readonly average: Gains }
  /** Nothing in the first half of all rounds. */
  readonly swing: Swing | undefined
}

/** What a player would have had more a round, on average so far. */
export interface Hindsight {
  /**
   * By the best single strategy. The largest of all players is how far what they played together is from the coarse
   * correlated equilibria, as violation of their inequalities.
   */
  readonly external: number
  /**
   * By playing one strategy wherever another was played, for the best such pair; the same for correlated equilibria
   * (Hart and Mas-Colell 2000). Known where whole strategies are learned.
   */
  readonly internal?: number
}

/** What each player could gain, alone, against what the others play; nothing where that is not known. */
export type Gains = readonly (number | undefined)[]

/** What all could gain, each alone: zero in a Nash equilibrium alone. Nothing where one of them is not known. */
export const nashConv = (gains: Gains): number | undefined =>
  gains.reduce<number | undefined>(
    (sum, gain) => (sum === undefined || gain === undefined ? undefined : sum + gain),
    0,
  )

/** The largest difference of a probability between two rounds of the second half of a run. */
export interface Swing {
  readonly current: number
  readonly average: number
}

/** How far apart the values of each probability are that were included. */
export const range = (sizes: readonly number[]) => {
  const lowest = sizes.map(size => new Float64Array(size).fill(1))
  const highest = sizes.map(size => new Float64Array(size))
  return {
    include: (played: Played): void => {
      for (const [place, own] of played.entries()) {
        const low = lowest[place]
        const high = highest[place]
        if (low === undefined || high === undefined) continue
        for (let s = 0; s < own.length; s++) {
          const p = own[s] ?? 0
          if (p < (low[s] ?? 0)) low[s] = p
          if (p > (high[s] ?? 0)) high[s] = p
        }
      }
    },
    width: (): number =>
      lowest.reduce(
        (most, low, place) => low.reduce((m, l, s) => Math.max(m, (highest[place]?.[s] ?? 0) - l), most),
        0,
      ),
  }
}

/** How many rounds lie between two looks at what moves slowly: it is enough to look a few hundred times. */
export const stride = (rounds: number): number => Math.max(1, Math.floor(rounds / 512))
