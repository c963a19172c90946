/** What a profile brings in a tree, and what players could gain, in doubles. */
import { behaviorValues, bestResponse } from '../form/behavior.ts'
import type { ExtensiveForm } from '../form/extensiveForm.ts'
import { double } from '../markov/double.ts'
import type { Gains, Played } from './point.ts'

export interface JudgedPlay {
  readonly payoffs: readonly number[]
  readonly gains: Gains
}

/** By best replies; no gain is told of a player who does not recall what it knew and did. */
export const judgedInTree = (form: ExtensiveForm<number>, played: Played): JudgedPlay => {
  const { payoffs } = behaviorValues(double, form, played)
  const gains = form.players.map((_, player) => {
    const best = bestResponse(double, form, played, player)
    // Differences of equal sums may be a little below zero.
    return best === undefined ? undefined : Math.max(0, best.value - (payoffs[player] ?? 0))
  })
  return { payoffs, gains }
}
