/**
 * The best incentive-compatible direct mechanism with payments of any size, by a linear program of its own: what mechanisms that are
 * found by communication are held against. By the revelation principle it is the best of all (Gibbard 1973; Myerson, Incentive
 * compatibility and the bargaining problem, 1979).
 */
import * as E from 'fp-ts/lib/Either.js'
import { profileCount, strides } from '../../../../src/form/normalForm.ts'
import type { FloatSolver } from '../../../../src/linear/highs.ts'
import type { LinearProgram, Row } from '../../../../src/linear/program.ts'
import { solveLinear } from '../../../../src/linear/repaired.ts'
import type { Budget } from '../../../../src/markov/budget.ts'
import { exact, type Rational } from '../../../../src/markov/rational.ts'
import { type NotApplicable, notApplicable } from '../../../../src/solver/notApplicable.ts'

/** Who has which types, and what everybody thinks of what can be done. Utility is value less what is paid. */
export interface Setting<N> {
  readonly agents: readonly string[]
  readonly types: readonly (readonly string[])[]
  /** By profile of types, numbered with the last agent's fastest; of sum one. */
  readonly prior: readonly N[]
  readonly outcomes: readonly string[]
  /** `values[agent][profile of types][outcome]`: values may depend on what others know. */
  readonly values: readonly (readonly (readonly N[])[])[]
}

export interface Demands {
  /** Truth is best on average over the others' types if they are truthful, or whatever those are. */
  readonly truth: 'bayesian' | 'exPost'
  /** Taking part is no worse than zero, given one's own type, or all of them; `forced`: nobody is asked. */
  readonly participation: 'interim' | 'exPost' | 'forced'
  /** Whether money may change hands. */
  readonly payments: boolean
}

/** What is made as large as possible: a part of payments, and a value of outcomes `[profile of types][outcome]`. */
export interface Aim<N> {
  readonly payments: N
  readonly outcomes: readonly (readonly N[])[]
}

export interface Mechanism<N> {
  /** The probability of each outcome by profile of types. */
  readonly chosen: readonly (readonly N[])[]
  /** What each agent pays, by profile of types. */
  readonly payments: readonly (readonly N[])[]
}

/** What is paid in all. */
export const revenue = ({ prior, outcomes }: Setting<Rational>): Aim<Rational> => ({
  payments: exact.one,
  outcomes: prior.map(() => outcomes.map(() => exact.zero)),
})

/** What outcomes are worth to all agents; payments only move. */
export const welfare = ({ prior, outcomes, values }: Setting<Rational>): Aim<Rational> => ({
  payments: exact.zero,
  outcomes: prior.map((_, profile) =>
    outcomes.map((__, outcome) =>
      values.reduce((sum, own) => exact.add(sum, own[profile]?.[outcome] ?? exact.zero), exact.zero),
    ),
  ),
})

/**
 * A best mechanism. Variables are the probability of each outcome and the payment of each agent at each profile of
 * types; a row for each lie and each wish to stay away.
 *
 * `floats` is a guide for large settings. Refused where demands contradict each other, or nothing bounds the aim: revenue of agents who are forced to pay.
 */
export const optimalMechanism = (
  budget: Budget,
  setting: Setting<Rational>,
  demands: Demands,
  aim: Aim<Rational>,
  floats?: FloatSolver,
): E.Either<NotApplicable, { readonly value: Rational; readonly mechanism: Mechanism<Rational> }> => {
  const { prior, outcomes, agents } = setting
  const width = outcomes.length + agents.length
  budget.spend(prior.length * width)
  const places = prior.flatMap((probability, profile) => [
    ...outcomes.map((_, outcome) => exact.mul(probability, aim.outcomes[profile]?.[outcome] ?? exact.zero)),
    ...agents.map(() => (demands.payments ? exact.mul(probability, aim.payments) : exact.zero)),
  ])
  const program: LinearProgram<Rational> = {
    objective: places,
    isFree: places.map((_, k) => k % width >= outcomes.length),
    rows: [
      ...prior.map((_, profile) => certain(outcomes.map((__, k) => profile * width + k))),
      ...concernsOf(setting, demands).map(concern => rowOf(setting, demands, concern)),
    ],
  }
  const outcome = solveLinear(budget, program, floats)
  if (outcome.kind !== 'optimal')
    return notApplicable(
      outcome.kind === 'infeasible'
        ? 'no mechanism meets these demands'
        : 'nothing bounds what is to be made as large as possible',
    )
  const at = (profile: number, from: number, to: number): readonly Rational[] =>
    outcome.point.slice(profile * width + from, profile * width + to)
  return E.right({
    value: outcome.value,
    mechanism: {
      chosen: prior.map((_, profile) => at(profile, 0, outcomes.length)),
      payments: prior.map((_, profile) =>
        demands.payments ? at(profile, outcomes.length, width) : agents.map(() => exact.zero),
      ),
    },
  })
}

const certain = (places: readonly number[]): Row<Rational> => ({
  coefficients: places.map(place => [place, exact.one] as const),
  sense: '=',
  bound: exact.one,
})

/** An agent of a type, in one of `profiles` as far as it knows, that may report another type or stay away. */
export interface Concern {
  readonly agent: number
  readonly profiles: readonly number[]
  /** Staying away where nothing is said. */
  readonly report: number | undefined
}

/** Every way not to do as one should, by agent, what it knows and report. */
export const concernsOf = (
  { agents, types, prior }: Setting<Rational>,
  { truth, participation }: Demands,
): readonly Concern[] => {
  const all = Array.from({ length: profileCount({ strategies: types }) }, (_, profile) => profile)
  const possible = (profiles: readonly number[]): boolean => profiles.some(p => prior[p]?.numerator !== 0n)
  return agents.flatMap((_, agent) => {
    const own = types[agent] ?? []
    return own.flatMap((__, type) => {
      const profiles = all.filter(profile => typeAt(types, profile, agent) === type)
      const known = (how: 'bayesian' | 'exPost' | 'interim'): readonly (readonly number[])[] =>
        how === 'exPost' ? profiles.map(profile => [profile]) : possible(profiles) ? [profiles] : []
      const away = participation === 'forced' ? [] : known(participation)
      return [
        ...known(truth).flatMap(where =>
          [...own.keys()].filter(lie => lie !== type).map(report => ({ agent, profiles: where, report })),
        ),
        ...away.map(where => ({ agent, profiles: where, report: undefined })),
      ]
    })
  })
}

const typeAt = (types: Setting<Rational>['types'], profile: number, agent: number): number =>
  Math.floor(profile / (strides({ strategies: types })[agent] ?? 1)) % (types[agent]?.length ?? 1)

/** Where the others are as in a profile and an agent reports a type. */
const reported = (types: Setting<Rational>['types'], profile: number, { agent, report }: Concern): number =>
  report === undefined
    ? profile
    : profile + (report - typeAt(types, profile, agent)) * (strides({ strategies: types })[agent] ?? 1)

/** That doing as one should is no worse, over the profiles that the agent cannot tell apart. */
const rowOf = (
  { types, prior, outcomes, agents, values }: Setting<Rational>,
  { payments }: Demands,
  concern: Concern,
): Row<Rational> => {
  const { agent, profiles, report } = concern
  const width = outcomes.length + agents.length
  const coefficients = new Map<number, Rational>()
  const add = (place: number, by: Rational): void => {
    coefficients.set(place, exact.add(coefficients.get(place) ?? exact.zero, by))
  }
  for (const profile of profiles) {
    const weight = profiles.length === 1 ? exact.one : (prior[profile] ?? exact.zero)
    const gets = (where: number, times: Rational): void => {
      for (const k of outcomes.keys())
        add(where * width + k, exact.mul(times, values[agent]?.[profile]?.[k] ?? exact.zero))
      if (payments) add(where * width + outcomes.length + agent, exact.sub(exact.zero, times))
    }
    gets(profile, weight)
    if (report !== undefined) gets(reported(types, profile, concern), exact.sub(exact.zero, weight))
  }
  return {
    coefficients: [...coefficients].filter(([, by]) => by.numerator !== 0n),
    sense: '>=',
    bound: exact.zero,
  }
}

/**
 * What an agent would gain by what concerns it, in expectation over the profiles that it cannot tell apart; worked out
 * from the mechanism itself. Not positive where the mechanism does what is demanded.
 */
export const gainOf = (
  { types, prior, values }: Setting<Rational>,
  { chosen, payments }: Mechanism<Rational>,
  concern: Concern,
): Rational => {
  const { agent, profiles, report } = concern
  const total = profiles.reduce((sum, p) => exact.add(sum, prior[p] ?? exact.zero), exact.zero)
  const utility = (profile: number, where: number): Rational =>
    (chosen[where] ?? []).reduce(
      (sum, probability, k) =>
        exact.add(sum, exact.mul(probability, values[agent]?.[profile]?.[k] ?? exact.zero)),
      exact.sub(exact.zero, payments[where]?.[agent] ?? exact.zero),
    )
  return profiles.reduce((sum, profile) => {
    const weight = profiles.length === 1 ? exact.one : exact.div(prior[profile] ?? exact.zero, total)
    const otherwise = report === undefined ? exact.zero : utility(profile, reported(types, profile, concern))
    return exact.add(sum, exact.mul(weight, exact.sub(otherwise, utility(profile, profile))))
  }, exact.zero)
}
