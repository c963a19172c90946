/** The best joint change of all that one player does, the others playing as the profile says. */
import type { ClosedGame, Profile } from '../game/game.ts'
import { receiptsTree } from '../game/tree.ts'
import type { Scalar } from '../markov/scalar.ts'
import { merged } from '../markov/weighted.ts'
import type { Assignment } from './contingent.ts'
import type { Means } from './payoffs.ts'
import { maximize } from './search.ts'
import { type OwnState, pureChoice, type Sequence, sequenceForm, valueOfProfile } from './sequenceForm.ts'
import { exceeds, gainOf, isSame } from './tolerance.ts'
import type { Change } from './verdict.ts'

/** Visits of contingencies after which a search gives up. */
export const searchLimit = 300_000

/** What the best response is known to bring; exact where `lower` and `upper` are equal. Expected totals. */
export interface BestResponse<N> {
  readonly player: string
  /** What the profile brings. */
  readonly payoff: N
  /** What `changes` bring, which are none where nothing better than the profile was found. */
  readonly lower: N
  readonly upper: N
  readonly changes: readonly Change<N>[]
}

/** The sequence form of `player`'s side, the others playing as the profile says. Errors: as `receiptsTree`. */
export const sideOf = <N, P extends Profile>(
  { scalar, budget }: Means<N>,
  game: ClosedGame<N, P>,
  profile: P,
  player: string,
): Sequence<N> =>
  sequenceForm(
    scalar,
    receiptsTree(scalar, budget, game, profile, decision => decision.player === player),
    player,
  )

/**
 * Best response of `player`, with `sequence` its side of the game tree.
 *
 * Exact by backward induction for a player with perfect recall. For one who forgets, that is an upper bound;
 * unless it is at most `enough` more than the payoff, or happens to need no memory, pure strategies are searched.
 * (No play meets a decision twice, so some pure strategy is best.)
 */
export const bestResponse = <N>(
  scalar: Scalar<N>,
  sequence: Sequence<N>,
  player: string,
  enough: N,
  limit = searchLimit,
): BestResponse<N> => {
  const payoff = valueOfProfile(scalar, sequence)
  const relaxed = remembering(scalar, sequence)
  const unchanged = { player, payoff, lower: payoff, changes: [] }
  if (!exceeds(scalar, gainOf(scalar, payoff, relaxed.value), enough))
    return { ...unchanged, upper: needsNoMemory(relaxed.picks) ? payoff : relaxed.value }
  if (needsNoMemory(relaxed.picks)) {
    const changes = changesOf(scalar, relaxed.picks)
    return { player, payoff, lower: relaxed.value, upper: relaxed.value, changes }
  }
  const { best, isComplete } = maximize(scalar, pureChoice(scalar, sequence), payoff, limit)
  if (best === undefined) return { ...unchanged, upper: isComplete ? payoff : relaxed.value }
  return {
    player,
    payoff,
    lower: best.value,
    upper: isComplete ? best.value : relaxed.value,
    changes: changesOf(scalar, picksUnder(scalar, sequence, best.assignment)),
  }
}

/** Expected regret of `player` over all its decisions. Errors: as `receiptsTree`. */
export const regret = <N, P extends Profile>(
  means: Means<N>,
  game: ClosedGame<N, P>,
  profile: P,
  player: string,
): { readonly lower: N; readonly upper: N } => {
  const { scalar } = means
  const response = bestResponse(scalar, sideOf(means, game, profile, player), player, scalar.zero)
  return {
    lower: gainOf(scalar, response.payoff, response.lower),
    upper: gainOf(scalar, response.payoff, response.upper),
  }
}

/** What is done at a state that the response reaches: as the profile says, or the action of an index. */
interface Pick<N> {
  readonly state: OwnState<N>
  readonly choice: 'keep' | number
}

interface Response<N> {
  readonly value: N
  readonly picks: readonly Pick<N>[]
}

/** Best response of a player who remembers all it saw and did; keeps to the profile where that is as good. */
const remembering = <N>(scalar: Scalar<N>, sequence: Sequence<N>): Response<N> => {
  const responses = sequence.states.map(state => respondAt(scalar, state))
  return {
    value: responses.reduce((total, { value }) => scalar.add(total, value), sequence.receipts),
    picks: responses.flatMap(({ picks }) => picks),
  }
}

const respondAt = <N>(scalar: Scalar<N>, state: OwnState<N>): Response<N> => {
  const options = state.after.map(after => remembering(scalar, after))
  const best = indexOfBest(scalar, options)
  const value = options[best]?.value ?? scalar.zero
  const kept = keeping(scalar, state, options)
  if (kept !== undefined && isSame(scalar, kept.value, value)) return kept
  return { value, picks: [{ state, choice: best }, ...(options[best]?.picks ?? [])] }
}

const keeping = <N>(
  scalar: Scalar<N>,
  state: OwnState<N>,
  options: readonly Response<N>[],
): Response<N> | undefined => {
  if (state.strategy.length === 0) return undefined
  const played = options.flatMap((option, index) => {
    const weight = state.weights[index] ?? scalar.zero
    return exceeds(scalar, weight, scalar.zero) ? [{ option, weight }] : []
  })
  return {
    value: played.reduce(
      (total, { option, weight }) => scalar.add(total, scalar.mul(weight, option.value)),
      scalar.zero,
    ),
    picks: [{ state, choice: 'keep' }, ...played.flatMap(({ option }) => option.picks)],
  }
}

const indexOfBest = <N>(scalar: Scalar<N>, options: readonly Response<N>[]): number =>
  options.reduce((best, option, index) => {
    const leader = options[best]
    return leader === undefined || exceeds(scalar, option.value, leader.value) ? index : best
  }, 0)

/** Whether all picks at one information set agree. */
const needsNoMemory = <N>(picks: readonly Pick<N>[]): boolean => {
  const choices = new Map<string, Pick<N>['choice']>()
  return picks.every(({ state, choice }) => {
    const before = choices.get(state.informationSet)
    choices.set(state.informationSet, choice)
    return before === undefined || before === choice
  })
}

const picksUnder = <N>(
  scalar: Scalar<N>,
  sequence: Sequence<N>,
  assignment: Assignment,
): readonly Pick<N>[] =>
  sequence.states.flatMap(state => {
    const index = assignment.get(state.informationSet) ?? 0
    const after = state.after[index]
    const isPlayed = scalar.equals(state.weights[index] ?? scalar.zero, scalar.one)
    const pick: Pick<N> = { state, choice: isPlayed ? 'keep' : index }
    return [pick, ...(after === undefined ? [] : picksUnder(scalar, after, assignment))]
  })

const changesOf = <N>(scalar: Scalar<N>, picks: readonly Pick<N>[]): readonly Change<N>[] => {
  const changes = new Map<string, Change<N>>()
  for (const { state, choice } of picks)
    if (choice !== 'keep')
      changes.set(state.informationSet, {
        decision: state.decision,
        observation: state.observation,
        from: merged(scalar, state.strategy),
        to: state.actions[choice],
      })
  return [...changes.values()]
}
