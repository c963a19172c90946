/**
 * A language game as an influence diagram: its play, which is defined once for every probability monad, run in the
 * identity monad on wires. What chance draws and players choose become nodes, and so does every expression between.
 */
import * as E from 'fp-ts/lib/Either.js'
import { Monad as identityMonad } from 'fp-ts/lib/Identity.js'
import type { Machine } from '../core/machine.ts'
import type { Numeric, Value } from '../core/value.ts'
import { expectBoolean } from '../core/view.ts'
import { type Evaluated, Undetermined } from '../core/wire.ts'
import type {
  ClosedGame,
  Decision,
  Deferred,
  Interpretation,
  Ledger,
  Outcome,
  Profile,
} from '../game/game.ts'
import { InvalidPlay, legalStrategy } from '../game/invalidPlay.ts'
import { isContinuum, type Menu } from '../game/menu.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Weighted } from '../markov/stochastic.ts'
import { merged } from '../markov/weighted.ts'
import type { Diagram } from '../plan/diagram.ts'
import { accounts, paidOnce } from './account.ts'
import { emitted, type Played } from './emit.ts'
import { type Forked, leafAt, wiresOf } from './fork.ts'
import { interner } from './interner.ts'
import { replaceWires, wiresWithin } from './parts.ts'
import { add, domainAt, domainOf, forRows, rowsOf, TooWide } from './store.ts'
import { NotTraceable, type Tracing, tracing } from './tracer.ts'

/** A game traced under a profile. */
export interface Traced<N extends Numeric> {
  readonly diagram: Diagram<N>
  /** The play with wires for what it determines, and the tracer that made them. */
  readonly outcome: Outcome<N>
  readonly tracer: Tracing<N>
  /** The diagram that pays the player `asked` one where `holds` of the names of the play, and nobody else. */
  readonly event: (holds: (names: Outcome<N>['trace']['names']) => Value<N>) => Diagram<N>
}

/** Who is paid by the diagrams of events; no name of a program is empty. */
export const asked = ''

/** Who plays: the profile, or everybody evenly whatever the profile says, as where one is still to be found. */
export type Behavior = 'asGiven' | 'even'

/** Why a game has no diagram, or none that fits. */
export type Untraced = TooWide | NotTraceable

/** Games of one program share the tables that they have in common. */
const tracers = new WeakMap<object, unknown>()

const tracerOf = <N extends Numeric>(machine: Machine<N>): Tracing<N> => {
  const known = tracers.get(machine)
  // The tracer of a machine is of the machine's numbers.
  if (known !== undefined) return known as Tracing<N>
  const made = tracing(machine)
  tracers.set(machine, made)
  return made
}

/**
 * Runs a language game once, on wires.
 *
 * Errors: `TooWide` where a wire or a table would have too many values, `NotTraceable` where the game is no diagram
 * (a choice between games that only the play makes, accounts that are not scaled affinely); failures of the program
 * that every play meets are thrown, as by `ClosedGame.play`.
 */
export const traceGame = <N extends Numeric, P extends Profile>(
  machine: Machine<N>,
  game: ClosedGame<N, P>,
  profile: P,
  behavior: Behavior = 'asGiven',
): E.Either<Untraced, Traced<N>> => {
  const tracer = tracerOf(machine)
  const cuts = new Map<string, number>()
  const decided: DecidedWire<N>[] = []
  machine.tracer = tracer
  tracer.failing()
  try {
    const outcome = game.play(onWires(machine.scalar, tracer, { cuts, decided, behavior }), profile)
    const played = { outcome, cuts, decided, failing: tracer.failing() }
    return E.right({
      outcome,
      tracer,
      diagram: emitted(tracer, game.decisions, played),
      event: holds => eventDiagram(machine, tracer, played, holds),
    })
  } catch (error) {
    if (error instanceof TooWide || error instanceof NotTraceable) return E.left(error)
    if (error instanceof Undetermined)
      return E.left(new NotTraceable('which part of the game is played depends on the play'))
    throw error
  } finally {
    machine.tracer = undefined
  }
}

const eventDiagram = <N extends Numeric>(
  machine: Machine<N>,
  tracer: Tracing<N>,
  played: Played<N>,
  holds: (names: Outcome<N>['trace']['names']) => Value<N>,
): Diagram<N> => {
  const { one, zero } = machine.scalar
  machine.tracer = tracer
  try {
    const happens = tracer.bounded(() => holds(played.outcome.trace.names))
    const amount = tracer.bounded(() => (expectBoolean(happens) ? one : zero))
    const ledger: Ledger<N> = { [asked]: paidOnce(tracer.payment(amount, undefined)) }
    return emitted(tracer, [], { ...played, outcome: { ...played.outcome, ledger } })
  } finally {
    machine.tracer = undefined
  }
}

/** A decision that was met, and the wire of what is chosen there. */
export interface DecidedWire<N extends Numeric> {
  readonly decision: Decision<N>
  readonly wire: number
}

/** What is written down while a game is played, and who plays it. */
interface Noting<N extends Numeric> {
  readonly cuts: Map<string, number>
  readonly decided: DecidedWire<N>[]
  readonly behavior: Behavior
}

const onWires = <N extends Numeric>(
  scalar: Scalar<N>,
  tracer: Tracing<N>,
  { cuts, decided, behavior }: Noting<N>,
): Interpretation<'Identity', N> => {
  const deferred: Deferred<'Identity', N> = {
    // Every wire of a language game carries a value: the casts say so where the engine knows nothing of values.
    draw: <Y>(kernel: () => Weighted<N, Y>) => drawn(tracer, kernel as () => Weighted<N, Value<N>>) as Y,
    decide: (decision, observation, menu, strategy, code) => {
      const chosen = choosing(tracer, {
        decision,
        observation: observation as Value<N>,
        actions: () => countable(decision, menu()) as readonly Value<N>[],
        strategy: behavior === 'even' ? 'even' : (strategy as () => Weighted<N, Value<N>>),
        code,
      })
      decided.push({ decision, wire: chosen })
      return tracer.wire(chosen) as never
    },
  }
  return {
    markov: {
      ...identityMonad,
      scalar: accounts(scalar, (decision, length) => cuts.set(decision, length)),
      fromWeights: outcomes => deferred.draw(() => outcomes),
    },
    decide: (decision, observation, menu, strategy) =>
      deferred.decide(
        decision,
        observation,
        () => menu,
        () => strategy,
        [decision],
      ),
    deferred,
  }
}

/** The actions of a menu that a diagram has room for. */
const countable = <N, Y>({ path }: Decision<N>, menu: Menu<N, Y>): readonly Y[] => {
  if (isContinuum(menu)) throw new NotTraceable(`the actions of ${path} are an interval`, true)
  return menu
}

const drawn = <N extends Numeric>(t: Tracing<N>, kernel: () => Weighted<N, Value<N>>): Value<N> => {
  const { scalar } = t.store
  const cases = t.cases(() =>
    merged(
      scalar,
      kernel().map(([value, p]) => [t.concrete(value), p] as const),
    ),
  )
  if (cases.kind === 'failed') throw cases.error
  if (cases.kind === 'value') {
    const [only, ...others] = cases.value
    if (only !== undefined && others.length === 0) return only[0]
  }
  const { places, values, place } = interner<Value<N>>()
  const { parents, rows, failures } = rowsIn(t, cases)
  const listed = rows.map(row => row?.map(([value, p]) => [place(value), p] as const))
  const kernelRows = kernelOf(listed)
  return t.wire(
    add(t.store, {
      kind: 'chance',
      parents,
      kernel: kernelRows,
      failures,
      domain: domainOf(t.store, places, values),
    }),
  )
}

interface Choosing<N extends Numeric> {
  readonly decision: Decision<N>
  readonly observation: Value<N>
  readonly actions: () => readonly Value<N>[]
  readonly strategy: 'even' | (() => Weighted<N, Value<N>>)
  readonly code: readonly object[]
}

const choosing = <N extends Numeric>(
  t: Tracing<N>,
  { decision, observation, actions, strategy, code }: Choosing<N>,
) => {
  const { scalar } = t.store
  const cases = t.cases(
    () =>
      withObservation(t, observation, () => {
        const menu = actions().map(t.concrete)
        const listed =
          strategy === 'even'
            ? evenly(scalar, menu)
            : strategy().map(([action, p]) => [t.concrete(action), p] as const)
        return { menu, played: legalStrategy(scalar, decision, observation, menu, listed) }
      }),
    evaluatedOf(code, observation),
  )
  if (cases.kind === 'failed') throw cases.error
  const { places, values, place } = interner<Value<N>>()
  const { parents, rows, failures } = rowsIn(t, cases)
  const menu = menuOf(rows.map(row => row?.menu.map(place)))
  const played = kernelOf(rows.map(row => row?.played.map(([action, p]) => [place(action), p] as const)))
  const observed = wiresWithin(observation)
  for (const wire of observed) domainAt(t.store, wire)
  return add(t.store, {
    kind: 'decision',
    decision,
    parents,
    menu,
    strategy: played,
    failures,
    observed,
    observation: indices => observedAs(t, observation, observed, indices),
    cut: 0,
    domain: domainOf(t.store, places, values),
  })
}

const evenly = <N, A>(scalar: Scalar<N>, actions: readonly A[]): Weighted<N, A> => {
  const share = scalar.fromRatio(1n, BigInt(actions.length))
  return actions.map(action => [action, share] as const)
}

/** Code that is a value of the language is known by what it is made of, other code by identity. */
const evaluatedOf = <N extends Numeric>(code: readonly object[], observation: Value<N>): Evaluated<N> => {
  const isValue = (of: object): of is Value<N> & object =>
    'kind' in of && (of.kind === 'function' || of.kind === 'list')
  return {
    code: code.filter(of => !isValue(of)),
    values: [observation, ...code.filter(isValue)],
  }
}

/** A play that cannot go on says what was observed; that must be known then. */
const withObservation = <N extends Numeric, A>(t: Tracing<N>, observation: Value<N>, run: () => A): A => {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof InvalidPlay) || !('observation' in error.reason)) throw error
    throw new InvalidPlay({ ...error.reason, observation: t.concrete(observation) })
  }
}

/** The cases as rows over the wires that they depend on; a row that failed is left out. */
const rowsIn = <N extends Numeric, A>(t: Tracing<N>, cases: Forked<A>) => {
  const parents = wiresOf(cases)
  const rows: (A | undefined)[] = []
  const failures = new Map<number, unknown>()
  rowsOf(t.store, parents)
  forRows(t.store, parents, (indices, row) => {
    const leaf = leafAt(cases, parents, indices)
    rows.push(leaf.kind === 'value' ? leaf.value : undefined)
    if (leaf.kind === 'failed') failures.set(row, leaf.error)
  })
  return { parents, rows, failures }
}

const offsetsOf = (rows: readonly (readonly unknown[] | undefined)[]): Int32Array => {
  const offsets = new Int32Array(rows.length + 1)
  for (const [row, items] of rows.entries()) offsets[row + 1] = (offsets[row] ?? 0) + (items?.length ?? 0)
  return offsets
}

const menuOf = (rows: readonly (readonly number[] | undefined)[]) => ({
  offsets: offsetsOf(rows),
  items: Int32Array.from(rows.flatMap(row => row ?? [])),
})

const kernelOf = <N>(rows: readonly (readonly (readonly [number, N])[] | undefined)[]) => ({
  offsets: offsetsOf(rows),
  items: Int32Array.from(rows.flatMap(row => row?.map(([item]) => item) ?? [])),
  weights: rows.flatMap(row => row?.map(([, weight]) => weight) ?? []),
})

/** What is observed when the wires in it have these values. */
const observedAs = <N extends Numeric>(
  t: Tracing<N>,
  observation: Value<N>,
  wires: readonly number[],
  indices: readonly number[],
): Value<N> =>
  replaceWires(observation, ({ id }) => {
    const found = domainAt(t.store, id).values[indices[wires.indexOf(id)] ?? 0]
    if (found === undefined) throw new RangeError('no such value')
    return found
  })
