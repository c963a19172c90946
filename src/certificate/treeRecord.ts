/** A tree as records hold it. */
import type { ExtensiveForm } from '../form/extensiveForm.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { SolvedNode, SolvedTree } from './solutions.ts'

/** The tree with what is paid on the way paid at the ends. */
export const solvedTree = (form: ExtensiveForm<Rational>, of: SolvedTree['of']): SolvedTree => {
  const nothing = form.players.map(() => exact.zero)
  const paid = form.nodes.map(() => nothing)
  const nodes = form.nodes.map((node, id): SolvedNode => {
    const own = node.outcome === undefined ? undefined : form.outcomes[node.outcome]?.payoffs
    const here = (paid[id] ?? nothing).map((so, player) => exact.add(so, own?.[player] ?? exact.zero))
    if (node.kind === 'terminal') return { kind: 'end', payoffs: here.map(exact.show) }
    for (const child of node.children) paid[child] = here
    const children = [...node.children]
    if (node.kind === 'decision') return { kind: 'choice', set: node.informationSet, children }
    const probabilities = (form.draws[node.draw]?.branches ?? []).map(({ probability }) =>
      exact.show(probability),
    )
    return { kind: 'chance', children, probabilities }
  })
  return {
    of,
    players: [...form.players],
    sets: form.informationSets.map(({ player, label, actions }) => ({
      player,
      label,
      actions: [...actions],
    })),
    nodes,
  }
}
