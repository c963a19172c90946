/** The tree of a solved game as the verifier reads it: its own arithmetic, its own best replies. */
import * as E from 'fp-ts/lib/Either.js'
import { type Fraction, fractionOf, isEqual, isLess, one, plus, sum, times, zero } from './fraction.ts'
import type { SolvedTree } from './solutions.ts'

export type TreeNode =
  | { readonly kind: 'end'; readonly payoffs: readonly Fraction[] }
  | {
      readonly kind: 'chance'
      readonly children: readonly number[]
      readonly probabilities: readonly Fraction[]
    }
  | { readonly kind: 'choice'; readonly set: number; readonly children: readonly number[] }

export interface Tree {
  readonly players: readonly string[]
  readonly sets: readonly { readonly player: number; readonly label: string; readonly actions: number }[]
  readonly nodes: readonly TreeNode[]
}

/** Probabilities of actions, by set. */
export type Behavior = readonly (readonly Fraction[])[]

/** The tree, or what is wrong with it. */
export const treeOf = ({ players, sets, nodes }: SolvedTree): E.Either<string, Tree> => {
  const met = new Set<number>([0])
  const read: TreeNode[] = []
  for (const [id, node] of nodes.entries()) {
    if (!met.has(id)) return E.left(`nothing leads to node ${id}`)
    if (node.kind === 'end') {
      const payoffs = fractionsOf(node.payoffs)
      if (payoffs === undefined || payoffs.length !== players.length)
        return E.left(`node ${id} does not pay everybody`)
      read.push({ kind: 'end', payoffs })
      continue
    }
    for (const child of node.children) {
      if (!Number.isInteger(child) || child <= id || child >= nodes.length || met.has(child))
        return E.left(`node ${id} leads to ${child}, which is no node of its own after it`)
      met.add(child)
    }
    if (node.kind === 'choice') {
      if (sets[node.set]?.actions.length !== node.children.length || node.children.length === 0)
        return E.left(`node ${id} has not the actions of its set`)
      read.push(node)
      continue
    }
    const probabilities = distributionOf(node.probabilities)
    if (probabilities === undefined || probabilities.length !== node.children.length)
      return E.left(`what is drawn at node ${id} is no distribution`)
    read.push({ kind: 'chance', children: node.children, probabilities })
  }
  if (nodes.length === 0) return E.left('the tree has no node')
  const wrong = sets.find(({ player }) => players[player] === undefined)
  if (wrong !== undefined) return E.left(`set ${wrong.label} is of no player`)
  return E.right({
    players,
    sets: sets.map(({ player, label, actions }) => ({ player, label, actions: actions.length })),
    nodes: read,
  })
}

export const fractionsOf = (texts: readonly string[]): readonly Fraction[] | undefined => {
  const found = texts.flatMap(text => fractionOf(text) ?? [])
  return found.length === texts.length ? found : undefined
}

/** Numbers that are not negative and sum to one. */
export const distributionOf = (texts: readonly string[]): readonly Fraction[] | undefined => {
  const found = fractionsOf(texts)
  return found?.every(({ top }) => top >= 0n) === true && isEqual(sum(found), one) ? found : undefined
}

/** What everybody gets from a node on. */
export const expected = (tree: Tree, behavior: Behavior, from = 0): readonly Fraction[] => {
  const node = tree.nodes[from]
  if (node === undefined) return []
  if (node.kind === 'end') return node.payoffs
  const weights = node.kind === 'chance' ? node.probabilities : (behavior[node.set] ?? [])
  return node.children.reduce<readonly Fraction[]>(
    (total, child, k) => {
      const weight = weights[k] ?? zero
      if (weight.top === 0n) return total
      const below = expected(tree, behavior, child)
      return total.map((so, player) => plus(so, times(weight, below[player] ?? zero)))
    },
    tree.players.map(() => zero),
  )
}

/**
 * The most that `player` could get from `root` on while the others behave as given: over all its strategies, by induction over
 * its sets. Nothing where it forgets what it knew or did, so that induction would be wrong, or where a set lies across `root`.
 */
export const bestReply = (tree: Tree, behavior: Behavior, player: number, root = 0): Fraction | undefined => {
  const own = new Map<
    number,
    { readonly nodes: number[]; readonly weights: Fraction[]; readonly past: string }
  >()
  let isSound = true
  const gather = (id: number, weight: Fraction, past: string): void => {
    const node = tree.nodes[id]
    if (node === undefined || node.kind === 'end') return
    const isOwn = node.kind === 'choice' && tree.sets[node.set]?.player === player
    if (isOwn) {
      const known = own.get(node.set) ?? { nodes: [], weights: [], past }
      own.set(node.set, known)
      if (known.past !== past) isSound = false
      known.nodes.push(id)
      known.weights.push(weight)
    }
    const weights =
      node.kind === 'chance' ? node.probabilities : isOwn ? undefined : (behavior[node.set] ?? [])
    for (const [k, child] of node.children.entries())
      gather(
        child,
        weights === undefined ? weight : times(weight, weights[k] ?? zero),
        isOwn ? `${past} ${node.set}:${k}` : past,
      )
  }
  gather(root, one, '')
  if (!isSound) return undefined
  const chosen = new Map<number, number>()
  /** The sum over plays from here, each with its weight, under the best choices. */
  const worth = (id: number, weight: Fraction): Fraction => {
    const node = tree.nodes[id]
    if (node === undefined) return zero
    if (node.kind === 'end') return times(weight, node.payoffs[player] ?? zero)
    if (node.kind === 'choice' && tree.sets[node.set]?.player === player) {
      const child = node.children[choiceAt(node.set)]
      return child === undefined ? zero : worth(child, weight)
    }
    const weights = node.kind === 'chance' ? node.probabilities : (behavior[node.set] ?? [])
    return node.children.reduce((total, child, k) => {
      const next = times(weight, weights[k] ?? zero)
      return next.top === 0n ? total : plus(total, worth(child, next))
    }, zero)
  }
  const choiceAt = (set: number): number => {
    const known = chosen.get(set)
    if (known !== undefined) return known
    const { nodes, weights } = own.get(set) ?? { nodes: [], weights: [] }
    let best = 0
    let most: Fraction | undefined
    for (let action = 0; action < (tree.sets[set]?.actions ?? 0); action++) {
      const total = nodes.reduce((so, id, k) => {
        const node = tree.nodes[id]
        const child = node?.kind === 'choice' ? node.children[action] : undefined
        return child === undefined ? so : plus(so, worth(child, weights[k] ?? zero))
      }, zero)
      if (most !== undefined && !isLess(most, total)) continue
      most = total
      best = action
    }
    chosen.set(set, best)
    return best
  }
  return worth(root, one)
}

/** Nodes at which a game of its own begins: no set has nodes both below and elsewhere. */
export const subgames = ({ nodes }: Tree): readonly number[] => {
  const membersOf = (root: number): ReadonlySet<number> => {
    const found = new Set<number>()
    const open = [root]
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      found.add(id)
      const node = nodes[id]
      if (node !== undefined && node.kind !== 'end') open.push(...node.children)
    }
    return found
  }
  const nodesOf = new Map<number, number[]>()
  for (const [id, node] of nodes.entries())
    if (node.kind === 'choice') nodesOf.set(node.set, [...(nodesOf.get(node.set) ?? []), id])
  return [...nodes.keys()].filter(root => {
    if (nodes[root]?.kind === 'end') return false
    const members = membersOf(root)
    return [...nodesOf.values()].every(all => {
      const inside = all.filter(id => members.has(id)).length
      return inside === 0 || inside === all.length
    })
  })
}
