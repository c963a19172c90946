/** What a game of Gambit's consists of. */
import { constantSum, forgotten } from '../form/recall.ts'
import { subgameRoots } from '../form/subgame.ts'
import { treeOfTable } from '../form/tableTree.ts'
import type { GambitGame } from '../gambit/open.ts'
import { exact } from '../markov/rational.ts'
import type { ContentsRecord } from '../report/contents.ts'
import { placesOf } from './solvingForms.ts'

/** Sizes, recall and the sum of payoffs. */
export const contentsOf = (game: GambitGame): ContentsRecord => {
  const { kind } = game
  const form = game.kind === 'tree' ? game.form : treeOfTable(game.form)
  const places = placesOf(game)
  const players = form.players.map((player, k) => {
    const own = form.informationSets.filter(set => set.player === k)
    const actions = own.reduce((sum, set) => sum + set.actions.length, 0)
    return { player, actions, ...(kind === 'tree' ? { informationSets: own.length } : {}) }
  })
  const sum = constantSum(exact, form)
  const zeroSum = sum === undefined || players.length < 2 ? {} : { sum: exact.show(sum) }
  if (kind === 'table') return { kind, title: form.title, players, ...zeroSum }
  const lapse = forgotten(form)
  const lapseAt = lapse === undefined ? undefined : places[lapse.informationSet]
  return {
    kind,
    title: form.title,
    players,
    nodes: form.nodes.length,
    plays: form.nodes.filter(node => node.kind === 'terminal').length,
    subgames: subgameRoots(form).length,
    ...(lapseAt === undefined
      ? {}
      : { forgets: { player: lapseAt.decision, informationSet: lapseAt.observation } }),
    ...zeroSum,
  }
}
