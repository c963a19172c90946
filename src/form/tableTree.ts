/** A normal form as a tree: everybody chooses in turn, and nobody sees what was chosen before. */
import type { ExtensiveForm, ExtensiveNode, Outcome } from './extensiveForm.ts'
import { type NormalForm, profileCount } from './normalForm.ts'

/** One information set a player, and one outcome a profile, in the order of profiles. */
export const treeOfTable = <N>(form: NormalForm<N>): ExtensiveForm<N> => {
  const { title, comment, players, strategies, payoffs } = form
  const nodes: ExtensiveNode[] = []
  // A tree as deep as there are players.
  const grow = (player: number, profile: number): number => {
    const id = nodes.length
    if (player === players.length) {
      nodes.push({ kind: 'terminal', label: '', outcome: profile })
      return id
    }
    const children: number[] = []
    nodes.push({ kind: 'decision', label: '', outcome: undefined, informationSet: player, children })
    const own = strategies[player] ?? []
    for (let s = 0; s < own.length; s++) children.push(grow(player + 1, profile * own.length + s))
    return id
  }
  grow(0, 0)
  return {
    title,
    comment,
    players,
    informationSets: players.map((label, player) => ({ player, label, actions: strategies[player] ?? [] })),
    draws: [],
    outcomes: Array.from(
      { length: profileCount(form) },
      (_, profile): Outcome<N> => ({
        label: '',
        payoffs: payoffs.flatMap(own => own.slice(profile, profile + 1)),
      }),
    ),
    nodes,
  }
}
