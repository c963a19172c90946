/**
 * Drives compiled: what is fed and sent as functions of readings and plays, and the game under parameters that are
 * fed. A drive with errors is left out.
 */
import * as E from 'fp-ts/lib/Either.js'
import { unit } from '../core/construct.ts'
import type { Core } from '../core/core.ts'
import { type CoreDrive, desugarDrive, type Given, type Sent } from '../core/desugarDrive.ts'
import { evaluate, type Runtime } from '../core/evaluate.ts'
import type { Numeric, Value } from '../core/value.ts'
import { expectFunction, expectGame } from '../core/view.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { QuantityUse as NamedUse, ResolvedDrive } from '../names/resolvedDrive.ts'
import type { Span } from '../source/source.ts'
import type { DriveDeclaration } from '../syntax/ast.ts'
import type { Typed } from '../types/typed.ts'
import { attemptAt } from './attemptAt.ts'
import { boundaryOf } from './boundary.ts'
import { compileGame } from './compileGame.ts'
import { compileStrategy } from './compileStrategy.ts'
import type { Compiling } from './compiling.ts'
import type { Driven, Feed, QuantityUse, Send } from './driven.ts'
import type { CompiledGame, ValueProfile } from './program.ts'
import type { IsSound } from './soundness.ts'

/** The value of a quantity; failures unwind. */
export type Read<N extends Numeric> = (use: QuantityUse) => Value<N>

export interface CompiledDrive<N extends Numeric> {
  readonly driven: Driven
  /** The game under the parameters that the file and the command line give, with these put in the place of some. */
  readonly under: (params: ReadonlyMap<string, Value<N>>) => E.Either<readonly Diagnostic[], DriveUnder<N>>
  /** What the parameters are fed with, by name; not one of them sees another. */
  readonly params: (read: Read<N>) => E.Either<Diagnostic, ReadonlyMap<string, Value<N>>>
}

/** A drive whose parameters are known. */
export interface DriveUnder<N extends Numeric> {
  readonly game: CompiledGame<N>
  /** The strategy; nothing where a game is driven. */
  readonly profile: ValueProfile<N> | undefined
  /** What each input is fed with, by name, and what they are together. Failures unwind, as in the other two. */
  readonly input: (read: Read<N>) => { readonly fed: ReadonlyMap<string, Value<N>>; readonly wire: Value<N> }
  readonly returned: (read: Read<N>) => Value<N>
  /** Commands by quantity, given the names of a play. */
  readonly sends: (
    names: { readonly [name: string]: Value<N> },
    read: Read<N>,
  ) => ReadonlyMap<string, Value<N>>
  readonly attempt: <A>(span: Span, run: () => A) => E.Either<Diagnostic, A>
}

/** What drives are made from. */
export interface Driving<N extends Numeric> {
  readonly compiling: Compiling<N>
  readonly isSound: IsSound
  /** The program with other values for parameters, by declaration. */
  readonly withParams: (given: ReadonlyMap<number, Value<N>>) => Runtime<N>
}

/** The drives of the file asked for, in file order. */
export const drivesOf = <N extends Numeric>(driving: Driving<N>): readonly CompiledDrive<N>[] => {
  const { typed } = driving.compiling
  return (typed.resolved.files.at(-1)?.declarations ?? []).flatMap(declaration => {
    if (declaration.kind !== 'drive' || typed.broken.has(declaration.id)) return []
    const drive = typed.resolved.drives.get(declaration.id)
    return drive === undefined ? [] : driveOf(driving, declaration, drive)
  })
}

const driveOf = <N extends Numeric>(
  driving: Driving<N>,
  declaration: DriveDeclaration,
  drive: ResolvedDrive,
): readonly CompiledDrive<N>[] => {
  const { compiling: c, isSound } = driving
  const core = desugarDrive(c.desugaring, drive, declaration.driven.id)
  c.desugaring.spans.set(declaration.driven.id, declaration.driven.span)
  const expressions = [...core.feeds, ...core.sends].map(({ given }) => given.body)
  if (!isSound([...expressions, ...gameOf(c, core, drive)])) return []
  const driven = drivenOf(c.typed, declaration, drive, core)
  const feed = feeder(c.runtime, core, driven)
  return [
    {
      driven,
      under: params => underParams(driving, { core, drive, driven }, params),
      params: read => attemptAt(c, driven.span, () => feed('param', read)),
    },
  ]
}

const gameOf = <N extends Numeric>(
  c: Compiling<N>,
  core: CoreDrive,
  drive: ResolvedDrive,
): readonly Core[] => {
  if (core.game !== undefined) return [core.game]
  const strategy = c.core.strategies.get(drive.driven.id)
  return strategy === undefined ? [] : [strategy.game, ...strategy.entries.map(({ value }) => value)]
}

// ------------------------------------------------------------------------------------------ as it is told

const drivenOf = (
  typed: Typed,
  declaration: DriveDeclaration,
  drive: ResolvedDrive,
  core: CoreDrive,
): Driven => {
  const text = ({ path, start, end }: Span): string =>
    typed.resolved.sources.get(path)?.text.slice(start, end) ?? ''
  const use = ({ path, span, site }: NamedUse): QuantityUse => ({ path, span, type: shapeAt(typed, site) })
  const { driven, everySeconds, steps } = drive
  return {
    name: driven.name.text,
    what: driven.kind,
    grid: declaration.grid,
    gridSpan: declaration.gridSpan,
    everySeconds,
    steps,
    feeds: drive.feeds.map(
      ({ feed, target }, i): Feed => ({
        ...{ name: feed.name.text, to: target.to, reads: (core.feeds[i]?.reads ?? []).map(use) },
        ...{ text: text(feed.span), span: feed.span },
      }),
    ),
    sends: drive.sends.map(
      ({ send }, i): Send => ({
        quantity: {
          path: send.quantity.path,
          span: send.quantity.span,
          type: shapeAt(typed, send.quantity.id),
        },
        reads: (core.sends[i]?.reads ?? []).map(use),
        ...{ text: text(send.span), span: send.span },
      }),
    ),
    span: declaration.span,
  }
}

const shapeAt = (typed: Typed, site: number): QuantityUse['type'] => {
  const type = typed.types.get(site)
  return type?.kind === 'constructor' && type.name === 'List' ? 'List Real' : 'Real'
}

// ------------------------------------------------------------------------------------------ as it runs

interface DriveParts {
  readonly core: CoreDrive
  readonly drive: ResolvedDrive
  readonly driven: Driven
}

const underParams = <N extends Numeric>(
  { compiling, withParams }: Driving<N>,
  parts: DriveParts,
  params: ReadonlyMap<string, Value<N>>,
): E.Either<readonly Diagnostic[], DriveUnder<N>> => {
  const { core, drive, driven } = parts
  const given = drive.feeds.flatMap(({ feed, target }) => {
    const value = params.get(feed.name.text)
    return target.to === 'param' && value !== undefined ? [[target.param.id, value] as const] : []
  })
  const runtime = given.length === 0 ? compiling.runtime : withParams(new Map(given))
  // What this compilation finds is not what the program's compilation found.
  const c: Compiling<N> = { ...compiling, runtime, origins: new Map(), diagnostics: new Set() }
  const strategy = c.core.strategies.get(drive.driven.id)
  const compiled =
    strategy === undefined
      ? E.map((game: CompiledGame<N>) => ({ game, profile: undefined }))(unfolded(c, parts))
      : E.map((found: CompiledGame<N> & { readonly profile: ValueProfile<N> }) => ({
          game: found,
          profile: found.profile,
        }))(compileStrategy(c, strategy))
  if (E.isLeft(compiled)) return compiled
  const { hole } = compiled.right.game
  if (hole !== undefined) return E.left([hole])
  const feed = feeder(runtime, core, driven)
  const [input, returned] = [callable(runtime, core.input), callable(runtime, core.returned)]
  const sends = core.sends.map(one => sender(runtime, one))
  return E.right({
    ...compiled.right,
    input: read => {
      const fed = feed('input', read)
      return { fed, wire: input([...fed.values()]) }
    },
    returned: read => returned([...feed('returned', read).values()]),
    sends: (names, read) =>
      new Map(
        driven.sends.map(({ quantity, reads }, i) => [
          quantity.path,
          sends[i]?.(names, reads.map(read)) ?? unit,
        ]),
      ),
    attempt: (span, run) => attemptAt(c, span, run),
  })
}

const unfolded = <N extends Numeric>(
  c: Compiling<N>,
  { core: { game }, driven: { name, span } }: DriveParts,
): E.Either<readonly Diagnostic[], CompiledGame<N>> => {
  if (game === undefined) return E.left([])
  return E.mapLeft((failure: Diagnostic) => [failure])(
    attemptAt(c, span, () =>
      compileGame(c, expectGame(evaluate(c.runtime, game)), {
        name,
        span,
        boundary: boundaryOf(c.typed, game),
      }),
    ),
  )
}

/** The values of the feeds that go to one kind of name, by name. */
type Feeder<N extends Numeric> = (to: Feed['to'], read: Read<N>) => ReadonlyMap<string, Value<N>>

const feeder = <N extends Numeric>(runtime: Runtime<N>, core: CoreDrive, { feeds }: Driven): Feeder<N> => {
  const codes = core.feeds.map(({ given }) => callable(runtime, given))
  return (to, read) =>
    new Map(
      feeds.flatMap((feed, i) => {
        const code = codes[i]
        return feed.to === to && code !== undefined ? [[feed.name, code(feed.reads.map(read))] as const] : []
      }),
    )
}

const sender = <N extends Numeric>(
  runtime: Runtime<N>,
  { given, names }: Sent,
): ((play: { readonly [name: string]: Value<N> }, reads: readonly Value<N>[]) => Value<N>) => {
  const code = callable(runtime, given)
  return (play, reads) => code([...names.map(({ name }) => play[name] ?? unit), ...reads])
}

/** An expression as a function of what it is given; one that is given nothing is evaluated once. */
const callable = <N extends Numeric>(
  runtime: Runtime<N>,
  { parameters, body }: Given,
): ((values: Value<N>[]) => Value<N>) => {
  const { site } = body
  if (parameters.length === 0) {
    let value: Value<N> | undefined
    return () => {
      value ??= evaluate(runtime, body)
      return value
    }
  }
  const f = expectFunction(evaluate(runtime, { kind: 'lambda', site, parameters, self: undefined, body }))
  return values => f.call(values, site)
}
