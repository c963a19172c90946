/**
 * A block taken apart: runs of its lines as components, each between what is known before it and after it.
 *
 * A run is as short as can be, so that nobody decides in two of them. Its interface is the vector of all values that
 * are bound when it is over: the rest of the play depends on nothing else. What is unknown there is what returns to
 * each of its lines, and what its players earn later.
 */
import { type Returned, type Stage, stage, type Vector } from '../compile/blockGame.ts'
import type { LineGames, ValueProfile } from '../compile/program.ts'
import { unit } from '../core/construct.ts'
import type { LineTerm, Value } from '../core/value.ts'
import { functions } from '../game/atom.ts'
import { identity, parallel, sequential } from '../game/compose.ts'
import type { Decision, Ledger, OpenGame, Profile } from '../game/game.ts'
import { faithful } from '../game/interpretation.ts'
import { balance } from '../game/ledger.ts'
import { reindex } from '../game/reindex.ts'
import type { Budget } from '../markov/budget.ts'
import { finite } from '../markov/finite.ts'
import type { Rational } from '../markov/rational.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Weighted } from '../markov/stochastic.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { expectation } from '../markov/weighted.ts'
import { pair } from '../optic/tuple.ts'
import { atom, type Component, type Wired } from './component.ts'
import type { Column } from './contract.ts'
import { nothing, type Shape } from './shape.ts'
import { amountAt, hasAmountsAlone, type Path, pathKey, skeletonKey, withAmounts } from './values.ts'

/** Lines `from` to `to`, both included. */
export interface Run {
  readonly from: number
  readonly to: number
  readonly decisions: readonly Decision<Rational>[]
}

/** Why a block has no parts: its lines depend on each other in other ways than by amounts. */
export type Entangled =
  /** What lines feed back has a name. */
  | { readonly kind: 'feedback' }
  /** What returns to a line is not made of amounts alone. */
  | { readonly kind: 'returns'; readonly line: number }

export class IsEntangled extends Error {
  override readonly name = 'IsEntangled'
  readonly reason: Entangled
  constructor(reason: Entangled) {
    super(reason.kind)
    this.reason = reason
  }
}

/** The runs of a block in which somebody decides. */
export const runsOf = ({ operations }: LineGames<Rational>): readonly Run[] => {
  const spans = new Map<string, { from: number; to: number }>()
  for (const [line, { decisions }] of operations.entries())
    for (const { player } of decisions) {
      const span = spans.get(player)
      if (span === undefined) spans.set(player, { from: line, to: line })
      else span.to = line
    }
  const merged: { from: number; to: number }[] = []
  for (const span of [...spans.values()].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last === undefined || span.from > last.to) merged.push({ ...span })
    else last.to = Math.max(last.to, span.to)
  }
  return merged.map(({ from, to }) => ({
    from,
    to,
    decisions: operations.slice(from, to + 1).flatMap(({ decisions }) => decisions),
  }))
}

/** A block under a profile, in the scalars of its machine. */
export interface Play {
  readonly scalar: Scalar<Rational>
  readonly budget: Budget
  readonly lines: LineGames<Rational>
  readonly profile: ValueProfile<Rational>
}

const stages = ({ lines: { block, operations } }: Play, from: number, to: number): Stage<Rational> =>
  block.lines.slice(from, to).reduce<Stage<Rational>>((before, line, i) => {
    const operation = operations[from + i]
    return operation === undefined ? before : sequential(before, stage(line, operation))
  }, identity())

/** What is known before a line, and how probable it is. */
export const before = (play: Play, line: number): Weighted<Rational, Vector<Rational>> => {
  const { scalar, budget, profile, lines } = play
  const markov = finite(scalar, budget)
  return markov.outcomes(
    stages(play, 0, line).play(
      faithful(markov),
      profile,
    )(optic => markov.map(optic.play(lines.block.bindInputs(unit)), ([, known]) => known)),
  )
}

/** What the rest of a play brings the lines up to one, once all that these put out is known. */
interface Rest {
  readonly returned: readonly Value<Rational>[]
  readonly ledger: Ledger<Rational>
}

const restAfter = (play: Play, { from, to }: Run, known: Vector<Rational>): Weighted<Rational, Rest> => {
  const { scalar, budget, profile, lines } = play
  const { block } = lines
  const markov = finite(scalar, budget)
  const start = (covariant: Vector<Rational>): Returned<Rational> => ({
    covariant,
    contravariant: block.bindReturns(unit),
  })
  return markov.outcomes(
    stages(play, to + 1, block.lines.length).play(
      faithful(markov),
      profile,
    )(optic =>
      markov.chain(optic.play(known), ([residual, all]) =>
        markov.map(optic.coplay(residual, start(all), {}), ([{ covariant, contravariant }, ledger]): Rest => {
          if (contravariant.length > 0) throw new IsEntangled({ kind: 'feedback' })
          return {
            returned: block.lines.slice(from, to + 1).map(line => line.returns(covariant, contravariant)),
            ledger,
          }
        }),
      ),
    ),
  )
}

/** What returns to the lines of a run, as far as it is not amounts, and where the amounts in it are. */
export interface Interface {
  readonly example: readonly Value<Rational>[]
  /** By the name of a leaf; those that were asked for. */
  readonly paths: ReadonlyMap<string, Path>
}

/** The run as a component. Errors: throws `IsEntangled` where what returns to its lines is not made of amounts. */
export const runComponent = (
  play: Play,
  run: Run,
): { readonly component: Component; readonly boundary: Interface } => {
  const example = exampleOf(play, run)
  const paths = new Map<string, Path>()
  const shape: Shape = {
    leaves: [],
    fill: amount =>
      example.map((value, line) =>
        withAmounts(value, path => {
          const whole: Path = [{ kind: 'part', name: String(line) }, ...path]
          const key = pathKey(whole)
          paths.set(key, whole)
          return amount(key)
        }),
      ),
    read: nothing.read,
  }
  return {
    component: atom('', { game: runGame(play, run), feeds: nothing, returns: shape }),
    boundary: { example, paths },
  }
}

/** What returns to the lines of a run in one play. */
const exampleOf = (play: Play, run: Run): readonly Value<Rational>[] => {
  const [first] = before(play, run.to + 1)
  const [rest] = first === undefined ? [] : restAfter(play, run, first[0])
  const returned = rest?.[0].returned ?? []
  const wrong = returned.findIndex(value => !hasAmountsAlone(value))
  if (wrong >= 0) throw new IsEntangled({ kind: 'returns', line: run.from + wrong })
  return returned
}

type Values = readonly Value<Rational>[]
type Part = OpenGame<Rational, ValueProfile<Rational>, Vector<Rational>, Values, Vector<Rational>, Values>

const runGame = ({ lines: { block, operations } }: Play, { from, to }: Run): Wired => {
  const parts = block.lines.slice(from, to + 1).reduce<Part>((sofar, line, i) => {
    const operation = operations[from + i]
    return operation === undefined ? sofar : sequential(sofar, lineGame(line, operation, i))
  }, identity())
  // The wires of a run carry what the lines before and after it put there.
  const enter = functions<Rational, unknown, unknown, Vector<Rational>, Values>(
    known => known as Vector<Rational>,
    () => null,
  )
  const leave = functions<Rational, Vector<Rational>, Values, unknown, unknown>(
    known => known,
    returned => returned as Values,
  )
  const game = sequential(sequential(enter, parts), leave)
  // The profile of a component is that of the whole: strategies by the keys of its decisions.
  return reindex(game, (profile: Profile) => profile as ValueProfile<Rational>)
}

/** A line to which the value of its place returns. */
const lineGame = (
  line: LineTerm<Rational>,
  operation: LineGames<Rational>['operations'][number],
  place: number,
): Part => {
  type Both = readonly [Vector<Rational>, Value<Rational>]
  type Back = readonly [Values, Value<Rational>]
  const enter = functions<Rational, Vector<Rational>, Values, Both, Back>(
    known => pair(known, line.inputs(known)),
    ([returned]) => returned,
  )
  const leave = functions<Rational, Both, Back, Vector<Rational>, Values>(
    ([known, y]) => [...known, ...line.bindOutputs(y)],
    returned => pair(returned, returned[place] ?? unit),
  )
  const beside = parallel(identity<Rational, Vector<Rational>, Values>(), operation)
  return sequential(sequential(enter, beside), leave)
}

/**
 * What the columns of a run come to in the play: expectations over the lines after it. Errors: throws `IsEntangled`
 * where these return what differs from the example in more than amounts.
 */
export const amountsAfter = (
  play: Play,
  run: Run,
  { example, paths }: Interface,
): ((column: Column) => Rational) => {
  const { scalar } = play
  const skeletons = example.map(skeletonKey)
  const known = new Map<string, Weighted<Rational, Rest>>()
  const restOf = (output: unknown): Weighted<Rational, Rest> => {
    const key = structuralKey(output)
    // Columns of a run have as outputs the vectors that it put out.
    const rest = known.get(key) ?? restAfter(play, run, output as Vector<Rational>)
    known.set(key, rest)
    return rest
  }
  const returnedAt = (returned: readonly Value<Rational>[], leaf: string): Rational => {
    const [step, ...path] = paths.get(leaf) ?? []
    const line = step?.kind === 'part' ? Number(step.name) : 0
    const value = returned[line]
    const isAlike = value !== undefined && skeletonKey(value) === skeletons[line]
    const amount = isAlike ? amountAt(value, path) : undefined
    if (amount === undefined) throw new IsEntangled({ kind: 'returns', line: run.from + line })
    return amount
  }
  return ({ output, what }) =>
    expectation(scalar, restOf(output), ({ returned, ledger }) =>
      what.kind === 'later' ? balance(scalar, ledger, what.player) : returnedAt(returned, what.leaf),
    )
}
