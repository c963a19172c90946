/** What a check found wrong, in sentences. */
import { printNumeral } from './numeral.ts'
import type {
  ChangeRecord,
  FailureRecord,
  ForgetsRecord,
  MoveRecord,
  Numeral,
  UnsettledRecord,
} from './report.ts'

/** Moves of a deviation or of a profile that are told before the rest is only counted. */
const toldMoves = 4

/** The failure for people: who observes, plays and gets what, and what would be better. */
export const failureSentence = (failure: FailureRecord): string => {
  switch (failure.kind) {
    case 'oneShot':
      return `${at(failure)} plays ${mixture(failure.from)} and gets ${printNumeral(failure.payoff)}; ${failure.to} would bring ${printNumeral(failure.deviationPayoff)}, ${more(failure.gain)}.`
    case 'joint':
      return `${failure.player} gets ${printNumeral(failure.payoff)}; no single change gains, but together ${changes(failure.changes)} would bring ${printNumeral(failure.deviationPayoff)}, ${more(failure.gain)}.`
    case 'dominated':
      return `${against(failure.against)}${failure.player} gets ${printNumeral(failure.payoff)}; ${changes(failure.changes)} would bring ${printNumeral(failure.deviationPayoff)}, ${more(failure.gain)}.`
    case 'tie':
      return `${at(failure)} plays ${mixture(failure.from)} and gets ${printNumeral(failure.payoff)}; ${failure.to}${failure.joint ? ', with changes later on,' : ''} would bring ${printNumeral(failure.deviationPayoff)}, which a strict equilibrium does not allow.`
    case 'mixed':
      return `${at(failure)} mixes ${mixture(failure.strategy)}; a strict equilibrium plays one action.`
    case 'pareto':
      return `Nobody would lose if ${listed(failure.moves.map(plays))}, and ${betterOff(failure)}.`
  }
}

/** Why the verdict is not known, with the bounds that are. */
export const unsettledSentence = (unsettled: UnsettledRecord): string =>
  `${openSentence(unsettled)}${because(unsettled)}`

/** That a player forgets, for people. */
export const forgetsPhrase = ({ decision, earlier }: ForgetsRecord): string =>
  decision === earlier
    ? `at ${decision} the player does not recall what it knew before`
    : `at ${decision} the player does not recall what it knew or did at ${earlier}`

const because = ({ forgets, reason }: UnsettledRecord): string =>
  [
    ...(forgets === undefined ? [] : [` There is no perfect recall: ${forgetsPhrase(forgets)}.`]),
    ...(reason?.kind === 'tooLarge' ? [` The game has too many branches to be written out.`] : []),
    ...(reason?.kind === 'continuum'
      ? [` The actions at ${reason.decision} are an interval, of which there is no list.`]
      : []),
  ].join('')

const openSentence = ({ kind, player, lower, upper }: UnsettledRecord): string => {
  if (upper === 'Infinity') return unboundedSentence(kind, player ?? 'a player')
  switch (kind) {
    case 'joint':
      return `Whether ${player ?? 'a player'} gains by changing several decisions together is not settled: by at least ${printNumeral(lower)}, by at most ${printNumeral(upper)}.`
    case 'tie':
      return `Whether ${player ?? 'a player'} does as well by changing several decisions together is not settled.`
    case 'dominant':
      return `Whether ${player ?? 'a player'} gains against some play of the others is not settled: by at most ${printNumeral(upper)}.`
    case 'pareto':
      return `Whether a profile is better for all is not settled: all together get ${printNumeral(lower)}, and cannot get more than ${printNumeral(upper)}.`
  }
}

const unboundedSentence = (kind: UnsettledRecord['kind'], player: string): string => {
  switch (kind) {
    case 'joint':
      return `Whether ${player} gains by changing several decisions together is not settled.`
    case 'tie':
      return `Whether ${player} does as well by changing several decisions together is not settled.`
    case 'dominant':
      return `Whether ${player} gains against some play of the others is not settled.`
    case 'pareto':
      return 'Whether a profile is better for all is not settled.'
  }
}

/** A distribution of actions: an action that is sure stands for itself. */
export const mixture = (strategy: ChangeRecord['from']): string => {
  const [only] = strategy
  if (only === undefined) return 'nothing'
  if (strategy.length === 1) return only.action
  return strategy.map(({ action, probability }) => `${action} (${printNumeral(probability)})`).join(', ')
}

/** Nothing is observed where the observation is the unit. */
const isUnit = (observation: string): boolean => observation === '()'

const at = ({
  decision,
  observation,
}: {
  readonly decision: string
  readonly observation: string
}): string => (isUnit(observation) ? decision : `${decision}, observing ${observation},`)

const more = (gain: Numeral): string => `${printNumeral(gain)} more`

const changes = (all: readonly ChangeRecord[]): string =>
  listed(
    all.map(({ decision, observation, to }) =>
      isUnit(observation) ? `${decision} playing ${to}` : `${decision} playing ${to} at ${observation}`,
    ),
  )

const plays = ({ decision, observation, action }: MoveRecord): string =>
  isUnit(observation) ? `${decision} plays ${action}` : `${decision} plays ${action} at ${observation}`

const against = (moves: readonly MoveRecord[]): string =>
  moves.length === 0 ? '' : `If ${listed(moves.map(plays))}, `

const listed = (parts: readonly string[]): string => {
  const told = parts.slice(0, toldMoves)
  const rest = parts.length - told.length
  const all = rest > 0 ? [...told, `${rest} more`] : told
  const last = all.at(-1) ?? 'nothing'
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} and ${last}`
}

const betterOff = ({ payoffs, better }: FailureRecord & { readonly kind: 'pareto' }): string =>
  Object.entries(better)
    .filter(([player, then]) => then !== payoffs[player])
    .map(
      ([player, then]) =>
        `${player} would get ${printNumeral(then)}, not ${printNumeral(payoffs[player] ?? 0)}`,
    )
    .join('; ')
