/** A tree in which two move in turn, each left or right, and every play pays its own. */
import type { ExtensiveForm } from '../../src/form/extensiveForm.ts'
import { integer, type Rational } from '../../src/markov/rational.ts'
import { grown } from './grown.ts'

/** `2^depth - 1` decisions; no two plays pay the same to anybody for depths up to 12. */
export const binaryTree = (depth: number): ExtensiveForm<Rational> =>
  grown(`Binary tree of depth ${depth}`, ['first', 'second'], '', moves =>
    moves.length === depth
      ? { kind: 'terminal', payoffs: [payoff(moves, 2971), payoff(moves, 1663)] }
      : {
          kind: 'decision',
          player: moves.length % 2,
          knows: moves,
          moves: ['l', 'r'].map(label => ({ label, next: moves + label })),
        },
  )

/** A number that looks like chance: multiples of a factor by a greater prime. */
const payoff = (moves: string, factor: number): Rational =>
  integer(BigInt((factor * (1 + Number.parseInt(moves.replace(/l/g, '0').replace(/r/g, '1'), 2))) % 7919))
