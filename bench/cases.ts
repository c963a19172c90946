/** What is timed: the letter of a group, a game, and a floor that computes one of its numbers. */
import { auctionValues, dilemmaPayoff, homesPayoff, stagesPayoff } from './floor.ts'
import { auction, dilemma, homes, stages } from './games.ts'

export interface Case {
  readonly name: string
  readonly text: string
  /** One player's payoff by a hand-written loop. */
  readonly floor?: { readonly player: string; readonly payoff: () => number }
  /** Seconds that open-game-engine takes for the evaluation of such a game: a published figure, not measured here. */
  readonly openGameEngine?: number
}

const auctionCase = (n: number, size: number, openGameEngine?: number): Case => ({
  name: `a auction, ${n} bidders, ${size} values and bids`,
  text: auction(n, size, 2),
  floor: { player: 'bidder0', payoff: () => truthful(n, size) },
  ...(openGameEngine === undefined ? {} : { openGameEngine }),
})

/** The mean over values of what bidding them earns. */
const truthful = (n: number, size: number): number => {
  const values = auctionValues(n, size)
  let sum = 0
  for (let v = 0; v < size; v++) sum += values[v * size + v] ?? 0
  return sum / size
}

const dilemmaCase = (rounds: number, openGameEngine?: number): Case => ({
  name: `b dilemma, ${rounds} mixed rounds`,
  text: dilemma(rounds),
  floor: { player: 'row', payoff: () => dilemmaPayoff(rounds) },
  ...(openGameEngine === undefined ? {} : { openGameEngine }),
})

const stagesCase = (n: number, openGameEngine?: number): Case => ({
  name: `c ${n} mixed stages`,
  text: stages(n),
  floor: { player: 'player0', payoff: () => stagesPayoff(n) },
  ...(openGameEngine === undefined ? {} : { openGameEngine }),
})

const homesCase = (n: number): Case => ({
  name: `d ${n} homes`,
  text: homes(n),
  floor: { player: 'home0', payoff: () => homesPayoff(n) },
})

export const cases: readonly Case[] = [
  auctionCase(2, 5),
  auctionCase(2, 31),
  auctionCase(3, 10, 26.5),
  auctionCase(4, 6, 72.7),
  auctionCase(5, 4, 67.3),
  auctionCase(5, 11),
  auctionCase(8, 11),
  dilemmaCase(1),
  dilemmaCase(5, 8.2),
  dilemmaCase(6, 109.5),
  dilemmaCase(100),
  dilemmaCase(1000),
  stagesCase(4),
  stagesCase(6, 36.9),
  stagesCase(8),
  homesCase(10),
  homesCase(100),
  homesCase(1000),
]

/** Cases about the language and the command, by name: they are not games. */
export const others = {
  front: 'e 10,000 lines: lexing, parsing, names and types',
  keystroke: 'e 10,000 lines: again after one keystroke',
  cold: 'f cold start of `coplay check` on one file',
} as const
