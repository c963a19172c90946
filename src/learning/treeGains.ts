/** What players could gain in a tree, in doubles. */
import { behaviorValues, bestResponse } from '../form/behavior.ts'
import type { ExtensiveForm } from '../form/extensiveForm.ts'
import { double } from '../markov/double.ts'
import type { Gains, Played } from './point.ts'

/** By best replies; nothing of a player who does not recall what it knew and did. */
export const treeGains = (form: ExtensiveForm<number>, played: Played): Gains => {
  const { payoffs } = behaviorValues(double, form, played)
  return form.players.map((_, player) => {
    const best = bestResponse(double, form, played, player)
    // Differences of equal sums may be a little below zero.
    return best === undefined ? undefined : Math.max(0, best.value - (payoffs[player] ?? 0))
  })
}
