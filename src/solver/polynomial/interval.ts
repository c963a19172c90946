/**
 * Intervals that hold every number that exact arithmetic could give: ends are moved outward by more than a rounding
 * (Moore, Interval Analysis, 1966).
 */

export interface Interval {
  readonly lo: number
  readonly hi: number
}

/** Twice the unit roundoff, and the least double, for results near zero. */
const relative = 2 ** -52
const least = Number.MIN_VALUE

const down = (x: number): number => x - Math.abs(x) * relative - least
const up = (x: number): number => x + Math.abs(x) * relative + least

export const point = (x: number): Interval => ({ lo: x, hi: x })

/** An interval that holds a number of which `x` is the nearest double. */
export const around = (x: number): Interval => ({ lo: down(x), hi: up(x) })

export const add = (a: Interval, b: Interval): Interval => ({ lo: down(a.lo + b.lo), hi: up(a.hi + b.hi) })

export const subtract = (a: Interval, b: Interval): Interval => ({
  lo: down(a.lo - b.hi),
  hi: up(a.hi - b.lo),
})

export const multiply = (a: Interval, b: Interval): Interval => {
  const products = [a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi]
  return { lo: down(Math.min(...products)), hi: up(Math.max(...products)) }
}

export const width = ({ lo, hi }: Interval): number => hi - lo

export const middle = ({ lo, hi }: Interval): number => lo + (hi - lo) / 2

export const holdsZero = ({ lo, hi }: Interval): boolean => lo <= 0 && hi >= 0

/** What two intervals share; nothing where they are apart. */
export const meet = (a: Interval, b: Interval): Interval | undefined => {
  const lo = Math.max(a.lo, b.lo)
  const hi = Math.min(a.hi, b.hi)
  return lo <= hi ? { lo, hi } : undefined
}

export const isInside = (a: Interval, b: Interval): boolean => a.lo > b.lo && a.hi < b.hi
