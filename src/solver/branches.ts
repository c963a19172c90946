/** Quantal responses, and the equilibria to which they lead. */
import { mapPayoffs } from '../form/normalForm.ts'
import { exact, type Rational, rational } from '../markov/rational.ts'
import { followToEquilibrium } from './follow.ts'
import { type BranchPoint, logitBranch } from './logit.ts'
import type { Found, Means } from './search.ts'
import { boundsOfBehavior, type Subject, type Table } from './subject.ts'

/** Points of a branch are told where the precision grew by so much, unless all are asked for. */
const apart = 1.5

export function* branchIn({ budget }: Means, { form, behavior }: Table, all: boolean): Generator<Found> {
  let told = 0
  let last: BranchPoint | undefined
  for (const point of logitBranch(budget, mapPayoffs(form, exact.toNumber))) {
    last = point
    if (!all && point.precision < told * apart && point.precision > 0) continue
    told = point.precision
    last = undefined
    yield branchPoint(behavior, point)
  }
  if (last !== undefined) yield branchPoint(behavior, last)
}

const branchPoint = (behavior: Table['behavior'], { profile, precision }: BranchPoint): Found => ({
  kind: 'profile',
  profile: behavior(profile.map(fractionsOf)),
  precision,
})

/** An equilibrium near the end of a branch; where none is proved to be there, the end of the principal one. */
export function* branchEnd({ budget }: Means, subject: Subject, { form, behavior }: Table): Generator<Found> {
  const { known, end } = followToEquilibrium(budget, form)
  if (known?.kind === 'exact') yield { kind: 'profile', profile: behavior(known.profile) }
  else if (known !== undefined)
    yield {
      kind: 'profile',
      profile: behavior(known.profile),
      bounds: boundsOfBehavior(subject, known.bounds),
    }
  else if (end !== undefined)
    yield {
      kind: 'profile',
      profile: behavior(end.profile.map(fractionsOf)),
      bounds: [],
      note: 'the end of the branch of quantal responses, an equilibrium up to its regret',
    }
}

/** Doubles that sum to about one as fractions that sum to one; the largest makes up for the rest. */
export const fractionsOf = (weights: readonly number[]): readonly Rational[] => {
  const scale = 2 ** 52
  const whole = weights.map(weight => BigInt(Math.round(weight * scale)))
  const most = whole.reduce((at, n, k) => (n > (whole[at] ?? 0n) ? k : at), 0)
  const rest = whole.reduce((sum, n, k) => (k === most ? sum : sum - n), BigInt(scale))
  return whole.map((n, k) => rational(k === most ? rest : n, BigInt(scale)))
}
