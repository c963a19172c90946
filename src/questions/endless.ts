/** Answers about games without end, by their plan: the states of the stage games, and best replies. */
import * as E from 'fp-ts/lib/Either.js'
import * as A from 'fp-ts/lib/ReadonlyArray.js'
import type { LanguageMarkovGame, ValueProfile } from '../compile/program.ts'
import { EvaluationFailure } from '../core/failure.ts'
import { show } from '../core/show.ts'
import type { Numeric, Value } from '../core/value.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { CheckedConcept } from '../equilibrium/concept.ts'
import { judgeState, oneShotFailures } from '../equilibrium/oneShot.ts'
import { decidingPlayers, type Means } from '../equilibrium/payoffs.ts'
import { strictFailures } from '../equilibrium/strict.ts'
import { exceeds, gainOf, larger } from '../equilibrium/tolerance.ts'
import type {
  Change,
  Failure,
  Judgement,
  Place,
  StateVerdict,
  Unknown,
  Verdict,
} from '../equilibrium/verdict.ts'
import type { Scalar } from '../markov/scalar.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import type { Unbounded } from '../markovGame/explore.ts'
import { type ForeverPlan, foreverPlan, unobserved } from '../markovGame/foreverPlan.ts'
import type { BestReply } from '../plan/plan.ts'

/** The plan of a game without end. Errors: `EvaluationFailure` where it has none, and as `foreverPlan`. */
export const endlessPlan = <N extends Numeric>(
  means: Means<N>,
  game: LanguageMarkovGame<N>,
  profile: ValueProfile<N>,
): ForeverPlan<N, Value<N>> => {
  const plan = foreverPlan(means, game, profile)
  if (E.isLeft(plan)) throw new EvaluationFailure(unbounded(means.scalar, plan.left))
  return plan.right
}

export const unbounded = <N extends Numeric>(scalar: Scalar<N>, problem: Unbounded<Value<N>>): Diagnostic => {
  switch (problem.kind) {
    case 'manyStates':
      return diagnostic('G5005', 'the states of this game without end are too many', {
        explanation: [
          `${problem.found} were found, the last \`${show(scalar, problem.last)}\`, and more would come.`,
        ],
        hint: 'let a state have a largest and a smallest value, or raise the limit with `--steps`',
      })
    case 'notAffine':
      return diagnostic(
        'G5108',
        `\`discount\` makes no multiple of what \`${problem.player}\` receives later`,
        {
          explanation: [
            `In the stage from \`${show(scalar, problem.state)}\` it is not of the form a + b * x, so that the sum over all stages solves no linear system.`,
          ],
        },
      )
    case 'undiscounted':
      return diagnostic('G5108', `what \`${problem.player}\` receives later counts for no less`, {
        explanation: [
          `In the stage from \`${show(scalar, problem.state)}\` a \`discount\` line undoes the discount of the game, so that a play without end has no payoff.`,
        ],
      })
  }
}

/** What a player could gain by changing its strategy: as much as `lower`, no more than `upper`. */
export const endlessRegret = <N extends Numeric>(
  scalar: Scalar<N>,
  plan: ForeverPlan<N, Value<N>>,
  player: string,
): { readonly lower: N; readonly upper: N } => {
  const { payoff, upper } = plan.replyBounds(player)
  const gain = gainOf(scalar, payoff, upper)
  return { lower: plan.bestReply(player).kind === 'found' ? gain : scalar.zero, upper: gain }
}

/** One question about one profile of a game without end. */
interface Question<N extends Numeric> {
  readonly scalar: Scalar<N>
  readonly epsilon: N
  readonly discount: N
  readonly profile: ValueProfile<N>
  readonly plan: ForeverPlan<N, Value<N>>
  readonly states: readonly StateVerdict<N>[]
}

type Finding<N> = Failure<N> | Unknown<N>

/** Whether the profile has the property. Errors: `EvaluationFailure` for properties that are not decided. */
export const checkEndless = <N extends Numeric>(
  concept: CheckedConcept,
  game: LanguageMarkovGame<N>,
  profile: ValueProfile<N>,
  { epsilon, ...means }: Means<N> & { readonly epsilon: N },
): Verdict<N> => {
  if (concept === 'dominant' || concept === 'pareto') throw new EvaluationFailure(undecided(concept))
  const { scalar } = means
  const plan = endlessPlan(means, game, profile)
  const found = concept === 'subgamePerfect' ? plan.tremblingStates() : plan.states()
  const states = found.map(state => judgeState(scalar, epsilon, state))
  const question = { scalar, epsilon, discount: game.discount, profile, plan, states }
  const findings = concept === 'strict' ? strictness(question) : deviations(question)
  return { concept, epsilon, judgement: judgementOf(findings), payoffs: plan.payoffs(), states }
}

const undecided = (concept: CheckedConcept): Diagnostic => ({
  ...diagnostic('G4111', `\`${concept}\` is not answered for games without end`, {
    hint: 'ask for `equilibrium`, `subgamePerfect` or `strict`',
  }),
  severity: 'error',
})

const judgementOf = <N>(findings: readonly Finding<N>[]): Judgement<N> => {
  const failures = findings.flatMap(finding => ('upper' in finding ? [] : [finding]))
  if (A.isNonEmpty(failures)) return { kind: 'fails', failures }
  const reasons = findings.flatMap(finding => ('upper' in finding ? [finding] : []))
  return A.isNonEmpty(reasons) ? { kind: 'unknown', reasons } : { kind: 'holds' }
}

/** Single changes that gain and, of players without one, changes in several stages or decisions that do. */
const deviations = <N extends Numeric>(question: Question<N>): readonly Finding<N>[] => {
  const { scalar, plan, states } = question
  const isBlind = placesIn(unobserved(states))
  const all = oneShotFailures(scalar, states)
  const oneShot = all.filter(failure => !isBlind(failure))
  const others = decidingPlayers(plan.decisions).filter(
    player => !oneShot.some(failure => failure.player === player),
  )
  // What gains at a state that is not observed may be no deviation that can be chosen.
  const blind = others.flatMap(player =>
    all
      .filter(failure => failure.player === player)
      .map(({ gain }): Unknown<N> => {
        const often = scalar.div(gain, scalar.sub(scalar.one, question.discount))
        return { kind: 'joint', player, lower: scalar.zero, upper: often }
      }),
  )
  return [...oneShot, ...others.flatMap(player => jointDeviation(question, player)), ...blind.slice(0, 1)]
}

const placesIn = <N>(places: readonly Place<N>[]): ((place: Place<N>) => boolean) => {
  const keyOf = ({ decision, observation }: Place<N>): string => structuralKey([decision.key, observation])
  const keys = new Set(places.map(keyOf))
  return place => keys.has(keyOf(place))
}

const jointDeviation = <N extends Numeric>(question: Question<N>, player: string): readonly Finding<N>[] => {
  const { scalar, plan } = question
  const forgiven = allowance(question, player)
  const { lower, upper } = endlessRegret(scalar, plan, player)
  const doubt = roundingOf(question)
  const reply = plan.bestReply(player)
  if (reply.kind === 'found' && exceeds(scalar, scalar.sub(lower, doubt), forgiven)) {
    const { payoff, value } = reply
    const changes = changesOf(question, reply)
    return [{ kind: 'joint', player, changes, payoff, deviationPayoff: value, gain: lower }]
  }
  const most = scalar.add(upper, doubt)
  return exceeds(scalar, most, forgiven) ? [{ kind: 'joint', player, lower, upper: most }] : []
}

/** What rounding may have done to a difference of two payoffs, where that is more than is always forgiven. */
const roundingOf = <N extends Numeric>({ scalar, plan }: Question<N>): N => {
  const doubt = 2 * plan.values.bound
  if (scalar.exact || doubt < 1e-10) return scalar.zero
  return Number.isFinite(doubt) ? scalar.fromRatio(BigInt(Math.ceil(doubt * 2 ** 60)), 2n ** 60n) : scalar.one
}

/** Regret forgiven to a player over all its decisions in all stages. */
const allowance = <N extends Numeric>(
  { scalar, epsilon, discount, plan }: Question<N>,
  player: string,
): N => {
  const own = plan.decisions.filter(decision => decision.player === player)
  const each = own.reduce((sum, decision) => scalar.add(sum, decision.epsilon), scalar.zero)
  return larger(scalar, epsilon, scalar.div(each, scalar.sub(scalar.one, discount)))
}

/** Where a reply departs from the profile, each place once. */
const changesOf = <N extends Numeric>(
  { scalar, profile }: Question<N>,
  { states }: BestReply<N>,
): readonly Change<N>[] => {
  const changes = new Map<string, Change<N>>()
  for (const { decision, observation, reachedByReply, best, actions } of states) {
    const action = actions[best]
    // Observations of language games are values.
    const from = profile[decision.key]?.(observation as Value<N>) ?? []
    const isKept = from.some(
      ([played, weight]) => exceeds(scalar, weight, scalar.zero) && sameValue(played, action?.action),
    )
    if (reachedByReply && !isKept && action !== undefined)
      changes.set(structuralKey([decision.key, observation]), {
        decision,
        observation,
        from,
        to: action.action,
      })
  }
  return [...changes.values()]
}

const sameValue = (a: unknown, b: unknown): boolean => structuralKey(a) === structuralKey(b)

const strictness = <N extends Numeric>(question: Question<N>): readonly Finding<N>[] => {
  const { scalar, plan, states } = question
  const gains = deviations(question)
  if (gains.length > 0) return gains
  const isBlind = placesIn(unobserved(states))
  const ties = strictFailures(scalar, states)
  const others = decidingPlayers(plan.decisions).filter(player => !ties.some(tie => tie.player === player))
  return [
    ...ties.map(tie => (isBlind(tie) ? tieOutOfReach(scalar, tie.player) : tie)),
    ...others.flatMap(player => jointTies(question, player)),
  ]
}

/** A tie at a state that is not observed may be none for who does not observe it. */
const tieOutOfReach = <N>(scalar: Scalar<N>, player: string): Unknown<N> => ({
  kind: 'tie',
  player,
  lower: scalar.zero,
  upper: scalar.zero,
})

/** Other actions at reached states that do as well if later stages change, too. The profile is a best reply. */
const jointTies = <N extends Numeric>(question: Question<N>, player: string): readonly Finding<N>[] => {
  const { scalar, epsilon, plan, profile } = question
  const reply = plan.bestReply(player)
  if (reply.kind !== 'found') return [tieOutOfReach(scalar, player)]
  return reply.states.flatMap(({ decision, observation, reached, best, actions }): readonly Finding<N>[] => {
    const played = actions[best]
    if (!reached || played === undefined) return []
    const rival = actions.find(
      (other, i) => i !== best && !exceeds(scalar, scalar.sub(played.payoff, other.payoff), epsilon),
    )
    if (rival === undefined) return []
    // Observations of language games are values.
    const from = profile[decision.key]?.(observation as Value<N>) ?? []
    const at = { player, decision, observation, from, to: rival.action }
    return [{ kind: 'tie', ...at, payoff: played.payoff, deviationPayoff: rival.payoff, joint: true }]
  })
}
