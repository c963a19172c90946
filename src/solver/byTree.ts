/** Methods that work on the tree of a game. */
import * as E from 'fp-ts/lib/Either.js'
import { type BehaviorProfile, type ExtensiveForm, mapNumbers } from '../form/extensiveForm.ts'
import { profileCount } from '../form/normalForm.ts'
import { subgameRoots } from '../form/subgame.ts'
import { treeOfTable } from '../form/tableTree.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { subgamePerfect } from './backward/subgamePerfect.ts'
import { type NotApplicable, notApplicable } from './notApplicable.ts'
import { bracket, rounded } from './regret/bracket.ts'
import { minimizedRegrets } from './regret/minimize.ts'
import type { RegretMethod } from './regret/minimizer.ts'
import { piecesOf, relevanceGraph } from './relevance/graph.ts'
import { solvedInOrder } from './relevance/pieces.ts'
import type { Found, FoundProfile, Means, Method, Search } from './search.ts'
import { lemke } from './sequence/lemke.ts'
import { optimalPlans, solveSequences } from './sequence/zeroSum.ts'
import { type Subject, subjectOfTree } from './subject.ts'

/** How parts of a game are solved. */
export type SolveSubject = (subject: Subject) => E.Either<NotApplicable, Search>

/** Subgame by subgame; one solution of each part is enough where parts have many. */
export const backward = (
  means: Means,
  subject: Subject,
  solve: SolveSubject,
): E.Either<NotApplicable, Search> => {
  const { hasPerfectInformation } = subject
  // Of a table the only subgame is the whole game.
  const tree = subject.tree ?? grown(subject)
  if (tree === undefined) return notApplicable('backward: the table is too large to be made a tree')
  let isComplete = true
  const unsolved = new Set<string>()
  const near = nearby()
  const solvePiece = function* (piece: ExtensiveForm<Rational>): Generator<BehaviorProfile<Rational>> {
    const search = solve(subjectOfTree(piece))
    if (E.isLeft(search)) {
      isComplete = false
      unsolved.add(`a subgame is not solved: ${search.left.reason}`)
      return
    }
    isComplete &&= search.right.isComplete
    for (const found of search.right.found) if (found.kind === 'profile') yield near.noted(found)
  }
  const found = function* (): Generator<Found> {
    for (const profile of subgamePerfect(exact, means.budget, tree, solvePiece)) yield near.found(profile)
  }
  const pieces = subgameRoots(tree).length
  return E.right({
    method: 'backward',
    reason: hasPerfectInformation
      ? `everybody knows all that has happened, ${tree.informationSets.length} decisions`
      : `${pieces} subgame${pieces === 1 ? '' : 's'}, the innermost first`,
    found: found(),
    get isComplete() {
      return isComplete
    },
    get notes() {
      return [...unsolved]
    },
  })
}

/** Nodes times information sets beyond which it is not looked at what is relevant to what. */
const mostLooks = 40_000_000

/** Pieces that are told by what is decided in them. */
const mostPieces = 12

/** Piece by piece in the order of strategic relevance; where there is one piece nothing is gained. */
export const byRelevance = (
  means: Means,
  subject: Subject,
  solve: SolveSubject,
): E.Either<NotApplicable, Search> => {
  const { forgotten } = subject
  const tree = subject.tree ?? grown(subject)
  if (tree === undefined) return notApplicable('relevance: the table is too large')
  if (forgotten !== undefined) return notApplicable('relevance: somebody does not recall what it knew or did')
  if (tree.nodes.length * tree.informationSets.length > mostLooks)
    return notApplicable('relevance: the tree is too large')
  const pieces = piecesOf(relevanceGraph(means.budget, mapNumbers(tree, exact.toNumber)))
  if (pieces.length < 2) return notApplicable('relevance: every decision is relevant to every other')
  const near = nearby()
  const solvePiece = function* (piece: ExtensiveForm<Rational>): Generator<BehaviorProfile<Rational>> {
    const search = solve(subjectOfTree(piece))
    if (E.isLeft(search)) return
    for (const found of search.right.found) if (found.kind === 'profile') yield near.noted(found)
  }
  const found = function* (): Generator<Found> {
    for (const profile of solvedInOrder(means.budget, tree, pieces, solvePiece)) yield near.found(profile)
  }
  const told = pieces.slice(0, mostPieces).map((piece, k) => `piece ${k + 1}: ${namesOf(tree, piece)}`)
  return E.right({
    method: 'relevance',
    reason: `${tree.informationSets.length} decisions in ${pieces.length} pieces, each after those that are relevant to it`,
    found: found(),
    isComplete: false,
    notes: pieces.length > mostPieces ? [...told, `and ${pieces.length - mostPieces} more pieces`] : told,
  })
}

/** Profiles of a table that is made a tree. */
const mostGrown = 50_000

/** A table as a tree, where it is not large. */
const grown = ({ table }: Subject): ExtensiveForm<Rational> | undefined => {
  const made = table()
  return E.isRight(made) && profileCount(made.right.form) <= mostGrown
    ? treeOfTable(made.right.form)
    : undefined
}

/** Who decides in a piece, and what is known there. */
const namesOf = ({ informationSets, players }: ExtensiveForm<Rational>, piece: readonly number[]): string => {
  const names = piece.slice(0, 4).map(set => {
    const { player = 0, label = '' } = informationSets[set] ?? {}
    const name = players[player] ?? ''
    return label === '' || label === '()' || label === name ? name : `${name} ${label}`
  })
  return piece.length > names.length
    ? `${names.join(', ')}, and ${piece.length - names.length} more`
    : names.join(', ')
}

/** What is made of solutions that are only near equilibria is only near one, too. */
const nearby = () => {
  const marked = new Set<readonly Rational[]>()
  return {
    noted: ({ profile, bounds }: FoundProfile): BehaviorProfile<Rational> => {
      if (bounds !== undefined) for (const own of profile) marked.add(own)
      return profile
    },
    found: (profile: BehaviorProfile<Rational>): Found =>
      profile.some(own => marked.has(own))
        ? { kind: 'profile', profile, bounds: [], note: 'parts of it are only near equilibria of theirs' }
        : { kind: 'profile', profile },
  }
}

/** What all together may still gain, each alone, relative to the span of payoffs. */
const target = 1e-7
const mostIterations = 200_000

/** Nodes gone through between two looks at what could be gained, about. */
const nodesALook = 20_000_000

/** How regrets are updated by a method; nothing for one that minimizes none. */
export const regretMethodOf = (method: Method): RegretMethod | undefined => {
  switch (method) {
    case 'regret':
      return 'pcfr+'
    case 'cfr':
      return 'cfr'
    case 'cfrPlus':
      return 'cfr+'
    case 'discountedCfr':
      return 'dcfr'
    default:
      return undefined
  }
}

/** Regret minimization in a zero-sum game: policies near an equilibrium, and its value between exact best responses. */
export const byRegret = (
  means: Means,
  { tree, isConstantSum }: Subject,
  method: Method,
  update: RegretMethod,
): E.Either<NotApplicable, Search> => {
  if (tree === undefined) return notApplicable(`${method}: the game is no tree`)
  if (!isConstantSum) return notApplicable(`${method}: payoffs do not add up to a constant`)
  const doubles = mapNumbers(tree, exact.toNumber)
  const payoffs = doubles.outcomes.flatMap(outcome => outcome.payoffs)
  const span = Math.max(...payoffs) - Math.min(...payoffs)
  const points = minimizedRegrets(means.budget, doubles, {
    method: update,
    updates: 'alternating',
    iterations: mostIterations,
    target: target * span,
    every: Math.min(1_000, Math.max(10, Math.ceil(nodesALook / tree.nodes.length))),
  })
  if (E.isLeft(points)) return notApplicable(`${method}: ${points.left.reason}`)
  const told = function* (last: BehaviorProfile<number> | undefined): Generator<Found> {
    const proved = last === undefined ? undefined : bracket(tree, rounded(last, 40))
    if (proved === undefined || E.isLeft(proved)) return
    const { profile, low, high } = proved.right
    yield {
      kind: 'profile',
      profile,
      bounds: [],
      note: `the value is proved to lie between ${exact.toNumber(low)} and ${exact.toNumber(high)}`,
    }
  }
  const found = function* (): Generator<Found> {
    let last: BehaviorProfile<number> | undefined
    try {
      for (const point of points.right) last = point.profile()
    } catch (error) {
      // How far it came before the steps ran out is told.
      yield* told(last)
      throw error
    }
    yield* told(last)
  }
  return E.right({
    method,
    reason: `regret minimization over ${tree.informationSets.length} information sets`,
    found: found(),
    isComplete: false,
  })
}

/** The linear program over sequences, solved exactly. */
export const bySequences = (means: Means, { tree }: Subject): E.Either<NotApplicable, Search> => {
  if (tree === undefined) return notApplicable('sequences: the game is no tree')
  const solved = solveSequences(means.budget, tree, means.floats)
  if (E.isLeft(solved)) return notApplicable(`sequences: ${solved.left.reason}`)
  const { profile, value } = solved.right
  return E.right({
    method: 'sequences',
    reason: `a linear program over the sequences of ${tree.informationSets.length} information sets`,
    found: [{ kind: 'profile', profile, note: `value ${exact.show(value)}` }],
    isComplete: false,
  })
}

/** All equilibria of a zero-sum game, by the corners of the sets of optimal plans. */
export const byOptimalPlans = (means: Means, { tree }: Subject): E.Either<NotApplicable, Search> => {
  if (tree === undefined) return notApplicable('optimal: the game is no tree')
  // One is told in any case: there may be too many corners for the steps that there are.
  const one = solveSequences(means.budget, tree, means.floats)
  if (E.isLeft(one)) return notApplicable(`optimal: ${one.left.reason}`)
  const found = function* (): Generator<Found> {
    let corners: ReturnType<typeof optimalPlans>
    try {
      corners = optimalPlans(means.budget, tree, means.floats)
    } catch (error) {
      yield { kind: 'profile', profile: one.right.profile }
      throw error
    }
    if (E.isLeft(corners)) return
    const [own = [], others = []] = corners.right
    const component = own.length * others.length > 1 ? { component: 1 } : {}
    for (const first of own)
      for (const second of others) {
        const profile = first.map((actions, set) => (actions.length > 0 ? actions : (second[set] ?? [])))
        yield { kind: 'profile', profile, ...component }
      }
  }
  return E.right({
    method: 'optimal',
    reason: `what one wins the other loses: all optimal plans over ${tree.informationSets.length} information sets`,
    found: found(),
    isComplete: true,
  })
}

/** One equilibrium of two players, as large as the tree. */
export const byLemke = (means: Means, { tree }: Subject): E.Either<NotApplicable, Search> => {
  if (tree === undefined) return notApplicable('lemke: the game is no tree')
  const solved = lemke(means.budget, tree)
  if (E.isLeft(solved)) return notApplicable(`lemke: ${solved.left.reason}`)
  return E.right({
    method: 'lemke',
    reason: `complementary pivoting over the sequences of ${tree.informationSets.length} information sets`,
    found: [{ kind: 'profile', profile: solved.right }],
    isComplete: false,
  })
}
