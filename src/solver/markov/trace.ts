/**
 * One stationary equilibrium by following quantal responses from evenly mixed play as everybody becomes more precise
 * (McKelvey and Palfrey 1998 for agents of a tree; Eibelshaeuser, Klockmann, Poensgen and von Schenk, The logarithmic
 * stochastic tracing procedure, 2023, for stochastic games), and then Newton's method on the indifferences of the actions
 * that are left.
 */
import { Matrix, solve } from 'ml-matrix'
import type { Budget } from '../../markov/budget.ts'
import type { MarkovForm, Stationary } from './form.ts'
import { actionValues, largestGain, valuesOf } from './values.ts'

/** Precisions times the span of payoffs: from play that hardly depends on them to play that hardly errs. */
const precisions = Array.from({ length: 60 }, (_, k) => 0.05 * 1.22 ** k)

/** Unknowns beyond which slopes are not taken, and responses are only iterated. */
const mostUnknowns = 60

const evenly = (form: MarkovForm): Stationary =>
  form.sets.map(({ actions }) => Array.from({ length: actions }, () => 1 / actions))

/** Points near the branch, each more precise than the one before. Spends a step for each state and set looked at. */
export function* logitPath(budget: Budget, form: MarkovForm): Generator<Stationary> {
  let profile = evenly(form)
  const span = spanOf(form, profile)
  for (const precision of precisions) {
    const found = respond(budget, form, profile, precision / span)
    if (found === undefined) return
    profile = found
    yield profile
  }
}

const spanOf = (form: MarkovForm, profile: Stationary): number => {
  const worth = actionValues(form, profile, valuesOf(form, profile)).flat()
  return Math.max(Number.MIN_VALUE, Math.max(...worth) - Math.min(...worth))
}

const responses = (form: MarkovForm, profile: Stationary, precision: number): Stationary =>
  actionValues(form, profile, valuesOf(form, profile)).map(own => {
    const most = Math.max(...own)
    const weights = own.map(value => Math.exp(precision * (value - most)))
    const total = weights.reduce((a, b) => a + b, 0)
    return weights.map(weight => weight / total)
  })

/** A quantal response near a profile: Newton's method, or many small steps where there are too many unknowns. */
const respond = (
  budget: Budget,
  form: MarkovForm,
  start: Stationary,
  precision: number,
): Stationary | undefined => {
  const unknowns = form.sets.reduce((sum, { actions }) => sum + actions, 0)
  const cost = form.stages.length + form.sets.length
  if (unknowns <= mostUnknowns) {
    const found = newton(
      start.flat(),
      flat => {
        budget.spend(cost)
        const profile = shaped(form, flat)
        const wanted = responses(form, profile, precision).flat()
        return wanted.map((p, k) => p - (flat[k] ?? 0))
      },
      1e-9,
    )
    if (found !== undefined) return shaped(form, found)
  }
  let profile = start
  for (let round = 0; round < 2_000; round++) {
    budget.spend(cost)
    const wanted = responses(form, profile, precision)
    let gap = 0
    const next = profile.map((own, set) =>
      own.map((p, a) => {
        const difference = (wanted[set]?.[a] ?? 0) - p
        gap = Math.max(gap, Math.abs(difference))
        return p + 0.2 * difference
      }),
    )
    profile = next
    if (gap < 1e-9) return profile
  }
  return undefined
}

/** Probabilities by set, made to sum to one. */
const shaped = (form: MarkovForm, flat: readonly number[]): Stationary => {
  let at = 0
  return form.sets.map(({ actions }) => {
    const own = flat.slice(at, at + actions).map(p => Math.max(p, 0))
    at += actions
    const total = own.reduce((a, b) => a + b, 0)
    return own.map(p => (total > 0 ? p / total : 1 / actions))
  })
}

/** A zero of `gaps` near a point, up to a tolerance, slopes by differences; nothing where it does not come to an end. */
const newton = (
  start: readonly number[],
  gaps: (x: readonly number[]) => readonly number[],
  tolerance: number,
): readonly number[] | undefined => {
  let x = start
  for (let step = 0; step < 20; step++) {
    const here = gaps(x)
    const size = Math.max(...here.map(Math.abs), 0)
    if (size < tolerance) return x
    const width = 1e-7
    const columns = x.map((value, j) => {
      const there = gaps(x.with(j, value + width))
      return there.map((gap, k) => (gap - (here[k] ?? 0)) / width)
    })
    try {
      const change = solve(new Matrix(columns).transpose(), Matrix.columnVector([...here])).to1DArray()
      if (!change.every(Number.isFinite)) return undefined
      // A step that leaves the simplex by far is none to trust.
      const longest = Math.max(...change.map(Math.abs))
      const scale = longest > 0.5 ? 0.5 / longest : 1
      x = x.map((value, k) => value - scale * (change[k] ?? 0))
      // What wanders so far from the simplex hardly comes back.
      if (x.some(value => value < -1 || value > 2)) return undefined
    } catch {
      // Singular slopes have no step.
      return undefined
    }
  }
  return undefined
}

/** Probabilities from which on an action is taken to be used. */
const thresholds = [0.02, 0.002, 0.1]

/** The actions that are used, by set. */
export type Support = readonly (readonly number[])[]

/** Equilibria with the actions that a profile near one uses: their indifferences solved. Spends as `onSupport`. */
export function* polished(budget: Budget, form: MarkovForm, near: Stationary): Generator<Stationary> {
  for (const threshold of thresholds) {
    const support = near.map(own => own.flatMap((p, a) => (p > threshold ? [a] : [])))
    if (support.some(own => own.length === 0)) continue
    const found = onSupport(budget, form, near, support)
    if (found !== undefined) yield found
  }
}

/**
 * The profile near another at which the actions of a support are worth the same, if nobody gains from it by what is
 * outside; nothing where Newton's method does not come to one. Spends a step for each state and set looked at.
 */
export const onSupport = (
  budget: Budget,
  form: MarkovForm,
  near: Stationary,
  support: Support,
): Stationary | undefined => {
  const free = support.flatMap((own, set) => own.slice(1).map(a => [set, a] as const))
  const profileAt = (x: readonly number[]): Stationary => {
    const made = form.sets.map(({ actions }) => Array.from({ length: actions }, () => 0))
    for (const [k, [set, a]] of free.entries()) {
      const own = made[set]
      if (own !== undefined) own[a] = x[k] ?? 0
    }
    for (const [set, own] of support.entries()) {
      const row = made[set]
      const first = own[0]
      if (row !== undefined && first !== undefined) row[first] = 1 - row.reduce((sum, p) => sum + p, 0)
    }
    return made
  }
  const worthOf = (profile: Stationary): Stationary => {
    budget.spend(form.stages.length + form.sets.length)
    return actionValues(form, profile, valuesOf(form, profile))
  }
  const size = Math.max(...worthOf(near).flat().map(Math.abs), Number.MIN_VALUE)
  const found = newton(
    free.map(([set, a]) => near[set]?.[a] ?? 0),
    x => {
      const worth = worthOf(profileAt(x))
      return free.map(
        ([set, a]) => ((worth[set]?.[a] ?? 0) - (worth[set]?.[support[set]?.[0] ?? 0] ?? 0)) / size,
      )
    },
    1e-11,
  )
  if (found === undefined) return undefined
  const profile = profileAt(found)
  if (profile.some(own => own.some(p => p < -1e-12 || p > 1 + 1e-12))) return undefined
  return largestGain(profile, worthOf(profile)) < 1e-7 * size ? profile : undefined
}
