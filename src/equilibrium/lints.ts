/** What is odd about a game or a profile without being wrong, as data: whoever knows the text makes warnings of it. */
import type { Decision, Ledger } from '../game/game.ts'
import { balance } from '../game/ledger.ts'
import type { Scalar } from '../markov/scalar.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { exceeds, isSame } from './tolerance.ts'
import type { Place, StateVerdict } from './verdict.ts'
import { type GameChoice, type GameTree, informationSets } from './wholeTree.ts'

export type Lint<N> =
  /** Whatever happens, the player's receipts are the same for all its actions at this decision. */
  | { readonly code: 'G6001'; readonly decision: Decision<N> }
  /** The decision never offers the move. */
  | { readonly code: 'G6002'; readonly decision: Decision<N>; readonly move: unknown }
  /** Some profile reaches the state, this one does not. */
  | ({ readonly code: 'G6003' } & Place<N>)
  /** The strategy takes one of several actions that are equally good. */
  | ({ readonly code: 'G6006'; readonly played: unknown; readonly others: readonly unknown[] } & Place<N>)
  /** At this state the player does not know what it has seen or done before. */
  | ({ readonly code: 'G6009' } & Place<N>)

/**
 * What is odd about the game of a tree in which every decision is a choice, whatever is played: G6001, G6002 for
 * the moves that `movesOf` knows of, G6009.
 */
export const gameLints = <N>(
  scalar: Scalar<N>,
  tree: GameTree<N>,
  decisions: readonly Decision<N>[],
  movesOf: (decision: Decision<N>) => readonly unknown[] = () => [],
): readonly Lint<N>[] => {
  const choices = choicesOf(tree)
  return [
    ...decisions.flatMap(decision => indifference(scalar, choices, decision)),
    ...decisions.flatMap(decision => unavailable(choices, decision, movesOf(decision))),
    ...forgetting(tree, decisions),
  ]
}

/** What is odd about a profile: G6003, G6006. `tree` is as for `gameLints`, `states` are those of a verdict. */
export const profileLints = <N>(
  scalar: Scalar<N>,
  tree: GameTree<N>,
  states: readonly StateVerdict<N>[],
): readonly Lint<N>[] => {
  const reached = new Set(
    states.filter(state => state.reached).map(({ decision, observation }) => nameOf(decision, observation)),
  )
  const sets = informationSets(tree)
  const unreached = [...sets.values()].flatMap<Lint<N>>(({ decision, observation }) =>
    reached.has(nameOf(decision, observation)) ? [] : [{ code: 'G6003', decision, observation }],
  )
  return [...unreached, ...states.flatMap(state => arbitraryTie(scalar, state))]
}

const nameOf = <N>(decision: Decision<N>, observation: unknown): string =>
  structuralKey([decision.key, observation])

const choicesOf = <N>(tree: GameTree<N>): readonly GameChoice<N>[] => {
  switch (tree.kind) {
    case 'leaf':
      return []
    case 'chance':
      return tree.branches.flatMap(([subtree]) => choicesOf(subtree))
    case 'choice':
      return [tree, ...tree.branches.flatMap(choicesOf)]
  }
}

const indifference = <N>(
  scalar: Scalar<N>,
  choices: readonly GameChoice<N>[],
  decision: Decision<N>,
): readonly Lint<N>[] => {
  const receipts = (ledger: Ledger<N>) => structuralKey(balance(scalar, ledger, decision.player))
  const own = choices.filter(choice => choice.decision.key === decision.key && choice.branches.length > 1)
  const isIdle = ({ branches }: GameChoice<N>) =>
    new Set(branches.map(branch => shape(branch, receipts))).size === 1
  return own.length > 0 && own.every(isIdle) ? [{ code: 'G6001', decision }] : []
}

/** A tree up to who moves and what they see: nodes, probabilities and what is received at the end. */
const shape = <N>(tree: GameTree<N>, receipts: (ledger: Ledger<N>) => string): string => {
  switch (tree.kind) {
    case 'leaf':
      return receipts(tree.value)
    case 'chance':
      return `<${tree.branches.map(([subtree, p]) => `${structuralKey(p)} ${shape(subtree, receipts)}`).join()}>`
    case 'choice':
      return `(${tree.branches.map(branch => shape(branch, receipts)).join()})`
  }
}

const unavailable = <N>(
  choices: readonly GameChoice<N>[],
  decision: Decision<N>,
  moves: readonly unknown[],
): readonly Lint<N>[] => {
  const own = choices.filter(choice => choice.decision.key === decision.key)
  const offered = new Set(own.flatMap(({ actions }) => actions.map(structuralKey)))
  return own.length === 0
    ? []
    : moves.filter(move => !offered.has(structuralKey(move))).map(move => ({ code: 'G6002', decision, move }))
}

const forgetting = <N>(tree: GameTree<N>, decisions: readonly Decision<N>[]): readonly Lint<N>[] => {
  const memories = new Map<string, string>()
  const forgotten = new Map<string, GameChoice<N>>()
  const repeated = decisions
    .map(({ player }) => player)
    .filter((player, index, players) => players.indexOf(player) < index)
  const visit = (node: GameTree<N>, pasts: ReadonlyMap<string, string>): void => {
    if (node.kind === 'chance') for (const [subtree] of node.branches) visit(subtree, pasts)
    if (node.kind !== 'choice') return
    const { player } = node.decision
    const past = pasts.get(player) ?? ''
    const known = memories.get(node.informationSet)
    if (known !== undefined && known !== past) forgotten.set(node.informationSet, node)
    memories.set(node.informationSet, past)
    for (const [index, branch] of node.branches.entries())
      visit(branch, new Map(pasts).set(player, `${past}${node.informationSet}${index};`))
  }
  if (repeated.length > 0) visit(tree, new Map())
  return [...forgotten.values()].map(({ decision, observation }) => ({
    code: 'G6009',
    decision,
    observation,
  }))
}

const arbitraryTie = <N>(
  scalar: Scalar<N>,
  { decision, observation, reached, strategy, actions, payoff, best }: StateVerdict<N>,
): readonly Lint<N>[] => {
  const [played] = strategy
  if (!reached || strategy.length !== 1 || played === undefined || exceeds(scalar, best.payoff, payoff))
    return []
  const others = actions
    .filter(other => structuralKey(other.action) !== structuralKey(played[0]))
    .filter(other => isSame(scalar, other.payoff, payoff))
    .map(({ action }) => action)
  return others.length === 0 ? [] : [{ code: 'G6006', decision, observation, played: played[0], others }]
}
