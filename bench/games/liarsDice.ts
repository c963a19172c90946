/** Liar's dice for two with a die each. */
import type { ExtensiveForm } from '../../src/form/extensiveForm.ts'
import { integer, type Rational, rational } from '../../src/markov/rational.ts'
import { grown, type Moment } from './grown.ts'

interface State {
  readonly dice: readonly number[]
  /** Claims made, each higher than that before; claim `b` says that `1 + floor(b / sides)` dice show `b % sides`. */
  readonly claims: readonly number[]
  readonly isCalled: boolean
}

/**
 * Each rolls a die in secret; in turn they claim how many of both dice show a face, more or a higher face than was
 * claimed before, until one calls the other a liar: who is wrong loses one to the other. The highest face counts as
 * any (the rules of OpenSpiel) unless `wild` says otherwise.
 */
export const liarsDice = (sides: number, wild = true): ExtensiveForm<Rational> =>
  grown<State>(
    `Liar's dice, ${sides} sides`,
    ['first', 'second'],
    { dice: [], claims: [], isCalled: false },
    state => momentAt(sides, wild, state),
  )

const momentAt = (sides: number, wild: boolean, state: State): Moment<State> => {
  const { dice, claims, isCalled } = state
  const player = claims.length % 2
  if (dice.length < 2)
    return {
      kind: 'chance',
      draw: 'roll',
      branches: Array.from({ length: sides }, (_, face) => ({
        label: String(face + 1),
        probability: rational(1n, BigInt(sides)),
        next: { ...state, dice: [...dice, face] },
      })),
    }
  const last = claims[claims.length - 1] ?? -1
  if (isCalled) {
    const face = last % sides
    const shown = dice.filter(die => die === face || (wild && die === sides - 1)).length
    const callerWins = shown < 1 + Math.floor(last / sides)
    const first = callerWins === (player === 0) ? 1n : -1n
    return { kind: 'terminal', payoffs: [integer(first), integer(-first)] }
  }
  const higher = Array.from({ length: 2 * sides - 1 - last }, (_, k) => last + 1 + k)
  const claimed = higher.map(claim => ({
    label: `${1 + Math.floor(claim / sides)}x${1 + (claim % sides)}`,
    next: { ...state, claims: [...claims, claim] },
  }))
  return {
    kind: 'decision',
    player,
    knows: `${1 + (dice[player] ?? 0)}: ${claims.join(' ')}`,
    moves: last < 0 ? claimed : [...claimed, { label: 'liar', next: { ...state, isCalled: true } }],
  }
}
