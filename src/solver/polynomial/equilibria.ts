/**
 * All equilibria of a small game of any number of players, support by support (Dickhaut and Kaplan 1991; Porter, Nudelman
 * and Shoham, Games and Economic Behavior 63, 2008): with three players or more they may be irrational, and are then
 * enclosed in boxes that are proved to hold exactly one.
 */
import { type MixedProfile, mapPayoffs, type NormalForm, regrets } from '../../form/normalForm.ts'
import type { Budget } from '../../markov/budget.ts'
import { exact, type Rational } from '../../markov/rational.ts'
import { tableSystem } from '../logit.ts'
import { equilibriaOn, simpleOf } from '../polish.ts'
import type { Box } from './box.ts'
import { type Conditions, conditionsOf, unitPayoffs } from './conditions.ts'
import { fractionsNear } from './exactly.ts'
import { isolate } from './isolate.ts'
import { judged, type PolynomialEquilibrium, probabilitiesOf, usesAll } from './judged.ts'
import { supportsOf } from './supports.ts'

/** The equilibria by support, smaller ones first. Probabilities of used strategies are positive. */
export function* polynomialEquilibria(
  budget: Budget,
  form: NormalForm<Rational>,
): Generator<PolynomialEquilibrium> {
  const payoffs = unitPayoffs(form)
  for (const supports of supportsOf(budget, form, payoffs)) {
    const conditions = conditionsOf(form, payoffs, supports)
    const { roots, undecided } = isolate(budget, conditions)
    for (const box of roots) {
      const found = judged(form, conditions, box)
      if (found !== undefined) yield found
    }
    if (undecided.length > 0) yield* doubtful(budget, form, conditions, undecided)
  }
}

/**
 * Of boxes that are not decided the simple fractions in them that are equilibria; where there are none, as where equilibria
 * are connected, one near even mixing over the support; and that there may be more.
 */
function* doubtful(
  budget: Budget,
  form: NormalForm<Rational>,
  conditions: Conditions,
  boxes: readonly Box[],
): Generator<PolynomialEquilibrium> {
  const { supports } = conditions
  const told = new Set<string>()
  for (const box of boxes) {
    const found = fractionsNear(form, supports, probabilitiesOf(conditions, box))
    if (found === undefined || !usesAll(found, supports)) continue
    const key = found.map(own => own.map(exact.show).join()).join(';')
    if (!told.has(key)) yield { kind: 'exact', profile: found }
    told.add(key)
  }
  if (told.size === 0) {
    const system = tableSystem(mapPayoffs(form, exact.toNumber))
    const used = form.strategies.flatMap((own, player) =>
      own.map((_, k) => supports[player]?.includes(k) === true),
    )
    for (const { profile } of [...equilibriaOn(budget, system, used)].toReversed()) {
      const simple = profile.map(simpleOf)
      if (!isEquilibrium(form, simple) || !usesAll(simple, supports)) continue
      yield { kind: 'exact', profile: simple }
      break
    }
  }
  yield { kind: 'undecided', supports }
}

const isEquilibrium = (form: NormalForm<Rational>, profile: MixedProfile<Rational>): boolean =>
  profile.every(own => own.every(({ numerator }) => numerator >= 0n)) &&
  regrets(exact, form, profile).regrets.every(gain => gain.numerator === 0n)
