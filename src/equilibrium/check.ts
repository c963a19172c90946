/** Whether a strategy profile has a property, with the evidence. */
import * as E from 'fp-ts/lib/Either.js'
import * as A from 'fp-ts/lib/ReadonlyArray.js'
import type { Scalar } from '../markov/scalar.ts'
import type { CheckedConcept } from './concept.ts'
import { dominanceFailure } from './dominant.ts'
import { type JointGain, jointFailure, jointGain, levelOf, listedReply, replyTies } from './joint.ts'
import type { Judged } from './judged.ts'
import { judgeState, oneShotFailures } from './oneShot.ts'
import { paretoFailure } from './pareto.ts'
import { decidingPlayers } from './payoffs.ts'
import { jointTies, strictFailures } from './strict.ts'
import { defaultEpsilon, exceeds, larger } from './tolerance.ts'
import type { Failure, Judgement, Level, Payoffs, StateVerdict, Unknown, Verdict } from './verdict.ts'

/** One question about one profile. */
interface Question<N> {
  readonly scalar: Scalar<N>
  readonly epsilon: N
  readonly judged: Judged<N>
  readonly payoffs: Payoffs<N>
  readonly states: readonly StateVerdict<N>[]
}

type Finding<N> = Failure<N> | Unknown<N>

/** What was found, and how much there is to gain for whom. */
interface Findings<N> {
  readonly findings: readonly Finding<N>[]
  readonly levels?: readonly Level<N>[]
}

/**
 * Decides whether the profile that `judged` is of has the property `concept`.
 *
 * Regret up to `epsilon` is forgiven (1e-9 in doubles, nothing where arithmetic is exact), and up to a
 * decision's own allowance; for changes at several decisions of a player, up to the sum of theirs.
 *
 * Errors: throws `InvalidPlay` and `OutOfSteps`, as the plan does.
 */
export const check = <N>(
  concept: CheckedConcept,
  judged: Judged<N>,
  { scalar, epsilon = defaultEpsilon(scalar) }: { readonly scalar: Scalar<N>; readonly epsilon?: N },
): Verdict<N> => {
  const { plan } = judged
  const payoffs = plan.payoffs()
  const found = concept === 'subgamePerfect' ? plan.tremblingStates() : plan.states()
  const states = found.map(state => judgeState(scalar, epsilon, state))
  const { findings, ...rest } = findingsOf(concept, { scalar, epsilon, judged, payoffs, states })
  return { concept, epsilon, judgement: judgementOf(findings), payoffs, states, ...rest }
}

const findingsOf = <N>(concept: CheckedConcept, question: Question<N>): Findings<N> => {
  switch (concept) {
    case 'equilibrium':
    case 'subgamePerfect':
      return deviations(question)
    case 'strict':
      return strictDeviations(question)
    case 'dominant':
      return { findings: dominance(question) }
    case 'pareto':
      return { findings: improvements(question) }
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
const deviations = <N>(question: Question<N>): Findings<N> => {
  const { scalar, judged, states } = question
  const oneShot = oneShotFailures(scalar, states)
  const gains = playersMovingAgain(question)
    .filter(player => !oneShot.some(failure => failure.player === player))
    .map(player => jointGain(scalar, judged, player, allowance(question, player)))
  const levels = decidingPlayers(judged.plan.decisions).map(player =>
    levelOf(scalar, judged, player, {
      states,
      epsilon: allowance(question, player),
      known: gains.find(gain => gain.player === player),
    }),
  )
  return { findings: [...oneShot, ...gains.flatMap(gain => jointFinding(question, gain))], levels }
}

/** A player with one decision meets it at most once, so its single changes are all there are. */
const playersMovingAgain = <N>({ judged }: Question<N>) => {
  const { decisions } = judged.plan
  return decidingPlayers(decisions).filter(
    player => decisions.filter(decision => decision.player === player).length > 1,
  )
}

const jointFinding = <N>(question: Question<N>, gain: JointGain<N>): readonly Finding<N>[] => {
  const { scalar } = question
  const { player, lower, upper, reason, forgets } = gain
  const forgiven = allowance(question, player)
  if (exceeds(scalar, lower, forgiven)) return [jointFailure(scalar, gain)]
  if (upper !== undefined && !exceeds(scalar, upper, forgiven)) return []
  return [
    {
      kind: 'joint',
      player,
      lower,
      upper,
      ...(reason === undefined ? {} : { reason }),
      ...(forgets === undefined ? {} : { forgets }),
    },
  ]
}

/** Regret forgiven to a player over all its decisions. */
const allowance = <N>({ scalar, epsilon, judged }: Question<N>, player: string): N =>
  larger(
    scalar,
    epsilon,
    judged.plan.decisions
      .filter(decision => decision.player === player)
      .reduce((sum, decision) => scalar.add(sum, decision.epsilon), scalar.zero),
  )

const strictDeviations = <N>(question: Question<N>): Findings<N> => {
  const { scalar, states } = question
  const gains = deviations(question)
  if (gains.findings.length > 0) return gains
  const ties = strictFailures(scalar, states)
  const unblemished = playersMovingAgain(question).filter(player => !ties.some(tie => tie.player === player))
  return { ...gains, findings: [...ties, ...unblemished.flatMap(player => tiesOf(question, player))] }
}

const tiesOf = <N>({ scalar, epsilon, judged }: Question<N>, player: string): readonly Finding<N>[] => {
  const reply = listedReply(judged, player)
  if (reply.kind === 'continuum')
    return [{ kind: 'tie', player, lower: scalar.zero, upper: undefined, reason: reply }]
  const forgets =
    reply.kind === 'found' ? reply.forgets : { decision: reply.decision, earlier: reply.earlier }
  if (reply.kind === 'found' && forgets === undefined) return replyTies(scalar, judged, reply, epsilon)
  const side = judged.side(player)
  if (E.isRight(side)) return jointTies(scalar, side.right, epsilon)
  return [
    {
      kind: 'tie',
      player,
      lower: scalar.zero,
      upper: undefined,
      reason: side.left,
      ...(forgets === undefined ? {} : { forgets }),
    },
  ]
}

const dominance = <N>(question: Question<N>): readonly Finding<N>[] => {
  const { scalar, judged } = question
  return decidingPlayers(judged.plan.decisions).flatMap((player): readonly Finding<N>[] => {
    const forgiven = allowance(question, player)
    if (judged.isBestWhatever?.(player, forgiven) === true) return []
    const tree = judged.tree()
    return E.isRight(tree)
      ? listed(dominanceFailure(scalar, tree.right, player, forgiven))
      : [{ kind: 'dominant', player, lower: scalar.zero, upper: undefined, reason: tree.left }]
  })
}

const improvements = <N>({ scalar, judged, payoffs, epsilon }: Question<N>): readonly Finding<N>[] => {
  const tree = judged.tree()
  if (E.isRight(tree)) return listed(paretoFailure(scalar, tree.right, payoffs, epsilon))
  const together = Object.values(payoffs).reduce(scalar.add, scalar.zero)
  return [{ kind: 'pareto', lower: together, upper: undefined, reason: tree.left }]
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
