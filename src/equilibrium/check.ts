/** Whether a strategy profile has a property, with the evidence. */
import * as A from 'fp-ts/lib/ReadonlyArray.js'
import type { ClosedGame, Profile } from '../game/game.ts'
import { faithfulObservable } from '../game/interpretation.ts'
import { receiptsTree } from '../game/tree.ts'
import { finite } from '../markov/finite.ts'
import { bestResponse, sideOf } from './bestResponse.ts'
import type { CheckedConcept } from './concept.ts'
import { dominanceFailure } from './dominant.ts'
import { judgeState, oneShotFailures } from './oneShot.ts'
import { paretoFailure } from './pareto.ts'
import { decidingPlayers, expectedPayoffs, type Means, receipts } from './payoffs.ts'
import { jointTies, strictFailures } from './strict.ts'
import { defaultEpsilon, exceeds, gainOf, larger } from './tolerance.ts'
import { tremblingStates } from './tremblingStates.ts'
import type { Failure, Judgement, Payoffs, StateVerdict, Unknown, Verdict } from './verdict.ts'

/** One question about one profile. */
interface Question<N, P extends Profile> {
  readonly means: Means<N>
  readonly epsilon: N
  readonly game: ClosedGame<N, P>
  readonly profile: P
  readonly payoffs: Payoffs<N>
  readonly states: readonly StateVerdict<N>[]
}

type Finding<N> = Failure<N> | Unknown<N>

/**
 * Decides whether `profile` has the property `concept` in `game`.
 *
 * Regret up to `epsilon` is forgiven (1e-9 in doubles, nothing where arithmetic is exact), and up to a
 * decision's own allowance; for changes at several decisions of a player, up to the sum of theirs.
 *
 * Errors: throws `InvalidPlay` and `OutOfSteps`, as `ClosedGame.play`.
 */
export const check = <N, P extends Profile>(
  concept: CheckedConcept,
  game: ClosedGame<N, P>,
  profile: P,
  { scalar, budget, epsilon = defaultEpsilon(scalar) }: Means<N> & { readonly epsilon?: N },
): Verdict<N> => {
  const means = { scalar, budget }
  const payoffs = expectedPayoffs(scalar, game.decisions, receipts(means, game, profile))
  const found =
    concept === 'subgamePerfect'
      ? tremblingStates(means, game, profile)
      : game.evaluate(faithfulObservable(finite(scalar, budget)), profile)
  const states = found.map(state => judgeState(scalar, epsilon, state))
  const findings = findingsOf(concept, { means, epsilon, game, profile, payoffs, states })
  return { concept, epsilon, judgement: judgementOf(findings), payoffs, states }
}

const findingsOf = <N, P extends Profile>(
  concept: CheckedConcept,
  question: Question<N, P>,
): readonly Finding<N>[] => {
  switch (concept) {
    case 'equilibrium':
    case 'subgamePerfect':
      return deviations(question)
    case 'strict':
      return strictDeviations(question)
    case 'dominant':
      return dominance(question)
    case 'pareto':
      return improvements(question)
  }
}

const judgementOf = <N>(findings: readonly Finding<N>[]): Judgement<N> => {
  const failures = findings.filter(isFailure)
  if (A.isNonEmpty(failures)) return { kind: 'fails', failures }
  const reasons = findings.filter(isUnknown)
  return A.isNonEmpty(reasons) ? { kind: 'unknown', reasons } : { kind: 'holds' }
}

const isUnknown = <N>(finding: Finding<N>): finding is Unknown<N> => 'upper' in finding

const isFailure = <N>(finding: Finding<N>): finding is Failure<N> => !isUnknown(finding)

/** Single changes that gain and, of players without one, joint changes that do. */
const deviations = <N, P extends Profile>(question: Question<N, P>): readonly Finding<N>[] => {
  const oneShot = oneShotFailures(question.means.scalar, question.states)
  const content = playersMovingAgain(question).filter(
    player => !oneShot.some(failure => failure.player === player),
  )
  return [...oneShot, ...content.flatMap(player => jointDeviation(question, player))]
}

/** A player with one decision meets it at most once, so its single changes are all there are. */
const playersMovingAgain = <N, P extends Profile>({ game: { decisions } }: Question<N, P>) =>
  decidingPlayers(decisions).filter(
    player => decisions.filter(decision => decision.player === player).length > 1,
  )

const jointDeviation = <N, P extends Profile>(
  question: Question<N, P>,
  player: string,
): readonly Finding<N>[] => {
  const { means, game, profile } = question
  const { scalar } = means
  const forgiven = allowance(question, player)
  const sequence = sideOf(means, game, profile, player)
  const { payoff, lower, upper, changes } = bestResponse(scalar, sequence, player, forgiven)
  const gain = gainOf(scalar, payoff, lower)
  if (exceeds(scalar, gain, forgiven))
    return [{ kind: 'joint', player, changes, payoff, deviationPayoff: lower, gain }]
  const atMost = gainOf(scalar, payoff, upper)
  return exceeds(scalar, atMost, forgiven) ? [{ kind: 'joint', player, lower: gain, upper: atMost }] : []
}

/** Regret forgiven to a player over all its decisions. */
const allowance = <N, P extends Profile>(
  { means: { scalar }, epsilon, game: { decisions } }: Question<N, P>,
  player: string,
): N =>
  larger(
    scalar,
    epsilon,
    decisions
      .filter(decision => decision.player === player)
      .reduce((sum, decision) => scalar.add(sum, decision.epsilon), scalar.zero),
  )

const strictDeviations = <N, P extends Profile>(question: Question<N, P>): readonly Finding<N>[] => {
  const { means, epsilon, game, profile, states } = question
  const gains = deviations(question)
  if (gains.length > 0) return gains
  const ties = strictFailures(means.scalar, states)
  const unblemished = playersMovingAgain(question).filter(player => !ties.some(tie => tie.player === player))
  return [
    ...ties,
    ...unblemished.flatMap(player => jointTies(means.scalar, sideOf(means, game, profile, player), epsilon)),
  ]
}

const dominance = <N, P extends Profile>(question: Question<N, P>): readonly Finding<N>[] => {
  const { means, game, profile } = question
  const tree = receiptsTree(means.scalar, means.budget, game, profile)
  return decidingPlayers(game.decisions).flatMap(player =>
    listed(dominanceFailure(means.scalar, tree, player, allowance(question, player))),
  )
}

const improvements = <N, P extends Profile>(question: Question<N, P>): readonly Finding<N>[] => {
  const { means, epsilon, game, profile, payoffs } = question
  const tree = receiptsTree(means.scalar, means.budget, game, profile)
  return listed(paretoFailure(means.scalar, tree, payoffs, epsilon))
}

const listed = <A>(a: A | undefined): readonly A[] => (a === undefined ? [] : [a])

/** Whether the property holds; an answer that is out of reach is none. */
export const isHeld = <N>({ judgement }: Verdict<N>): boolean | undefined => {
  switch (judgement.kind) {
    case 'holds':
      return true
    case 'fails':
      return false
    case 'unknown':
      return undefined
  }
}
