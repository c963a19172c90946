/**
 * The best reply of a player by backward induction over its side of a game tree.
 *
 * A player who forgets is given its memory back at first. Where the best reply then does the same at all it meets
 * that the player cannot tell apart, it needs no memory, and nothing is better.
 */
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { Decision } from '../game/game.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Reply, ReplyState } from '../plan/plan.ts'
import { type OwnState, type Sequence, valueOfProfile } from './sequenceForm.ts'
import { exceeds, isSame } from './tolerance.ts'
import type { Forgetting } from './verdict.ts'

/** A state of the player, what each of its actions brings, and the best of them. */
interface Induced<N> {
  readonly state: OwnState<N>
  /** Weighted by the reach of the state. */
  readonly values: readonly N[]
  readonly best: number
  readonly after: readonly (readonly Induced<N>[])[]
}

/** What is met on the way: what the player knew and did before, and whether profile and reply lead there. */
interface Met<N> {
  readonly at: Induced<N>
  readonly past: readonly Move<N>[]
  readonly reached: boolean
  readonly replied: boolean
}

interface Move<N> {
  readonly state: OwnState<N>
  readonly action: number
}

/** The best reply on `sequence`, the player's side; its states stand in the order of `decisions`. */
export const inducedReply = <N>(
  scalar: Scalar<N>,
  decisions: readonly Decision<N>[],
  sequence: Sequence<N>,
): Reply<N> => {
  const [value, states] = induce(scalar, sequence)
  const met = meet(scalar, states, { past: [], reached: true, replied: true })
  const alike = byInformationSet(met)
  const [forgets] = alike.flatMap(forgottenAt)
  if (forgets !== undefined && alike.some(needsMemory)) return { kind: 'forgets', ...forgets }
  const places = new Map(decisions.map(({ key }, place) => [key, place]))
  const placeOf = ({ decision }: ReplyState<N>): number => places.get(decision.key) ?? 0
  return {
    kind: 'found',
    payoff: valueOfProfile(scalar, sequence),
    value,
    ...(forgets === undefined ? {} : { forgets }),
    states: alike.map(one => replyState(scalar, one)).sort((a, b) => placeOf(a) - placeOf(b)),
  }
}

const induce = <N>(
  scalar: Scalar<N>,
  { receipts, states }: Sequence<N>,
): readonly [value: N, states: readonly Induced<N>[]] => {
  const induced = states.map((state): Induced<N> => {
    const options = state.after.map(next => induce(scalar, next))
    const values = options.map(([value]) => value)
    return { state, values, best: bestOf(scalar, state, values), after: options.map(([, after]) => after) }
  })
  const value = induced.reduce((total, { values }) => scalar.add(total, largest(scalar, values)), receipts)
  return [value, induced]
}

const largest = <N>(scalar: Scalar<N>, values: readonly N[]): N =>
  values.reduce((a, b) => (exceeds(scalar, b, a) ? b : a))

/** The first best action, one that the profile takes where there is such. */
const bestOf = <N>(scalar: Scalar<N>, { weights, reach }: OwnState<N>, values: readonly N[]): number => {
  const given = values.map(value => scalar.div(value, reach))
  const most = largest(scalar, given)
  const played = given.findIndex(
    (value, index) =>
      exceeds(scalar, weights[index] ?? scalar.zero, scalar.zero) && isSame(scalar, value, most),
  )
  return played >= 0 ? played : given.findIndex(value => scalar.equals(value, most))
}

const meet = <N>(
  scalar: Scalar<N>,
  states: readonly Induced<N>[],
  way: Omit<Met<N>, 'at'>,
): readonly Met<N>[] =>
  states.flatMap(at => [
    { at, ...way },
    ...at.after.flatMap((next, action) =>
      meet(scalar, next, {
        past: [...way.past, { state: at.state, action }],
        reached: way.reached && exceeds(scalar, at.state.weights[action] ?? scalar.zero, scalar.zero),
        replied: way.replied && at.best === action,
      }),
    ),
  ])

/** What is met at one information set. */
type Alike<N> = ReadonlyNonEmptyArray<Met<N>>

const byInformationSet = <N>(met: readonly Met<N>[]): readonly Alike<N>[] => {
  const groups = new Map<string, [Met<N>, ...Met<N>[]]>()
  for (const one of met) {
    const name = one.at.state.informationSet
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [one])
    else group.push(one)
  }
  return [...groups.values()]
}

const needsMemory = <N>(alike: readonly Met<N>[]): boolean =>
  new Set(alike.flatMap(({ at, replied }) => (replied ? [at.best] : []))).size > 1

/** Where two ways to what cannot be told apart part. */
const forgottenAt = <N>([one, other]: Alike<N>): readonly Forgetting<N>[] => {
  if (other === undefined) return []
  const [shorter, longer] =
    one.past.length < other.past.length ? [one.past, other.past] : [other.past, one.past]
  const parting = longer.find(
    ({ state, action }, k) => shorter[k]?.state !== state || shorter[k]?.action !== action,
  )
  const { decision } = one.at.state
  return [{ decision, earlier: parting?.state.decision ?? decision }]
}

const replyState = <N>(scalar: Scalar<N>, alike: Alike<N>): ReplyState<N> => {
  const replied = alike.filter(one => one.replied)
  // Of what the player cannot tell apart, what it meets when it replies counts.
  const counted = (replied.length > 0 ? replied : alike).map(({ at }) => at)
  const first = replied[0]?.at ?? alike[0].at
  const { state } = first
  const sum = (of: (at: Induced<N>) => N): N =>
    counted.reduce((total, at) => scalar.add(total, of(at)), scalar.zero)
  const reach = sum(at => at.state.reach)
  const values = state.actions.map((_, k) => sum(at => at.values[k] ?? scalar.zero))
  return {
    decision: state.decision,
    observation: state.observation,
    reached: alike.some(one => one.reached),
    reachedByReply: replied.length > 0,
    best: replied.length > 0 ? first.best : bestOf(scalar, { ...state, reach }, values),
    actions: state.actions.map((action, k) => ({
      action,
      payoff: scalar.div(values[k] ?? scalar.zero, reach),
    })),
  }
}
