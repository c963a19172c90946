/** Games as composites whose parts are known, so that the contract of the whole is made of theirs. */
import { functions } from '../game/atom.ts'
import { sequential as oneAfterOther, parallel as sideBySide } from '../game/compose.ts'
import type { OpenGame, Profile } from '../game/game.ts'
import type { Rational } from '../markov/rational.ts'
import { pairOf, type Shape } from './shape.ts'

/** A game whose wires carry whatever its neighbors agree on. */
export type Wired = OpenGame<Rational, Profile, unknown, unknown, unknown, unknown>

interface Part {
  readonly game: Wired
  /** The amounts that it feeds back and that return to it. */
  readonly feeds: Shape
  readonly returns: Shape
}

export type Component = Part &
  (
    | {
        readonly kind: 'atom'
        /** What names the game and its strategy: equal names, equal contracts. */
        readonly identity: string
      }
    | { readonly kind: 'sequential'; readonly first: Component; readonly second: Component }
    | { readonly kind: 'parallel'; readonly left: Component; readonly right: Component }
  )

export const atom = (identity: string, part: Part): Component => ({ kind: 'atom', identity, ...part })

/** `first`, then `second`. */
export const sequential = (first: Component, second: Component): Component => ({
  kind: 'sequential',
  first,
  second,
  game: oneAfterOther(first.game, second.game),
  feeds: first.feeds,
  returns: second.returns,
})

/** Both side by side; inputs and outputs are pairs. */
export const parallel = (left: Component, right: Component): Component => ({
  kind: 'parallel',
  left,
  right,
  game: paired(sideBySide(left.game, right.game)),
  feeds: pairOf(left.feeds, right.feeds),
  returns: pairOf(left.returns, right.returns),
})

type Pair = readonly [unknown, unknown]

/** The two parts of what a wire of a parallel component carries. */
export const pairIn = (value: unknown): Pair => {
  const [left, right]: readonly unknown[] = Array.isArray(value) ? value : []
  return [left, right]
}

/** A game on pairs as one on wires that carry them. */
const paired = (game: OpenGame<Rational, Profile, Pair, Pair, Pair, Pair>): Wired => {
  const split = functions<Rational, unknown, unknown, Pair, Pair>(pairIn, fed => fed)
  const join = functions<Rational, Pair, Pair, unknown, unknown>(outputs => outputs, pairIn)
  return oneAfterOther<Rational, Profile, Profile, unknown, unknown, Pair, Pair, unknown, unknown>(
    oneAfterOther<Rational, Profile, Profile, unknown, unknown, Pair, Pair, Pair, Pair>(split, game),
    join,
  )
}

/** The players who decide in a component. */
export const playersIn = ({ game }: Component): ReadonlySet<string> =>
  new Set(game.decisions.map(({ player }) => player))

/** What names a component and its strategy. */
export const identityOf = (component: Component): string => {
  switch (component.kind) {
    case 'atom':
      return component.identity
    case 'sequential':
      return `(${identityOf(component.first)} ; ${identityOf(component.second)})`
    case 'parallel':
      return `(${identityOf(component.left)} | ${identityOf(component.right)})`
  }
}
