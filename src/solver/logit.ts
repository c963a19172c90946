/**
 * The principal branch of logit quantal response equilibria: from even mixing, where players see nothing, to an
 * equilibrium, where they err no more (McKelvey and Palfrey, Games and Economic Behavior 10, 1995).
 *
 * The branch is followed by its arc length with a predictor and Newton corrections on logarithms of probabilities, which
 * goes round its folds (Turocy, Games and Economic Behavior 51, 2005).
 */
import { LuDecomposition, Matrix } from 'ml-matrix'
import { type MixedProfile, type NormalForm, regrets, strides } from '../form/normalForm.ts'
import type { Budget } from '../markov/budget.ts'
import { double } from '../markov/double.ts'

export interface BranchPoint {
  /** How much a unit of payoff changes the logarithm of odds: 0 is even mixing. In units of one over payoff. */
  readonly precision: number
  /** By player of a table, or by information set of a tree. */
  readonly profile: MixedProfile<number>
  /** Of all probabilities, as far as they are known, those too small for doubles too. */
  readonly logarithms: Float64Array
  /** The most that any player could gain. */
  readonly regret: number
}

export interface BranchOptions {
  /** Where to end: at a regret no larger than this share of the span of payoffs, … */
  readonly regret?: number
  /** … or where the precision is reached for the first time, which is then the last point, exactly. */
  readonly precision?: number
  readonly points?: number
}

const firstStep = 0.03
/** Steps are at most so long, or such a share of the way that is behind them. */
const longestStep = 2
const longestShare = 0.2
const shortestStep = 1e-9
const corrections = 12
const accuracy = 1e-12
/** Products of probabilities of which quotients are taken. */
const tiny = 1e-250

/** The branch of a table, in mixed strategies. */
export const logitBranch = (
  budget: Budget,
  form: NormalForm<number>,
  options: BranchOptions & {
    /** Where it begins, every probability positive; even mixing, which is the principal branch, where nothing is said. */
    readonly start?: MixedProfile<number>
  } = {},
): Generator<BranchPoint> => branchOf(budget, tableSystem(form, options.start), options)

/**
 * The points of the branch, from precision 0 on. Ends where the regret is small enough, the precision is reached, or no
 * step can be corrected: then the last point is no equilibrium, and says so by its regret. At points where branches
 * meet, as in symmetric games, the branch that is followed is the one that Newton's method comes to.
 */
export function* branchOf(
  budget: Budget,
  system: System,
  { regret: enough = 1e-8, precision: wanted, points = 100_000 }: BranchOptions = {},
): Generator<BranchPoint> {
  const { width } = system
  // The last coordinate is the precision in units of one over the span of payoffs.
  let at: Float64Array = new Float64Array(width + 1)
  at.set(system.base)
  let direction: Float64Array = new Float64Array(width + 1)
  direction[width] = 1
  let step = firstStep
  yield pointOf(system, at)
  for (let k = 0; k < points; k++) {
    budget.spend(width * width)
    const tangent = tangentAt(system, at, direction)
    if (tangent === undefined) return
    let next: Float64Array | undefined
    for (; step >= shortestStep; step /= 2) {
      next = corrected(system, moved(at, tangent, step), tangent)
      if (next !== undefined && distance(next, at) < 3 * step) break
      next = undefined
    }
    if (next === undefined) return
    const target = wanted === undefined ? undefined : wanted * system.span
    if (target !== undefined && (next[width] ?? 0) >= target) {
      const last = settledAt(system, next, target)
      if (last !== undefined) yield pointOf(system, last)
      return
    }
    at = next
    direction = tangent
    step = Math.min(Math.max(longestStep, longestShare * (at[width] ?? 0)), step * 1.5)
    const point = pointOf(system, at)
    yield point
    if (wanted === undefined && point.regret <= enough * system.span) return
  }
}

/** Who chooses what with logarithms of probabilities, and what that brings them. */
export interface System {
  readonly width: number
  /** Who mixes over what: players of a table, information sets of a tree. */
  readonly players: readonly { readonly offset: number; readonly count: number }[]
  /** Largest payoff less least, at least a tiny number. */
  readonly span: number
  /** Logarithms of the probabilities at precision 0. */
  readonly base: Float64Array
  /** What each choice brings, in units of the span, given the logarithms of all probabilities. */
  readonly values: (logarithms: Float64Array) => Float64Array
  /** Its derivatives by the logarithms, row by row. */
  readonly slopes: (logarithms: Float64Array) => Float64Array
  /** By who mixes, the logarithm of how probable it is that it comes to that; 0 in tables. */
  readonly reach: (logarithms: Float64Array) => Float64Array
  /** The most that any player could gain. */
  readonly regret: (profile: MixedProfile<number>) => number
}

/** The system of a table; it begins with even mixing where nothing is said. */
export const tableSystem = (form: NormalForm<number>, start?: MixedProfile<number>): System => {
  let width = 0
  const players = form.strategies.map(own => {
    const player = { offset: width, count: own.length }
    width += own.length
    return player
  })
  const all = form.payoffs.flat()
  const span = Math.max(all.reduce((a, b) => Math.max(a, b)) - all.reduce((a, b) => Math.min(a, b)), 1e-300)
  const steps = strides(form)
  const profiles = form.payoffs[0]?.length ?? 0
  const indices = players.map(({ count }, i) =>
    Int32Array.from({ length: profiles }, (_, profile) => Math.floor(profile / (steps[i] ?? 1)) % count),
  )
  const slot = (player: number, profile: number): number =>
    (players[player]?.offset ?? 0) + (indices[player]?.[profile] ?? 0)
  const weightWithout = (probabilities: Float64Array, profile: number, one: number): number => {
    let weight = 1
    for (let i = 0; i < players.length; i++) if (i !== one) weight *= probabilities[slot(i, profile)] ?? 0
    return weight
  }
  return {
    width,
    players,
    span,
    base: Float64Array.from(
      (start ?? form.strategies.map(own => own.map(() => 1 / own.length))).flat(),
      Math.log,
    ),
    reach: () => new Float64Array(players.length),
    regret: profile => regrets(double, form, profile).regrets.reduce((a, b) => Math.max(a, b), 0),
    values: logarithms => {
      const probabilities = logarithms.slice(0, width).map(Math.exp)
      const found = new Float64Array(width)
      for (let profile = 0; profile < profiles; profile++)
        for (let i = 0; i < players.length; i++) {
          const at = slot(i, profile)
          const payoff = (form.payoffs[i]?.[profile] ?? 0) / span
          found[at] = (found[at] ?? 0) + payoff * weightWithout(probabilities, profile, i)
        }
      return found
    },
    slopes: logarithms => {
      const probabilities = logarithms.slice(0, width).map(Math.exp)
      const found = new Float64Array(width * width)
      const slots = new Int32Array(players.length)
      for (let profile = 0; profile < profiles; profile++) {
        let weight = 1
        for (let i = 0; i < players.length; i++) {
          slots[i] = slot(i, profile)
          weight *= probabilities[slots[i] ?? 0] ?? 0
        }
        for (let i = 0; i < players.length; i++) {
          const row = slots[i] ?? 0
          // Quotients are good as long as nothing has vanished.
          const others =
            weight > tiny ? weight / (probabilities[row] ?? 1) : weightWithout(probabilities, profile, i)
          const slope = ((form.payoffs[i]?.[profile] ?? 0) / span) * others
          for (let j = 0; j < players.length; j++) {
            if (i === j) continue
            const at = row * width + (slots[j] ?? 0)
            found[at] = (found[at] ?? 0) + slope
          }
        }
      }
      return found
    },
  }
}

/** Zero on the branch: for each player the sum of probabilities less one, and the odds of each strategy to the first. */
const residuals = ({ players, values, width, base }: System, at: Float64Array): Float64Array => {
  const probabilities = at.slice(0, width).map(Math.exp)
  const worth = values(at)
  const precision = at[width] ?? 0
  const found = new Float64Array(width)
  for (const { offset, count } of players) {
    found[offset] = probabilities.slice(offset, offset + count).reduce((a, b) => a + b, 0) - 1
    for (let k = offset + 1; k < offset + count; k++)
      found[k] =
        (at[k] ?? 0) -
        (base[k] ?? 0) -
        ((at[offset] ?? 0) - (base[offset] ?? 0)) -
        precision * ((worth[k] ?? 0) - (worth[offset] ?? 0))
  }
  return found
}

/** Derivatives of the residuals by logarithms of probabilities, and in the last column by the precision; one more row. */
const bordered = (
  { players, values, slopes, width }: System,
  at: Float64Array,
  border: Float64Array,
): Matrix => {
  const probabilities = at.slice(0, width).map(Math.exp)
  const worth = values(at)
  const all = slopes(at)
  const precision = at[width] ?? 0
  const rows: Float64Array[] = []
  for (const { offset, count } of players) {
    const sum = new Float64Array(width + 1)
    for (let k = offset; k < offset + count; k++) sum[k] = probabilities[k] ?? 0
    rows.push(sum)
    for (let k = offset + 1; k < offset + count; k++) {
      const row = new Float64Array(width + 1)
      for (let c = 0; c < width; c++) {
        const slope = (all[k * width + c] ?? 0) - (all[offset * width + c] ?? 0)
        row[c] = -precision * slope
      }
      row[k] = (row[k] ?? 0) + 1
      row[offset] = (row[offset] ?? 0) - 1
      row[width] = (worth[offset] ?? 0) - (worth[k] ?? 0)
      rows.push(row)
    }
  }
  return new Matrix([...rows, border])
}

const solved = (matrix: Matrix, right: Float64Array): Float64Array | undefined => {
  const factors = new LuDecomposition(matrix)
  if (factors.isSingular()) return undefined
  const found = Float64Array.from(factors.solve(Matrix.columnVector(right)).to1DArray())
  return found.every(Number.isFinite) ? found : undefined
}

/** The direction of the branch, of length one, that goes on the way of `before`. */
const tangentAt = (system: System, at: Float64Array, before: Float64Array): Float64Array | undefined => {
  const right = new Float64Array(system.width + 1)
  right[system.width] = 1
  const found = solved(bordered(system, at, before), right)
  if (found === undefined) return undefined
  const length = Math.hypot(...found)
  return found.map(x => x / length)
}

/** The point of the branch in the plane through `start` across `tangent`; nothing where Newton does not come to it. */
const corrected = (system: System, start: Float64Array, tangent: Float64Array): Float64Array | undefined => {
  let at = start
  for (let round = 0; round < corrections; round++) {
    const gaps = residuals(system, at)
    const size = gaps.reduce((most, gap) => Math.max(most, Math.abs(gap)), 0)
    if (!Number.isFinite(size)) return undefined
    if (size <= accuracy * Math.max(1, at[system.width] ?? 0)) return at
    const right = new Float64Array(system.width + 1)
    for (let k = 0; k < gaps.length; k++) right[k] = -(gaps[k] ?? 0)
    const step = solved(bordered(system, at, tangent), right)
    if (step === undefined) return undefined
    at = moved(at, step, 1)
  }
  return undefined
}

/** The point of the branch at a precision, near one that is beyond it. */
const settledAt = (system: System, near: Float64Array, precision: number): Float64Array | undefined => {
  const axis = new Float64Array(system.width + 1)
  axis[system.width] = 1
  const start = near.slice()
  start[system.width] = precision
  return corrected(system, start, axis)
}

const moved = (at: Float64Array, direction: Float64Array, length: number): Float64Array =>
  Float64Array.from(at, (x, k) => x + length * (direction[k] ?? 0))

const distance = (a: Float64Array, b: Float64Array): number => Math.hypot(...a.map((x, k) => x - (b[k] ?? 0)))

const pointOf = ({ players, span, width, regret }: System, at: Float64Array): BranchPoint => {
  const profile = players.map(({ offset, count }) => {
    const weights = Array.from(at.subarray(offset, offset + count), Math.exp)
    const total = weights.reduce((a, b) => a + b, 0)
    return weights.map(weight => weight / total)
  })
  return {
    ...{ profile, regret: regret(profile) },
    precision: (at[width] ?? 0) / span,
    logarithms: at.slice(0, width),
  }
}
