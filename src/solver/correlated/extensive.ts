/**
 * The best extensive-form correlated equilibrium of a game of two players with perfect recall: a mediator recommends an
 * action where one is due, and says nothing more to who has not followed (von Stengel and Forges 2008).
 *
 * A linear program over pairs of sequences where the game is triangle-free, of a size polynomial in that of the tree;
 * else over pairs of reduced strategies, as the problem is NP-hard there.
 */
import * as E from 'fp-ts/lib/Either.js'
import { paidAt, parentsOf } from '../../form/behavior.ts'
import type { ExtensiveForm } from '../../form/extensiveForm.ts'
import { forgotten } from '../../form/recall.ts'
import { type ReducedStrategy, reducedForm } from '../../form/reduced.ts'
import { solveByDual } from '../../linear/dual.ts'
import type { FloatSolver } from '../../linear/highs.ts'
import type { LinearProgram, Row } from '../../linear/program.ts'
import type { Budget } from '../../markov/budget.ts'
import { exact, type Rational, rational } from '../../markov/rational.ts'
import { type NotApplicable, notApplicable } from '../notApplicable.ts'
import { type Plan, sequencePlan, strategyPlan, type Terms } from './plan.ts'
import { isTriangleFree, type Sequences, sequencesOf } from './sequences.ts'

/** As for games in normal form, but of payoffs alone. */
export type ExtensiveObjective =
  | { readonly kind: 'payoffs'; readonly weights: readonly Rational[] }
  | { readonly kind: 'leastPayoff' }

export interface ExtensiveCorrelated {
  /** Of the objective. */
  readonly value: Rational
  readonly payoffs: readonly Rational[]
  /** The probability of each terminal node that is reached. */
  readonly reach: ReadonlyMap<number, Rational>
  /** What the program was over. */
  readonly over: 'sequences' | 'strategies'
  /** Where it was over strategies, those that are recommended with positive probability. */
  readonly recommended: readonly Recommendation[]
}

export interface Recommendation {
  /** By player, the action at each information set that its own choices lead to. */
  readonly strategies: readonly ReducedStrategy[]
  readonly probability: Rational
}

export interface ExtensiveOptions {
  /** Which program to use; where nothing is said, that over sequences where it is right. */
  readonly over?: 'sequences' | 'strategies'
  /** The most pairs of reduced strategies. */
  readonly limit?: number
  /** A guide for large programs. */
  readonly floats?: FloatSolver
}

/** Refused: other than two players, imperfect recall, and too many strategies where sequences do not do. */
export const optimalExtensiveCorrelated = (
  budget: Budget,
  form: ExtensiveForm<Rational>,
  objective: ExtensiveObjective,
  { over, limit = 2_000, floats }: ExtensiveOptions = {},
): E.Either<NotApplicable, ExtensiveCorrelated> => {
  if (form.players.length !== 2)
    return notApplicable(`extensive-form correlation is for two players, not ${form.players.length}`)
  const lapse = forgotten(form)
  if (lapse !== undefined)
    return notApplicable(`${form.players[lapse.player]} forgets what it knew at an information set`)
  budget.spend(form.nodes.length)
  const sequences = sequencesOf(form)
  const isFree = isTriangleFree(form, sequences)
  if (over === 'sequences' && !isFree)
    return notApplicable('the sequences do not determine what can be recommended')
  if (over !== 'strategies' && isFree) {
    const plan = sequencePlan(sequences)
    return E.map(({ point: _, ...solved }: Solved) => ({
      ...solved,
      over: 'sequences' as const,
      recommended: [],
    }))(solved(budget, form, sequences, plan, objective, floats))
  }
  const reduced = reducedForm(exact, form, limit)
  if (E.isLeft(reduced))
    return notApplicable(
      `chance tells players what others do not learn, and there are more than ${limit} strategies`,
    )
  const { strategies } = reduced.right
  return E.map(({ point, ...rest }: Solved) => ({
    ...rest,
    over: 'strategies' as const,
    recommended: recommendationsOf(strategies, point),
  }))(solved(budget, form, sequences, strategyPlan({ strategies }, sequences), objective, floats))
}

const recommendationsOf = (
  [first = [], second = []]: readonly (readonly ReducedStrategy[])[],
  point: readonly Rational[],
): readonly Recommendation[] =>
  first.flatMap((one, a) =>
    second.flatMap((other, b) => {
      const probability = point[a * second.length + b] ?? exact.zero
      return probability.numerator === 0n ? [] : [{ strategies: [one, other], probability }]
    }),
  )

/** A terminal node, weighed by chance. */
interface Leaf {
  readonly node: number
  /** The probability of the draws on the way. */
  readonly chance: Rational
  /** By player, that probability times what is paid in all. */
  readonly paid: readonly Rational[]
  /** By player, the sequence that leads there. */
  readonly sequences: readonly [number, number]
}

const leavesOf = (form: ExtensiveForm<Rational>, { at }: Sequences): readonly Leaf[] => {
  const { nodes, draws, players } = form
  const parents = parentsOf(form)
  const chance: Rational[] = nodes.map(() => exact.one)
  const paid: (readonly Rational[])[] = []
  const leaves: Leaf[] = []
  for (const [id, node] of nodes.entries()) {
    const above = paid[parents[id] ?? -1] ?? []
    const here = players.map((_, player) =>
      exact.add(above[player] ?? exact.zero, paidAt(exact, form, node, player)),
    )
    paid[id] = here
    const weight = chance[id] ?? exact.one
    if (node.kind === 'terminal') {
      leaves.push({
        node: id,
        chance: weight,
        paid: here.map(amount => exact.mul(weight, amount)),
        sequences: [at[0]?.[id] ?? 0, at[1]?.[id] ?? 0],
      })
      continue
    }
    for (const [k, child] of node.children.entries())
      chance[child] =
        node.kind === 'chance'
          ? exact.mul(weight, draws[node.draw]?.branches[k]?.probability ?? exact.zero)
          : weight
  }
  return leaves
}

interface Solved {
  readonly value: Rational
  readonly payoffs: readonly Rational[]
  readonly reach: ReadonlyMap<number, Rational>
  readonly point: readonly Rational[]
}

const solved = (
  budget: Budget,
  form: ExtensiveForm<Rational>,
  sequences: Sequences,
  plan: Plan,
  objective: ExtensiveObjective,
  floats: FloatSolver | undefined,
): E.Either<NotApplicable, Solved> => {
  const leaves = leavesOf(form, sequences)
  const expected = (value: (leaf: Leaf) => Rational): Terms =>
    collected(leaves.map(leaf => [plan.probability(...leaf.sequences), value(leaf)]))
  const payoffs = form.players.map((_, player) => expected(({ paid }) => paid[player] ?? exact.zero))
  const incentives = incentiveRows(form, sequences, plan, leaves)
  const least = objective.kind === 'leastPayoff' ? incentives.size : undefined
  // Less the most that a play is worth, so that no value is positive and the dual is feasible at zero.
  const most = objective.kind === 'leastPayoff' ? exact.zero : mostOf(leaves, objective.weights)
  const coefficients = new Map<number, Rational>(
    objective.kind === 'leastPayoff'
      ? [[incentives.size, exact.one]]
      : expected(leaf => exact.sub(worth(leaf, objective.weights), exact.mul(leaf.chance, most))),
  )
  const size = incentives.size + (least === undefined ? 0 : 1)
  const program: LinearProgram<Rational> = {
    objective: Array.from({ length: size }, (_, place) => coefficients.get(place) ?? exact.zero),
    isFree: Array.from({ length: size }, (_, place) => place >= plan.size),
    rows: [
      ...plan.rows,
      ...incentives.rows,
      ...(least === undefined ? [] : payoffs.map(own => atLeastZero([...own, [least, rational(-1n)]]))),
    ],
  }
  const outcome = solveByDual(budget, program, floats)
  if (outcome.kind !== 'optimal')
    return notApplicable(`the linear program over recommendations is ${outcome.kind}`)
  const { point } = outcome
  const reach = leaves.map(
    ({ node, chance, sequences: pair }) =>
      [node, valueAt(collected([[plan.probability(...pair), chance]]), point)] as const,
  )
  return E.right({
    value: exact.add(outcome.value, most),
    point,
    payoffs: payoffs.map(own => valueAt(own, point)),
    reach: new Map(reach.filter(([, probability]) => probability.numerator !== 0n)),
  })
}

/** What a play that ends at a leaf is worth, times the probability of its draws. */
const worth = ({ paid }: Leaf, weights: readonly Rational[]): Rational =>
  paid.reduce((sum, amount, i) => exact.add(sum, exact.mul(amount, weights[i] ?? exact.zero)), exact.zero)

const mostOf = (leaves: readonly Leaf[], weights: readonly Rational[]): Rational =>
  leaves
    .filter(({ chance }) => chance.numerator !== 0n)
    .map(leaf => exact.div(worth(leaf, weights), leaf.chance))
    .reduce((m, value) => (exact.compare(value, m) > 0 ? value : m))

const valueAt = (terms: Terms, point: readonly Rational[]): Rational =>
  terms.reduce((sum, [place, by]) => exact.add(sum, exact.mul(by, point[place] ?? exact.zero)), exact.zero)

/** Sums of variables, each sum times a number, as one. */
const collected = (parts: readonly (readonly [places: readonly number[], by: Rational])[]): Terms => {
  const all = new Map<number, Rational>()
  for (const [places, by] of parts)
    for (const place of places) all.set(place, exact.add(all.get(place) ?? exact.zero, by))
  return [...all].filter(([, by]) => by.numerator !== 0n)
}

const atLeastZero = (coefficients: Terms): Row<Rational> => ({ coefficients, sense: '>=', bound: exact.zero })

/**
 * That nobody gains by ignoring a recommendation and all later ones. For each sequence that may be recommended and each
 * own information set from there on, a free variable bounds from above what the best choice from there brings.
 */
const incentiveRows = (
  { informationSets }: ExtensiveForm<Rational>,
  { first, before, lastSet }: Sequences,
  plan: Plan,
  leaves: readonly Leaf[],
): { readonly size: number; readonly rows: readonly Row<Rational>[] } => {
  let size = plan.size
  const rows: Row<Rational>[] = []
  const comesAfter = (set: number, earlier: number): boolean => {
    const player = informationSets[set]?.player ?? 0
    for (let at = set; at >= 0; at = lastSet[player]?.[before[at] ?? 0] ?? -1) if (at === earlier) return true
    return false
  }
  for (const [set, { player, actions }] of informationSets.entries()) {
    const own = ({ sequences }: Leaf): number => sequences[player === 0 ? 0 : 1]
    const later = [...informationSets.keys()].filter(
      other => informationSets[other]?.player === player && comesAfter(other, set),
    )
    const after = leaves.filter(leaf => later.includes(lastSet[player]?.[own(leaf)] ?? -1))
    for (const action of actions.keys()) {
      const recommended = (first[set] ?? 0) + action
      const places = new Map(later.map((other, k) => [other, size + k]))
      size += later.length
      const ignoring = ({ sequences: [one, two] }: Leaf): readonly number[] =>
        player === 0 ? plan.probability(recommended, two) : plan.probability(one, recommended)
      const paid = (leaf: Leaf): Rational => leaf.paid[player] ?? exact.zero
      for (const other of later)
        for (const choice of (informationSets[other]?.actions ?? []).keys()) {
          const chosen = (first[other] ?? 0) + choice
          rows.push(
            atLeastZero(
              collected([
                [[places.get(other) ?? 0], exact.one],
                ...after
                  .filter(leaf => own(leaf) === chosen)
                  .map(leaf => [ignoring(leaf), exact.sub(exact.zero, paid(leaf))] as const),
                ...later
                  .filter(next => next !== set && before[next] === chosen)
                  .map(next => [[places.get(next) ?? 0], rational(-1n)] as const),
              ]),
            ),
          )
        }
      const obeying = after.filter(leaf => isAfter(own(leaf), recommended, player, lastSet, before))
      rows.push(
        atLeastZero(
          collected([
            ...obeying.map(leaf => [plan.probability(...leaf.sequences), paid(leaf)] as const),
            [[places.get(set) ?? 0], rational(-1n)],
          ]),
        ),
      )
    }
  }
  return { size, rows }
}

/** Whether a sequence is another or continues it. */
const isAfter = (
  sequence: number,
  start: number,
  player: number,
  lastSet: Sequences['lastSet'],
  before: Sequences['before'],
): boolean => {
  for (let at = sequence; at > 0; at = before[lastSet[player]?.[at] ?? 0] ?? 0) if (at === start) return true
  return false
}
