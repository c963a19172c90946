/**
 * Terms of the core as games of the engine. The composite of the engine's combinators is the meaning of a term;
 * the lenses here only fit the language's tuples, lists and `Either` to the wires of the engine.
 */
import * as E from 'fp-ts/lib/Either.js'
import { list, tuple, unit } from '../core/construct.ts'
import { fail, type Machine } from '../core/machine.ts'
import type { BlockTerm, GameTerm, IntervalValue, ListValue, Numeric, Round, Value } from '../core/value.ts'
import { expectList, expectNumber, expectTuple, IllTyped, isStructure, isUnit, known } from '../core/view.ts'
import * as atom from '../game/atom.ts'
import { choice, identity, parallel, sequential } from '../game/compose.ts'
import { decision } from '../game/decision.ts'
import type { Decision, OpenGame } from '../game/game.ts'
import type { Menu } from '../game/menu.ts'
import { population } from '../game/population.ts'
import { balanced } from './balanced.ts'
import { blockGame } from './blockGame.ts'
import { asNamed, type Cast, castOf } from './cast.ts'
import type { LanguageGame, LanguageMarkovGame, LineGames, ValueProfile } from './program.ts'
import { valuesOf, withNames } from './traceNames.ts'

/** A decision of an unfolded game, and the syntax node that made it. */
export interface Leaf<N extends Numeric> {
  readonly decision: Decision<N>
  readonly site: number
  readonly round?: Round | undefined
}

/** A term as a game, with what can be said of it before it is played. */
export interface Unfolded<N extends Numeric> {
  readonly game: LanguageGame<N>
  readonly leaves: readonly Leaf<N>[]
  /** Sites of holes that a play may meet. */
  readonly holes: readonly number[]
  readonly playIsList: boolean
  /** The operations of the lines, where the term is a block. */
  readonly lines: LineGames<N> | undefined
  /** What is played without end, where the whole of the term is that. */
  readonly forever: LanguageMarkovGame<N> | undefined
}

interface Building<N extends Numeric> {
  readonly machine: Machine<N>
  readonly leaves: Leaf<N>[]
  readonly holes: number[]
}

/** The game of a term: decisions in play order, their keys counting from 0. */
export const toGame = <N extends Numeric>(machine: Machine<N>, term: GameTerm<N>): Unfolded<N> => {
  const building: Building<N> = { machine, leaves: [], holes: [] }
  const root: Place = { path: [], cast: asNamed }
  const forever = term.kind === 'forever' ? endless(building, term, root) : undefined
  const lines = term.kind === 'block' ? linesOf(building, term.block, root) : undefined
  const game =
    forever !== undefined
      ? unplayable(machine, term, forever.stage)
      : lines === undefined
        ? build(building, term, root)
        : blockGame(lines.block, lines.operations)
  return { game, leaves: building.leaves, holes: building.holes, playIsList: isList(term), lines, forever }
}

const linesOf = <N extends Numeric>(b: Building<N>, block: BlockTerm<N>, place: Place): LineGames<N> => ({
  block,
  operations: block.lines.map(({ operation }) => {
    const game = build(b, operation, place)
    return operation.kind === 'label' ? game : withNames(game, () => ({}))
  }),
})

/** Whether the play of a term is a list, one record a round or member. */
const isList = <N extends Numeric>(term: GameTerm<N>): boolean =>
  term.kind === 'repeat' || term.kind === 'population' || term.kind === 'forever'

/** Where in the game a term stands. */
interface Place {
  /** Labels and indices around it. */
  readonly path: readonly string[]
  readonly cast: Cast
}

const under = ({ path, cast }: Place, label: string): Place => ({ path: [...path, label], cast })

const build = <N extends Numeric>(b: Building<N>, term: GameTerm<N>, place: Place): LanguageGame<N> => {
  b.machine.budget.spend(1)
  switch (term.kind) {
    case 'lens':
      return atom.lens(term.view, term.update)
    case 'kernel':
      return atom.kernel<N, Value<N>, Value<N>, Value<N>, Value<N>>(term.kernel, unit)
    case 'decision':
      return choosing(b, term, place)
    case 'addPayoffs':
      return paying(b.machine, place.cast(term.player))
    case 'discount':
      return atom.discount<N, Value<N>, Value<N>>(place.cast(term.player), term.factor)
    case 'sequential':
      return sequential(part(b, term.first, place), part(b, term.second, place))
    case 'parallel':
      return sideBySide(part(b, term.left, place), part(b, term.right, place))
    case 'choice':
      return either(part(b, term.left, place), part(b, term.right, place))
    case 'population':
      return members(numbered(b, term.members, place, castOf(term.members, place.cast)))
    case 'repeat':
      return balanced<LanguageGame<N>>(numbered(b, term.rounds, place), sequential, identity)
    case 'forever':
      return unplayable(b.machine, term, build(b, term.stage, place))
    case 'label':
      return labelled(term.label, build(b, term.game, under(place, term.label)), isList(term.game))
    case 'block':
      return blockGame(term.block, linesOf(b, term.block, place).operations)
    case 'hole':
      return hole(b, term.site)
  }
}

/** A part of a composite, which has no place for the list of a play: a label gives it one. */
const part = <N extends Numeric>(b: Building<N>, term: GameTerm<N>, place: Place): LanguageGame<N> => {
  const game = build(b, term, place)
  return isList(term) ? withNames(game, () => ({})) : game
}

const choosing = <N extends Numeric>(
  b: Building<N>,
  term: Extract<GameTerm<N>, { kind: 'decision' }>,
  { path, cast }: Place,
): LanguageGame<N> => {
  const { player: name, epsilon, idle } = term
  const at = {
    key: String(b.leaves.length),
    path: [...path, name].join('.'),
    player: cast(name),
    epsilon,
    // What a decision of the language observes is a value.
    ...(idle === undefined ? {} : { idle: (observation: unknown) => idle(observation as Value<N>) }),
  }
  b.leaves.push({ decision: at, site: term.site, round: term.round })
  const atomic = decision<N, string, Value<N>, Value<N>, Value<N>>(
    at,
    observation => menuOf(b.machine, term.actions(observation)),
    unit,
    isStructure(term.menu) ? term.menu : term,
  )
  const amount = atom.functions<N, Value<N>, N, Value<N>, Value<N>>(
    y => y,
    r => amountOf(b.machine, r, at.key),
  )
  return sequential(atomic, amount)
}

const menuOf = <N extends Numeric>(
  { scalar }: Machine<N>,
  menu: ListValue<N> | IntervalValue<N>,
): Menu<N, Value<N>> => {
  if (menu.kind === 'list') return menu.items
  const { lo, hi } = menu
  return {
    kind: 'continuum',
    lo,
    hi,
    has: action => {
      const n = expectNumber<N>(action)
      return scalar.compare(lo, n) <= 0 && scalar.compare(n, hi) <= 0
    },
  }
}

/** What is paid, `decision` being the key of the decision that it is returned to. */
const amountOf = <N extends Numeric>({ tracer }: Machine<N>, paid: Value<N>, decision?: string): N =>
  tracer === undefined ? expectNumber<N>(paid) : tracer.payment(paid, decision)

const paying = <N extends Numeric>(machine: Machine<N>, player: string): LanguageGame<N> => {
  const enter = atom.functions<N, Value<N>, Value<N>, N, Value<N>>(
    x => amountOf(machine, x),
    () => unit,
  )
  const leave = atom.functions<N, N, Value<N>, Value<N>, Value<N>>(
    () => unit,
    r => r,
  )
  return sequential(sequential(enter, atom.addPayoffs<N, Value<N>>(player)), leave)
}

const both = <N extends Numeric>(value: Value<N>): readonly [Value<N>, Value<N>] => {
  const [left, right] = expectTuple(value)
  if (left === undefined || right === undefined) throw new IllTyped('a pair was expected')
  return [left, right]
}

type Pair<N extends Numeric> = readonly [Value<N>, Value<N>]

const sideBySide = <N extends Numeric>(left: LanguageGame<N>, right: LanguageGame<N>): LanguageGame<N> => {
  const split = atom.functions<N, Value<N>, Value<N>, Pair<N>, Pair<N>>(both, s => tuple(...s))
  const join = atom.functions<N, Pair<N>, Pair<N>, Value<N>, Value<N>>(y => tuple(...y), both)
  return sequential(sequential(split, parallel(left, right)), join)
}

type Either<N extends Numeric> = E.Either<Value<N>, Value<N>>

const fromEither = <N extends Numeric>(given: Value<N>): Either<N> => {
  const value = known(given)
  if (!isStructure(value) || value.kind !== 'constructor') throw new IllTyped('an Either was expected')
  const [content] = value.fields
  if (content === undefined) throw new IllTyped('an Either was expected')
  return value.name === 'Left' ? E.left(content) : E.right(content)
}

const toEither = <N extends Numeric>(value: Either<N>): Value<N> =>
  E.isLeft(value)
    ? { kind: 'constructor', name: 'Left', order: 0, fields: [value.left] }
    : { kind: 'constructor', name: 'Right', order: 1, fields: [value.right] }

const either = <N extends Numeric>(left: LanguageGame<N>, right: LanguageGame<N>): LanguageGame<N> => {
  const split = atom.functions<N, Value<N>, Value<N>, Either<N>, Value<N>>(fromEither, s => s)
  const join = atom.functions<N, Either<N>, Value<N>, Value<N>, Value<N>>(toEither, r => r)
  return sequential(sequential(split, choice(left, right)), join)
}

/** Copies told apart by their index, in the paths of their decisions and in what their plays leave. */
const numbered = <N extends Numeric>(
  b: Building<N>,
  terms: readonly GameTerm<N>[],
  place: Place,
  casts: readonly Cast[] = [],
): readonly LanguageGame<N>[] =>
  terms.map((term, i) => {
    const within = { ...under(place, String(i)), cast: casts[i] ?? place.cast }
    return labelled(String(i), build(b, term, within), isList(term))
  })

const labelled = <N extends Numeric>(
  label: string,
  game: LanguageGame<N>,
  asList: boolean,
): LanguageGame<N> => withNames(game, names => ({ [label]: playOf<N>(names, asList) }))

/** The names of a play as a record; as the list of its rounds or members where these are its names. */
export const playOf = <N extends Numeric>(
  names: { readonly [name: string]: unknown },
  asList: boolean,
): Value<N> => {
  const fields = valuesOf<N>(names)
  return asList ? list(Object.values(fields)) : { kind: 'record', fields }
}

const members = <N extends Numeric>(games: readonly LanguageGame<N>[]): LanguageGame<N> => {
  type Values = readonly Value<N>[]
  const side: OpenGame<N, ValueProfile<N>, Values, Values, Values, Values> = population(games)
  // A wire left out carries `()`, which stands for a list of as many.
  const each = (value: Value<N>): Values => (isUnit(value) ? games.map(() => unit) : expectList(value))
  const split = atom.functions<N, Value<N>, Value<N>, Values, Values>(each, s => list(s))
  const join = atom.functions<N, Values, Values, Value<N>, Value<N>>(y => list(y), each)
  return sequential(sequential(split, side), join)
}

const endless = <N extends Numeric>(
  b: Building<N>,
  { stage, discount, start }: Extract<GameTerm<N>, { kind: 'forever' }>,
  place: Place,
): LanguageMarkovGame<N> => ({ stage: build(b, stage, place), nothing: unit, discount, start })

/** A game without end as one that is played: it has the decisions of its stage and no play. */
const unplayable = <N extends Numeric>(
  machine: Machine<N>,
  { site }: GameTerm<N>,
  { decisions }: LanguageGame<N>,
): LanguageGame<N> => {
  const refuse = () =>
    fail(machine, site, 'G4112', 'a game without end cannot be played', {
      explanation: [
        'Its plays are infinite. What a strategy brings in it, and whether that is an equilibrium, is answered for ' +
          'the game by itself, not where it is a part of another.',
      ],
      hint: 'play a number of stages with `repeat n { … }`',
    })
  const none = atom.lens<N, Value<N>, Value<N>, Value<N>, Value<N>>(refuse, refuse)
  return { ...none, decisions, evaluate: refuse }
}

const hole = <N extends Numeric>({ machine, holes }: Building<N>, site: number): LanguageGame<N> => {
  holes.push(site)
  const refuse = () => fail(machine, site, 'G4002', 'this hole cannot be played')
  return atom.lens<N, Value<N>, Value<N>, Value<N>, Value<N>>(refuse, refuse)
}
