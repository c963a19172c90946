/**
 * Evolutionarily stable strategies of symmetric games of two players (Maynard Smith and Price, The logic of animal
 * conflict, 1973), all of them and exactly.
 *
 * An equilibrium x is stable when `z · A z < 0` for every way z to other best replies to it (Haigh, Game theory and
 * evolution, 1975; Abakuks, Conditions for evolutionarily stable strategies, 1980; Bomze, Detecting all evolutionarily
 * stable strategies, 1992): a question of copositivity, and as hard (Etessami and Lochbihler 2008), with supports up to
 * all subsets. For two players and one population only.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { NormalForm } from '../../form/normalForm.ts'
import type { Budget } from '../../markov/budget.ts'
import { exact, type Rational } from '../../markov/rational.ts'
import { type NotApplicable, notApplicable } from '../notApplicable.ts'
import { type Sign, signOnCone } from './copositive.ts'
import { type Even, evenOn, type Matrix, supports } from './even.ts'

/** The payoffs of a strategy (row) against another (column), in a game in which the roles do not matter. */
export const symmetricMatrix = (form: NormalForm<Rational>): E.Either<NotApplicable, Matrix<Rational>> => {
  const [first = [], second = []] = form.strategies
  if (form.strategies.length !== 2)
    return notApplicable(`evolutionary stability is for two players, not ${form.strategies.length}`)
  if (first.length !== second.length)
    return notApplicable(
      'the players have different numbers of strategies, so that the game is not symmetric',
    )
  const size = first.length
  const at = (player: number, a: number, b: number): Rational =>
    form.payoffs[player]?.[a * size + b] ?? exact.zero
  const matrix = first.map((_, a) => first.map((__, b) => at(0, a, b)))
  for (const [a, row] of matrix.entries())
    for (const [b, payoff] of row.entries())
      if (!exact.equals(payoff, at(1, b, a)))
        return notApplicable(
          `the game is not symmetric: ${first[a]} against ${first[b]} is worth ${exact.show(payoff)} to one player and ${exact.show(at(1, b, a))} to the other`,
        )
  return E.right(matrix)
}

/**
 * `stable`: a few mutants do worse than the rest. `neutral`: they do no better (Maynard Smith 1982). `unstable`: an
 * equilibrium that some mutants invade.
 */
export type Stability = 'stable' | 'neutral' | 'unstable' | 'notEquilibrium'

export interface StableStrategy {
  readonly strategy: readonly Rational[]
  /** What it brings against itself. */
  readonly payoff: Rational
  /** The pure best replies to it; it mixes some or all of them. */
  readonly bestReplies: readonly number[]
}

/** All evolutionarily stable strategies, smaller supports first; there are finitely many, and may be none. */
export function* evolutionarilyStable(budget: Budget, matrix: Matrix<Rational>): Generator<StableStrategy> {
  const found: { readonly support: readonly number[]; readonly bestReplies: readonly number[] }[] = []
  for (const support of supports(matrix.length)) {
    budget.spend(1)
    // The best replies to a stable strategy contain the support of no other one (Bishop and Cannings 1976).
    if (found.some(one => contains(support, one.support) || contains(one.bestReplies, support))) continue
    const even = evenOn(matrix, support)
    if (even === undefined) continue
    const bestReplies = repliesTo(matrix, even)
    if (bestReplies === undefined) continue
    if (signOnCone(budget, lossForm(matrix, support, bestReplies), support.length - 1) !== 'positive')
      continue
    found.push({ support, bestReplies })
    yield { strategy: even.weights, payoff: even.value, bestReplies }
  }
}

const contains = (all: readonly number[], some: readonly number[]): boolean =>
  some.every(i => all.includes(i))

const bySign: Readonly<Record<Sign, Stability>> = {
  positive: 'stable',
  nonnegative: 'neutral',
  sometimesNegative: 'unstable',
}

/** What a strategy is, given as the probability of each pure one. */
export const stabilityOf = (
  budget: Budget,
  matrix: Matrix<Rational>,
  strategy: readonly Rational[],
): Stability => {
  const support = [...strategy.keys()].filter(i => strategy[i]?.numerator !== 0n)
  const values = matrix.map(row => averageOf(row, strategy))
  const value = averageOf(values, strategy)
  const bestReplies = repliesTo(matrix, { weights: strategy, value })
  if (bestReplies === undefined || !contains(bestReplies, support)) return 'notEquilibrium'
  return bySign[signOnCone(budget, lossForm(matrix, support, bestReplies), support.length - 1)]
}

const averageOf = (row: readonly Rational[], weights: readonly Rational[]): Rational =>
  row.reduce((sum, payoff, j) => exact.add(sum, exact.mul(payoff, weights[j] ?? exact.zero)), exact.zero)

/** The strategies as good against a strategy as its value; nothing where one is better. */
const repliesTo = (matrix: Matrix<Rational>, { weights, value }: Even): readonly number[] | undefined => {
  const orders = matrix.map(row => exact.compare(averageOf(row, weights), value))
  return orders.some(order => order > 0) ? undefined : [...orders.keys()].filter(i => orders[i] === 0)
}

/**
 * What mutants lose, `-z · A z`, as a form in the entries of z but one of the support, which is less the sum of the
 * others: first the rest of the support, in which z has any sign, then the other best replies.
 */
const lossForm = (
  matrix: Matrix<Rational>,
  support: readonly number[],
  bestReplies: readonly number[],
): Matrix<Rational> => {
  const [base = 0, ...inner] = support
  const axes = [...inner, ...bestReplies.filter(i => !support.includes(i))]
  const at = (i: number, j: number): Rational => matrix[i]?.[j] ?? exact.zero
  const loss = (i: number, j: number): Rational =>
    exact.sub(exact.add(at(i, base), at(base, j)), exact.add(at(i, j), at(base, base)))
  // Twice the form with equal entries across the diagonal has the same sign.
  return axes.map(i => axes.map(j => exact.add(loss(i, j), loss(j, i))))
}
