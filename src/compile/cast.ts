/**
 * Who plays in which copy. A name that decides in several members of a population stands for as many players,
 * told apart by the index of their copy (`0.owner`, `1.owner`); any other name is one player everywhere.
 */
import type { GameTerm, Numeric } from '../core/value.ts'

/** The player that a name written in a term stands for. */
export type Cast = (name: string) => string

/** Outside of populations a name is the player. */
export const asNamed: Cast = name => name

/** The cast of every member of a population, within that of the population. */
export const castOf = <N extends Numeric>(members: readonly GameTerm<N>[], around: Cast): readonly Cast[] => {
  const deciding = members.map(member => new Set(deciders(member)))
  const isShared = (name: string) => deciding.filter(names => names.has(name)).length > 1
  const shared = new Set(deciding.flatMap(names => [...names].filter(isShared)))
  return members.map((_, i) => (name: string) => around(shared.has(name) ? `${i}.${name}` : name))
}

const deciders = <N extends Numeric>(term: GameTerm<N>): readonly string[] => {
  switch (term.kind) {
    case 'decision':
      return [term.player]
    case 'sequential':
      return [...deciders(term.first), ...deciders(term.second)]
    case 'parallel':
    case 'choice':
      return [...deciders(term.left), ...deciders(term.right)]
    case 'population':
      return term.members.flatMap(deciders)
    case 'repeat':
      return term.rounds.flatMap(deciders)
    case 'forever':
      return deciders(term.stage)
    case 'label':
      return deciders(term.game)
    case 'block':
      return term.block.lines.flatMap(line => deciders(line.operation))
    case 'lens':
    case 'kernel':
    case 'addPayoffs':
    case 'discount':
    case 'hole':
      return []
  }
}
