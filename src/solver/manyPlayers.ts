/** Equilibria of tables of any number of players: all of them, or one to which best responses lead. */
import { guaranteeOf, improve, startsOf } from './improvement.ts'
import { polynomialEquilibria } from './polynomial/equilibria.ts'
import type { Begun, Found, Means } from './search.ts'
import { boundsOfBehavior, pureProfile, type Subject, type Table } from './subject.ts'
import type { Surviving } from './surviving.ts'

/** All equilibria that are isolated; others are told by their support alone. */
export const bySupports = (
  { budget }: Means,
  subject: Subject,
  { table: { form, behavior }, filled }: Surviving,
  reason: string,
): Begun => {
  let isComplete = true
  const found = function* (): Generator<Found> {
    for (const one of polynomialEquilibria(budget, form)) {
      if (one.kind === 'undecided') {
        isComplete = false
        continue
      }
      const profile = behavior(one.profile)
      if (one.kind === 'exact') yield { kind: 'profile', profile }
      else {
        const bounds = one.bounds.map((own, player) => filled(player, own, { lo: 0, hi: 0 }))
        yield { kind: 'profile', profile, bounds: boundsOfBehavior(subject, bounds) }
      }
    }
  }
  return {
    reason,
    found: found(),
    get isComplete() {
      return isComplete
    },
  }
}

/** Profiles from which improvements start where they may go round. */
const mostStarts = 64

/** A pure equilibrium to which best responses lead. */
export const byImprovement = ({ budget }: Means, { form, behavior }: Table, reason: string): Begun => {
  const notes: string[] = []
  const found = function* (): Generator<Found> {
    const guarantee = guaranteeOf(budget, form)
    const told = new Set<string>()
    let rounds = 0
    for (const start of startsOf(form, mostStarts)) {
      const { strategies, improvements } = improve(budget, form, start)
      if (strategies === undefined) {
        rounds += 1
        continue
      }
      if (told.has(strategies.join())) continue
      told.add(strategies.join())
      const path = { form, guarantee, improvements }
      yield { kind: 'profile', profile: behavior(pureProfile(form, strategies)), path }
    }
    if (rounds > 0) notes.push(`from ${rounds} starts best responses go round and end nowhere`)
  }
  return { reason, found: found(), isComplete: false, notes }
}
