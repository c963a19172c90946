/** Solutions as a record to verify: the tree of each game, what was found, and what it brings. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { behaviorValues, bestResponse } from '../form/behavior.ts'
import type { BehaviorProfile, ExtensiveForm } from '../form/extensiveForm.ts'
import { treeOfTable } from '../form/tableTree.ts'
import { fromDouble } from '../markov/decimal.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { Evidence } from '../questions/evidence.ts'
import { expectedPayoffs, strategiesAt } from '../solver/correlated/distribution.ts'
import type { Found, SolvedConcept } from '../solver/search.ts'
import { mediatedClaim, provenClaim } from './issueProven.ts'
import { endlessGame, stationaryClaims } from './issueStationary.ts'
import {
  type EndlessGame,
  mostCompared,
  type SolutionClaim,
  type SolutionsCertificate,
  type SolvedTree,
  type StationaryClaim,
} from './solutions.ts'
import { solvedTree } from './treeRecord.ts'

/** What a record is made of, and why some solutions are not in it. */
export interface Issued {
  readonly trees: readonly SolvedTree[]
  readonly solutions: readonly SolutionClaim[]
  /** Of games without end, where there are any. */
  readonly endless?: NonNullable<SolutionsCertificate['endless']>
  readonly leftOut: readonly string[]
}

export const issuedOf = (all: readonly Evidence[]): Issued => {
  const trees: SolvedTree[] = []
  const solutions: SolutionClaim[] = []
  const leftOut: string[] = []
  const games: EndlessGame[] = []
  const stationary: StationaryClaim[] = []
  for (const evidence of all) {
    if (evidence.kind === 'endless') {
      stationary.push(...stationaryClaims(evidence, games.length))
      games.push(endlessGame(evidence))
      continue
    }
    const { game, concept, tree, found } = evidence
    const places = new Map<ExtensiveForm<Rational>, number>()
    const placeOf = (form: ExtensiveForm<Rational>, of: SolvedTree['of']): number => {
      const known = places.get(form)
      if (known !== undefined) return known
      places.set(form, trees.length)
      return trees.push(solvedTree(form, of)) - 1
    }
    for (const [k, one] of found.entries()) {
      const claim =
        concept === 'dominant' && casesOf(tree) > mostCompared
          ? E.left('dominance has too many cases to be verified')
          : claimOf(tree, one, concept, placeOf)
      if (E.isLeft(claim)) leftOut.push(`${game}, ${concept} ${k + 1}: ${claim.left}`)
      else solutions.push({ game, ...claim.right })
    }
  }
  const endless = stationary.length === 0 ? {} : { endless: { games, solutions: stationary } }
  return { trees, solutions, ...endless, leftOut }
}

/** Profiles without mixing. */
const casesOf = ({ informationSets }: ExtensiveForm<Rational>): number =>
  informationSets.reduce((product, { actions }) => product * actions.length, 1)

/** A claim before it is told of which game. */
export type Without<A> = A extends unknown ? Omit<A, 'game'> : never

const claimOf = (
  tree: ExtensiveForm<Rational>,
  found: Found,
  concept: SolvedConcept,
  placeOf: (form: ExtensiveForm<Rational>, of: SolvedTree['of']) => number,
): E.Either<string, Without<SolutionClaim>> => {
  switch (found.kind) {
    case 'recommendations': {
      const { form, distribution } = found
      return E.right({
        kind: 'recommendations',
        concept: found.correlation === 'coarse' ? 'coarseCorrelated' : 'correlated',
        tree: placeOf(treeOfTable(form), 'table'),
        recommendations: [...distribution].map(([profile, probability]) => ({
          actions: [...strategiesAt(form, profile)],
          probability: exact.show(probability),
        })),
        payoffs: expectedPayoffs(form, distribution).map(exact.show),
      })
    }
    case 'plays':
      return found.proof === undefined
        ? E.left('what is told move by move has no record')
        : E.right(mediatedClaim(found.proof, placeOf(tree, 'game'), found.payoffs))
    case 'survivors':
      return found.profile === undefined
        ? E.left('what is left to everybody is no profile')
        : profileClaim(tree, found.profile, concept, placeOf)
    case 'profile': {
      if (found.precision !== undefined) return E.left('a quantal response is no fraction')
      if (found.proof !== undefined) return provenClaim(found.proof, placeOf)
      if (found.bounds === undefined) return profileClaim(tree, found.profile, concept, placeOf)
      // Without bounds it is an equilibrium up to its regrets.
      if (found.bounds.length !== tree.informationSets.length)
        return profileClaim(tree, found.profile, 'near', placeOf)
      if (concept !== 'nash') return E.left('bounds are verified to hold an equilibrium, and nothing more')
      const text = (x: number): string => exact.show(O.getOrElse(() => exact.zero)(fromDouble(x)))
      return E.right({
        kind: 'bounds',
        concept: 'nash',
        tree: placeOf(tree, 'game'),
        bounds: found.bounds.map(own => own.map(({ lo, hi }): [string, string] => [text(lo), text(hi)])),
      })
    }
  }
}

/** What of a concept is verified: that a profile is an equilibrium, and for some concepts more. */
const verifiedAs = (
  concept: SolvedConcept | 'near',
): (SolutionClaim & { readonly kind: 'profile' })['concept'] =>
  concept === 'near' || concept === 'pure' || concept === 'subgamePerfect' || concept === 'dominant'
    ? concept
    : 'nash'

const profileClaim = (
  tree: ExtensiveForm<Rational>,
  profile: BehaviorProfile<Rational>,
  concept: SolvedConcept | 'near',
  placeOf: (form: ExtensiveForm<Rational>, of: SolvedTree['of']) => number,
): E.Either<string, Without<SolutionClaim>> => {
  const { payoffs } = behaviorValues(exact, tree, profile)
  const regrets: string[] = []
  for (const [player, name] of tree.players.entries()) {
    const best = bestResponse(exact, tree, profile, player)
    if (best === undefined) return E.left(`${name} forgets what it knew or did`)
    regrets.push(exact.show(exact.sub(best.value, payoffs[player] ?? exact.zero)))
  }
  return E.right({
    kind: 'profile',
    concept: verifiedAs(concept),
    tree: placeOf(tree, 'game'),
    profile: profile.map(own => own.map(exact.show)),
    payoffs: payoffs.map(exact.show),
    regrets,
  })
}
