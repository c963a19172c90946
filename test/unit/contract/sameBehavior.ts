/** A component without decisions that plays and pays as another one does under its strategy. */
import { atom, type Component, identityOf } from '../../../src/contract/component.ts'
import { faithful } from '../../../src/game/interpretation.ts'
import type { Scenario } from './randomComponents.ts'

/** The strategies become part of the game: what was decided is drawn. */
export const sameBehavior = ({ component, profile }: Scenario): Component =>
  atom(`as ${identityOf(component)}`, {
    feeds: component.feeds,
    returns: component.returns,
    game: {
      decisions: [],
      evaluate: () => [],
      play: ({ markov }) => component.game.play(faithful(markov), profile),
    },
  })
