/**
 * Communication equilibria: players tell a mediator what they know, and it tells everybody what to do, so that it is best to
 * be honest and to obey (Myerson, Optimal coordination mechanisms in generalized principal-agent problems, 1982; Forges, An
 * approach to communication equilibria, 1986). With a player who is bound to what the mediator makes it do these are all the
 * mechanisms that it could set up, by the revelation principle.
 */
import * as E from 'fp-ts/lib/Either.js'
import { profileCount, strides } from '../../form/normalForm.ts'
import type { FloatSolver } from '../../linear/highs.ts'
import type { LinearProgram, Row } from '../../linear/program.ts'
import { solveLinear } from '../../linear/repaired.ts'
import type { Budget } from '../../markov/budget.ts'
import { exact, type Rational } from '../../markov/rational.ts'
import { type NotApplicable, notApplicable } from '../notApplicable.ts'
import type { BaseGame, Drawn, Information } from './bayes.ts'

/** What the mediator does: `rule[profile of reports][profile of actions]`, of sum one by reports. */
export type Rule = readonly (readonly Rational[])[]

export interface Communication {
  /** Of the objective. */
  readonly value: Rational
  readonly rule: Rule
  /** What happens with positive probability if everybody is honest and obeys. */
  readonly draws: readonly Drawn<Rational>[]
  /** Profiles of reports that never are true, at which the rule says what becomes of a lie. */
  readonly neverTrue: number
}

/** A player of a type who reports a type, perhaps another. */
interface Report {
  readonly player: number
  readonly type: number
  readonly report: number
}

/** Variables beyond which no program is set up. */
const mostVariables = 200_000

/** A game and what is known in it, with who has and does what in which profile. */
interface Setting {
  readonly game: BaseGame<Rational>
  /** `types[player][profile of types]`. */
  readonly types: readonly Int32Array[]
  /** `actions[player][profile of actions]`. */
  readonly actions: readonly Int32Array[]
  readonly typeStrides: readonly number[]
  readonly actionStrides: readonly number[]
  readonly typeProfiles: number
  readonly actionProfiles: number
  /** `probabilities[state][profile of types]`: both together. */
  readonly probabilities: readonly (readonly Rational[])[]
  /** Every report that somebody could make of a type that it can have. */
  readonly reports: readonly Report[]
}

const settingOf = (
  game: BaseGame<Rational>,
  { types, probabilities }: Information<Rational>,
  bound: ReadonlySet<number>,
): Setting => {
  const [typeProfiles, actionProfiles] = [types, game.actions].map(strategies => profileCount({ strategies }))
  const typeStrides = strides({ strategies: types })
  const actionStrides = strides({ strategies: game.actions })
  const partsOf = (sizes: readonly (readonly string[])[], steps: readonly number[], count: number) =>
    sizes.map((own, player) =>
      Int32Array.from({ length: count }, (_, k) => Math.floor(k / (steps[player] ?? 1)) % own.length),
    )
  const together = game.prior.map((prior, state) =>
    (probabilities[state] ?? []).map(probability => exact.mul(prior, probability)),
  )
  const typeOf = partsOf(types, typeStrides, typeProfiles ?? 0)
  const canBe = (player: number, type: number): boolean =>
    together.some(row => row.some((p, profile) => p.numerator !== 0n && typeOf[player]?.[profile] === type))
  return {
    ...{ game, types: typeOf, actions: partsOf(game.actions, actionStrides, actionProfiles ?? 0) },
    ...{ typeStrides, actionStrides, typeProfiles: typeProfiles ?? 0, actionProfiles: actionProfiles ?? 0 },
    probabilities: together,
    reports: types.flatMap((own, player) =>
      [...own.keys()].flatMap(type =>
        bound.has(player) || !canBe(player, type)
          ? []
          : [...own.keys()].map(report => ({ player, type, report })),
      ),
    ),
  }
}

/** A value of states and actions over the states, weighed by their probability: by profile of types and of actions. */
const weighed = (
  { game, probabilities, typeProfiles, actionProfiles }: Setting,
  values: readonly (readonly Rational[])[],
): readonly (readonly Rational[])[] =>
  Array.from({ length: typeProfiles }, (_, types) => {
    const sums = Array.from({ length: actionProfiles }, () => exact.zero)
    for (const state of game.states.keys()) {
      const probability = probabilities[state]?.[types] ?? exact.zero
      if (probability.numerator === 0n) continue
      for (const [actions, value] of (values[state] ?? []).entries())
        sums[actions] = exact.add(sums[actions] ?? exact.zero, exact.mul(probability, value))
    }
    return sums
  })

/**
 * The rule with the largest expectation of `values[state][profile of actions]` at which everybody but those `bound` is honest
 * and obeys. One always exists.
 *
 * The program has a variable for each profile of reports and of actions. Whoever lies may then do something else for each
 * thing that it is told; the best of it is one more variable for each report and action, so that there are no rows for
 * every way of disobeying.
 *
 * Refused where there are too many of them.
 */
export const optimalCommunication = (
  budget: Budget,
  game: BaseGame<Rational>,
  information: Information<Rational>,
  values: readonly (readonly Rational[])[],
  bound: ReadonlySet<number>,
  floats?: FloatSolver,
): E.Either<NotApplicable, Communication> => {
  const cells = profileCount({ strategies: information.types }) * profileCount({ strategies: game.actions })
  if (cells > mostVariables)
    return notApplicable(`${cells} reports and actions are too many for a linear program`)
  budget.spend(cells)
  const setting = settingOf(game, information, bound)
  const { typeProfiles, actionProfiles, probabilities } = setting
  const outcome = solveLinear(budget, programOf(budget, setting, values), floats)
  if (outcome.kind !== 'optimal') return notApplicable(`the linear program over rules is ${outcome.kind}`)
  const rule = Array.from({ length: typeProfiles }, (_, types) =>
    outcome.point.slice(types * actionProfiles, (types + 1) * actionProfiles),
  )
  const draws = game.states.flatMap((_, state) =>
    rule.flatMap((chosen, types) =>
      chosen.flatMap((share, actions) => {
        const probability = exact.mul(probabilities[state]?.[types] ?? exact.zero, share)
        return probability.numerator === 0n ? [] : [{ state, types, actions, probability }]
      }),
    ),
  )
  const value = draws.reduce(
    (sum, { state, actions, probability }) =>
      exact.add(sum, exact.mul(probability, values[state]?.[actions] ?? exact.zero)),
    exact.zero,
  )
  const neverTrue = rule.filter((_, types) => probabilities.every(row => row[types]?.numerator === 0n)).length
  return E.right({ value, rule, draws, neverTrue })
}

/** Variables: the rule, then for each report and each thing that one could be told the best of what follows. */
const programOf = (
  budget: Budget,
  setting: Setting,
  values: readonly (readonly Rational[])[],
): LinearProgram<Rational> => {
  const { typeProfiles, actionProfiles, game, reports } = setting
  const cells = typeProfiles * actionProfiles
  const paidTo = game.payoffs.map(payoffs => weighed(setting, payoffs))
  const rows: Row<Rational>[] = Array.from({ length: typeProfiles }, (_, types) => ({
    coefficients: Array.from(
      { length: actionProfiles },
      (__, actions) => [types * actionProfiles + actions, exact.one] as const,
    ),
    sense: '=',
    bound: exact.one,
  }))
  let variables = cells
  for (const report of reports) {
    const { player } = report
    const paid = paidTo[player] ?? []
    const own = [...(game.actions[player] ?? []).keys()]
    budget.spend(cells)
    for (const told of own)
      for (const done of own) {
        // Whoever is honest and told something loses nothing by obeying; what a liar can get is bounded by the variable.
        if (report.report === report.type && done === told) continue
        const gets = afterReport(setting, paid, report, told, done)
        const rest =
          report.report === report.type
            ? afterReport(setting, paid, report, told, told)
            : new Map([[variables + told, exact.one]])
        rows.push(noLess(rest, gets))
      }
    if (report.report === report.type) continue
    const honest = new Map<number, Rational>()
    for (const [types, sums] of paid.entries())
      if (setting.types[player]?.[types] === report.type)
        for (const [actions, sum] of sums.entries()) honest.set(types * actionProfiles + actions, sum)
    rows.push(noLess(honest, new Map(own.map(told => [variables + told, exact.one]))))
    variables += own.length
  }
  const worth = weighed(setting, values).flat()
  return {
    objective: Array.from({ length: variables }, (_, k) => worth[k] ?? exact.zero),
    isFree: Array.from({ length: variables }, (_, k) => k >= cells),
    rows,
  }
}

/** By variable of the rule, what a player gets who reports so, is told one action and takes one. */
const afterReport = (
  { types, actions, typeStrides, actionStrides, actionProfiles }: Setting,
  paid: readonly (readonly Rational[])[],
  { player, type, report }: Report,
  told: number,
  done: number,
): ReadonlyMap<number, Rational> => {
  const gets = new Map<number, Rational>()
  const instead = (done - told) * (actionStrides[player] ?? 1)
  for (const [profile, sums] of paid.entries()) {
    if (types[player]?.[profile] !== type) continue
    const from = (profile + (report - type) * (typeStrides[player] ?? 1)) * actionProfiles
    for (const [profileOfActions, action] of (actions[player] ?? []).entries())
      if (action === told) gets.set(from + profileOfActions, sums[profileOfActions + instead] ?? exact.zero)
  }
  return gets
}

const noLess = (
  greater: ReadonlyMap<number, Rational>,
  less: ReadonlyMap<number, Rational>,
): Row<Rational> => {
  const coefficients = new Map(greater)
  for (const [k, by] of less) coefficients.set(k, exact.sub(coefficients.get(k) ?? exact.zero, by))
  return {
    coefficients: [...coefficients].filter(([, by]) => by.numerator !== 0n),
    sense: '>=',
    bound: exact.zero,
  }
}

/**
 * By player, the most that a lie and disobedience together bring, weighed by the probability of having the type; worked out
 * from the rule itself, by the best action for each thing that one is told.
 */
export const gainsOfLying = (
  game: BaseGame<Rational>,
  information: Information<Rational>,
  rule: Rule,
  bound: ReadonlySet<number>,
): readonly Rational[] => {
  const setting = settingOf(game, information, bound)
  const paidTo = game.payoffs.map(payoffs => weighed(setting, payoffs))
  const gains = game.players.map(() => exact.zero)
  for (const report of setting.reports) {
    const { player, type } = report
    const paid = paidTo[player] ?? []
    const own = [...(game.actions[player] ?? []).keys()]
    const sum = (told: number, done: number, how: Report): Rational =>
      [...afterReport(setting, paid, how, told, done)].reduce(
        (so, [cell, value]) =>
          exact.add(
            so,
            exact.mul(
              value,
              rule[Math.floor(cell / setting.actionProfiles)]?.[cell % setting.actionProfiles] ?? exact.zero,
            ),
          ),
        exact.zero,
      )
    const most = (told: number): Rational =>
      own
        .map(done => sum(told, done, report))
        .reduce((a, b) => (exact.compare(a, b) < 0 ? b : a), sum(told, told, report))
    const [lying, honest] = own.reduce(
      ([bad, good], told) => [
        exact.add(bad, most(told)),
        exact.add(good, sum(told, told, { player, type, report: type })),
      ],
      [exact.zero, exact.zero],
    )
    const gain = exact.sub(lying, honest)
    if (exact.compare(gain, gains[player] ?? exact.zero) > 0) gains[player] = gain
  }
  return gains
}
