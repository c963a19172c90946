/** Goofspiel with open prizes: each bids a card of its hand in secret, and the higher card takes the prize. */
import type { ExtensiveForm } from '../../src/form/extensiveForm.ts'
import { integer, type Rational } from '../../src/markov/rational.ts'
import { grown, type Moment } from './grown.ts'

interface State {
  readonly hands: readonly (readonly number[])[]
  /** The bids of both so far, in turn; of an odd number the last is not seen yet. */
  readonly bids: readonly number[]
}

/** The prizes come in the order given; a tie takes none; the payoff is the difference of the prizes taken. */
export const goofspiel = (
  prizes: readonly number[],
  hands: readonly [readonly number[], readonly number[]],
): ExtensiveForm<Rational> =>
  grown<State>('Goofspiel', ['first', 'second'], { hands, bids: [] }, state => momentAt(prizes, state))

const momentAt = (prizes: readonly number[], { hands, bids }: State): Moment<State> => {
  if (bids.length === 2 * prizes.length) {
    const won = prizes.reduce(
      (sum, prize, round) => sum + prize * Math.sign((bids[2 * round] ?? 0) - (bids[2 * round + 1] ?? 0)),
      0,
    )
    return { kind: 'terminal', payoffs: [integer(BigInt(won)), integer(BigInt(-won))] }
  }
  const player = bids.length % 2
  const hand = hands[player] ?? []
  return {
    kind: 'decision',
    player,
    knows: bids.slice(0, bids.length - player).join(' '),
    moves: hand.map(card => ({
      label: String(card),
      next: {
        hands: hands.map((own, p) => (p === player ? own.filter(other => other !== card) : own)),
        bids: [...bids, card],
      },
    })),
  }
}
