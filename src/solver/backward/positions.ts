/**
 * Backward induction over positions instead of histories: what can follow depends on the position alone, so each is
 * solved once however many ways lead to it. A chain store meets twenty entrants in sixty positions instead of
 * 3^20 plays (Selten, The chain store paradox, 1978).
 */
import type { Budget } from '../../markov/budget.ts'
import type { Scalar } from '../../markov/scalar.ts'
import { firstBest } from './perfectInformation.ts'

/** A step to the next position, and what it pays each player; nothing at all where `pays` is empty. */
export interface Step<P, N> {
  readonly label: string
  readonly pays: readonly N[]
  readonly next: P
}

export type Position<P, N> =
  | { readonly kind: 'over' }
  | {
      readonly kind: 'chance'
      readonly steps: readonly (Step<P, N> & { readonly probability: N })[]
    }
  | { readonly kind: 'decision'; readonly player: number; readonly steps: readonly Step<P, N>[] }

/** A game of perfect information without end only in its histories: no position may come again after itself. */
export interface PositionGame<P, N> {
  readonly players: number
  readonly start: P
  /** What is named alike is the same position. */
  readonly nameOf: (position: P) => string
  readonly at: (position: P) => Position<P, N>
}

export interface Solved<N> {
  /** By player, what is yet to come. */
  readonly payoffs: readonly N[]
  /** The step taken, the first of the best; nothing where nobody decides. */
  readonly choice: number | undefined
  /** Whether another step would do as well here. */
  readonly isTied: boolean
}

/** A position that follows on itself: such a game has no last move to begin with. */
export interface Recurrent {
  readonly kind: 'recurrent'
  readonly position: string
}

interface Open<P, N> {
  readonly name: string
  readonly position: Position<P, N>
  next: number
}

/**
 * The positions that can come, by name, each with a subgame-perfect choice. Where nothing is tied, that is the only
 * subgame-perfect equilibrium.
 *
 * Errors: `Recurrent`. Spends a step a position.
 */
export const solvedPositions = <P, N>(
  scalar: Scalar<N>,
  budget: Budget,
  game: PositionGame<P, N>,
): ReadonlyMap<string, Solved<N>> | Recurrent => {
  const solved = new Map<string, Solved<N>>()
  const pending = new Set<string>()
  const open: Open<P, N>[] = []
  const enter = (position: P): boolean => {
    const name = game.nameOf(position)
    if (solved.has(name)) return true
    if (pending.has(name)) return false
    budget.spend(1)
    pending.add(name)
    open.push({ name, position: game.at(position), next: 0 })
    return true
  }
  // Its own stack: plays may be longer than the stack of calls.
  enter(game.start)
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    const steps = last.position.kind === 'over' ? [] : last.position.steps
    const step = steps[last.next]
    if (step !== undefined) {
      last.next += 1
      if (!enter(step.next)) return { kind: 'recurrent', position: game.nameOf(step.next) }
      continue
    }
    solved.set(last.name, solution(scalar, game, last.position, solved))
    pending.delete(last.name)
    open.pop()
  }
  return solved
}

const solution = <P, N>(
  scalar: Scalar<N>,
  game: PositionGame<P, N>,
  position: Position<P, N>,
  solved: ReadonlyMap<string, Solved<N>>,
): Solved<N> => {
  const nothing = new Array<N>(game.players).fill(scalar.zero)
  if (position.kind === 'over') return { payoffs: nothing, choice: undefined, isTied: false }
  const worth = position.steps.map(({ pays, next }) => {
    const after = solved.get(game.nameOf(next))?.payoffs ?? nothing
    return after.map((value, p) => scalar.add(pays[p] ?? scalar.zero, value))
  })
  if (position.kind === 'chance') {
    const payoffs = nothing.map((zero, p) =>
      position.steps.reduce(
        (sum, { probability }, k) => scalar.add(sum, scalar.mul(probability, worth[k]?.[p] ?? zero)),
        zero,
      ),
    )
    return { payoffs, choice: undefined, isTied: false }
  }
  const { best, isTied } = firstBest(
    scalar,
    worth.map(own => own[position.player] ?? scalar.zero),
  )
  return { payoffs: worth[best] ?? nothing, choice: best, isTied }
}
