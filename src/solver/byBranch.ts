/** Quantal responses at the information sets of a tree, and the equilibria to which they lead; no table is made. */
import * as E from 'fp-ts/lib/Either.js'
import { behaviorValues, bestResponse } from '../form/behavior.ts'
import { type BehaviorProfile, type ExtensiveForm, mapNumbers } from '../form/extensiveForm.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { fractionsOf } from './branches.ts'
import { type BranchPoint, branchOf } from './logit.ts'
import { treeSystem } from './logitTree.ts'
import { type NotApplicable, notApplicable } from './notApplicable.ts'
import { polished, simpleOf } from './polish.ts'
import type { Found, Means, Search, SolvedConcept } from './search.ts'
import type { Subject } from './subject.ts'

/** Actions at all information sets, of which every step solves a system of equations. */
const mostActions = 1_000

/** The branch itself for `qre`, else one equilibrium to which it leads. */
export const byTreeBranch = (
  means: Means,
  { tree, forgotten }: Subject,
  concept: SolvedConcept,
  all: boolean,
): E.Either<NotApplicable, Search> => {
  if (tree === undefined) return notApplicable('logit: the game is no tree')
  if (forgotten !== undefined) return notApplicable('logit: somebody does not recall what it knew or did')
  const actions = tree.informationSets.reduce((sum, set) => sum + set.actions.length, 0)
  if (actions > mostActions)
    return notApplicable(`logit: there are more than ${mostActions} actions at all information sets`)
  const size = `${tree.informationSets.length} information sets`
  return E.right({
    method: 'logit',
    reason:
      concept === 'qre'
        ? `the branch of quantal responses at each of ${size}, from even mixing`
        : `where quantal responses at each of ${size} lead`,
    found: concept === 'qre' ? branchIn(means, tree, all) : endIn(means, tree),
    isComplete: false,
  })
}

/** Points of a branch are told where the precision grew by so much, unless all are asked for. */
const apart = 1.5

function* branchIn({ budget }: Means, tree: ExtensiveForm<Rational>, all: boolean): Generator<Found> {
  const system = treeSystem(mapNumbers(tree, exact.toNumber))
  let told = 0
  let last: BranchPoint | undefined
  for (const point of unlessStuck(branchOf(budget, system))) {
    last = point
    if (!all && point.precision < told * apart && point.precision > 0) continue
    told = point.precision
    last = undefined
    yield pointOf(point)
  }
  if (last !== undefined) yield pointOf(last)
}

const pointOf = ({ profile, precision }: BranchPoint): Found => ({
  kind: 'profile',
  profile: profile.map(fractionsOf),
  precision,
})

/** Points within which regrets have to become half as large. */
const patience = 100

/** The branch as far as it gets on: in doubles it may come to a stand before its end. */
function* unlessStuck(branch: Iterable<BranchPoint>): Generator<BranchPoint> {
  let least = Number.POSITIVE_INFINITY
  let since = 0
  for (const point of branch) {
    yield point
    since++
    if (point.regret <= least / 2) [least, since] = [point.regret, 0]
    if (since > patience) return
  }
}

/** Regrets, as shares of the span of payoffs, at which an equilibrium is looked for: at the first, and each time it is so much less. */
const firstTry = 0.01
const nextTry = 0.5

function* endIn({ budget }: Means, tree: ExtensiveForm<Rational>): Generator<Found> {
  const system = treeSystem(mapNumbers(tree, exact.toNumber))
  let target = firstTry * system.span
  let last: BranchPoint | undefined
  for (const point of unlessStuck(branchOf(budget, system, { regret: 1e-10 }))) {
    last = point
    if (point.regret > target) continue
    target = point.regret * nextTry
    const near = [...polished(budget, system, point)]
    if (near.length === 0) continue
    for (const { profile } of near.toReversed()) {
      const simple = profile.map(simpleOf)
      if (!isEquilibrium(tree, simple)) continue
      yield { kind: 'profile', profile: simple }
      return
    }
    yield nearly(near[0]?.profile ?? point.profile, 'an equilibrium up to its regret')
    return
  }
  if (last !== undefined)
    yield nearly(last.profile, 'the end of the branch of quantal responses, an equilibrium up to its regret')
}

const nearly = (profile: BehaviorProfile<number>, note: string): Found => ({
  kind: 'profile',
  profile: profile.map(fractionsOf),
  bounds: [],
  note,
})

const isEquilibrium = (tree: ExtensiveForm<Rational>, profile: BehaviorProfile<Rational>): boolean => {
  if (profile.some(own => own.some(({ numerator }) => numerator < 0n))) return false
  const { payoffs } = behaviorValues(exact, tree, profile)
  return payoffs.every((payoff, player) => {
    const best = bestResponse(exact, tree, profile, player)
    return best !== undefined && exact.equals(best.value, payoff)
  })
}
