/**
 * Blocks in TypeScript: lines that bind names one after another, and returns that may look at the whole play.
 *
 * The scope is that of the language: the inputs of a line see the names of earlier lines; what returns to a line
 * sees every name, the feedback of later lines, and what returns to the block.
 */
import { pair } from '../../optic/tuple.ts'
import { lens, reveal } from '../atom.ts'
import * as engine from '../compose.ts'
import type { OpenGame, Profile } from '../game.ts'
import { type Apart, type Decisions, type Game, type NoDecisions, type Unit, unit } from './game.ts'

type Names = { readonly [name: string]: unknown }
type NoNames = Readonly<Record<never, never>>

/** Name of each line to what has to return to it and the feedback that is known by then. */
type Lines = { readonly [name: string]: { readonly returned: unknown; readonly later: Names } }

type With<Name extends string, A> = { readonly [name in Name]: A }

/** The lines with one more after them, which feeds back `S`. */
type Extended<L extends Lines, Name extends string, S, R> = {
  readonly [Line in keyof L]: {
    readonly returned: L[Line]['returned']
    readonly later: L[Line]['later'] & With<Name, S>
  }
} & With<Name, { readonly returned: R; readonly later: NoNames }>

/** What returns to every line that needs something. */
export type Returns<Wires, L extends Lines, R> = {
  readonly [Line in keyof L as [L[Line]['returned']] extends [Unit] ? never : Line]: (
    wires: Wires,
    later: L[Line]['later'],
    returned: R,
  ) => L[Line]['returned']
}

/** A name that is not bound yet. */
type Fresh<Name extends string, Wires> = Name extends keyof Wires ? never : Name

/** How a line observes the names so far: nothing to say where it observes nothing. */
type InputsOf<X, Wires> = [X] extends [Unit] ? [] : [observe: (wires: Wires) => X]

/** A block under construction: X and R are on its boundary, `Wires` are the names bound so far. */
export interface Block<
  D extends Decisions,
  X,
  R,
  Wires extends Names,
  Feedback extends Names,
  L extends Lines,
> {
  /** One more line: `operation` observes `inputs` of the names so far, and its output gets the name `name`. */
  readonly play: <const Name extends string, D2 extends Decisions, X2, S2, Y2, R2>(
    name: Fresh<Name, Wires>,
    operation: Game<D2, X2, S2, Y2, R2> & Apart<D, D2>,
    ...inputs: InputsOf<X2, Wires>
  ) => Block<D & D2, X, R, Wires & With<Name, Y2>, Feedback & With<Name, S2>, Extended<L, Name, S2, R2>>
  /** The finished block, which puts nothing out. */
  readonly returns: (returns: Returns<Wires, L, R>) => Game<D, X, Unit, Unit, R>
  /** The finished block with outputs and feedback of its own. */
  readonly boundary: <S, Y>(boundary: {
    readonly returns: Returns<Wires, L, R>
    readonly outputs: (wires: Wires) => Y
    readonly feedback: (wires: Wires, lines: Feedback, returned: R) => S
  }) => Game<D, X, S, Y, R>
}

/** What flows back through the lines: every wire of the play, and the feedback of the lines passed so far. */
interface Backward<R> {
  readonly wires: Names
  readonly fed: Names
  readonly returned: R
}

/** The lines so far, once it is known what returns to each. */
type LinesGame<X, R, Wires> = (
  labels: readonly string[],
  returnTo: (line: string, backward: Backward<R>) => unknown,
) => OpenGame<number, Profile, X, Backward<R>, Wires, Backward<R>>

/** A block that takes nothing in; `Returned` is what returns to it. */
export const block = <Returned = Unit>(): Block<NoDecisions, Unit, Returned, NoNames, NoNames, NoNames> =>
  blockOf(() =>
    lens<number, Unit, Backward<Returned>, NoNames, Backward<Returned>>(
      () => ({}),
      (_, backward) => backward,
    ),
  )

/** A block whose inputs are the fields of a record, by their names. */
export const blockWithInputs = <Inputs extends Names, Returned = Unit>(): Block<
  NoDecisions,
  Inputs,
  Returned,
  Inputs,
  NoNames,
  NoNames
> => blockOf(() => engine.identity<number, Inputs, Backward<Returned>>())

const blockOf = <D extends Decisions, X, R, Wires extends Names, Feedback extends Names, L extends Lines>(
  lines: LinesGame<X, R, Wires>,
): Block<D, X, R, Wires, Feedback, L> => {
  const boundary: Block<D, X, R, Wires, Feedback, L>['boundary'] = ({ returns, outputs, feedback }) => ({
    within: labels =>
      enclosed(lines(labels, returnTo<R>(returns)), outputs, ({ wires, fed, returned }) =>
        // Coplay has passed every line: the records have the names that the types of the block accumulated.
        feedback(wires as Wires, fed as Feedback, returned),
      ),
  })
  return {
    play: (name, operation, ...inputs) => {
      const [observe] = inputs
      return blockOf((labels, returning) =>
        engine.sequential(lines(labels, returning), line(name, operation.within(labels), observe, returning)),
      )
    },
    returns: returns => boundary({ returns, outputs: () => unit, feedback: () => unit }),
    boundary,
  }
}

/** One line: it copies what it observes out of the names, and binds its output and its feedback to its own. */
const line = <R, Wires extends Names, Name extends string, X, S, Y, Q>(
  name: string,
  operation: OpenGame<number, Profile, X, S, Y, Q>,
  observe: ((wires: Wires) => X) | undefined,
  returnTo: (line: string, backward: Backward<R>) => unknown,
): OpenGame<number, Profile, Wires, Backward<R>, Wires & With<Name, Y>, Backward<R>> => {
  const enter = lens<number, Wires, Backward<R>, readonly [Wires, X], readonly [Backward<R>, S]>(
    // Inputs may be left out only where X is `Unit`.
    wires => pair(wires, observe === undefined ? (unit as X) : observe(wires)),
    (_, [backward, fed]) => ({
      ...backward,
      fed: { ...backward.fed, [name]: fed },
    }),
  )
  const leave = lens<
    number,
    readonly [Wires, Y],
    readonly [Backward<R>, Q],
    Wires & With<Name, Y>,
    Backward<R>
  >(
    // A computed key widens to `string`: this is the one that `Name` says.
    ([wires, y]) => ({ ...wires, [name]: y }) as Wires & With<Name, Y>,
    // `Returns` has checked that what returns to this line is a Q.
    (_, backward) => pair(backward, returnTo(name, backward) as Q),
  )
  const passing = engine.identity<number, Wires, Backward<R>>()
  return engine.sequential(engine.sequential(enter, engine.parallel(passing, operation)), leave)
}

/** The lines between the boundary of the block. */
const enclosed = <X, S, Y, R, Wires extends Names>(
  lines: OpenGame<number, Profile, X, Backward<R>, Wires, Backward<R>>,
  outputs: (wires: Wires) => Y,
  feedback: (backward: Backward<R>) => S,
): OpenGame<number, Profile, X, S, Y, R> => {
  const enter = lens<number, X, S, X, Backward<R>>(
    x => x,
    (_, backward) => feedback(backward),
  )
  const leave = lens<number, Wires, Backward<R>, Y, R>(outputs, (wires, returned) => ({
    wires,
    fed: {},
    returned,
  }))
  const named = engine.sequential(
    lines,
    reveal<number, Wires, Backward<R>>(wires => wires),
  )
  return engine.sequential(engine.sequential(enter, named), leave)
}

const returnTo =
  <R>(returns: { readonly [line: string]: (wires: never, later: never, returned: R) => unknown }) =>
  (name: string, { wires, fed, returned }: Backward<R>): unknown =>
    returns[name]?.(wires as never, fed as never, returned) ?? unit
