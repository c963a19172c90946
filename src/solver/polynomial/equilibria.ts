/**
 * All equilibria of a small game of any number of players, support by support (Dickhaut and Kaplan 1991; Porter, Nudelman
 * and Shoham, Games and Economic Behavior 63, 2008): with three players or more they may be irrational, and are then
 * enclosed in boxes that are proved to hold exactly one.
 */
import type { NormalForm } from '../../form/normalForm.ts'
import type { Budget } from '../../markov/budget.ts'
import { exact, type Rational } from '../../markov/rational.ts'
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
    if (undecided.length > 0) yield* doubtful(form, conditions, undecided)
  }
}

/** Of boxes that are not decided the simple fractions in them that are equilibria, and that there may be more. */
function* doubtful(
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
  yield { kind: 'undecided', supports }
}
