/** Stationary equilibria in which nobody mixes: all of them where profiles are few, one by best replies where they are not. */
import type { Budget } from '../../markov/budget.ts'
import { type MarkovForm, type Stationary, sizeOf } from './form.ts'
import { actionValues, largestGain, valuesOf } from './values.ts'

/** Relative to the span of payoffs, what rounding may look like. */
const negligible = 1e-10

/** Profiles that are looked at one by one. */
export const mostProfiles = 20_000

export const pureProfiles = ({ sets }: MarkovForm): number =>
  sets.reduce((product, { actions }) => product * actions, 1)

const indicator = (form: MarkovForm, choice: readonly number[]): Stationary =>
  form.sets.map(({ actions }, set) => Array.from({ length: actions }, (_, a) => (a === choice[set] ? 1 : 0)))

/** Every profile at which no single change gains (Blackwell 1965: then none does). Spends a step a state. */
export function* allPure(budget: Budget, form: MarkovForm): Generator<Stationary> {
  const choice = form.sets.map(() => 0)
  const payoffs = sizeOf(form)
  for (;;) {
    budget.spend(form.stages.length)
    const profile = indicator(form, choice)
    if (isStable(form, profile, payoffs)) yield profile
    let set = choice.length - 1
    while (set >= 0 && (choice[set] ?? 0) + 1 === form.sets[set]?.actions) choice[set--] = 0
    if (set < 0) return
    choice[set] = (choice[set] ?? 0) + 1
  }
}

const isStable = (form: MarkovForm, profile: Stationary, payoffs: number): boolean => {
  const values = valuesOf(form, profile)
  const size = values.reduce((most, own) => own.reduce((m, v) => Math.max(m, Math.abs(v)), most), payoffs)
  return largestGain(profile, actionValues(form, profile, values)) <= negligible * size
}

/** Rounds of replies after which they go round in circles. */
const mostRounds = 200

/**
 * A pure equilibrium by best replies, players in turn, each by policy iteration (Howard 1960); nothing where they do not
 * come to rest, which nothing promises. Spends a step a state and round.
 */
export const byReplies = (budget: Budget, form: MarkovForm, first: Stationary): Stationary | undefined => {
  let profile: Stationary = first
  const payoffs = sizeOf(form)
  for (let round = 0; round < mostRounds; round++) {
    const before = profile
    for (const player of form.players.keys()) profile = replyOf(budget, form, profile, player, payoffs)
    if (before.every((own, set) => own.every((p, a) => p === profile[set]?.[a]))) return profile
  }
  return undefined
}

const replyOf = (
  budget: Budget,
  form: MarkovForm,
  start: Stationary,
  player: number,
  payoffs: number,
): Stationary => {
  let profile = start
  for (let round = 0; round < mostRounds; round++) {
    budget.spend(form.stages.length)
    const values = valuesOf(form, profile)
    const worth = actionValues(form, profile, values)
    let isBetter = false
    const next = profile.map((own, set) => {
      if (form.sets[set]?.player !== player) return own
      const values = worth[set] ?? []
      const kept = own.reduce((sum, p, a) => sum + p * (values[a] ?? 0), 0)
      const most = Math.max(...values)
      if (most <= kept + negligible * Math.max(payoffs, Math.abs(kept))) return own
      isBetter = true
      const best = values.indexOf(most)
      return own.map((_, a) => (a === best ? 1 : 0))
    })
    if (!isBetter) return profile
    profile = next
  }
  return profile
}
