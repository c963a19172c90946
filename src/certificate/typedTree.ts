/** Trees in which chance moves first and everybody chooses once, knowing something of what was drawn and nothing else. */
import * as E from 'fp-ts/lib/Either.js'
import { type Fraction, one, times } from './fraction.ts'
import type { Tree } from './solvedTree.ts'

/** One thing that chance can do. */
export interface Case {
  readonly probability: Fraction
  /** Where somebody moves next. */
  readonly root: number
  /** By deciding player, what it knows then. */
  readonly sets: readonly number[]
}

export interface TypedTree {
  readonly tree: Tree
  /** Who decides, as numbers of players. */
  readonly deciding: readonly number[]
  /** By deciding player: how many actions it has, whatever it knows. */
  readonly actions: readonly number[]
  /** In the order of the nodes; none is impossible. */
  readonly cases: readonly Case[]
}

/** The tree so, or why it is none. */
export const typedTree = (tree: Tree): E.Either<string, TypedTree> => {
  const deciding = [...new Set(tree.sets.map(({ player }) => player))].sort((a, b) => a - b)
  const actions = deciding.map(player => tree.sets.find(set => set.player === player)?.actions ?? 0)
  if (tree.sets.some(({ player, actions: own }) => own !== actions[deciding.indexOf(player)]))
    return E.left('somebody has not as many actions whatever it knows')
  const cases: Case[] = []
  let wrong: string | undefined
  const look = (id: number, known: number[], met: readonly number[]): void => {
    const node = tree.nodes[id]
    if (node === undefined || wrong !== undefined) return
    if (node.kind === 'chance') wrong = 'chance moves after somebody has chosen'
    else if (node.kind === 'end') wrong = met.length < deciding.length ? 'somebody is not asked' : wrong
    else {
      const k = deciding.indexOf(tree.sets[node.set]?.player ?? -1)
      if (met.includes(k)) wrong = 'somebody chooses twice'
      if (known[k] !== undefined && known[k] !== node.set) wrong = 'somebody observes what another chose'
      known[k] = node.set
      for (const child of node.children) look(child, known, [...met, k])
    }
  }
  const draw = (id: number, probability: Fraction): void => {
    const node = tree.nodes[id]
    if (node === undefined || probability.top === 0n) return
    if (node.kind === 'chance') {
      for (const [k, child] of node.children.entries())
        draw(child, times(probability, node.probabilities[k] ?? { top: 0n, bottom: 1n }))
      return
    }
    const sets: number[] = []
    look(id, sets, [])
    cases.push({ probability, root: id, sets })
  }
  draw(0, one)
  return wrong === undefined ? E.right({ tree, deciding, actions, cases }) : E.left(wrong)
}

/** What everybody gets in a case where the deciding players do so. */
export const paidIn = (
  { tree, deciding }: TypedTree,
  { root }: Case,
  actions: readonly number[],
): readonly Fraction[] => {
  let node = tree.nodes[root]
  while (node?.kind === 'choice') {
    const k = deciding.indexOf(tree.sets[node.set]?.player ?? -1)
    node = tree.nodes[node.children[actions[k] ?? -1] ?? -1]
  }
  return node?.kind === 'end' ? node.payoffs : []
}

/** Every way to take one of each, the last the fastest. */
export const combinations = (choices: readonly (readonly number[])[]): readonly (readonly number[])[] =>
  choices.reduce<readonly (readonly number[])[]>(
    (so, own) => so.flatMap(before => own.map(each => [...before, each])),
    [[]],
  )
