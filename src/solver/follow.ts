/**
 * One equilibrium of a game of any number of players, proved to be one: the branch of quantal responses is followed until
 * Newton's method on the equations of a support takes over. Where the principal branch gets lost, as in games with
 * symmetries, branches from other mixtures are followed, which almost none of them shares (Herings and Peeters, Homotopy
 * methods to compute equilibria in game theory, 2010).
 */
import { type MixedProfile, mapPayoffs, type NormalForm } from '../form/normalForm.ts'
import type { Budget } from '../markov/budget.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { type BranchPoint, logitBranch } from './logit.ts'
import { type KnownEquilibrium, nearIn } from './polynomial/near.ts'

export interface Followed {
  readonly known?: KnownEquilibrium
  /** The last point of the principal branch. */
  readonly end?: BranchPoint
}

/** Regrets, as shares of the span of payoffs, at which a proof is tried: at the first, and each time it is so much less. */
const firstTry = 0.1
const nextTry = 0.5

/** Branches that are followed after the principal one. */
const otherStarts = 12

/** Points of a branch. */
const mostPoints = 3_000

export const followToEquilibrium = (budget: Budget, form: NormalForm<Rational>): Followed => {
  const doubles = mapPayoffs(form, exact.toNumber)
  const near = nearIn(budget, form)
  const all = doubles.payoffs.flat()
  const span = all.reduce((a, b) => Math.max(a, b)) - all.reduce((a, b) => Math.min(a, b))
  let end: BranchPoint | undefined
  for (let branch = 0; branch <= otherStarts; branch++) {
    let target = firstTry * span
    const start = branch === 0 ? {} : { start: scattered(form.strategies, branch) }
    const options = { regret: 1e-10, points: mostPoints, ...start }
    let last: BranchPoint | undefined
    let isTried = false
    for (const point of logitBranch(budget, doubles, options)) {
      last = point
      isTried = point.regret <= target
      if (!isTried) continue
      target = point.regret * nextTry
      const known = near(point.profile)
      if (known !== undefined) return { known }
    }
    if (branch === 0) end = last
    const known = last === undefined || isTried ? undefined : near(last.profile)
    if (known !== undefined) return { known }
  }
  return end === undefined ? {} : { end }
}

/** Mixtures that are spread over the simplex of each player by multiples of an irrational number. */
const scattered = (strategies: NormalForm<unknown>['strategies'], branch: number): MixedProfile<number> => {
  let k = 0
  return strategies.map(own => {
    const weights = own.map(() => {
      k += 1
      // Exponential weights of a low-discrepancy sequence: uniform on the simplex.
      return 0.05 - Math.log(1 - fraction(branch * fraction(k * golden) + k * golden) * 0.999)
    })
    const total = weights.reduce((a, b) => a + b, 0)
    return weights.map(weight => weight / total)
  })
}

const golden = (Math.sqrt(5) - 1) / 2
const fraction = (x: number): number => x - Math.floor(x)
