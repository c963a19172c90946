/** Whether solutions are what they are said to be, from the record alone: shares nothing with what found them. */
import * as E from 'fp-ts/lib/Either.js'
import { commitmentProblems } from './commitment.ts'
import { enclosedProblem, type Range } from './enclosed.ts'
import {
  type Fraction,
  fractionOf,
  isEqual,
  isLess,
  minus,
  over,
  plus,
  show,
  times,
  zero,
} from './fraction.ts'
import { communicationProblems, informedProblems } from './mediated.ts'
import { mostCompared, type SolutionClaim, type SolutionsCertificate, solutionsContent } from './solutions.ts'
import {
  type Behavior,
  bestReply,
  distributionOf,
  expected,
  subgames,
  type Tree,
  treeOf,
} from './solvedTree.ts'
import { stabilityProblems } from './stability.ts'
import { endlessOf, stationaryProblems } from './stationary.ts'
import type { Sha256 } from './verify.ts'

/** What is wrong, each in a sentence; nothing where everything is right. */
export const verifySolutions = (sha256: Sha256, certificate: SolutionsCertificate): readonly string[] => {
  const trees = certificate.trees.map(treeOf)
  const { games = [], solutions: stationary = [] } = certificate.endless ?? {}
  const endless = games.map(endlessOf)
  return [
    ...(sha256(solutionsContent(certificate)) === certificate.digest
      ? []
      : ['The digest is not that of the content.']),
    ...(certificate.solutions.length + stationary.length > 0 ? [] : ['It claims nothing.']),
    ...trees.flatMap((tree, k) => (E.isLeft(tree) ? [`Tree ${k + 1}: ${tree.left}.`] : [])),
    ...endless.flatMap((game, k) => (E.isLeft(game) ? [`Game ${k + 1} without end: ${game.left}.`] : [])),
    ...certificate.solutions.flatMap((claim, k) => {
      const wrong = problemsIn(trees[claim.tree], tree => claimProblems(tree, claim))
      return wrong.map(each => `Solution ${k + 1}: ${each}.`)
    }),
    ...stationary.flatMap((claim, k) =>
      problemsIn(endless[claim.place], game => stationaryProblems(game, claim)).map(
        each => `Solution ${k + 1} without end: ${each}.`,
      ),
    ),
  ]
}

/** Of a game that cannot be read that is told, and nothing of its solutions. */
const problemsIn = <A>(
  read: E.Either<string, A> | undefined,
  problems: (game: A) => readonly string[],
): readonly string[] =>
  read === undefined ? ['it is of no game'] : E.isLeft(read) ? [] : problems(read.right)

/** What is wrong with a solution of a tree, each in a clause. */
export const claimProblems = (tree: Tree, claim: SolutionClaim): readonly string[] => {
  switch (claim.kind) {
    case 'profile':
      return profileProblems(tree, claim)
    case 'bounds':
      return boundsProblems(tree, claim)
    case 'recommendations':
      return recommendationProblems(tree, claim)
    case 'commitment':
      return commitmentProblems(tree, claim)
    case 'stable':
      return stabilityProblems(tree, claim)
    case 'informed':
      return informedProblems(tree, claim)
    case 'communication':
      return communicationProblems(tree, claim)
  }
}

const profileProblems = (
  tree: Tree,
  claim: SolutionClaim & { readonly kind: 'profile' },
): readonly string[] => {
  const behavior: (readonly Fraction[])[] = []
  for (const [set, { label, actions }] of tree.sets.entries()) {
    const own = distributionOf(claim.profile[set] ?? [])
    if (own === undefined || own.length !== actions) return [`what is done at ${label} is no distribution`]
    behavior.push(own)
  }
  if (claim.profile.length !== tree.sets.length) return ['the profile has other sets than the tree']
  const payoffs = expected(tree, behavior)
  const wrong = tree.players.flatMap((player, k) => [
    ...differs(`the payoff of ${player}`, claim.payoffs[k], payoffs[k]),
    ...regretProblems(tree, behavior, claim, k, payoffs[k] ?? zero),
  ])
  if (wrong.length > 0) return wrong
  if (claim.concept === 'pure' && behavior.some(own => own.some(({ bottom }) => bottom !== 1n)))
    return ['somebody mixes']
  if (claim.concept === 'subgamePerfect') return subgameProblems(tree, behavior)
  return claim.concept === 'dominant' ? dominanceProblems(tree, behavior) : []
}

const differs = (what: string, told: string | undefined, found: Fraction | undefined): readonly string[] =>
  found !== undefined && told === show(found)
    ? []
    : [`${what} is ${found === undefined ? 'not known' : show(found)}, not ${told ?? 'told'}`]

const regretProblems = (
  tree: Tree,
  behavior: Behavior,
  claim: SolutionClaim & { readonly kind: 'profile' },
  player: number,
  payoff: Fraction,
): readonly string[] => {
  const name = tree.players[player] ?? ''
  const best = bestReply(tree, behavior, player)
  if (best === undefined) return [`${name} forgets what it knew or did`]
  const told = fractionOf(claim.regrets[player] ?? '')
  if (told === undefined) return [`the regret of ${name} is no fraction`]
  const gain = minus(best, payoff)
  if (!isEqual(gain, told)) return [`the regret of ${name} is ${show(gain)}, not ${show(told)}`]
  return gain.top > 0n && claim.concept !== 'near'
    ? [`${name} would gain ${show(gain)}, so that this is no equilibrium`]
    : []
}

/** In every subgame nobody gains. */
const subgameProblems = (tree: Tree, behavior: Behavior): readonly string[] => {
  for (const root of subgames(tree)) {
    const payoffs = expected(tree, behavior, root)
    for (const [player, name] of tree.players.entries()) {
      const best = bestReply(tree, behavior, player, root)
      if (best === undefined || isLess(payoffs[player] ?? zero, best))
        return [`${name} gains in the game that begins at node ${root}`]
    }
  }
  return []
}

const dominanceProblems = (tree: Tree, behavior: Behavior): readonly string[] => {
  const size = tree.sets.reduce((product, { actions }) => product * actions, 1)
  if (size > mostCompared) return ['dominance has too many cases to be verified']
  const pure = (choice: readonly number[]): Behavior =>
    tree.sets.map(({ actions }, set) =>
      Array.from({ length: actions }, (_, a) => (a === choice[set] ? { top: 1n, bottom: 1n } : zero)),
    )
  for (let number = 0; number < size; number++) {
    const choice: number[] = []
    let rest = number
    for (const { actions } of tree.sets) {
      choice.push(rest % actions)
      rest = Math.floor(rest / actions)
    }
    const all = pure(choice)
    const values = expected(tree, all)
    for (const [player, name] of tree.players.entries()) {
      const kept = expected(
        tree,
        all.map((own, set) => (tree.sets[set]?.player === player ? (behavior[set] ?? own) : own)),
      )
      if (isLess(kept[player] ?? zero, values[player] ?? zero))
        return [`${name} does better otherwise in some case`]
    }
  }
  return []
}

const boundsProblems = (
  tree: Tree,
  claim: SolutionClaim & { readonly kind: 'bounds' },
): readonly string[] => {
  const ranges: (readonly Range[])[] = []
  for (const [set, { label, actions }] of tree.sets.entries()) {
    const own = (claim.bounds[set] ?? []).flatMap(([lo, hi]): readonly Range[] => {
      const [low, high] = [fractionOf(lo), fractionOf(hi)]
      return low === undefined || high === undefined || isLess(high, low) ? [] : [{ lo: low, hi: high }]
    })
    if (own.length !== actions) return [`the bounds at ${label} are none`]
    ranges.push(own)
  }
  const problem = enclosedProblem(tree, ranges)
  return problem === undefined ? [] : [problem]
}

/** Nobody gains by another action once it is told its own; of coarse ones, by one action before it is told. */
const recommendationProblems = (
  tree: Tree,
  claim: SolutionClaim & { readonly kind: 'recommendations' },
): readonly string[] => {
  const weights = distributionOf(claim.recommendations.map(({ probability }) => probability))
  if (weights === undefined) return ['what is recommended is no distribution']
  if (tree.sets.some(({ player }, set) => tree.sets.findIndex(other => other.player === player) !== set))
    return ['somebody chooses several times']
  const isAction = claim.recommendations.every(
    ({ actions }) =>
      actions.length === tree.sets.length &&
      actions.every(
        (action, set) => Number.isInteger(action) && action >= 0 && action < (tree.sets[set]?.actions ?? 0),
      ),
  )
  if (!isAction) return ['what is recommended are no actions of the tree']
  const worth = (actions: readonly number[], player: number): Fraction =>
    expected(
      tree,
      tree.sets.map(({ actions: count }, set) =>
        Array.from({ length: count }, (_, a) => (a === actions[set] ? { top: 1n, bottom: 1n } : zero)),
      ),
    )[player] ?? zero
  const wrong: string[] = []
  for (const [player, name] of tree.players.entries()) {
    const total = claim.recommendations.reduce(
      (so, { actions }, k) => plus(so, times(weights[k] ?? zero, worth(actions, player))),
      zero,
    )
    wrong.push(...differs(`the payoff of ${name}`, claim.payoffs[player], total))
    const set = tree.sets.findIndex(own => own.player === player)
    if (set < 0) continue
    const count = tree.sets[set]?.actions ?? 0
    const told =
      claim.concept === 'coarseCorrelated' ? [undefined] : Array.from({ length: count }, (_, a) => a)
    for (const recommended of told)
      for (let other = 0; other < count; other++) {
        const gain = claim.recommendations.reduce((so, { actions }, k) => {
          if (recommended !== undefined && actions[set] !== recommended) return so
          const more = minus(worth(actions.with(set, other), player), worth(actions, player))
          return plus(so, times(weights[k] ?? zero, more))
        }, zero)
        if (gain.top > 0n)
          wrong.push(`${name} gains ${show(over(gain, { top: 1n, bottom: 1n }))} by disobeying`)
      }
  }
  return wrong
}
