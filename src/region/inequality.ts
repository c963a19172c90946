/** What must hold of the parameters for a profile to be an equilibrium, and where that comes from. */
import type { Change } from '../equilibrium/verdict.ts'
import type { Decision } from '../game/game.ts'
import type { Rational } from '../markov/rational.ts'
import type { Weighted } from '../markov/stochastic.ts'

/** What a player could do instead. */
export type Deviation =
  /** Another action at one information state, everything else as in the profile. */
  | {
      readonly kind: 'oneShot'
      readonly player: string
      readonly decision: Decision<Rational>
      readonly observation: unknown
      readonly from: Weighted<Rational, unknown>
      readonly to: unknown
    }
  /** Other actions at several of its decisions. */
  | { readonly kind: 'joint'; readonly player: string; readonly changes: readonly Change<Rational>[] }

/** `margin >= 0`: what the profile brings, and what is forgiven, less what the deviation brings. */
export interface Inequality {
  /** Affine in the parameters. */
  readonly margin: Rational
  readonly deviation: Deviation
}

/** How far the changes of a player at several decisions together are among the inequalities. */
export interface Coverage {
  readonly player: string
  readonly joint: /** A player with one decision meets it once: single changes are all there are. */
    | 'single'
    /** Every way to play is among them. */
    | 'complete'
    /** There are too many ways to play: only single changes are. */
    | 'tooMany'
}
