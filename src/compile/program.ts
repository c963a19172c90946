/**
 * A program ready to be asked: games of the engine, profiles for them, and the questions of the file in order.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import type { BlockTerm, Numeric, Value } from '../core/value.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { ClosedGame, Decision, Ledger, OpenGame, Outcome, Profile } from '../game/game.ts'
import type { Weighted } from '../markov/stochastic.ts'
import type { MarkovGame } from '../markovGame/markovGame.ts'
import type { Span } from '../source/source.ts'
import type { Traced, Untraced } from '../trace/diagram.ts'
import type { Type } from '../types/typed.ts'
import type { CompiledDrive } from './drives.ts'

/** A game of the language as a game of the engine: every wire carries a value. */
export type LanguageGame<N extends Numeric> = OpenGame<
  N,
  ValueProfile<N>,
  Value<N>,
  Value<N>,
  Value<N>,
  Value<N>
>

/** A language game in a context: what the engine's analyses take. */
export interface ClosedLanguageGame<N extends Numeric> extends ClosedGame<N, ValueProfile<N>> {
  /** What is asked about instead where the game has no end: to play or to evaluate it fails with G4112. */
  readonly forever?: LanguageMarkovGame<N>
}

/** `forever g discount d at s0` */
export type LanguageMarkovGame<N extends Numeric> = MarkovGame<N, ValueProfile<N>, Value<N>, Value<N>>

/** Strategies by decision key: the index in `OpenGame.decisions` as text, since paths need not be unique. */
export type ValueProfile<N extends Numeric> = Profile & {
  readonly [index: string]: (observation: Value<N>) => Weighted<N, Value<N>>
}

/** A block and the games of its lines, in order. */
export interface LineGames<N extends Numeric> {
  readonly block: BlockTerm<N>
  readonly operations: readonly LanguageGame<N>[]
}

/** A game declaration without parameters, or with the arguments that a question gives it, unfolded. */
export interface CompiledGame<N extends Numeric> {
  readonly name: string
  readonly game: LanguageGame<N>
  readonly decisions: readonly Decision<N>[]
  /** The game closed where its boundary is `()`; a diagnostic (G4105, G4002) where it is not. */
  readonly closed: Either<Diagnostic, ClosedLanguageGame<N>>
  /** Why no context makes the game playable: it has a hole (G4002). */
  readonly hole: Diagnostic | undefined
  /** Closes an open game in the context of a `check … in { … }`. */
  readonly close: (context: PlayContext<N>) => ClosedLanguageGame<N>
  /** Where each decision stands in the text, by its key. */
  readonly places: ReadonlyMap<string, DecisionPlace<N>>
  /** What the game is made of, where it is a block. */
  readonly lines: LineGames<N> | undefined
  /** Whether a play is a list (of rounds, of a population) and not a record. */
  readonly playIsList: boolean
  readonly span: Span
}

/** A decision in the text, and the moves that its type has, where these can be listed. */
export interface DecisionPlace<N extends Numeric> {
  readonly span: Span
  readonly moveType: string | undefined
  readonly moves: readonly Value<N>[]
}

/** A strategy declaration, unfolded, matched to its game's decisions and ready to play. */
export interface CompiledStrategy<N extends Numeric> extends CompiledGame<N> {
  /** The name of the strategy; `gameName` is that of its game. */
  readonly name: string
  readonly gameName: string
  readonly profile: ValueProfile<N>
}

export interface PlayContext<N extends Numeric> {
  readonly input: Weighted<N, Value<N>>
  readonly continuation: (y: Value<N>) => Value<N>
}

interface Asked {
  /** 1-based line of the question. */
  readonly line: number
  /** The question as written. */
  readonly text: string
  readonly span: Span
}

export interface CheckQuestion<N extends Numeric> extends Asked {
  readonly kind: 'check'
  readonly strategy: CompiledStrategy<N>
  readonly concept: string
  readonly conceptSpan: Span
  readonly negated: boolean
  /** As given by `within`. */
  readonly epsilon: N | undefined
  /** The game in the context of the question; a diagnostic (G4105, G4002) where it cannot be played. */
  readonly closed: Either<Diagnostic, ClosedLanguageGame<N>>
}

export interface ExpectQuestion extends Asked {
  readonly kind: 'expect'
  /** The strategies that the condition depends on: their names and those of their games. */
  readonly about: readonly { readonly strategy: string; readonly game: string }[]
  /** Evaluates the condition, calling the analyses it names. */
  readonly holds: () => Either<Diagnostic, boolean>
}

export interface SolveQuestion<N extends Numeric> extends Asked {
  readonly kind: 'solve'
  readonly game: CompiledGame<N>
  readonly concept: string
  readonly conceptSpan: Span
}

/** A question about something that has errors of its own, which are reported already. */
export interface UnaskedQuestion extends Asked {
  readonly kind: 'unasked'
  readonly of: 'check' | 'expect' | 'solve'
}

export type Question<N extends Numeric> =
  | CheckQuestion<N>
  | ExpectQuestion
  | SolveQuestion<N>
  | UnaskedQuestion

/** A hole of the program, with the type that what fills it must have. */
export interface Hole {
  readonly site: number
  readonly span: Span
  readonly type: Type | undefined
}

export interface Program<N extends Numeric> {
  readonly strategies: readonly CompiledStrategy<N>[]
  /** Games of the file asked for that need no arguments. */
  readonly games: readonly CompiledGame<N>[]
  /** Questions of the file asked for, in file order; imported files keep theirs. */
  readonly questions: readonly Question<N>[]
  /** The `drive` declarations of the file asked for. */
  readonly drives: readonly CompiledDrive<N>[]
  readonly holes: readonly Hole[]
  /**
   * Runs what plays a compiled game: failures of the program become diagnostics; `span` is blamed for those that
   * have no place of their own.
   */
  readonly attempt: <A>(span: Span, run: () => A) => Either<Diagnostic, A>
  /** A closed game of the program as an influence diagram. Errors: as `traceGame`. */
  readonly trace: (closed: ClosedLanguageGame<N>, profile: ValueProfile<N>) => Either<Untraced, Traced<N>>
  /** The same where no profile is given: everybody mixes evenly over what may be done. */
  readonly traceEven: (closed: ClosedLanguageGame<N>) => Either<Untraced, Traced<N>>
}

/**
 * What the functions of questions need from an equilibrium engine; `payoff`, `welfare`, `probability` and `belief`
 * are read off the distribution of the play and need none. Failures unwind to `attempt`.
 */
export interface Analysis<N extends Numeric> {
  /** The most a player could gain by deviating from the profile; 0 or more. */
  readonly regret: (closed: ClosedLanguageGame<N>, profile: ValueProfile<N>, player: string) => N
  /** What everybody who decides or is paid gets. */
  readonly payoffs: (closed: ClosedLanguageGame<N>, profile: ValueProfile<N>) => Ledger<N>
  /** The probability that `holds` of the names of a play. */
  readonly probability: (
    closed: ClosedLanguageGame<N>,
    profile: ValueProfile<N>,
    holds: (names: Outcome<N>['trace']['names']) => Value<N>,
  ) => N
}
