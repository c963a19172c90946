/**
 * Laws of open games, as statements about the operations given: those of src/game, or one's own.
 *
 * Games are equal when they look the same in every context under every profile: the same plays with the same
 * probabilities and payments, and the same table of deviations, in whatever order.
 */
import * as fc from 'fast-check'
import type { URIS } from 'fp-ts/HKT.js'
import { discount, functions } from '../../game/atom.ts'
import type { identity, parallel, sequential } from '../../game/compose.ts'
import type { OpenGame, Profile } from '../../game/game.ts'
import { faithfulObservable } from '../../game/interpretation.ts'
import { reindex } from '../../game/reindex.ts'
import type { Observable } from '../../markov/stochastic.ts'
import { structuralKey } from '../../markov/structuralKey.ts'
import { type Boundary, contextOf, contextSketch } from '../arbitrary/context.ts'
import {
  type GameSketch,
  gameOf,
  gameSketch,
  players,
  type SketchOptions,
  type WireGame,
} from '../arbitrary/game.ts'
import { profileOf } from '../arbitrary/strategy.ts'
import { type Wire, wires } from '../arbitrary/table.ts'
import { type Comparison, observeGame } from '../gameObservation.ts'
import { type Law, law } from '../law.ts'
import { agree, observation } from '../observation.ts'

/** The operations that the laws speak about. */
export interface GameOperations {
  readonly identity: typeof identity
  readonly sequential: typeof sequential
  readonly parallel: typeof parallel
  readonly reindex: typeof reindex
}

/** Two ways to put one game together. */
export interface Sides<N, X, S, Y, R> {
  readonly one: OpenGame<N, Profile, X, S, Y, R>
  readonly other: OpenGame<N, Profile, X, S, Y, R>
}

/** The law that both ways to put together what `parts` makes are the same game. */
export const equalGames = <M extends URIS, N, A, X, S, Y, R>(
  markov: Observable<M, N>,
  name: string,
  parts: fc.Arbitrary<A>,
  compose: (part: A) => Sides<N, X, S, Y, R>,
  boundary: Boundary<X, R>,
  comparison: Comparison = 'everything',
  entry?: Parameters<typeof profileOf<N, X, S, Y, R>>[3],
): Law => {
  const cases = parts.chain(part =>
    fc.record({
      part: fc.constant(part),
      profile: profileOf(markov.scalar, compose(part).one, boundary, entry),
      context: contextSketch(boundary),
      player: fc.constantFrom(...players),
    }),
  )
  return law(name, cases, ({ part, profile, context, player }) => {
    const around = contextOf<M, N, X, S, Y, R>(markov, boundary, context, player)
    const seen = (game: OpenGame<N, Profile, X, S, Y, R>) =>
      observeGame(markov, game, profile, around, comparison)
    const { one, other } = compose(part)
    return agree(markov.scalar, seen(one), seen(other))
  })
}

/** The laws of a monoidal category, up to residuals and the order of diagnostics. */
export const gameLaws = <M extends URIS, N>(
  markov: Observable<M, N>,
  operations: GameOperations,
): readonly Law[] => [
  ...categoryLaws(markov, operations),
  ...monoidalLaws(markov, operations),
  renamingLaw(markov, operations),
  affineLaw(markov, operations),
]

const onWires: Boundary<Wire, Wire> = { inputs: [0, 1, 2], returns: [0, 1, 2] }

interface Parts {
  readonly f: GameSketch
  readonly g: GameSketch
  readonly h: GameSketch
  readonly k: GameSketch
}

const someParts = (options: SketchOptions): fc.Arbitrary<Parts> => {
  const some = gameSketch(options)
  return fc.record({ f: some, g: some, h: some, k: some })
}

/** The games of the parts, whose keys begin with the names of the parts. */
const gamesOf = <M extends URIS, N>({ scalar }: Observable<M, N>, { f, g, h, k }: Parts) => ({
  f: gameOf(scalar, f, 'f'),
  g: gameOf(scalar, g, 'g'),
  h: gameOf(scalar, h, 'h'),
  k: gameOf(scalar, k, 'k'),
})

const categoryLaws = <M extends URIS, N>(
  markov: Observable<M, N>,
  { identity, sequential }: GameOperations,
): readonly Law[] => {
  const small = someParts({ depth: 1 })
  const nothing: WireGame<N> = reindex(identity<N, Wire, Wire>(), () => ({}))
  const then = (first: WireGame<N>, second: WireGame<N>): WireGame<N> => sequential(first, second)
  const equal = (
    name: string,
    sides: (games: ReturnType<typeof gamesOf<M, N>>) => Sides<N, Wire, Wire, Wire, Wire>,
  ) => equalGames(markov, name, small, parts => sides(gamesOf(markov, parts)), onWires)
  return [
    equal('identity on the left', ({ f }) => ({ one: f, other: then(nothing, f) })),
    equal('identity on the right', ({ f }) => ({ one: f, other: then(f, nothing) })),
    equal('sequential is associative', ({ f, g, h }) => ({
      one: then(then(f, g), h),
      other: then(f, then(g, h)),
    })),
  ]
}

type Two = readonly [Wire, Wire]
type PairGame<N> = OpenGame<N, Profile, Two, Two, Two, Two>
const pairs: readonly Two[] = wires.flatMap(a => wires.map((b): Two => [a, b]))
const onPairs: Boundary<Two, Two> = {
  inputs: [[0, 0], ...pairs.slice(1)],
  returns: [[0, 0], ...pairs.slice(1)],
}

const monoidalLaws = <M extends URIS, N>(
  markov: Observable<M, N>,
  { identity, sequential, parallel }: GameOperations,
): readonly Law[] => {
  const beside = (left: WireGame<N>, right: WireGame<N>): PairGame<N> => parallel(left, right)
  const then = (first: PairGame<N>, second: PairGame<N>): PairGame<N> => sequential(first, second)
  const nothing: WireGame<N> = reindex(identity<N, Wire, Wire>(), () => ({}))
  const exchange = ([a, b]: Two): Two => [b, a]
  const swap: PairGame<N> = reindex(functions<N, Two, Two, Two, Two>(exchange, exchange), () => ({}))
  const equal = (
    name: string,
    options: SketchOptions,
    sides: (games: ReturnType<typeof gamesOf<M, N>>) => Sides<N, Two, Two, Two, Two>,
    comparison: Comparison,
  ) =>
    equalGames(markov, name, someParts(options), parts => sides(gamesOf(markov, parts)), onPairs, comparison)
  const orderless = { depth: 0, discounts: false }
  return [
    equal(
      'side by side is one after the other',
      { depth: 1 },
      ({ f, g }) => ({ one: beside(f, g), other: then(beside(f, nothing), beside(nothing, g)) }),
      'everything',
    ),
    equal(
      'interchange',
      orderless,
      ({ f, g, h, k }) => ({
        one: then(beside(f, g), beside(h, k)),
        other: beside(sequential(f, h), sequential(g, k)),
      }),
      'totals',
    ),
    equal(
      'symmetry',
      { depth: 1, discounts: false },
      ({ f, g }) => ({ one: beside(f, g), other: then(then(swap, beside(g, f)), swap) }),
      'totals',
    ),
  ]
}

/** The strategies of a profile may have other names. */
const renamingLaw = <M extends URIS, N>(markov: Observable<M, N>, operations: GameOperations): Law => {
  const rename = (key: string) => `renamed ${key}`
  const cases = gameSketch().chain(sketch => {
    const game = gameOf(markov.scalar, sketch, 'f')
    const profile = profileOf(markov.scalar, game, onWires)
    return fc.record({ game: fc.constant(game), profile, context: contextSketch(onWires) })
  })
  return law('renaming strategies', cases, ({ game, profile, context }) => {
    const around = contextOf<M, N, Wire, Wire, Wire, Wire>(markov, onWires, context, 'alice')
    const renamed = operations.reindex(game, (other: Profile) =>
      Object.fromEntries(game.decisions.map(({ key }) => [key, other[rename(key)]])),
    )
    const names = Object.fromEntries(Object.entries(profile).map(([key, s]) => [rename(key), s]))
    return agree(
      markov.scalar,
      observeGame(markov, game, profile, around),
      observeGame(markov, renamed, names, around),
    )
  })
}

/** A positive affine change of what a player earns in the end changes that player's totals likewise, and no more. */
const affineLaw = <M extends URIS, N>(markov: Observable<M, N>, { sequential }: GameOperations): Law => {
  const { scalar } = markov
  const cases = gameSketch().chain(sketch => {
    const game = gameOf(scalar, sketch, 'f')
    const profile = profileOf(scalar, game, onWires)
    const scale = fc.integer({ min: 1, max: 3 })
    const shift = fc.integer({ min: -3, max: 3 })
    return fc.record({ game: fc.constant(game), profile, context: contextSketch(onWires), scale, shift })
  })
  return law('positive affine change of payoffs', cases, ({ game, profile, context, scale, shift }) => {
    const number = (n: number) => scalar.fromRatio(BigInt(n), 1n)
    const change = (earned: N) => scalar.add(scalar.mul(number(scale), earned), number(shift))
    const changed = sequential(
      reindex(discount<N, Wire, Wire>('alice', change), () => ({})),
      game,
    )
    // Bonuses that are settled before the game began are bob's, so that alice's totals are those of the game.
    const around = contextOf<M, N, Wire, Wire, Wire, Wire>(markov, onWires, context, 'bob')
    const table = (of: WireGame<N>, total: (player: string, value: N) => N) =>
      observation(
        scalar,
        of
          .evaluate(faithfulObservable(markov), profile, around)
          .flatMap(({ decision, observation: seen, actions }) =>
            actions.map(
              ({ action, total: value }) =>
                [structuralKey([decision.key, seen, action]), total(decision.player, value)] as const,
            ),
          ),
      )
    return agree(
      scalar,
      table(changed, (_, value) => value),
      table(game, (player, value) => (player === 'alice' ? change(value) : value)),
    )
  })
}
