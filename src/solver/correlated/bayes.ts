/**
 * Bayes correlated equilibria: all that players can do under some information beyond what they have, and so the best
 * that somebody who designs their information can reach (Bergemann and Morris, Bayes correlated equilibrium and the
 * comparison of information structures in games, 2016; for one player Kamenica and Gentzkow, Bayesian persuasion, 2011).
 */
import * as E from 'fp-ts/lib/Either.js'
import { profileCount, strides } from '../../form/normalForm.ts'
import { solveByDual } from '../../linear/dual.ts'
import type { FloatSolver } from '../../linear/highs.ts'
import type { Row } from '../../linear/program.ts'
import type { Budget } from '../../markov/budget.ts'
import { exact, type Rational } from '../../markov/rational.ts'
import { type NotApplicable, notApplicable } from '../notApplicable.ts'
import { belowMost } from './optimum.ts'

/** A game whose payoffs depend on a state that nobody need know. */
export interface BaseGame<N> {
  readonly players: readonly string[]
  readonly states: readonly string[]
  /** By state; not negative, of sum one. */
  readonly prior: readonly N[]
  readonly actions: readonly (readonly string[])[]
  /** `payoffs[player][state][profile]`, profiles numbered as in `NormalForm`. */
  readonly payoffs: readonly (readonly (readonly N[])[])[]
}

/** What players know at least: a type each, drawn together given the state. */
export interface Information<N> {
  readonly types: readonly (readonly string[])[]
  /** `probabilities[state][profile of types]`, of sum one by state; profiles numbered like those of actions. */
  readonly probabilities: readonly (readonly N[])[]
}

/** Everybody knows the prior and no more. */
export const noInformation = ({ players, states }: BaseGame<Rational>): Information<Rational> => ({
  types: players.map(() => ['']),
  probabilities: states.map(() => [exact.one]),
})

/** Everybody knows the state. */
export const fullInformation = ({ players, states }: BaseGame<Rational>): Information<Rational> => {
  const types = players.map(() => states)
  const diagonal = strides({ strategies: types }).reduce((sum, stride) => sum + stride, 0)
  const count = profileCount({ strategies: types })
  return {
    types,
    probabilities: states.map((_, state) =>
      Array.from({ length: count }, (__, profile) => (profile === state * diagonal ? exact.one : exact.zero)),
    ),
  }
}

/** How probable it is that the state, the types and the actions are these. */
export interface Drawn<N> {
  readonly state: number
  /** A profile of types. */
  readonly types: number
  /** A profile of actions. */
  readonly actions: number
  readonly probability: N
}

/** A player who knows its type, is told an action and takes another. */
export interface BayesDisobedience {
  readonly player: number
  readonly type: number
  readonly recommended: number
  readonly deviation: number
}

export interface BayesOptimum {
  readonly value: Rational
  /** What happens with positive probability. */
  readonly draws: readonly Drawn<Rational>[]
  readonly payoffs: readonly Rational[]
  /** What obeying brings more, weighed by the probability of knowing and being told so. */
  readonly slacks: readonly (BayesDisobedience & { readonly slack: Rational })[]
}

/**
 * The equilibrium with the largest expectation of `values[state][profile of actions]`, by a linear program with a
 * variable for each state, profile of types and profile of actions that can be. One always exists.
 */
export const optimalBayesCorrelated = (
  budget: Budget,
  game: BaseGame<Rational>,
  information: Information<Rational>,
  values: readonly (readonly Rational[])[],
  floats?: FloatSolver,
): E.Either<NotApplicable, BayesOptimum> => {
  const cells = cellsOf(game, information)
  budget.spend(cells.length)
  const disobediences = disobediencesOf(game, information)
  const obedience = disobediences.map(
    (one): Row<Rational> => ({
      coefficients: cells.flatMap((cell, k) => {
        const more = lossOf(game, information, cell, one)
        return more.numerator === 0n ? [] : [[k, more] as const]
      }),
      sense: '>=',
      bound: exact.zero,
    }),
  )
  const worth = ({ state, actions }: Cell): Rational => values[state]?.[actions] ?? exact.zero
  const outcome = solveByDual(
    budget,
    {
      // Less their maximum, which is the same question: no value is positive then, and the dual is feasible at zero.
      objective: belowMost(cells.map(worth)),
      isFree: cells.map(() => false),
      rows: [...obedience, ...totalsOf(cells, information, game.prior)],
    },
    floats,
  )
  if (outcome.kind !== 'optimal') return notApplicable(`the linear program over outcomes is ${outcome.kind}`)
  const draws = cells.map((cell, k) => ({ ...cell, probability: outcome.point[k] ?? exact.zero }))
  return E.right({
    value: expected(draws, worth),
    draws: draws.filter(({ probability }) => probability.numerator !== 0n),
    payoffs: game.players.map((_, player) =>
      expected(draws, ({ state, actions }) => game.payoffs[player]?.[state]?.[actions]),
    ),
    slacks: disobediences.map(one => ({
      ...one,
      slack: expected(draws, cell => lossOf(game, information, cell, one)),
    })),
  })
}

const expected = (
  draws: readonly Drawn<Rational>[],
  value: (drawn: Cell) => Rational | undefined,
): Rational =>
  draws.reduce(
    (sum, drawn) => exact.add(sum, exact.mul(drawn.probability, value(drawn) ?? exact.zero)),
    exact.zero,
  )

type Cell = Omit<Drawn<Rational>, 'probability'>

const cellsOf = (game: BaseGame<Rational>, information: Information<Rational>): readonly Cell[] => {
  const profiles = Array.from({ length: profileCount({ strategies: game.actions }) }, (_, k) => k)
  return game.states.flatMap((_, state) =>
    (information.probabilities[state] ?? []).flatMap((probability, types) =>
      probability.numerator === 0n || game.prior[state]?.numerator === 0n
        ? []
        : profiles.map(actions => ({ state, types, actions })),
    ),
  )
}

/** The probability of a state and types is given. */
const totalsOf = (
  cells: readonly Cell[],
  { probabilities }: Information<Rational>,
  prior: readonly Rational[],
): readonly Row<Rational>[] => {
  const groups = new Map<string, { readonly cell: Cell; readonly places: number[] }>()
  for (const [k, cell] of cells.entries()) {
    const key = `${cell.state} ${cell.types}`
    const group = groups.get(key) ?? { cell, places: [] }
    group.places.push(k)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ cell: { state, types }, places }) => ({
    coefficients: places.map(k => [k, exact.one] as const),
    sense: '=',
    bound: exact.mul(prior[state] ?? exact.zero, probabilities[state]?.[types] ?? exact.zero),
  }))
}

const disobediencesOf = (
  { actions }: BaseGame<Rational>,
  { types }: Information<Rational>,
): readonly BayesDisobedience[] =>
  actions.flatMap((own, player) =>
    (types[player] ?? []).flatMap((_, type) =>
      own.flatMap((__, recommended) =>
        own.flatMap((___, deviation) =>
          deviation === recommended ? [] : [{ player, type, recommended, deviation }],
        ),
      ),
    ),
  )

/** What a player loses by disobeying where it has the type and is told the action; else nothing. */
const lossOf = (
  { actions, payoffs }: BaseGame<Rational>,
  { types }: Information<Rational>,
  cell: Cell,
  { player, type, recommended, deviation }: BayesDisobedience,
): Rational => {
  const step = strides({ strategies: actions })[player] ?? 1
  if (partOf(types, cell.types, player) !== type || partOf(actions, cell.actions, player) !== recommended)
    return exact.zero
  const own = payoffs[player]?.[cell.state] ?? []
  const other = own[cell.actions + (deviation - recommended) * step] ?? exact.zero
  return exact.sub(own[cell.actions] ?? exact.zero, other)
}

/** What a player has in a profile. */
const partOf = (all: readonly (readonly string[])[], profile: number, player: number): number =>
  Math.floor(profile / (strides({ strategies: all })[player] ?? 1)) % (all[player]?.length ?? 1)
