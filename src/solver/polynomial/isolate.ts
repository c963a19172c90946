/**
 * All solutions of a system in a box: boxes without one are thrown away, boxes in which Krawczyk's operator proves that
 * there is exactly one are kept, others are cut in two (Krawczyk 1969; Neumaier, Interval Methods for Systems of
 * Equations, 1990).
 */
import { inverse, Matrix } from 'ml-matrix'
import type { Budget } from '../../markov/budget.ts'
import {
  add,
  holdsZero,
  type Interval,
  isInside,
  meet,
  middle,
  multiply,
  point,
  subtract,
  width,
} from './interval.ts'
import type { System } from './system.ts'

export interface Isolated {
  /** Boxes with exactly one solution each, which no other box holds. */
  readonly roots: readonly (readonly Interval[])[]
  /** Boxes of which it is not known whether they hold a solution, or how many: where solutions are not isolated. */
  readonly undecided: readonly (readonly Interval[])[]
}

/** Boxes this narrow are not cut. */
const narrowest = 1e-7

/** Undecided boxes after which there is no point in going on: the solutions are not isolated. */
const mostUndecided = 64

/** Solutions with every probability from 0 to 1. Spends a step for each value of each box. */
export const isolate = (budget: Budget, system: System): Isolated => {
  const roots: (readonly Interval[])[] = []
  const undecided: (readonly Interval[])[] = []
  const open: (readonly Interval[])[] = [Array.from({ length: system.unknowns }, () => ({ lo: 0, hi: 1 }))]
  for (let box = open.pop(); box !== undefined; box = open.pop()) {
    budget.spend(1 + system.unknowns * system.unknowns)
    if (isEmpty(system, box)) continue
    const shrunk = krawczyk(system, box)
    if (shrunk === 'none') continue
    if (shrunk?.isUnique === true) {
      const root = polished(system, shrunk.box)
      if (!roots.some(other => other.every((own, k) => meet(own, root[k] ?? own) !== undefined)))
        roots.push(root)
      continue
    }
    const smaller = shrunk?.box ?? box
    const widest = tellingMost(system, smaller)
    const cut = smaller[widest]
    if (cut === undefined || width(cut) < narrowest) {
      undecided.push(smaller)
      if (undecided.length >= mostUndecided) return { roots, undecided: [...undecided, ...open] }
      continue
    }
    // Off the middle, where solutions of games like to be.
    const at = cut.lo + 0.4871 * width(cut)
    open.push(smaller.with(widest, { lo: cut.lo, hi: at }), smaller.with(widest, { lo: at, hi: cut.hi }))
  }
  return { roots, undecided }
}

/** The unknown to cut: the one whose width moves the conditions most (Kearfott, Rigorous Global Search, 1996). */
const tellingMost = (system: System, box: readonly Interval[]): number => {
  const slopes = system.jacobian(box)
  let found = 0
  let most = -1
  for (const [k, own] of box.entries()) {
    const steepest = slopes.reduce((largest, row) => {
      const { lo, hi } = row[k] ?? point(0)
      return Math.max(largest, Math.abs(lo), Math.abs(hi))
    }, 0)
    const moved = steepest * width(own)
    if (moved > most) {
      most = moved
      found = k
    }
  }
  return found
}

/** Whether something that must be zero is not, something unused is better, or probabilities cannot sum to one. */
const isEmpty = (system: System, box: readonly Interval[]): boolean => {
  let at = 0
  for (const own of system.supports) {
    const sum = box.slice(at, at + own.length - 1).reduce((total, { lo }) => total + lo, 0)
    if (sum > 1) return true
    at += own.length - 1
  }
  return system.gaps(box).some(gap => !holdsZero(gap)) || system.losses(box).some(({ lo }) => lo > 0)
}

/**
 * `m - Y f(m) + (I - Y J(box)) (box - m)` with `Y` about the inverse of `J(m)`: it holds every solution in the box, and
 * lies inside of it only where there is exactly one.
 */
const krawczyk = (system: System, box: readonly Interval[]) => {
  const size = system.unknowns
  if (size === 0) return { box, isUnique: true }
  const center = box.map(own => point(middle(own)))
  const y = inverseAt(system, center)
  if (y === undefined) return undefined
  const values = system.gaps(center)
  const derivatives = system.jacobian(box)
  const next: Interval[] = []
  let isUnique = true
  for (let i = 0; i < size; i++) {
    let found = center[i] ?? point(0)
    for (let k = 0; k < size; k++)
      found = subtract(found, multiply(point(y[i]?.[k] ?? 0), values[k] ?? point(0)))
    for (let j = 0; j < size; j++) {
      let factor = point(i === j ? 1 : 0)
      for (let k = 0; k < size; k++)
        factor = subtract(factor, multiply(point(y[i]?.[k] ?? 0), derivatives[k]?.[j] ?? point(0)))
      found = add(found, multiply(factor, subtract(box[j] ?? point(0), center[j] ?? point(0))))
    }
    const own = box[i] ?? point(0)
    const shared = meet(found, own)
    if (shared === undefined) return 'none' as const
    isUnique &&= isInside(found, own)
    next.push(shared)
  }
  return { box: next, isUnique }
}

const inverseAt = (
  system: System,
  center: readonly Interval[],
): readonly (readonly number[])[] | undefined => {
  const jacobian = new Matrix(system.jacobian(center).map(row => row.map(middle)))
  try {
    const found = inverse(jacobian).to2DArray()
    return found.flat().every(Number.isFinite) ? found : undefined
  } catch {
    // Singular: the box is cut instead.
    return undefined
  }
}

/** The box as narrow as doubles make it. */
const polished = (system: System, start: readonly Interval[]): readonly Interval[] => {
  let box = start
  for (let round = 0; round < 8; round++) {
    const next = krawczyk(system, box)
    if (next === 'none' || next === undefined) return box
    const isNarrower = next.box.some((own, k) => width(own) < 0.9 * width(box[k] ?? own))
    box = next.box
    if (!isNarrower) return box
  }
  return box
}
