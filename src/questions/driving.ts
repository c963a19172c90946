/**
 * One step of a game that drives a grid, as the composite optic runs it: readings go in and commands come out in
 * `play`, and what was measured after the step goes back in `coplay`, which pays the players.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Driven, QuantityUse } from '../compile/driven.ts'
import type { CompiledDrive, DriveUnder } from '../compile/drives.ts'
import { playersOf } from '../compile/play.ts'
import type { Value } from '../core/value.ts'
import { isUnit } from '../core/view.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { Ledger } from '../game/game.ts'
import { faithful } from '../game/interpretation.ts'
import { double } from '../markov/double.ts'
import { type Sampler, sampling } from '../markov/sampling.ts'
import { type Generator, splitMix64 } from '../markov/splitMix64.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import type { Hidden, Representative } from '../optic/optic.ts'
import { opened } from '../optic/optic.ts'
import type { Span } from '../source/source.ts'
import type { Prepared } from './answer.ts'
import { printed } from './printedPlay.ts'
import { numbersOf, type Readings, readingAs } from './readings.ts'
import { remembered } from './remembered.ts'
import { type SolvedStep, solveStep } from './solveStep.ts'

export type { Readings } from './readings.ts'

export type Diagnostics = readonly Diagnostic[]

/** A game ready to be played step by step. */
export interface DrivenGame {
  readonly driven: Driven
  /** The strategy that is played; nothing where the game is solved at each step. */
  readonly strategy: string | undefined
  /** Quantities that are read before a step, each once. */
  readonly readsBefore: readonly QuantityUse[]
  /** Quantities that are read after it. */
  readonly readsAfter: readonly QuantityUse[]
  /** One play on these readings; the same generator state gives the same play. */
  readonly play: (readings: Readings, random: Generator) => E.Either<Diagnostics, PlayedStep>
}

/** What a decision came to in one play; values as the language writes them. */
export interface DecisionTaken {
  readonly path: string
  readonly player: string
  readonly observation: string
  readonly action: string
}

/** A play of which the consequences are not known yet. */
export interface PlayedStep {
  /** Commands by quantity, in the order of the declaration. */
  readonly sends: ReadonlyMap<string, number | readonly number[]>
  /** What the inputs and parameters were fed with, by name. */
  readonly fed: ReadonlyMap<string, string>
  /** The names of the play with their values; those under a label by their dotted path. */
  readonly values: () => ReadonlyMap<string, string>
  /** In the order of play; of a decision that nobody was asked for there is none. */
  readonly decisions: readonly DecisionTaken[]
  /** Of a game that was solved: how, and what its players expect. */
  readonly solved?: SolvedStep['told']
  /** The way back of this very play, on the readings after the step. */
  readonly coplay: (after: Readings) => E.Either<Diagnostics, Coplayed>
}

export interface Coplayed {
  /** Of this step, by player: everybody who decides or is paid. */
  readonly payoffs: ReadonlyMap<string, number>
  /** What the game feeds back, as the language writes it; nothing where that is `()`. */
  readonly feedback: string | undefined
}

/** The drives of a file that have no errors, in file order. */
export const drivesOf = ({ program }: Pick<Prepared<number>, 'program'>): readonly Driven[] =>
  program.drives.map(({ driven }) => driven)

/** States of a game that is solved that are kept: more than a day of quarters of an hour. */
const statesKept = 128

/** Decisions, of all states of the parameters together, of which the games are kept; few have less than `fewest`. */
const decisionsKept = 3200
const fewest = 25

/**
 * A drive of a prepared program, ready to be played.
 *
 * Each step has the steps of the budget anew. Errors: what compiling the game or its strategy finds; G4111 for a drive of
 * another program.
 */
export const beginDriving = (
  prepared: Prepared<number>,
  { span }: Pick<Driven, 'span'>,
): E.Either<Diagnostics, DrivenGame> => {
  const drive = prepared.program.drives.find(({ driven }) => isSame(driven.span, span))
  if (drive === undefined)
    return E.left([diagnostic('G4111', 'there is no such drive', { primary: { span } })])
  const { driven } = drive
  const isFed = driven.feeds.some(({ to }) => to === 'param')
  // Where nothing feeds parameters the game is compiled now; else when they are known.
  const known = isFed ? undefined : ready(prepared, drive, new Map())
  if (known !== undefined && E.isLeft(known)) return known
  const states = remembered<E.Either<Diagnostics, Ready>>(decisionsKept, made =>
    E.isLeft(made) ? 1 : Math.max(fewest, made.right.decisions),
  )
  const underParams = (readings: Readings): E.Either<Diagnostics, Ready> => {
    if (known !== undefined) return known
    const params = drive.params(readingAs(readings))
    if (E.isLeft(params)) return E.left([params.left])
    return states(structuralKey([...params.right]), () => ready(prepared, drive, params.right))
  }
  const before = driven.feeds.filter(({ to }) => to !== 'returned')
  return E.right({
    driven,
    strategy: driven.what === 'strategy' ? driven.name : undefined,
    readsBefore: eachOnce([...before, ...driven.sends].flatMap(({ reads }) => reads)),
    readsAfter: eachOnce(driven.feeds.filter(({ to }) => to === 'returned').flatMap(({ reads }) => reads)),
    play: (readings, random) => {
      prepared.asking.budget.renew()
      return E.chain(({ play }: Ready) => play(readings, random))(underParams(readings))
    },
  })
}

const isSame = (a: Span, b: Span): boolean => a.path === b.path && a.start === b.start && a.end === b.end

const eachOnce = (uses: readonly QuantityUse[]): readonly QuantityUse[] => [
  ...new Map(uses.map(use => [use.path, use])).values(),
]

/** A game whose parameters are known, and how many decisions it has. */
interface Ready extends Pick<DrivenGame, 'play'> {
  readonly decisions: number
}

type Whole = Representative<
  'Sampling',
  Ledger<number>,
  Hidden,
  Value<number>,
  Value<number>,
  Value<number>,
  Value<number>
>

const ready = (
  prepared: Prepared<number>,
  { driven, under }: CompiledDrive<number>,
  params: ReadonlyMap<string, Value<number>>,
): E.Either<Diagnostics, Ready> => {
  const made = under(params)
  if (E.isLeft(made)) return made
  const state = made.right
  const { game, profile } = state
  const markov = sampling({ scalar: double, budget: prepared.asking.budget, samples: 1, seed: 0 })
  const optic = (played: NonNullable<typeof profile>): Whole =>
    opened(game.game.play(faithful(markov), played))
  const own = profile === undefined ? undefined : optic(profile)
  const found = remembered<E.Either<Diagnostics, SolvedStep & { readonly whole: Whole }>>(statesKept)
  const solved = (input: Value<number>, returned: Value<number>) =>
    found(structuralKey([input, returned]), () =>
      E.map((step: SolvedStep) => ({ ...step, whole: optic(step.profile) }))(
        solveStep(prepared, state, driven, { input, returned }),
      ),
    )
  const play: Ready['play'] = (readings, random) => {
    const entered = state.attempt(driven.span, () => state.input(readingAs(readings)))
    if (E.isLeft(entered)) return E.left([entered.left])
    const { fed, wire } = entered.right
    const step = { prepared, state, driven, fed: new Map([...params, ...fed]), readings, random }
    if (own !== undefined) return playedBy(step, own, wire)
    // What will be returned is not known yet: players expect what is read now.
    const expected = state.attempt(driven.span, () => state.returned(readingAs(readings)))
    if (E.isLeft(expected)) return E.left([expected.left])
    return E.chain(({ whole, told }: SolvedStep & { readonly whole: Whole }) =>
      E.map((played: PlayedStep) => ({ ...played, solved: told }))(playedBy(step, whole, wire)),
    )(solved(wire, expected.right))
  }
  return E.right({ play, decisions: game.decisions.length })
}

interface Step {
  readonly prepared: Prepared<number>
  readonly state: DriveUnder<number>
  readonly driven: Driven
  readonly fed: ReadonlyMap<string, Value<number>>
  readonly readings: Readings
  readonly random: Generator
}

const run = <A>(sampler: Sampler<A>, random: Generator): A => sampler(random)

/** One play of the composite optic, whose residual waits for what comes back. */
const playedBy = (
  { prepared: { notation, asking }, state, driven, fed, readings, random }: Step,
  whole: Whole,
  input: Value<number>,
): E.Either<Diagnostics, PlayedStep> => {
  const { game } = state
  const played = state.attempt(driven.span, () => {
    const [residual] = run(whole.play(input), random)
    const { names, events } = whole.trace(residual)
    // What a language game leaves under its names are values.
    const values = names as { readonly [name: string]: Value<number> }
    const sends = state.sends(values, readingAs(readings))
    return { residual, events, values, sends: numbersOf(driven, sends) }
  })
  if (E.isLeft(played)) return E.left([played.left])
  const { residual, events, values, sends } = played.right
  const decisions = game.decisions.flatMap(({ key, path, player }): readonly DecisionTaken[] => {
    const event = events[key]
    return event === undefined
      ? []
      : [{ path, player, observation: notation.show(event.input), action: notation.show(event.output) }]
  })
  return E.right({
    sends,
    fed: new Map([...fed].map(([name, value]) => [name, notation.show(value)])),
    values: () => printed(notation, values),
    decisions,
    coplay: after => {
      asking.budget.renew()
      const back = state.attempt(driven.span, () => {
        const returned = state.returned(readingAs(after))
        // No coplay draws: what is random of a play is in its residual.
        return run(whole.coplay(residual, returned, {}), splitMix64(0))
      })
      if (E.isLeft(back)) return E.left([back.left])
      const [feedback, ledger] = back.right
      const players = new Set([...playersOf(game), ...Object.keys(ledger)])
      return E.right({
        payoffs: new Map([...players].map(player => [player, ledger[player] ?? 0])),
        feedback: isUnit(feedback) ? undefined : notation.show(feedback),
      })
    },
  })
}
