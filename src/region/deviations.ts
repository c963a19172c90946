/** Every deviation from a profile, as an inequality that holds where it does not pay. */
import { sideOf } from '../equilibrium/bestResponse.ts'
import { decidingPlayers, type Means } from '../equilibrium/payoffs.ts'
import { type Sequence, statesOf, valueOfProfile } from '../equilibrium/sequenceForm.ts'
import { larger } from '../equilibrium/tolerance.ts'
import type { ClosedGame, Decision, InformationState, Profile } from '../game/game.ts'
import { faithfulObservable } from '../game/interpretation.ts'
import { InvalidPlay } from '../game/invalidPlay.ts'
import { OutOfSteps } from '../markov/budget.ts'
import { finite } from '../markov/finite.ts'
import type { Rational } from '../markov/rational.ts'
import type { Scalar } from '../markov/scalar.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { expectation } from '../markov/weighted.ts'
import { isForm } from './affine.ts'
import { type Met, Undistinguished, undistinguished } from './distinct.ts'
import { envelope } from './envelope.ts'
import type { Coverage, Inequality } from './inequality.ts'

/** The inequalities of an equilibrium, and what they cover. */
export interface Deviations {
  readonly inequalities: readonly Inequality[]
  readonly coverage: readonly Coverage[]
  /** Information states that the profile reaches. */
  readonly states: number
}

/** A game under a profile, whose receipts may be affine in parameters. */
export interface Question<P extends Profile> extends Means<Rational> {
  readonly game: ClosedGame<Rational, P>
  readonly profile: P
  /** Regret forgiven. */
  readonly epsilon: Rational
}

/**
 * Single changes at every information state reached, and all changes together of players with several decisions:
 * what `check` of an equilibrium judges.
 *
 * Errors: as `ClosedGame.evaluate`; `Undistinguished` where which information states there are, or which actions,
 * depends on the parameters; what `affine` refuses.
 */
export const deviations = <P extends Profile>(question: Question<P>): Deviations => {
  const { scalar, budget, game, profile } = question
  const states = game.evaluate(faithfulObservable(finite(scalar, budget)), profile)
  const [overInterval] = states.filter(({ interval }) => interval !== undefined)
  if (overInterval !== undefined) {
    const { decision, observation } = overInterval
    throw new InvalidPlay({ kind: 'uncountable', decision, observation })
  }
  const moving = decidingPlayers(game.decisions).map(player => ({
    player,
    own: game.decisions.filter(decision => decision.player === player),
  }))
  const sides = moving
    .filter(({ own }) => own.length > 1)
    .map(({ player, own }) => ({ player, own, sequence: sideWithin(question, player) }))
  refuseUndistinguished([
    ...states,
    ...sides.flatMap(({ sequence }) => (sequence === undefined ? [] : statesOf(sequence).map(met))),
  ])
  const joint = new Map(
    sides.map(({ player, own, sequence }) => [
      player,
      sequence === undefined ? undefined : jointInequalities(question, own, sequence),
    ]),
  )
  return {
    inequalities: [
      ...states.flatMap(state => singleInequalities(question, state)),
      ...[...joint.values()].flatMap(found => found ?? []),
    ],
    coverage: moving.map(({ player, own }) => ({
      player,
      joint: own.length === 1 ? 'single' : joint.get(player) === undefined ? 'tooMany' : 'complete',
    })),
    states: states.length,
  }
}

/** The player's side of the game; nothing where the steps do not suffice to write it out. */
const sideWithin = <P extends Profile>(
  question: Question<P>,
  player: string,
): Sequence<Rational> | undefined => {
  try {
    return sideOf(question, question.game, question.profile, player)
  } catch (error) {
    if (error instanceof OutOfSteps) return undefined
    throw error
  }
}

const met = ({
  decision,
  observation,
  actions,
}: {
  readonly decision: Decision<Rational>
  readonly observation: unknown
  readonly actions: readonly unknown[]
}): Met => ({ decision, observation, actions: actions.map(action => ({ action })) })

const refuseUndistinguished = (states: readonly Met[]): void => {
  const found = undistinguished(states)
  if (found !== undefined) throw new Undistinguished(found)
}

/** Where what the player receives for earlier decisions depends on the action, the whole play is counted. */
const singleInequalities = <P extends Profile>(
  { scalar, epsilon }: Question<P>,
  { decision, observation, strategy, actions }: InformationState<Rational>,
): readonly Inequality[] => {
  const [first] = actions
  const isWhole = actions.some(({ earlier }) => !isSameForm(scalar, earlier, first?.earlier ?? earlier))
  const worth = actions.map(value => ({ to: value.action, value: isWhole ? value.total : value.payoff }))
  const byAction = new Map(worth.map(({ to, value }) => [structuralKey(to), value]))
  const kept = expectation(scalar, strategy, a => byAction.get(structuralKey(a)) ?? scalar.zero)
  const enough = scalar.add(kept, larger(scalar, epsilon, decision.epsilon))
  const sure = strategy.length === 1 ? strategy.map(([action]) => structuralKey(action))[0] : undefined
  return worth
    .filter(({ to }) => structuralKey(to) !== sure)
    .map(({ to, value }) => ({
      margin: scalar.sub(enough, value),
      deviation: { kind: 'oneShot', player: decision.player, decision, observation, from: strategy, to },
    }))
}

const isSameForm = (scalar: Scalar<Rational>, a: Rational, b: Rational): boolean => {
  const difference = scalar.sub(a, b)
  return !isForm(difference) && scalar.equals(difference, scalar.zero)
}

const jointInequalities = <P extends Profile>(
  { scalar, epsilon }: Question<P>,
  own: readonly Decision<Rational>[],
  sequence: Sequence<Rational>,
): readonly Inequality[] | undefined => {
  const pieces = envelope(scalar, sequence)
  const forgiven = larger(
    scalar,
    epsilon,
    own.reduce((sum, decision) => scalar.add(sum, decision.epsilon), scalar.zero),
  )
  const enough = scalar.add(valueOfProfile(scalar, sequence), forgiven)
  return pieces
    ?.filter(({ changes }) => changes.length > 0)
    .map(({ value, changes }) => ({
      margin: scalar.sub(enough, value),
      deviation: { kind: 'joint', player: own[0]?.player ?? '', changes },
    }))
}
