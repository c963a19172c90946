/**
 * Kuhn's poker of three cards as a diagram: ante 1, one bet of 1. Who is not to move has the one move `-`.
 *
 * Source: Kuhn, A simplified two-person poker, Contributions to the Theory of Games 1 (1950).
 */
import { exact, type Rational, rational } from '../../../src/markov/rational.ts'
import type { ChanceNode, DecisionNode, Diagram, Domain, FunctionNode } from '../../../src/plan/diagram.ts'

/** The probability of betting, or of calling, with each card, at each of the two players' two turns. */
export interface KuhnProfile {
  readonly opening: readonly [Rational, Rational, Rational]
  readonly afterPass: readonly [Rational, Rational, Rational]
  readonly afterBet: readonly [Rational, Rational, Rational]
  readonly facingBet: readonly [Rational, Rational, Rational]
}

const moves: Domain = { values: ['pass', 'bet', '-'] }
const pass = 0
const bet = 1
const none = 2
const cards: Domain = { values: ['jack', 'queen', 'king'] }
const stakes: Domain = { values: [-2, -1, 1, 2] }

const deals: readonly (readonly [number, number])[] = [
  [0, 1],
  [0, 2],
  [1, 0],
  [1, 2],
  [2, 0],
  [2, 1],
]

const base = { failures: new Map<number, unknown>() }

const deal: ChanceNode<Rational> = {
  ...base,
  id: 0,
  name: 'deal',
  kind: 'chance',
  domain: { values: deals },
  parents: [],
  kernel: {
    offsets: Int32Array.of(0, deals.length),
    items: Int32Array.from(deals.keys()),
    weights: deals.map(() => rational(1n, 6n)),
  },
}

const card = (id: number, player: 0 | 1): FunctionNode => ({
  ...base,
  id,
  name: `card${player + 1}`,
  kind: 'function',
  domain: cards,
  parents: [0],
  table: Int32Array.from(deals, dealt => dealt[player]),
})

/** A turn with the tables over what the player sees; `bets` gives what is bet with, or nothing out of turn. */
const turn = (
  id: number,
  player: string,
  observed: readonly number[],
  sizes: readonly number[],
  bets: (seen: readonly number[]) => Rational | undefined,
): DecisionNode<Rational> => {
  const rows = sizes.reduce<readonly (readonly number[])[]>(
    (all, size) => all.flatMap(row => Array.from({ length: size }, (_, value) => [...row, value])),
    [[]],
  )
  const chances = rows.map(bets)
  const menus = chances.map(chance => (chance === undefined ? [none] : [pass, bet]))
  const played = chances.map((chance): readonly (readonly [number, Rational])[] =>
    chance === undefined
      ? [[none, exact.one]]
      : (
          [
            [pass, exact.sub(exact.one, chance)],
            [bet, chance],
          ] as const
        ).filter(([, weight]) => !exact.equals(weight, exact.zero)),
  )
  const offsets = (lists: readonly (readonly unknown[])[]): Int32Array =>
    Int32Array.from([0, ...lists.map((_, row) => lists.slice(0, row + 1).flat().length)])
  return {
    ...base,
    id,
    name: `turn${id}`,
    kind: 'decision',
    domain: moves,
    parents: observed,
    decision: { key: `turn${id}`, path: `turn${id}`, player, epsilon: exact.zero },
    menu: { offsets: offsets(menus), items: Int32Array.from(menus.flat()) },
    strategy: {
      offsets: offsets(played.map(row => row.map(([move]) => move))),
      items: Int32Array.from(played.flat(), ([move]) => move),
      weights: played.flat().map(([, weight]) => weight),
    },
    observed,
    observation: indices => indices.map((index, at) => (at === 0 ? cards : moves).values[index]),
    cut: 1,
  }
}

/** By the two cards and the three moves. */
const winnings = (): Int32Array =>
  Int32Array.from(
    [0, 1, 2].flatMap(mine =>
      [0, 1, 2].flatMap(other =>
        [0, 1, 2].flatMap(first =>
          [0, 1, 2].flatMap(second => [0, 1, 2].map(third => stakeOf(mine > other, first, second, third))),
        ),
      ),
    ),
  )

/** The place in `stakes` of what the first player wins. */
const stakeOf = (wins: boolean, first: number, second: number, third: number): number => {
  if (first === bet && second === pass) return 2
  if (first === pass && second === bet && third === pass) return 1
  const isCalled = first === bet ? second === bet : second === bet && third === bet
  return isCalled ? (wins ? 3 : 0) : wins ? 2 : 1
}

/** The game under a profile. */
export const kuhn = ({ opening, afterPass, afterBet, facingBet }: KuhnProfile): Diagram<Rational> => {
  const nodes = [
    deal,
    card(1, 0),
    card(2, 1),
    turn(3, 'first', [1], [3], ([mine = 0]) => opening[mine]),
    turn(4, 'second', [2, 3], [3, 3], ([mine = 0, before]) => (before === bet ? afterBet : afterPass)[mine]),
    turn(5, 'first', [1, 3, 4], [3, 3, 3], ([mine = 0, before, after]) =>
      before === pass && after === bet ? facingBet[mine] : undefined,
    ),
    {
      ...base,
      id: 6,
      name: 'winnings',
      kind: 'function' as const,
      domain: stakes,
      parents: [1, 2, 3, 4, 5],
      table: winnings(),
    },
  ]
  const amounts = [-2n, -1n, 1n, 2n].map(stake => rational(stake))
  return {
    nodes,
    decisions: [3, 4, 5],
    players: ['first', 'second'],
    accounts: new Map([
      ['first', [{ kind: 'pay', node: 6, amounts }]],
      ['second', [{ kind: 'pay', node: 6, amounts: [...amounts].reverse() }]],
    ]),
  }
}
