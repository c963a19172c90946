import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { addPayoffs, discount, functions, kernel, lens } from '../../game/atom.ts'
import { choice, parallel, sequential } from '../../game/compose.ts'
import { decision } from '../../game/decision.ts'
import type { OpenGame, Profile, Strategy } from '../../game/game.ts'
import { reindex } from '../../game/reindex.ts'
import type { Scalar } from '../../markov/scalar.ts'
import { proportionally, type Ratios, ratios, type Table, table, type Wire, wire, wires } from './table.ts'

/** Who plays in random games: two, so that often one player moves more than once. */
export const players = ['alice', 'bob'] as const
export type Player = (typeof players)[number]

/** A game of which every wire carries one of three values. */
export type WireGame<N> = OpenGame<N, Profile, Wire, Wire, Wire, Wire>

/**
 * A random game as data: atoms by tables, composed; so that it can be read in a counterexample and be given
 * another meaning in a differential test.
 */
export type GameSketch =
  | { readonly kind: 'lens'; readonly view: Table<Wire>; readonly update: Table<Table<Wire>> }
  | { readonly kind: 'kernel'; readonly play: Table<Ratios>; readonly feedback: Wire }
  | {
      readonly kind: 'decision'
      readonly player: Player
      /** Moves for each observation. */
      readonly actions: Table<readonly [Wire, ...Wire[]]>
      /** Payoff of a move and a return. */
      readonly payoff: Table<Table<number>>
      readonly feedback: Wire
    }
  /** Pays the amount on the forward wire. */
  | { readonly kind: 'addPayoffs'; readonly player: Player }
  /** Halves what the player earns later. */
  | { readonly kind: 'discount'; readonly player: Player }
  | { readonly kind: 'sequential'; readonly first: GameSketch; readonly second: GameSketch }
  /** Both see the input; outputs and feedback are joined by tables. */
  | {
      readonly kind: 'parallel'
      readonly left: GameSketch
      readonly right: GameSketch
      readonly output: Table<Table<Wire>>
      readonly feedback: Table<Table<Wire>>
    }
  /** Input zero goes left. */
  | { readonly kind: 'choice'; readonly left: GameSketch; readonly right: GameSketch }

export interface SketchOptions {
  /** Nodes above an atom; 2 when left out. */
  readonly depth?: number
  /** Whether games may discount: receipts of one player then depend on the order of coplay. */
  readonly discounts?: boolean
}

/** Random games, shrinking to smaller ones. */
export const gameSketch = ({ depth = 2, discounts = true }: SketchOptions = {}): fc.Arbitrary<GameSketch> => {
  if (depth === 0)
    return discounts ? fc.oneof({ weight: 9, arbitrary: atomSketch }, discountSketch) : atomSketch
  const smaller = gameSketch({ depth: depth - 1, discounts })
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 2, arbitrary: gameSketch({ depth: 0, discounts }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('sequential' as const), first: smaller, second: smaller }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('parallel' as const),
        left: smaller,
        right: smaller,
        output: table(table(wire)),
        feedback: table(table(wire)),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('choice' as const), left: smaller, right: smaller }),
    },
  )
}

const player = fc.constantFrom(...players)

const discountSketch: fc.Arbitrary<GameSketch> = fc.record({ kind: fc.constant('discount' as const), player })

const atomSketch: fc.Arbitrary<GameSketch> = fc.oneof(
  { withCrossShrink: true },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('lens' as const),
      view: table(wire),
      update: table(table(wire)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('kernel' as const),
      play: table(ratios(wires.length)),
      feedback: wire,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('addPayoffs' as const), player }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('decision' as const),
      player,
      actions: table(
        fc
          .tuple(wire, fc.subarray([...wires]))
          .map(([one, more]): readonly [Wire, ...Wire[]] => [one, ...more]),
      ),
      payoff: table(table(fc.integer({ min: -4, max: 4 }))),
      feedback: wire,
    }),
  },
)

/** The game of a sketch; `at` begins the keys of its decisions, which tell apart where in the sketch they are. */
export const gameOf = <N>(scalar: Scalar<N>, sketch: GameSketch, at: string): WireGame<N> => {
  switch (sketch.kind) {
    case 'lens':
      return passive(
        lens<N, Wire, Wire, Wire, Wire>(
          x => sketch.view[x],
          (x, r) => sketch.update[x][r],
        ),
      )
    case 'kernel':
      return passive(kernel(x => proportionally(scalar, wires, sketch.play[x]), sketch.feedback))
    case 'decision':
      return decisionOf(scalar, sketch, at)
    case 'addPayoffs':
      return addPayoffsOf(scalar, sketch.player)
    case 'discount':
      return passive(discount(sketch.player, earned => scalar.mul(earned, scalar.fromRatio(1n, 2n))))
    case 'sequential':
      return sequential(gameOf(scalar, sketch.first, `${at}1`), gameOf(scalar, sketch.second, `${at}2`))
    case 'parallel':
      return parallelOf(scalar, sketch, at)
    case 'choice':
      return choiceOf(scalar, sketch, at)
  }
}

const passive = <N, X, S, Y, R>(
  game: OpenGame<N, object & Profile, X, S, Y, R>,
): OpenGame<N, Profile, X, S, Y, R> => reindex(game, () => ({}))

type Sketch<Kind extends GameSketch['kind']> = GameSketch & { readonly kind: Kind }

const decisionOf = <N>(scalar: Scalar<N>, sketch: Sketch<'decision'>, at: string): WireGame<N> => {
  const { player, actions, payoff, feedback } = sketch
  const game = decision<N, string, Wire, Wire, Wire>(
    { key: at, path: `${at}.${player}`, player, epsilon: scalar.zero },
    x => actions[x],
    feedback,
  )
  // What a profile holds under the key of a sketched decision is made by `profileOf` or by a test for it.
  const typed = reindex(
    game,
    (profile: Profile) => profile as { readonly [key: string]: Strategy<N, Wire, Wire> },
  )
  return sequential(
    typed,
    passive(
      lens(
        (y: Wire) => y,
        (y, r: Wire) => scalar.fromRatio(BigInt(payoff[y][r]), 1n),
      ),
    ),
  )
}

const addPayoffsOf = <N>(scalar: Scalar<N>, player: Player): WireGame<N> => {
  const amount = functions<N, Wire, Wire, N, Wire>(
    x => scalar.fromRatio(BigInt(x), 1n),
    s => s,
  )
  const back = functions<N, N, Wire, Wire, Wire>(
    paid => nearestWire(scalar.toNumber(paid)),
    s => s,
  )
  return passive(sequential(sequential(amount, addPayoffs<N, Wire>(player)), back))
}

const nearestWire = (n: number): Wire => wires.find(w => w === n) ?? 0

const parallelOf = <N>(scalar: Scalar<N>, sketch: Sketch<'parallel'>, at: string): WireGame<N> => {
  type Two = readonly [Wire, Wire]
  const copy = lens<N, Wire, Wire, Two, Two>(
    x => [x, x],
    (_, [s1, s2]) => sketch.feedback[s1][s2],
  )
  const join = lens<N, Two, Two, Wire, Wire>(
    ([y1, y2]) => sketch.output[y1][y2],
    (_, r) => [r, r],
  )
  const both = parallel(gameOf(scalar, sketch.left, `${at}l`), gameOf(scalar, sketch.right, `${at}r`))
  return sequential(sequential(passive(copy), both), passive(join))
}

const choiceOf = <N>(scalar: Scalar<N>, sketch: Sketch<'choice'>, at: string): WireGame<N> => {
  type Side = E.Either<Wire, Wire>
  const split = functions<N, Wire, Wire, Side, Wire>(
    x => (x === 0 ? E.left(x) : E.right(x)),
    s => s,
  )
  const join = functions<N, Side, Wire, Wire, Wire>(E.toUnion, r => r)
  const either = choice(gameOf(scalar, sketch.left, `${at}l`), gameOf(scalar, sketch.right, `${at}r`))
  return sequential(sequential(passive(split), either), passive(join))
}
