/** Small pokers for two. */
import type { ExtensiveForm } from '../../src/form/extensiveForm.ts'
import { integer, type Rational, rational } from '../../src/markov/rational.ts'
import { grown, type Moment } from './grown.ts'

const range = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i)
const zeroSum = (first: number): readonly Rational[] => [integer(BigInt(first)), integer(BigInt(-first))]
const evenly = (n: number): Rational => rational(1n, BigInt(n))

interface KuhnState {
  readonly cards: readonly [number, number] | undefined
  readonly bets: string
}

/**
 * Kuhn's poker (A simplified two-person poker, 1950) with `n` cards: both put in one chip and get a card; one bet of
 * one chip may be made. The cards are dealt in one draw.
 */
export const kuhn = (n: number): ExtensiveForm<Rational> =>
  grown(`Kuhn poker, ${n} cards`, ['first', 'second'], { cards: undefined, bets: '' }, kuhnMoment(n))

const kuhnMoment =
  (n: number) =>
  ({ cards, bets }: KuhnState): Moment<KuhnState> => {
    if (cards === undefined)
      return {
        kind: 'chance',
        draw: 'deal',
        branches: range(n).flatMap(first =>
          range(n)
            .filter(second => second !== first)
            .map(second => ({
              label: `${first}${second}`,
              probability: evenly(n * (n - 1)),
              next: { cards: [first, second], bets: '' },
            })),
        ),
      }
    const higher = cards[0] > cards[1] ? 1 : -1
    if (bets === 'pp') return { kind: 'terminal', payoffs: zeroSum(higher) }
    if (bets.endsWith('bb')) return { kind: 'terminal', payoffs: zeroSum(2 * higher) }
    if (bets === 'bp') return { kind: 'terminal', payoffs: zeroSum(1) }
    if (bets === 'pbp') return { kind: 'terminal', payoffs: zeroSum(-1) }
    const player = bets.length % 2
    return {
      kind: 'decision',
      player,
      knows: `${player === 0 ? cards[0] : cards[1]}${bets}`,
      moves: ['p', 'b'].map(label => ({ label, next: { cards, bets: bets + label } })),
    }
  }

interface LeducState {
  /** The cards dealt: the first player's, the second's, the public one. */
  readonly cards: readonly number[]
  /** The bets of each round: `f`old, `c`all, `r`aise. */
  readonly rounds: readonly string[]
}

/**
 * Leduc hold'em (Southey and others, Bayes' bluff, 2005), by the rules of OpenSpiel: six cards of three ranks and two
 * suits, which players tell apart; one chip each before the deal, raises of two and then of four, two a round.
 */
export const leduc = (): ExtensiveForm<Rational> =>
  grown('Leduc poker', ['first', 'second'], { cards: [], rounds: [''] }, leducMoment)

const deck = 6

const leducMoment = ({ cards, rounds }: LeducState): Moment<LeducState> => {
  const bets = rounds[rounds.length - 1] ?? ''
  const isOver = bets.endsWith('c') && bets !== 'c'
  if (cards.length < 2 || (isOver && rounds.length === 1)) return dealt({ cards, rounds })
  const chips = paid(rounds)
  const player = bets.length % 2
  if (bets.endsWith('f')) {
    // Who folds has moved just before.
    const folded = 1 - player
    return { kind: 'terminal', payoffs: zeroSum(folded === 0 ? -(chips[0] ?? 0) : (chips[1] ?? 0)) }
  }
  if (isOver) return { kind: 'terminal', payoffs: zeroSum(compared(cards) * (chips[0] ?? 0)) }
  const raises = bets.split('r').length - 1
  const moves = [...(bets.endsWith('r') ? ['f'] : []), 'c', ...(raises < 2 ? ['r'] : [])]
  const others = rounds.slice(0, -1)
  return {
    kind: 'decision',
    player,
    knows: `${cards[player] ?? ''} ${cards[2] ?? ''} ${rounds.join('/')}`,
    moves: moves.map(label => ({ label, next: { cards, rounds: [...others, bets + label] } })),
  }
}

const dealt = ({ cards, rounds }: LeducState): Moment<LeducState> => {
  const left = range(deck).filter(card => !cards.includes(card))
  return {
    kind: 'chance',
    draw: `after ${[...cards].sort().join(' ')}`,
    branches: left.map(card => ({
      label: String(card),
      probability: evenly(left.length),
      next: { cards: [...cards, card], rounds: cards.length < 2 ? rounds : [...rounds, ''] },
    })),
  }
}

/** What each has put in. */
const paid = (rounds: readonly string[]): readonly number[] => {
  const chips = [1, 1]
  for (const [round, bets] of rounds.entries())
    for (const [turn, bet] of [...bets].entries()) {
      const other = chips[1 - (turn % 2)] ?? 0
      if (bet === 'c') chips[turn % 2] = other
      if (bet === 'r') chips[turn % 2] = other + (round === 0 ? 2 : 4)
    }
  return chips
}

/** 1 where the first player's hand is the better, -1 the second's, 0 neither. */
const compared = (cards: readonly number[]): number => {
  const [first = 0, second = 0, open = 0] = cards.map(card => Math.floor(card / 2))
  if (first === second) return 0
  if (first === open) return 1
  if (second === open) return -1
  return first > second ? 1 : -1
}
