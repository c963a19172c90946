/**
 * Learners that know in which situation they are: one at each place, whose coplay is what the play brought from there on,
 * or what a critic makes of it.
 */
import type { Rate } from './criticism.ts'
import { ascended, climbed } from './criticism.ts'
import { evenly, firstBest, softmax, surely } from './learner.ts'

export interface PlacedLearner {
  readonly mixed: readonly number[]
  /** What the learner expects from here on, in units of its payoff. */
  readonly worth: number
  readonly learn: (coplay: Onward) => PlacedLearner
}

/** What comes back to a place. */
export interface Onward {
  /** The action that was taken. */
  readonly own: number
  /** What was paid up to the player's next place, and what it expects from there. */
  readonly onward: number
  /** What each action brings, as a critic sees it that knows all that has happened; of those who have one. */
  readonly opinion: readonly number[] | undefined
}

/** What all placed learners are told before the first play. */
export interface PlacedSetup {
  /** How many actions there are. */
  readonly size: number
  /** The width of payoffs, positive. */
  readonly width: number
}

/**
 * Q-learning (Watkins 1989): the value of an action moves toward what was paid and the largest value at the next place.
 * Finds what is best for one who is alone with chance (Watkins and Dayan 1992); with others that learn, too, nothing is
 * promised.
 */
export const placedQ = ({ size }: PlacedSetup, rate: Rate, exploration: Rate): PlacedLearner => {
  interface State {
    readonly values: readonly number[]
    readonly counts: readonly number[]
    readonly visits: number
  }
  const at = ({ values, counts, visits }: State): PlacedLearner => {
    const best = firstBest(values)
    const share = exploration(visits)
    return {
      mixed: values.map((_, a) => share / size + (a === best ? 1 - share : 0)),
      worth: values[best] ?? 0,
      learn: ({ own, onward }) => {
        const step = rate(counts[own] ?? 0)
        return at({
          values: values.map((value, a) => (a === own ? value + step * (onward - value) : value)),
          counts: counts.map((count, a) => (a === own ? count + 1 : count)),
          visits: visits + 1,
        })
      },
    }
  }
  const none = surely(size, -1)
  return at({ values: none, counts: none, visits: 0 })
}

/**
 * An actor and its critic (Barto, Sutton and Anderson 1983; Sutton and Barto 2018, 13.5): the critic learns what a place
 * is worth, and the actor follows the gradient by how much more there was than that.
 */
export const placedActor = (
  { size, width }: PlacedSetup,
  rate: number,
  criticRate: number,
): PlacedLearner => {
  const at = (preferences: readonly number[], worth: number | undefined): PlacedLearner => ({
    mixed: softmax(preferences),
    worth: worth ?? 0,
    learn: ({ own, onward }) => {
      const surprise = onward - (worth ?? onward)
      return at(
        climbed(preferences, own, (rate * surprise) / width),
        (worth ?? onward) + criticRate * surprise,
      )
    },
  })
  return at(surely(size, -1), undefined)
}

/** An actor that listens to the opinion of a central critic (Lowe and others 2017; Foerster and others 2018). */
export const advisedActor = ({ size, width }: PlacedSetup, rate: number): PlacedLearner => {
  const at = (preferences: readonly number[]): PlacedLearner => ({
    mixed: softmax(preferences),
    worth: 0,
    learn: ({ opinion = evenly(size) }) => at(ascended(preferences, opinion, rate / width)),
  })
  return at(surely(size, -1))
}
