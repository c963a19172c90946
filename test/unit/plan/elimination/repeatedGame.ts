/** Two players, some rounds of the prisoner's dilemma, who see what was done in the round before. */
import { type Rational, rational } from '../../../../src/markov/rational.ts'
import type {
  DecisionNode,
  Diagram,
  Domain,
  FunctionNode,
  Node,
  Receipt,
} from '../../../../src/plan/diagram.ts'

const players = ['alice', 'bob'] as const
const moves: Domain = { values: ['cooperate', 'defect'] }
const pasts: Domain = { values: ['cc', 'cd', 'dc', 'dd'] }

/** What each pair of moves pays alice; bob is paid by the pair turned round. */
const payoffs = { alice: [3, 0, 5, 1], bob: [3, 5, 0, 1] } as const

/** How likely each player cooperates, in tenths, by what was done in the round before. */
const tenths = { alice: [9, 2, 5, 3], bob: [8, 6, 1, 4] } as const

/** The game of `rounds` rounds, later ones discounted by nine tenths each where `discounted` says so. */
export const repeatedGame = (rounds: number, discounted: boolean): Diagram<Rational> => {
  const nodes: Node<Rational>[] = []
  const last = (): number => nodes.length - 1
  const accounts = new Map<string, Receipt<Rational>[]>(players.map(player => [player, []]))
  const decisions: number[] = []
  nodes.push(combining('start', [], [0]))
  for (let round = 0; round < rounds; round++) {
    const past = last()
    for (const player of players) {
      const cut = 2 * (rounds - round) - 1
      decisions.push(nodes.length)
      nodes.push(choosing(nodes.length, player, round, past, cut))
    }
    nodes.push(combining(`past${round}`, [past + 1, past + 2], [0, 1, 2, 3], nodes.length))
    for (const player of players) {
      const amounts = payoffs[player].map(amount => rational(BigInt(amount)))
      const factor = rational(discounted ? 9n : 10n, 10n)
      // Coplay comes to later rounds first.
      accounts
        .get(player)
        ?.unshift({ kind: 'pay', node: last(), amounts }, { kind: 'scale', factor, constant: rational(0n) })
    }
  }
  for (const account of accounts.values()) account.pop()
  return { nodes, decisions, players, accounts }
}

const combining = (
  name: string,
  parents: readonly number[],
  table: readonly number[],
  id = 0,
): FunctionNode => ({
  kind: 'function',
  id,
  name,
  domain: pasts,
  parents,
  failures: new Map(),
  table: Int32Array.from(table),
})

const choosing = (
  id: number,
  player: (typeof players)[number],
  round: number,
  past: number,
  cut: number,
): DecisionNode<Rational> => {
  const both = {
    offsets: Int32Array.from(pasts.values, (_, row) => 2 * row).map(start => start),
    items: Int32Array.of(0, 1, 0, 1, 0, 1, 0, 1),
  }
  const menu = { ...both, offsets: Int32Array.of(...both.offsets, 8) }
  return {
    kind: 'decision',
    id,
    name: `${player}${round}`,
    domain: moves,
    parents: [past],
    failures: new Map(),
    decision: { key: `${player}${round}`, path: `round${round}.${player}`, player, epsilon: rational(0n) },
    menu,
    strategy: {
      ...menu,
      weights: tenths[player].flatMap(p => [rational(BigInt(p), 10n), rational(BigInt(10 - p), 10n)]),
    },
    observed: [past],
    observation: ([value = 0]) => ({ past: pasts.values[value] }),
    cut,
  }
}
