import * as E from 'fp-ts/lib/Either.js'
import type { Scalar } from '../markov/scalar.ts'
import type { Weighted } from '../markov/stochastic.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { distribution, type InvalidWeights } from '../markov/weighted.ts'
import type { Decision } from './game.ts'
import { isContinuum, type Menu } from './menu.ts'

/** What a strategy, an action list or a wire of a game did that no play can go on from. */
export type InvalidPlayReason =
  /** The profile has no strategy for the decision, or one that lists no outcome. */
  | { readonly kind: 'noStrategy'; readonly decision: Decision<unknown>; readonly observation: unknown }
  | { readonly kind: 'noActions'; readonly decision: Decision<unknown>; readonly observation: unknown }
  /** The actions are the numbers of an interval, and somebody wanted a list of them. */
  | { readonly kind: 'uncountable'; readonly decision: Decision<unknown>; readonly observation: unknown }
  | {
      readonly kind: 'actionOutsideInterval'
      readonly decision: Decision<unknown>
      readonly observation: unknown
      readonly action: unknown
      readonly lo: unknown
      readonly hi: unknown
    }
  | {
      readonly kind: 'actionOutsideList'
      readonly decision: Decision<unknown>
      readonly observation: unknown
      readonly action: unknown
      readonly actions: readonly unknown[]
    }
  | {
      readonly kind: 'notADistribution'
      readonly decision: Decision<unknown>
      readonly observation: unknown
      /** What is wrong with the weights. */
      readonly weights: InvalidWeights<unknown>
    }
  /** A population got a list that is not one value for each member. */
  | { readonly kind: 'wrongLength'; readonly members: number; readonly list: 'shorter' | 'longer' }

/**
 * The edge of the engine: a play that cannot go on because of what a user's callback returned.
 *
 * It is an exception because it arises inside kernels, under the binds of any probability monad. The embedded API
 * turns it into a `Left`, the language into a diagnostic at the operation; nothing else may catch it.
 */
export class InvalidPlay extends Error {
  override readonly name = 'InvalidPlay'
  readonly reason: InvalidPlayReason
  constructor(reason: InvalidPlayReason) {
    super(describe(reason))
    this.reason = reason
  }
}

/** The decision whose actions are an interval, where an exception is that somebody wanted a list of them. */
export const uncountableAt = (error: unknown): Decision<unknown> | undefined =>
  error instanceof InvalidPlay && error.reason.kind === 'uncountable' ? error.reason.decision : undefined

const describe = (reason: InvalidPlayReason): string => {
  switch (reason.kind) {
    case 'noStrategy':
      return `${reason.decision.path} has no strategy`
    case 'noActions':
      return `${reason.decision.path} has no action to choose from`
    case 'uncountable':
      return `the actions of ${reason.decision.path} are an interval, which has no list`
    case 'actionOutsideInterval':
      return `${reason.decision.path} plays a number outside its interval`
    case 'actionOutsideList':
      return `${reason.decision.path} plays an action outside its list`
    case 'notADistribution':
      return `the strategy of ${reason.decision.path} is not a probability distribution`
    case 'wrongLength':
      return `a population of ${reason.members} got a ${reason.list} list`
  }
}

/**
 * The strategy with equal outcomes merged and those of weight zero left out, once it is known to be a
 * distribution over what the menu offers.
 *
 * Errors: throws `InvalidPlay`.
 */
export const legalStrategy = <N, X, Y>(
  scalar: Scalar<N>,
  decision: Decision<N>,
  observation: X,
  menu: Menu<N, Y>,
  strategy: Weighted<N, Y>,
): Weighted<N, Y> => {
  if (strategy.length === 0) throw new InvalidPlay({ kind: 'noStrategy', decision, observation })
  const checked = distribution(scalar, strategy)
  if (E.isLeft(checked))
    throw new InvalidPlay({ kind: 'notADistribution', decision, observation, weights: checked.left })
  if (isContinuum(menu)) {
    const { lo, hi } = menu
    for (const [action] of checked.right)
      if (!menu.has(action))
        throw new InvalidPlay({ kind: 'actionOutsideInterval', decision, observation, action, lo, hi })
    return checked.right
  }
  const listed = new Set(menu.map(structuralKey))
  for (const [action] of checked.right)
    if (!listed.has(structuralKey(action)))
      throw new InvalidPlay({ kind: 'actionOutsideList', decision, observation, action, actions: menu })
  return checked.right
}
