/**
 * Places of several numbers where each is the best reply to the others: everybody replies in turn, and where that is slow
 * or goes astray Newton's method looks for the place at which the replies change nothing.
 *
 * In doubles, for the place only: whether it is an equilibrium is for exact arithmetic to say. Replies in turn settle
 * where there is a potential (Monderer and Shapley, Potential games, 1996) or where they contract; nothing promises it
 * elsewhere, and then there is no answer.
 */
import { Matrix, solve } from 'ml-matrix'

/** A number that somebody chooses between bounds. */
export interface Coordinate {
  readonly lo: number
  readonly hi: number
}

export type Settled =
  | {
      readonly kind: 'settled'
      readonly at: readonly number[]
      readonly rounds: number
      readonly by: 'replies' | 'newton'
    }
  | { readonly kind: 'unsettled'; readonly rounds: number }

/** Relative to the width of their bounds, how far apart numbers are the same. */
const same = 1e-12

/** Rounds of replies. */
const mostRounds = 64

/** Rounds in which everybody goes all the way. */
const plainRounds = 12

/** Replies in turn between attempts of Newton's. */
const between = 4

const mostSteps = 12

/** Beyond this many numbers the slopes of all replies are too many to take. */
const mostCoordinates = 40

/** Looks for a place from `start`; `reply` is the best that coordinate `k` can be at a place. */
export const settle = (
  coordinates: readonly Coordinate[],
  start: readonly number[],
  reply: (at: readonly number[], k: number) => number,
): Settled => {
  const at = [...start]
  for (let rounds = 1; rounds <= mostRounds; rounds++) {
    const before = [...at]
    // Replies that overshoot come to rest when everybody goes only part of the way.
    const way = rounds > plainRounds ? 1 / 2 : 1
    for (const k of coordinates.keys()) at[k] = (1 - way) * (at[k] ?? 0) + way * reply(at, k)
    if (distance(coordinates, before, at) <= same) return { kind: 'settled', at, rounds, by: 'replies' }
    if (rounds % between !== 0 || coordinates.length > mostCoordinates) continue
    const found = newton(coordinates, at, reply)
    if (found !== undefined) return { kind: 'settled', at: found, rounds, by: 'newton' }
  }
  return { kind: 'unsettled', rounds: mostRounds }
}

/** The most that a coordinate differs, relative to its bounds. */
const distance = (coordinates: readonly Coordinate[], a: readonly number[], b: readonly number[]): number =>
  coordinates.reduce(
    (most, { lo, hi }, k) => Math.max(most, Math.abs((a[k] ?? 0) - (b[k] ?? 0)) / (hi > lo ? hi - lo : 1)),
    0,
  )

/** Newton's method on replies less the place itself, slopes by differences; nothing where it does not come to an end. */
const newton = (
  coordinates: readonly Coordinate[],
  start: readonly number[],
  reply: (at: readonly number[], k: number) => number,
): readonly number[] | undefined => {
  const gaps = (at: readonly number[]) => coordinates.map((_, k) => reply(at, k) - (at[k] ?? 0))
  let at = start
  for (let step = 0; step < mostSteps; step++) {
    const here = gaps(at)
    const replies = at.map((x, k) => x + (here[k] ?? 0))
    if (distance(coordinates, at, replies) <= same) return replies
    const columns = coordinates.map(({ lo, hi }, j) => {
      const width = (hi - lo) * 1e-6
      // Toward the inside, for nobody can reply to what is outside.
      const moved = (at[j] ?? 0) + width <= hi ? width : -width
      const there = gaps(at.with(j, (at[j] ?? 0) + moved))
      return there.map((gap, k) => (gap - (here[k] ?? 0)) / (moved === 0 ? 1 : moved))
    })
    const slopes = new Matrix(columns).transpose()
    const change = stepOf(slopes, here)
    if (change === undefined) return undefined
    at = at.map((x, k) => {
      const { lo, hi } = coordinates[k] ?? { lo: x, hi: x }
      return Math.min(hi, Math.max(lo, x - (change[k] ?? 0)))
    })
  }
  return undefined
}

const stepOf = (slopes: Matrix, gaps: readonly number[]): readonly number[] | undefined => {
  try {
    const found = solve(slopes, Matrix.columnVector([...gaps])).to1DArray()
    return found.every(Number.isFinite) ? found : undefined
  } catch {
    // Singular slopes have no step.
    return undefined
  }
}
