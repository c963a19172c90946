import type { Numeric, Value } from '../core/value.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { ClosedGame, Decision, OpenGame, Profile } from '../game/game.ts'
import type { Weighted } from '../markov/stochastic.ts'
import type { Span } from '../source/source.ts'

/** A game of the language as a game of the engine: every wire carries a value. */
export type LanguageGame<N extends Numeric> = OpenGame<
  N,
  ValueProfile<N>,
  Value<N>,
  Value<N>,
  Value<N>,
  Value<N>
>

/** Strategies by decision key: the index in `OpenGame.decisions` as text, since paths need not be unique. */
export type ValueProfile<N extends Numeric> = Profile & {
  readonly [index: string]: (observation: Value<N>) => Weighted<N, Value<N>>
}

/** A strategy declaration, unfolded, typed and ready to play. */
export interface CompiledStrategy<N extends Numeric> {
  readonly name: string
  readonly gameName: string
  readonly game: LanguageGame<N>
  readonly profile: ValueProfile<N>
  readonly decisions: readonly Decision<N>[]
  /** The game closed where its boundary is `()`; a diagnostic (G4105, G4002) where it is not. */
  readonly closed: ClosedGame<N, ValueProfile<N>> | Diagnostic
  /** Closes an open game in the context of a `check … in { … }`. */
  readonly close: (context: PlayContext<N>) => ClosedGame<N, ValueProfile<N>>
  readonly span: Span
}

export interface PlayContext<N extends Numeric> {
  readonly input: Weighted<N, Value<N>>
  readonly continuation: (y: Value<N>) => Value<N>
}
