/** The learners by name, and what can be said of each. */
import type { NormalForm } from '../form/normalForm.ts'
import type { Generator as Seeded } from '../markov/splitMix64.ts'
import { bandit, centralCritic, gradientBandit } from './criticism.ts'
import { fictitiousPlay, smoothFictitiousPlay, type TieRule } from './fictitiousPlay.ts'
import type { Learner, Sees, Setup } from './learner.ts'
import { conditionalRegretMatching, regretMatching } from './regretMatching.ts'
import type { Meeting } from './repeatedPlay.ts'
import { exp3, hedge, replicator } from './weights.ts'

export const learnerNames = [
  'fictitiousPlay',
  'smoothFictitiousPlay',
  'regretMatching',
  'regretMatchingPlus',
  'conditionalRegretMatching',
  'multiplicativeWeights',
  'optimisticWeights',
  'exp3',
  'replicator',
  'qLearning',
  'actorCritic',
  'centralCritic',
] as const

export type LearnerName = (typeof learnerNames)[number]

/** A learner as it is asked for. What is not said has a usual value, which docs/learning.md tells. */
export interface LearnerChoice {
  readonly name: LearnerName
  /** How fast it learns. */
  readonly rate?: number
  /** The share of rounds in which anything is tried. */
  readonly exploration?: number
  /** How far from best replies. */
  readonly temperature?: number
  readonly ties?: TieRule
}

/** What can be said of a learner. */
export const settingsOf = (name: LearnerName): readonly Exclude<keyof LearnerChoice, 'name'>[] => {
  switch (name) {
    case 'fictitiousPlay':
      return ['ties']
    case 'smoothFictitiousPlay':
      return ['temperature']
    case 'regretMatching':
    case 'regretMatchingPlus':
    case 'conditionalRegretMatching':
      return []
    case 'exp3':
      return ['exploration']
    case 'qLearning':
      return ['rate', 'exploration']
    case 'multiplicativeWeights':
    case 'optimisticWeights':
    case 'replicator':
    case 'actorCritic':
    case 'centralCritic':
      return ['rate']
  }
}

/** What a learner takes in. */
export const sees = (name: LearnerName): Sees => {
  switch (name) {
    case 'exp3':
    case 'qLearning':
    case 'actorCritic':
      return 'payoff'
    case 'centralCritic':
      return 'everybody'
    default:
      return 'values'
  }
}

/** How learners meet where nobody says: populations as wholes, all others by what is drawn. */
export const usualMeeting = (choices: readonly LearnerChoice[]): Meeting =>
  choices.every(({ name }) => name === 'replicator') ? 'expected' : 'drawn'

/** Those that can learn at the information sets of a tree, each by itself. */
export const informationNames: readonly LearnerName[] = [
  'fictitiousPlay',
  'regretMatching',
  'regretMatchingPlus',
  'multiplicativeWeights',
  'optimisticWeights',
]

/** Whether they can learn where nothing is drawn. */
export const canExpect = (choices: readonly LearnerChoice[]): boolean =>
  choices.every(({ name }) => sees(name) === 'values')

/** Updates of values are as large as one over the count to this power (Even-Dar and Mansour 2003). */
const decay = 0.7

/** Exploration is `patience / (patience + visits)`: everything is tried for ever, and ever more rarely. */
const patience = 20

/** The step of an update after so many before it. */
export const usualRate =
  (rate: number | undefined) =>
  (times: number): number =>
    rate ?? (times + 1) ** -decay

/** The share of exploration after so many rounds. */
export const usualExploration =
  (exploration: number | undefined) =>
  (times: number): number =>
    exploration ?? patience / (patience + times)

export const usualTemperature = 0.1
export const usualShareRate = 0.1
export const usualActorRate = 0.1
export const usualCriticRate = 0.1

/** The learner that is asked for; `random` gives what it starts with. */
export const learnerOf = (choice: LearnerChoice, setup: Setup, random: Seeded): Learner => {
  const { name, rate, exploration, temperature = usualTemperature, ties = 'first' } = choice
  switch (name) {
    case 'fictitiousPlay':
      return fictitiousPlay(setup, ties)
    case 'smoothFictitiousPlay':
      return smoothFictitiousPlay(setup, temperature)
    case 'regretMatching':
      return regretMatching(setup, false)
    case 'regretMatchingPlus':
      return regretMatching(setup, true)
    case 'conditionalRegretMatching':
      return conditionalRegretMatching(setup)
    case 'multiplicativeWeights':
      return hedge(setup, rate, false)
    case 'optimisticWeights':
      return hedge(setup, rate, true)
    case 'exp3':
      return exp3(setup, exploration)
    case 'replicator':
      return replicator(setup, anywhere(setup.sizes[setup.player] ?? 1, random), rate ?? usualShareRate)
    case 'qLearning':
      return bandit(setup, usualRate(rate), usualExploration(exploration))
    case 'actorCritic':
      return gradientBandit(setup, rate ?? usualActorRate)
    case 'centralCritic':
      return centralCritic(setup, rate ?? usualActorRate, usualCriticRate)
  }
}

/** Uniform among all mixtures: exponential weights, divided by their sum. */
const anywhere = (size: number, random: Seeded): readonly number[] => {
  const weights = Array.from({ length: size }, () => -Math.log(1 - random.double()))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return total > 0 ? weights.map(weight => weight / total) : weights.map(() => 1 / size)
}

/** What the learners of a table are told; each gets random numbers of its own, whoever the others are. */
export const learnersOf = (
  form: NormalForm<number>,
  choices: readonly LearnerChoice[],
  rounds: number,
  random: Seeded,
): readonly Learner[] => {
  const sizes = form.strategies.map(own => own.length)
  return choices.map((choice, player) => {
    const payoffs = form.payoffs[player] ?? []
    const lowest = payoffs.reduce((least, payoff) => Math.min(least, payoff), Number.POSITIVE_INFINITY)
    const highest = payoffs.reduce((most, payoff) => Math.max(most, payoff), Number.NEGATIVE_INFINITY)
    return learnerOf(choice, { player, sizes, lowest, highest, rounds }, random.split())
  })
}
