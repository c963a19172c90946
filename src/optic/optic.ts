/**
 * Stochastic optics: what `play` sends forward and `coplay` sends back.
 *
 * An optic (X, S) -> (Y, R) in the Kleisli category of `M` is, for some residual Z, a forward kernel
 * X -> Z ⊗ Y and a backward kernel Z ⊗ R -> S. Coplay also threads a ledger W backward (the last
 * stage writes first), which is how payoffs accumulate. The residual is existential: it is visible only
 * inside `use`, so nothing outside can depend on it.
 *
 *            ┌──────────┐
 *     X ────▶│          │────▶ Y
 *            │  Z       │
 *     S ◀────│          │◀──── R
 *            └──────────┘
 */
import type { Kind, URIS } from 'fp-ts/HKT.js'

export interface Representative<M extends URIS, W, Z, X, S, Y, R> {
  readonly play: (x: X) => Kind<M, readonly [residual: Z, output: Y]>
  readonly coplay: (residual: Z, r: R, ledger: W) => Kind<M, readonly [feedback: S, ledger: W]>
  /** What the residual remembers under a name, merged along composition; read by `reveal`. */
  readonly trace: (residual: Z) => Trace
}

export type Optic<M extends URIS, W, X, S, Y, R> = <Out>(
  use: <Z>(representative: Representative<M, W, Z, X, S, Y, R>) => Out,
) => Out

/**
 * What one play leaves to be read: named values (nested records under labels) and keyed events.
 *
 * Traces of composed optics are merged; of two equal names the later wins.
 */
export interface Trace {
  readonly names: { readonly [name: string]: unknown }
  readonly events: { readonly [key: string]: { readonly input: unknown; readonly output: unknown } }
}

/**
 * A context for (X, S) -> (Y, R): a hidden state T, a state over T ⊗ X, what happens to the output, and what
 * happens to the feedback.
 *
 * `continuation` is the future, `settle` the coplay of the past: it turns the feedback into the final ledger.
 */
export interface ContextRepresentative<M extends URIS, W, T, X, S, Y, R> {
  readonly history: Kind<M, readonly [hidden: T, input: X]>
  readonly continuation: (hidden: T, y: Y) => Kind<M, readonly [returned: R, ledger: W]>
  readonly settle: (hidden: T, feedback: S, ledger: W) => Kind<M, W>
}

export type Context<M extends URIS, W, X, S, Y, R> = <Out>(
  use: <T>(representative: ContextRepresentative<M, W, T, X, S, Y, R>) => Out,
) => Out
