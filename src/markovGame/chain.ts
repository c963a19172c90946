/** The Markov chain of states that a profile makes, what it brings everybody, and where it spends its time. */
import type { Profile } from '../game/game.ts'
import { faithful } from '../game/interpretation.ts'
import type { Budget } from '../markov/budget.ts'
import { finite } from '../markov/finite.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Weighted } from '../markov/stochastic.ts'
import type { Explored } from './explore.ts'
import { type SparseRow, solveDiscounted } from './linearSystem.ts'
import type { MarkovGame } from './markovGame.ts'
import { type StageEnd, stageEnds, untouched } from './stage.ts'

export interface Means<N> {
  readonly scalar: Scalar<N>
  readonly budget: Budget
}

/** What each player gets from each state on. */
export interface Values<N> {
  readonly of: (player: string) => readonly N[]
  /** How far a value may be from the truth for the probabilities and receipts as computed; 0 in exact arithmetic. */
  readonly bound: number
}

export interface Chain<N> {
  /** The probabilities of the next states. */
  readonly moves: readonly SparseRow<N>[]
  /** What each player receives in one stage, by state. */
  readonly receipts: ReadonlyMap<string, readonly N[]>
  /** What the value of the next state counts for, by state and player; the same object where nobody differs. */
  readonly continuation: ReadonlyMap<string, readonly SparseRow<N>[]>
}

/** The chain of `profile` over all states. Errors: as `ClosedGame.play`. */
export const chainOf = <N, P extends Profile, S, U>(
  { scalar, budget }: Means<N>,
  game: MarkovGame<N, P, S, U>,
  { states, players }: Explored<S>,
  profile: P,
): Chain<N> => {
  const markov = finite(scalar, budget)
  const ends = states.values.map(state => markov.outcomes(stageEnds(game, state)(faithful(markov), profile)))
  const nextOf = ({ next }: StageEnd<N, S>): number => states.indexOf(next)
  const moves = ends.map(outcomes => sparse(scalar, outcomes, nextOf, () => scalar.one))
  const plain = ends.map(outcomes => sparse(scalar, outcomes, nextOf, () => game.discount))
  const receivedBy = (player: string) => (end: StageEnd<N, S>) => end.received[player] ?? untouched(scalar)
  return {
    moves,
    receipts: new Map(
      players.map(player => [
        player,
        ends.map(outcomes => mean(scalar, outcomes, end => receivedBy(player)(end).amount)),
      ]),
    ),
    continuation: new Map(
      players.map(player => {
        const factor = (end: StageEnd<N, S>): N => receivedBy(player)(end).factor
        const isPlain = ends.every(outcomes =>
          outcomes.every(([end]) => scalar.equals(factor(end), scalar.one)),
        )
        const weigh = (end: StageEnd<N, S>): N => scalar.mul(game.discount, factor(end))
        return [player, isPlain ? plain : ends.map(outcomes => sparse(scalar, outcomes, nextOf, weigh))]
      }),
    ),
  }
}

/** A row of expectations by where the outcomes lead; entries of zero are left out. */
const sparse = <N, A>(
  scalar: Scalar<N>,
  outcomes: Weighted<N, A>,
  columnOf: (a: A) => number,
  value: (a: A) => N,
): SparseRow<N> => {
  const row = new Map<number, N>()
  for (const [a, probability] of outcomes) {
    const column = columnOf(a)
    const entry = scalar.mul(probability, value(a))
    row.set(column, scalar.add(row.get(column) ?? scalar.zero, entry))
  }
  return [...row].filter(([, entry]) => !scalar.equals(entry, scalar.zero))
}

const mean = <N, A>(scalar: Scalar<N>, outcomes: Weighted<N, A>, value: (a: A) => N): N =>
  outcomes.reduce((sum, [a, probability]) => scalar.add(sum, scalar.mul(probability, value(a))), scalar.zero)

/** The values of the chain, players with the same discounting in one solve. Errors: `OutOfSteps`. */
export const valuesOf = <N>(
  { scalar, budget }: Means<N>,
  { receipts, continuation }: Chain<N>,
): Values<N> => {
  const found = new Map<string, readonly N[]>()
  let bound = 0
  for (const matrix of new Set(continuation.values())) {
    const players = [...continuation].flatMap(([player, rows]) => (rows === matrix ? [player] : []))
    const sides = players.map(player => receipts.get(player) ?? [])
    const solution = solveDiscounted(scalar, budget, matrix, sides)
    for (const [i, player] of players.entries()) found.set(player, solution.values[i] ?? [])
    bound = Math.max(bound, solution.bound)
  }
  return { of: player => found.get(player) ?? [], bound }
}

/**
 * The share of each state in the play, stage t counting for the t-th power of the discount: sums to one, and is
 * positive exactly for the states that are reached at a time that counts (Puterman, Markov Decision Processes, 1994, 6.9).
 */
export const visitsOf = <N>(
  { scalar, budget }: Means<N>,
  discount: N,
  start: readonly (readonly [state: number, probability: N])[],
  moves: readonly SparseRow<N>[],
): readonly N[] => {
  const into: [number, N][][] = moves.map(() => [])
  for (const [state, row] of moves.entries())
    for (const [next, probability] of row) {
      const entry = scalar.mul(discount, probability)
      if (!scalar.equals(entry, scalar.zero)) into[next]?.push([state, entry])
    }
  const share = scalar.sub(scalar.one, discount)
  const side = moves.map(() => scalar.zero)
  for (const [state, probability] of start)
    side[state] = scalar.add(side[state] ?? scalar.zero, scalar.mul(share, probability))
  return solveDiscounted(scalar, budget, into, [side]).values[0] ?? []
}
