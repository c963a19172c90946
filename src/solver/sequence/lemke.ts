/**
 * One equilibrium of a two-player game in extensive form: Lemke's method on the complementarity problem over sequences
 * (Koller, Megiddo and von Stengel, Games and Economic Behavior 14, 1996), which is as large as the tree.
 *
 * The path is followed in doubles on a problem that is moved a little, so that no two rows tie. What counts is its last
 * basis, which is solved exactly for the problem as it is; where that is no solution, the path is followed in integers
 * with lexicographic ties.
 */
import * as E from 'fp-ts/lib/Either.js'
import { childrenOf, paidAt } from '../../form/behavior.ts'
import type { BehaviorProfile, ExtensiveForm } from '../../form/extensiveForm.ts'
import { forgotten } from '../../form/recall.ts'
import { type SparseRow, solveSystem } from '../../linear/lifting.ts'
import type { Budget } from '../../markov/budget.ts'
import { exact, integer, type Rational, rational } from '../../markov/rational.ts'
import { type Sequences, sequencesOf } from '../correlated/sequences.ts'
import { type NotApplicable, notApplicable } from '../notApplicable.ts'
import { pathInDoubles } from './lemkeInDoubles.ts'
import { pathInIntegers } from './lemkeInIntegers.ts'
import { behaviorAt } from './realization.ts'

/**
 * `w - M z - z0 = b`, `w` and `z` not negative, one of each pair zero. Numbers: the `w`, then the `z`, then `z0`.
 *
 * In order the pairs are the first player's sequences, the second's, and for each player what its plan has to meet: a
 * row for the empty sequence and one for each information set, once from each side.
 */
export interface Complementarity {
  readonly size: number
  /** By row the entries of `-M`. */
  readonly rows: readonly SparseRow[]
  readonly bounds: readonly bigint[]
}

/**
 * An equilibrium, exactly. Where a player's own plan never comes, all actions are taken evenly.
 *
 * Errors: other than two players, a player who does not recall, a path that ends nowhere.
 */
export const lemke = (
  budget: Budget,
  form: ExtensiveForm<Rational>,
): E.Either<NotApplicable, BehaviorProfile<Rational>> => {
  if (form.players.length !== 2) return notApplicable('only for two players')
  if (forgotten(form) !== undefined) return notApplicable('a player does not recall what it knew or did')
  const sequences = sequencesOf(form)
  const problem = problemOf(form, sequences)
  const values =
    pathInDoubles(budget, problem, basis => exactAt(budget, problem, basis)) ??
    pathInIntegers(budget, problem)
  if (values === undefined) return notApplicable('the path ends nowhere')
  const [own = 1, others = 1] = sequences.counts
  const plans = [values.slice(0, own), values.slice(own, own + others)]
  return E.right(
    form.informationSets.map(({ player, actions }, set) =>
      behaviorAt(plans[player] ?? [], sequences, set, actions.length),
    ),
  )
}

export const problemOf = (form: ExtensiveForm<Rational>, sequences: Sequences): Complementarity => {
  const { counts, first, before } = sequences
  const [own = 1, others = 1] = counts
  const conditions = [0, 1].map(player => conditionsOf(form, { first, before }, player))
  const starts: number[] = [0, own, own + others]
  for (const rows of conditions)
    starts.push((starts.at(-1) ?? 0) + rows.length, (starts.at(-1) ?? 0) + 2 * rows.length)
  const size = own + others + conditions.reduce((sum, rows) => sum + 2 * rows.length, 0)
  const rows = Array.from({ length: size }, (): [number, bigint][] => [])
  const bounds = new Array<bigint>(size).fill(0n)
  // Costs are positive, as termination wants it.
  for (const { at, costs } of costsOf(form, sequences)) {
    const [x, y] = at
    rows[x]?.push([own + y, -(costs[0] ?? 0n)])
    rows[own + y]?.push([x, -(costs[1] ?? 0n)])
  }
  for (const [player, conditionRows] of conditions.entries()) {
    const offset = player === 0 ? 0 : own
    const above = starts[2 + 2 * player] ?? 0
    const below = above + conditionRows.length
    for (const [k, condition] of conditionRows.entries()) {
      for (const [sequence, coefficient] of condition) {
        rows[offset + sequence]?.push([above + k, -coefficient], [below + k, coefficient])
        rows[above + k]?.push([offset + sequence, coefficient])
        rows[below + k]?.push([offset + sequence, -coefficient])
      }
      if (k === 0) {
        bounds[above] = 1n
        bounds[below] = -1n
      }
    }
  }
  return { size, bounds, rows: rows.map(merged) }
}

/** Entries of the same column added up. */
const merged = (row: readonly (readonly [number, bigint])[]): SparseRow => {
  const found = new Map<number, bigint>()
  for (const [column, coefficient] of row) found.set(column, (found.get(column) ?? 0n) + coefficient)
  return [...found].filter(([, coefficient]) => coefficient !== 0n)
}

/** What a realization plan meets: the empty sequence is certain, and each set passes on what comes to it. */
const conditionsOf = (
  { informationSets }: ExtensiveForm<Rational>,
  { first, before }: Pick<Sequences, 'first' | 'before'>,
  player: number,
): readonly SparseRow[] => [
  [[0, 1n]],
  ...informationSets.flatMap((one, set): readonly SparseRow[] =>
    one.player === player
      ? [[[before[set] ?? 0, -1n], ...one.actions.map((_, a) => [(first[set] ?? 0) + a, 1n] as const)]]
      : [],
  ),
]

interface Cost {
  readonly at: readonly [number, number]
  readonly costs: readonly bigint[]
}

/** What each end costs each player more than nothing, times its chance, in integers; by the sequences that lead there. */
const costsOf = (form: ExtensiveForm<Rational>, { at }: Sequences): readonly Cost[] => {
  const { nodes, draws, players } = form
  const paid: (readonly Rational[])[] = []
  const weights: Rational[] = nodes.map(() => exact.one)
  const ends: { readonly id: number; readonly paid: readonly Rational[]; readonly weight: Rational }[] = []
  for (const [id, node] of nodes.entries()) {
    const here = players.map((_, player) =>
      exact.add(paid[id]?.[player] ?? exact.zero, paidAt(exact, form, node, player)),
    )
    const weight = weights[id] ?? exact.one
    if (node.kind === 'terminal' && weight.numerator !== 0n) ends.push({ id, paid: here, weight })
    for (const [k, child] of childrenOf(node).entries()) {
      paid[child] = here
      weights[child] =
        node.kind === 'chance'
          ? exact.mul(weight, draws[node.draw]?.branches[k]?.probability ?? exact.zero)
          : weight
    }
  }
  const sums = new Map<string, { readonly at: readonly [number, number]; costs: readonly Rational[] }>()
  const most = players.map((_, player) =>
    ends.reduce((best, end) => {
      const payoff = end.paid[player] ?? exact.zero
      return exact.compare(payoff, best) > 0 ? payoff : best
    }, ends[0]?.paid[player] ?? exact.zero),
  )
  for (const { id, paid: payoffs, weight } of ends) {
    const place = [at[0]?.[id] ?? 0, at[1]?.[id] ?? 0] as const
    const known = sums.get(place.join())
    const costs = players.map((_, player) => {
      const short = exact.sub(most[player] ?? exact.zero, payoffs[player] ?? exact.zero)
      const cost = exact.mul(weight, exact.add(short, exact.one))
      return exact.add(known?.costs[player] ?? exact.zero, cost)
    })
    sums.set(place.join(), { at: place, costs })
  }
  const all = [...sums.values()]
  const factors = players.map((_, player) =>
    integer(all.reduce((common, { costs }) => lcm(common, costs[player]?.denominator ?? 1n), 1n)),
  )
  return all.map(({ at: place, costs }) => ({
    at: place,
    costs: costs.map((cost, player) => exact.mul(cost, factors[player] ?? exact.one).numerator),
  }))
}

const lcm = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return (a / x) * b
}

/** The `z` of a basis, exactly; nothing where it is no solution. */
const exactAt = (
  budget: Budget,
  { size, rows, bounds }: Complementarity,
  basis: readonly number[],
): readonly Rational[] | undefined => {
  const places = new Map(basis.map((number, place) => [number, place]))
  const system = rows.map((row, r): SparseRow => {
    const found: [number, bigint][] = []
    const slack = places.get(r)
    if (slack !== undefined) found.push([slack, 1n])
    for (const [column, coefficient] of row) {
      const place = places.get(size + column)
      if (place !== undefined) found.push([place, coefficient])
    }
    return found
  })
  const solved = solveSystem(budget, system, bounds)
  if (solved === undefined || solved.numerators.some(n => n < 0n !== solved.denominator < 0n && n !== 0n))
    return undefined
  return Array.from({ length: size }, (_, k) => {
    const place = places.get(size + k)
    return place === undefined ? exact.zero : rational(solved.numerators[place] ?? 0n, solved.denominator)
  })
}
