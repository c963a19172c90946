/**
 * From the end of a branch of quantal responses to an equilibrium: what is hardly ever done is done no more, and everything else
 * is made equally good by Newton's method. Where equilibria are connected the equations do not settle which it is; the
 * nearest is taken (least squares of least norm), and then one of simple numbers.
 */
import { Matrix, SVD } from 'ml-matrix'
import { simplest } from '../algebra/root.ts'
import type { MixedProfile } from '../form/normalForm.ts'
import type { Budget } from '../markov/budget.ts'
import { exact, type Rational, rational } from '../markov/rational.ts'
import type { BranchPoint, System } from './logit.ts'

/** What is done less often is taken to be done not at all; one after the other is tried. */
const thresholds = [1e-3, 1e-2, 1e-4, 1e-5, 1e-6]

/** Rounds of Newton's method, and of them those that may bring nothing. */
const rounds = 30
const idle = 3
/** Of payoffs, in units of their span, and of sums of probabilities. */
const accuracy = 1e-13
/** Regret, in units of the span, of what is an equilibrium but for rounding. */
const slightest = 1e-11
/** What is not done is so much less probable than it was: nothing in doubles, and what is believed of it stays. */
const never = 800

export interface Polished {
  readonly profile: MixedProfile<number>
  readonly regret: number
}

/** Equilibria near a point of a branch in doubles, the simplest last; none where it is near none. */
export function* polished(
  budget: Budget,
  system: System,
  { profile, logarithms }: BranchPoint,
): Generator<Polished> {
  const tried = new Set<string>()
  for (const threshold of thresholds) {
    const support = profile.flatMap(own => own.map(p => p > threshold))
    const key = support.map(Number).join('')
    if (tried.has(key)) continue
    tried.add(key)
    const start = logarithms.map((log, k) => (support[k] === true ? log : log - never))
    const free = freeIn(system, support)
    const found = settled(budget, system, start, support, free)
    if (found === undefined) continue
    yield pointOf(system, found)
    yield* simplified(budget, system, found, support, free)
    return
  }
}

/** Equilibria in which all of a support is done, near even mixing over it, the simplest last; none where none is near. */
export function* equilibriaOn(
  budget: Budget,
  system: System,
  support: readonly boolean[],
): Generator<Polished> {
  const start = new Float64Array(system.width).fill(-never)
  for (const { offset, count } of system.players) {
    const used = Array.from({ length: count }, (_, k) => offset + k).filter(k => support[k] === true)
    for (const k of used) start[k] = -Math.log(used.length)
  }
  const free = freeIn(system, support)
  const found = settled(budget, system, start, support, free)
  if (found === undefined) return
  yield pointOf(system, found)
  yield* simplified(budget, system, found, support, free)
}

const tolerance = 1e-10

/** Fractions of small denominators beside doubles; the first of what is done makes up for the rest. */
export const simpleOf = (own: readonly number[]): readonly Rational[] => {
  const simple = own.map(p => (p === 0 ? exact.zero : simplest(ratio(p - tolerance), ratio(p + tolerance))))
  const first = own.findIndex(p => p > 0)
  const rest = simple.reduce((sum, p, k) => (k === first ? sum : exact.sub(sum, p)), exact.one)
  return simple.map((p, k) => (k === first ? rest : p))
}

const ratio = (p: number): Rational => rational(BigInt(Math.round(p * 2 ** 52)), 2n ** 52n)

/** The places of what is mixed: done, with something else beside it. */
const freeIn = ({ players }: System, support: readonly boolean[]): readonly number[] =>
  players.flatMap(({ offset, count }) => {
    const used = Array.from({ length: count }, (_, k) => offset + k).filter(k => support[k] === true)
    return used.length > 1 ? used : []
  })

/** Within so much of what a number is, a simpler one is looked for. */
const reaches = [0.1, 0.02, 0.004]

/** The same with one number after the other made simple and held, as far as the others can follow. */
function* simplified(
  budget: Budget,
  system: System,
  from: Float64Array,
  support: readonly boolean[],
  free: readonly number[],
): Generator<Polished> {
  let at = from
  let open = free
  for (const place of free) {
    if (!open.includes(place)) continue
    const p = Math.exp(at[place] ?? 0)
    for (const reach of reaches) {
      const simple = simplestWithin(p - reach, p + reach)
      if (simple <= 0 || simple >= 1) continue
      const moved = at.slice()
      moved[place] = Math.log(simple)
      const rest = open.filter(other => other !== place)
      const found = settled(budget, system, moved, support, rest)
      if (found === undefined) continue
      at = found
      open = rest
      break
    }
  }
  if (at !== from) yield pointOf(system, at)
}

/** The fraction of the least denominator strictly between, by halving the tree of Stern and Brocot. */
const simplestWithin = (low: number, high: number): number => {
  for (let denominator = 1; denominator <= 1000; denominator++) {
    const numerator = Math.ceil(low * denominator + 1e-9)
    if (numerator / denominator < high) return numerator / denominator
  }
  return (low + high) / 2
}

/** Where everything that is done is equally good, by Newton's method from a place; `free` may move. */
const settled = (
  budget: Budget,
  system: System,
  start: Float64Array,
  support: readonly boolean[],
  free: readonly number[],
): Float64Array | undefined => {
  const { players, width, regret, span } = system
  const reach = system.reach(start)
  // Who is never asked need not be indifferent; what it would do may still matter to others.
  const mixing = players
    .map((player, k) => ({ ...player, isReached: (reach[k] ?? 0) > -never / 2 }))
    .filter(({ offset, count }) => support.slice(offset, offset + count).filter(Boolean).length > 1)
  let at = start.slice()
  for (const { offset, count } of players)
    if (support.slice(offset, offset + count).filter(Boolean).length === 1)
      for (let k = offset; k < offset + count; k++) if (support[k] === true) at[k] = 0
  let least = Number.POSITIVE_INFINITY
  let since = 0
  for (let round = 0; round < rounds && since <= idle; round++) {
    budget.spend(1 + free.length * free.length)
    const values = system.values(at)
    const gaps: number[] = []
    const rows: number[][] = []
    const slopes = free.length === 0 ? undefined : system.slopes(at)
    for (const { offset, count, isReached } of mixing) {
      const used = Array.from({ length: count }, (_, k) => offset + k).filter(k => support[k] === true)
      gaps.push(used.reduce((sum, k) => sum + Math.exp(at[k] ?? 0), 0) - 1)
      rows.push(free.map(k => (used.includes(k) ? Math.exp(at[k] ?? 0) : 0)))
      if (!isReached) continue
      const [first = 0, ...others] = used
      for (const other of others) {
        gaps.push((values[other] ?? 0) - (values[first] ?? 0))
        rows.push(free.map(k => (slopes?.[other * width + k] ?? 0) - (slopes?.[first * width + k] ?? 0)))
      }
    }
    const size = gaps.reduce((most, gap) => Math.max(most, Math.abs(gap)), 0)
    if (size <= accuracy) return regret(profileOf(system, at)) <= slightest * span ? at : undefined
    if (free.length === 0 || !Number.isFinite(size)) return undefined
    since = size <= least / 2 ? 0 : since + 1
    least = Math.min(least, size)
    const step = leastNorm(rows, gaps)
    if (step === undefined) return undefined
    const next = at.slice()
    for (const [k, place] of free.entries()) next[place] = (at[place] ?? 0) - (step[k] ?? 0)
    at = next
  }
  return undefined
}

const leastNorm = (rows: readonly (readonly number[])[], right: readonly number[]): number[] | undefined => {
  const decomposition = new SVD(new Matrix(rows.map(row => [...row])), { autoTranspose: true })
  const found = decomposition.solve(Matrix.columnVector([...right])).to1DArray()
  return found.every(Number.isFinite) ? found : undefined
}

const profileOf = ({ players }: System, at: Float64Array): MixedProfile<number> =>
  players.map(({ offset, count }) => {
    const weights = Array.from(at.subarray(offset, offset + count), Math.exp)
    const total = weights.reduce((a, b) => a + b, 0)
    return weights.map(weight => weight / total)
  })

const pointOf = (system: System, at: Float64Array): Polished => {
  const profile = profileOf(system, at)
  return { profile, regret: system.regret(profile) }
}
