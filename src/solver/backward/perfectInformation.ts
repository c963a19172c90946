/** Backward induction where everybody knows all that has happened: one pass over the tree (Zermelo 1913, Kuhn 1953). */
import * as E from 'fp-ts/lib/Either.js'
import { childrenOf, paidAt } from '../../form/behavior.ts'
import type { BehaviorProfile, ExtensiveForm, ExtensiveNode } from '../../form/extensiveForm.ts'
import type { Budget } from '../../markov/budget.ts'
import type { Scalar } from '../../markov/scalar.ts'

/** Why there is no backward induction. */
export interface NotApplicable {
  readonly kind: 'notApplicable'
  readonly reason: string
}

export interface Induction<N> {
  /** A subgame-perfect equilibrium in pure strategies, of equally good actions the first. */
  readonly profile: BehaviorProfile<N>
  /** By player, what it brings. */
  readonly payoffs: readonly N[]
  /** The information sets where another action would do as well; without any, there is no other equilibrium like it. */
  readonly ties: readonly number[]
}

/** Errors: an information set of more than one node. Spends a step a node. */
export const backwardInduction = <N>(
  scalar: Scalar<N>,
  budget: Budget,
  form: ExtensiveForm<N>,
): E.Either<NotApplicable, Induction<N>> => {
  const { nodes, players, informationSets, draws } = form
  const veiled = manyNodes(form)
  if (veiled !== undefined) {
    const reason = `who decides at ${informationSets[veiled]?.label ?? ''} does not know all that has happened`
    return E.left({ kind: 'notApplicable', reason })
  }
  budget.spend(nodes.length)
  const worth: (readonly N[])[] = new Array(nodes.length)
  const chosen = informationSets.map(() => 0)
  const ties: number[] = []
  const continued = (node: ExtensiveNode): readonly N[] | undefined => {
    const children = childrenOf(node).map(child => worth[child] ?? [])
    switch (node.kind) {
      case 'terminal':
        return undefined
      case 'chance': {
        const branches = draws[node.draw]?.branches ?? []
        return players.map((_, p) =>
          children.reduce(
            (sum, own, k) =>
              scalar.add(sum, scalar.mul(branches[k]?.probability ?? scalar.zero, own[p] ?? scalar.zero)),
            scalar.zero,
          ),
        )
      }
      case 'decision': {
        const player = informationSets[node.informationSet]?.player ?? 0
        const { best, isTied } = firstBest(
          scalar,
          children.map(own => own[player] ?? scalar.zero),
        )
        chosen[node.informationSet] = best
        if (isTied) ties.push(node.informationSet)
        return children[best]
      }
    }
  }
  for (let id = nodes.length - 1; id >= 0; id--) {
    const node = nodes[id]
    if (node === undefined) continue
    const after = continued(node)
    worth[id] = players.map((_, p) => scalar.add(paidAt(scalar, form, node, p), after?.[p] ?? scalar.zero))
  }
  return E.right({
    profile: informationSets.map(({ actions }, set) =>
      actions.map((_, a) => (a === chosen[set] ? scalar.one : scalar.zero)),
    ),
    payoffs: worth[0] ?? players.map(() => scalar.zero),
    ties: ties.sort((x, y) => x - y),
  })
}

/** The place of the first of the greatest, and whether there is another. */
export const firstBest = <N>(
  scalar: Scalar<N>,
  values: readonly N[],
): { readonly best: number; readonly isTied: boolean } => {
  let best = 0
  let isTied = false
  for (let k = 1; k < values.length; k++) {
    const order = scalar.compare(values[k] ?? scalar.zero, values[best] ?? scalar.zero)
    if (order > 0) best = k
    isTied = order === 0 || (isTied && order < 0)
  }
  return { best, isTied }
}

/** The first information set that has several nodes. */
const manyNodes = ({ nodes, informationSets }: ExtensiveForm<unknown>): number | undefined => {
  const met = new Uint8Array(informationSets.length)
  for (const node of nodes)
    if (node.kind === 'decision') {
      if (met[node.informationSet] === 1) return node.informationSet
      met[node.informationSet] = 1
    }
  return undefined
}
