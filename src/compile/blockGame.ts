/**
 * A block as the composite of its lines.
 *
 * Forward flows the vector of covariant values bound so far; backward flow all covariant values of the play, with
 * the contravariant ones known so far. A line copies the forward vector, plays its operation on its inputs beside
 * the identity, and appends what the operation puts out:
 *
 *     C ─┬──────────────────────┬─ C ++ outputs
 *        └─ inputs ▶ operation ─┘
 *     K ++ feedback ◀─ operation ◀─ returns(K) ─── K
 *
 * The result is the same for every order of lines that their names allow, since each wire reads values by name.
 */
import type { BlockTerm, LineTerm, Numeric, RecordValue, Value } from '../core/value.ts'
import { functions, lens, reveal } from '../game/atom.ts'
import { identity, parallel, sequential } from '../game/compose.ts'
import type { OpenGame } from '../game/game.ts'
import { pair } from '../optic/tuple.ts'
import { balanced } from './balanced.ts'
import type { LanguageGame, ValueProfile } from './program.ts'

export type Vector<N extends Numeric> = readonly Value<N>[]

/** What flows backward between two lines. */
export interface Returned<N extends Numeric> {
  readonly covariant: Vector<N>
  readonly contravariant: Vector<N>
}

/** The game between two places of a block. */
export type Stage<N extends Numeric> = OpenGame<
  N,
  ValueProfile<N>,
  Vector<N>,
  Returned<N>,
  Vector<N>,
  Returned<N>
>

/** One line: its operation beside a copy of all that is known. */
export const stage = <N extends Numeric>(line: LineTerm<N>, operation: LanguageGame<N>): Stage<N> => {
  const enter = functions<
    N,
    Vector<N>,
    Returned<N>,
    readonly [Vector<N>, Value<N>],
    readonly [Returned<N>, Value<N>]
  >(
    known => pair(known, line.inputs(known)),
    ([{ covariant, contravariant }, s]) => ({
      covariant,
      contravariant: [...contravariant, ...line.bindFeedback(s)],
    }),
  )
  const leave = functions<
    N,
    readonly [Vector<N>, Value<N>],
    readonly [Returned<N>, Value<N>],
    Vector<N>,
    Returned<N>
  >(
    ([known, y]) => [...known, ...line.bindOutputs(y)],
    returned => pair(returned, line.returns(returned.covariant, returned.contravariant)),
  )
  const beside = parallel(identity<N, Vector<N>, Returned<N>>(), operation)
  return sequential(sequential(enter, beside), leave)
}

const record = <N extends Numeric>(names: readonly string[], values: Vector<N>): RecordValue<N>['fields'] =>
  Object.fromEntries(
    names.flatMap((name, i) => {
      const value = values[i]
      return value === undefined ? [] : [[name, value] as const]
    }),
  )

/** The game of a block, given those of its operations in line order; its names are left in the trace. */
export const blockGame = <N extends Numeric>(
  block: BlockTerm<N>,
  operations: readonly LanguageGame<N>[],
): LanguageGame<N> => {
  const stages = block.lines.flatMap((line, i) => {
    const operation = operations[i]
    return operation === undefined ? [] : [stage(line, operation)]
  })
  const body: Stage<N> = balanced<Stage<N>>(stages, sequential, identity)
  const begin = functions<N, Value<N>, Value<N>, Vector<N>, Returned<N>>(
    block.bindInputs,
    ({ covariant, contravariant }) => block.feedback(covariant, contravariant),
  )
  const named: Stage<N> = reveal(values => record(block.names, values))
  const end = lens<N, Vector<N>, Returned<N>, Value<N>, Value<N>>(block.outputs, (covariant, r) => ({
    covariant,
    contravariant: block.bindReturns(r),
  }))
  return sequential(sequential(begin, sequential(body, named)), end)
}
