/** The learners of situations by name. */
import { type Arena, payoffRanges } from './arena.ts'
import type { ArenaLearners } from './arenaPlay.ts'
import { centralCriticOf } from './centralCritic.ts'
import type { Learner } from './learner.ts'
import {
  type LearnerChoice,
  type LearnerName,
  usualActorRate,
  usualCriticRate,
  usualExploration,
  usualRate,
} from './learners.ts'
import { advisedActor, type PlacedLearner, type PlacedSetup, placedActor, placedQ } from './placed.ts'
import { regretMatching } from './regretMatching.ts'
import { hedge } from './weights.ts'

/** Those that learn from what plays bring, in whatever situation. */
export const placedNames: readonly LearnerName[] = ['qLearning', 'actorCritic', 'centralCritic']

/** A learner at each place, of the kind that is chosen for its player. */
export const placedLearners = (arena: Arena, choices: readonly LearnerChoice[]): ArenaLearners => {
  const widths = payoffRanges(arena).map(({ lowest, highest }) => (highest > lowest ? highest - lowest : 1))
  return {
    learners: arena.places.map(({ player, actions }) =>
      placedLearner(choices[player], { size: actions.length, width: widths[player] ?? 1 }),
    ),
    critic: centralCriticOf(arena, usualCriticRate),
    isAdvised: choices.map(({ name }) => name === 'centralCritic'),
  }
}

const placedLearner = (choice: LearnerChoice | undefined, setup: PlacedSetup): PlacedLearner => {
  const { name, rate, exploration } = choice ?? { name: 'qLearning' }
  switch (name) {
    case 'actorCritic':
      return placedActor(setup, rate ?? usualActorRate, usualCriticRate)
    case 'centralCritic':
      return advisedActor(setup, rate ?? usualActorRate)
    default:
      return placedQ(setup, usualRate(rate), usualExploration(exploration))
  }
}

/** A learner at each information set that hears counterfactual values; none for fictitious play. */
export const informationLearners = (
  arena: Arena,
  choices: readonly LearnerChoice[],
  rounds: number,
): readonly (Learner | undefined)[] => {
  const ranges = payoffRanges(arena)
  return arena.places.map(({ player, actions }) => {
    const { lowest = 0, highest = 0 } = ranges[player] ?? {}
    const { name, rate } = choices[player] ?? { name: 'fictitiousPlay' }
    const setup = { player: 0, sizes: [actions.length], lowest, highest, rounds }
    switch (name) {
      case 'regretMatching':
      case 'regretMatchingPlus':
        return regretMatching(setup, name === 'regretMatchingPlus')
      case 'multiplicativeWeights':
      case 'optimisticWeights':
        return hedge(setup, rate, name === 'optimisticWeights')
      default:
        return undefined
    }
  })
}
