/**
 * Stationary optimal strategies of two players of whom one wins what the other loses: values of the states by Shapley's
 * iteration (Stochastic games, 1953), sped up by evaluating the strategies of each round for ever (Pollatschek and
 * Avi-Itzhak, Algorithms for stochastic games, 1969: Newton's method on Shapley's equation), which is taken back where it
 * does not bring values nearer to rest.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { ExtensiveForm, ExtensiveNode } from '../../form/extensiveForm.ts'
import { fromDouble } from '../../markov/decimal.ts'
import { exact, type Rational } from '../../markov/rational.ts'
import type { Means } from '../search.ts'
import { solve } from '../solve.ts'
import { subjectOfTree } from '../subject.ts'
import { type MarkovForm, type StageNode, type Stationary, sizeOf } from './form.ts'
import { valuesOf } from './values.ts'

/** Relative to values, how near to rest is near enough. */
const near = 1e-12

const mostRounds = 400

/** The strategies; nothing where the game is not of this kind, or a stage has no solution by a linear program. */
export const zeroSumStationary = (means: Means, form: MarkovForm): Stationary | undefined => {
  if (!isOpposed(form)) return undefined
  const payoffs = sizeOf(form)
  let values: readonly number[] = form.stages.map(() => 0)
  let gap = Number.POSITIVE_INFINITY
  let best: Stationary | undefined
  for (let round = 0; round < mostRounds; round++) {
    const solved = stagesSolved(means, form, values)
    if (solved === undefined) return undefined
    const { profile, worth } = solved
    const moved = distance(values, worth)
    const size = worth.reduce((most, value) => Math.max(most, Math.abs(value)), payoffs)
    best = profile
    if (moved <= near * size) return profile
    const forever = valuesOf(form, profile)[0] ?? worth
    // Newton's step where it is no farther from rest than one of Shapley's would be, which always gets nearer.
    const isNearer = moved < gap
    gap = moved
    values = isNearer ? forever : worth
  }
  return best
}

const distance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((most, value, k) => Math.max(most, Math.abs(value - (b[k] ?? 0))), 0)

/** Relative to payoffs, what rounding may have done to a sum. */
const negligible = 1e-9

/**
 * Whether two players share, from each state on, a total that nothing they do changes: T = r1 + r2 + w T(next) at every
 * end, where T is what even play brings both. Then one wins what the other loses.
 */
export const isOpposed = (form: MarkovForm): boolean => {
  if (form.players.length !== 2) return false
  const [first = [], second = []] = valuesOf(
    form,
    form.sets.map(({ actions }) => Array.from({ length: actions }, () => 1 / actions)),
  )
  const totals = first.map((value, state) => value + (second[state] ?? 0))
  const size = totals.reduce((most, total) => Math.max(most, Math.abs(total)), sizeOf(form))
  return form.stages.every((root, state) => {
    const { low, high } = sums(root, totals)
    const total = totals[state] ?? 0
    return total - low <= negligible * size && high - total <= negligible * size
  })
}

/** Between what both together get on average, whatever is done in the stage; unbounded where they discount differently. */
const sums = (node: StageNode, totals: readonly number[]): { low: number; high: number } => {
  if (node.kind === 'end') {
    const [a = 0, b = 0] = node.received
    const [weight = 0, other = 0] = node.weight
    if (weight !== other) return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
    const sum = a + b + weight * (totals[node.next] ?? 0)
    return { low: sum, high: sum }
  }
  if (node.kind === 'choice') {
    const all = node.children.map(child => sums(child, totals))
    return { low: Math.min(...all.map(({ low }) => low)), high: Math.max(...all.map(({ high }) => high)) }
  }
  let low = 0
  let high = 0
  for (const [child, probability] of node.branches) {
    if (probability === 0) continue
    const below = sums(child, totals)
    low += probability * below.low
    high += probability * below.high
  }
  return { low, high }
}

/** Optimal strategies of every stage when the next states are worth this much, and what the stage is worth then. */
const stagesSolved = (means: Means, form: MarkovForm, values: readonly number[]) => {
  const profile: (readonly number[])[] = form.sets.map(({ actions }) =>
    Array.from({ length: actions }, () => 1 / actions),
  )
  const worth: number[] = []
  for (const root of form.stages) {
    const { tree, sets } = stageTree(form, root, values)
    if (sets.length > 0) {
      const search = solve(means, subjectOfTree(tree), { concept: 'nash', all: false })
      if (E.isLeft(search)) return undefined
      const [found] = search.right.found
      if (found?.kind !== 'profile') return undefined
      for (const [k, set] of sets.entries()) {
        const own = found.profile[k]
        if (own !== undefined) profile[set] = own.map(exact.toNumber)
      }
    }
    worth.push(expected(root, profile, values))
  }
  return { profile, worth }
}

/** What the first player gets of a stage and of what comes after it. */
const expected = (node: StageNode, profile: Stationary, values: readonly number[]): number => {
  if (node.kind === 'end') return (node.received[0] ?? 0) + (node.weight[0] ?? 0) * (values[node.next] ?? 0)
  if (node.kind === 'chance')
    return node.branches.reduce((sum, [child, p]) => sum + p * expected(child, profile, values), 0)
  return node.children.reduce((sum, child, a) => {
    const p = profile[node.set]?.[a] ?? 0
    return p === 0 ? sum : sum + p * expected(child, profile, values)
  }, 0)
}

/** The stage as a tree of its own, and which sets of the whole its information sets are. */
const stageTree = (form: MarkovForm, root: StageNode, values: readonly number[]) => {
  const nodes: ExtensiveNode[] = []
  const draws: { label: string; branches: { label: string; probability: Rational }[] }[] = []
  const outcomes: { label: string; payoffs: readonly Rational[] }[] = []
  const sets: number[] = []
  const add = (node: StageNode): number => {
    const id = nodes.length
    if (node.kind === 'end') {
      const payoff = rationalOf((node.received[0] ?? 0) + (node.weight[0] ?? 0) * (values[node.next] ?? 0))
      outcomes.push({ label: '', payoffs: [payoff, exact.sub(exact.zero, payoff)] })
      nodes.push({ kind: 'terminal', label: '', outcome: outcomes.length - 1 })
      return id
    }
    // The children come after their parent, whose place is kept.
    nodes.push({ kind: 'terminal', label: '', outcome: undefined })
    if (node.kind === 'chance') {
      const draw = draws.length
      draws.push({ label: '', branches: probabilities(node.branches.map(([, p]) => p)) })
      const children = node.branches.map(([child]) => add(child))
      nodes[id] = { kind: 'chance', label: '', outcome: undefined, draw, children }
      return id
    }
    const known = sets.indexOf(node.set)
    const informationSet = known < 0 ? sets.push(node.set) - 1 : known
    const children = node.children.map(add)
    nodes[id] = { kind: 'decision', label: '', outcome: undefined, informationSet, children }
    return id
  }
  add(root)
  const tree: ExtensiveForm<Rational> = {
    title: '',
    comment: '',
    players: form.players,
    informationSets: sets.map(set => ({
      player: form.sets[set]?.player ?? 0,
      label: String(set),
      actions: Array.from({ length: form.sets[set]?.actions ?? 0 }, (_, a) => String(a)),
    })),
    draws,
    outcomes,
    nodes,
  }
  return { tree, sets }
}

const rationalOf = (x: number): Rational => O.getOrElse(() => exact.zero)(fromDouble(x))

/** Probabilities as fractions that sum to one. */
const probabilities = (all: readonly number[]) => {
  const [, ...others] = all.map(rationalOf)
  const rest = others.reduce(exact.sub, exact.one)
  return [rest, ...others].map(probability => ({ label: '', probability }))
}
