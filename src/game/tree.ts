/**
 * The extensive form of a closed game: the free interpretation, which keeps chance and choice as nodes instead
 * of taking expectations.
 *
 * Running `ClosedGame.play` in the monad of trees gives one leaf for every play, `ClosedGame.receipts` the same
 * tree with only what is earned at its leaves. Two choice nodes with the same
 * `informationSet` cannot be told apart by the player who moves there.
 */
import type { Kind } from 'fp-ts/HKT.js'
import type { Monad1 } from 'fp-ts/lib/Monad.js'
import type { Budget } from '../markov/budget.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Stochastic, Weighted } from '../markov/stochastic.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { merged } from '../markov/weighted.ts'
import type { ClosedGame, Decision, Interpretation, Ledger, Outcome, Profile } from './game.ts'
import { legalStrategy } from './invalidPlay.ts'
import { listed } from './menu.ts'

export type Tree<N, A> = Leaf<A> | Chance<N, A> | Choice<N, A>

export interface Leaf<A> {
  readonly kind: 'leaf'
  readonly value: A
}

/** Branches have positive probabilities that sum to one; there are at least two. */
export interface Chance<N, A> {
  readonly kind: 'chance'
  readonly branches: readonly (readonly [subtree: Tree<N, A>, probability: N])[]
}

/** `branches` are ordered as `actions`; `strategy` is what the profile plays here, empty where it has none. */
export interface Choice<N, A> {
  readonly kind: 'choice'
  readonly decision: Decision<N>
  readonly observation: unknown
  /** Identity of the information set: the decision's key and the observation. */
  readonly informationSet: string
  readonly actions: readonly unknown[]
  readonly strategy: Weighted<N, unknown>
  readonly branches: readonly Tree<N, A>[]
}

/** The name under which decision `key` observing `observation` is one information set. */
export const informationSet = (key: string, observation: unknown): string => structuralKey([key, observation])

/**
 * A tree still to be continued: what to grow at each of its ends is given last, so that composing in any order
 * builds every node once (the codensity monad of `Tree`).
 */
type Growth<A> = <B>(grow: (a: A) => Tree<unknown, B>) => Tree<unknown, B>

declare module 'fp-ts/HKT.js' {
  interface URItoKind<A> {
    readonly GameTree: Growth<A>
  }
}

const growing: Monad1<'GameTree'> = {
  URI: 'GameTree',
  of: a => grow => grow(a),
  map: (tree, f) => grow => tree(a => grow(f(a))),
  ap: (functions, tree) => grow => functions(f => tree(a => grow(f(a)))),
  chain: (tree, f) => grow => tree(a => f(a)(grow)),
}

/**
 * The tree of `game`, in which the decisions that `isChoice` selects are choice nodes and the others are played
 * by their strategies as chance.
 *
 * Errors: `InvalidPlay` as `faithful`, though a selected decision needs no strategy; `OutOfSteps`, one step being
 * spent for each branch.
 */
export const gameTree = <N, P extends Profile>(
  scalar: Scalar<N>,
  budget: Budget,
  game: ClosedGame<N, P>,
  profile: P,
  isChoice: (decision: Decision<N>) => boolean = () => true,
): Tree<N, Outcome<N>> => {
  return grown(game.play(treeInterpretation(scalar, budget, isChoice), profile))
}

/** `gameTree` with what is earned in each play, which is all that solution concepts read at the leaves. */
export const receiptsTree = <N, P extends Profile>(
  scalar: Scalar<N>,
  budget: Budget,
  game: ClosedGame<N, P>,
  profile: P,
  isChoice: (decision: Decision<N>) => boolean = () => true,
): Tree<N, Ledger<N>> => grown(game.receipts(treeInterpretation(scalar, budget, isChoice), profile))

/** What `play` comes to as a tree, whatever it is that is played. Errors: as `gameTree`. */
export const treeOf = <N, A>(
  scalar: Scalar<N>,
  budget: Budget,
  play: (interpretation: Interpretation<'GameTree', N>) => Kind<'GameTree', A>,
  isChoice: (decision: Decision<N>) => boolean,
): Tree<N, A> => grown(play(treeInterpretation(scalar, budget, isChoice)))

const grown = <N, A>(growth: Growth<A>): Tree<N, A> => {
  const tree = growth<A>(value => ({ kind: 'leaf', value }))
  // A kind cannot carry the scalar beside the outcome, so `Growth` forgets it; every weight is one of the scalar
  // with which the tree was interpreted.
  return tree as Tree<N, A>
}

const treeInterpretation = <N>(
  scalar: Scalar<N>,
  budget: Budget,
  isChoice: (decision: Decision<N>) => boolean,
): Interpretation<'GameTree', N> => {
  const markov: Stochastic<'GameTree', N> = {
    ...growing,
    scalar,
    fromWeights: outcomes => chance(budget, merged(scalar, outcomes)),
  }
  return {
    markov,
    decide: (decision, observation, menu, strategy) =>
      isChoice(decision)
        ? choice(budget, decision, observation, listed(decision, observation, menu), strategy)
        : markov.fromWeights(legalStrategy(scalar, decision, observation, menu, strategy)),
  }
}

const chance =
  <N, A>(budget: Budget, outcomes: Weighted<N, A>): Growth<A> =>
  <B>(grow: (a: A) => Tree<unknown, B>): Tree<unknown, B> => {
    budget.spend(outcomes.length)
    const branches = outcomes.map(([a, probability]) => [grow(a), probability] as const)
    const [only, ...others] = branches
    return only !== undefined && others.length === 0 ? only[0] : { kind: 'chance', branches }
  }

const choice =
  <N, X, Y>(
    budget: Budget,
    decision: Decision<N>,
    observation: X,
    actions: readonly Y[],
    strategy: Weighted<N, Y>,
  ): Growth<Y> =>
  grow => {
    budget.spend(actions.length)
    return {
      kind: 'choice',
      decision,
      observation,
      informationSet: informationSet(decision.key, observation),
      actions,
      strategy,
      branches: actions.map(action => grow(action)),
    }
  }
