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
 *
 * | here | in mathematics | where |
 * | --- | --- | --- |
 * | `Optic` | ∫^Z C(X, Z ⊗ Y) × C(Z ⊗ R, S), a coend | this file |
 * | `identity`, `sequential` | id, ⨾ | compose.ts |
 * | `parallel` | ⊗ | compose.ts |
 * | `choice` | + on the forward wires | compose.ts |
 * | `lens`, `kernel` | C(X, Y) × C(X ⊗ R, S) with deterministic view; a morphism of C | atom.ts |
 * | `Context` | a comb: state, hole, effect after the hole | this file |
 * | `pushHistory`, `pullContinuation` | action of optics on contexts, on the left and on the right | context.ts |
 *
 * Source: Riley, Categories of optics (2018), for the coend; Bolt, Hedges and Zahn, Bayesian open games
 * (2023), for optics and contexts over a Markov category.
 */
import type { Kind, URIS } from 'fp-ts/HKT.js'

export interface Representative<M extends URIS, W, Z, X, S, Y, R> {
  readonly play: (x: X) => Kind<M, readonly [residual: Z, output: Y]>
  readonly coplay: (residual: Z, r: R, ledger: W) => Kind<M, readonly [feedback: S, ledger: W]>
  /** What the residual remembers under a name, merged along composition; read where a play is closed. */
  readonly trace: (residual: Z) => Trace
}

export type Optic<M extends URIS, W, X, S, Y, R> = <Out>(
  use: <Z>(representative: Representative<M, W, Z, X, S, Y, R>) => Out,
) => Out

/** A residual of which nobody knows what it is. */
declare const hidden: unique symbol
export type Hidden = { readonly [hidden]: never }

/**
 * The representative of an optic, outside of `use`: a composite of n optics that opens each within the one before it
 * would need a stack n deep.
 */
export const opened = <M extends URIS, W, X, S, Y, R>(
  optic: Optic<M, W, X, S, Y, R>,
): Representative<M, W, Hidden, X, S, Y, R> =>
  // A residual is made by the representative's own `play` and read by its own `coplay` and `trace` alone; all that the
  // type of it says here is that nothing else may look inside.
  optic<unknown>(representative => representative) as Representative<M, W, Hidden, X, S, Y, R>

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
 * A context for (X, S) -> (Y, R): all of a play but what happens in the hole.
 *
 * `history` is a state over T ⊗ X, T being hidden from the hole; `continuation` is the future, from the output
 * to the return; `settle` is the coplay of the past, from the feedback to the final ledger, for which the
 * future leaves U. Were U absent, what comes back to a sibling of the hole could not reach the sibling's
 * coplay, and the ledger of the whole play would be unknown inside the hole.
 */
export interface ContextRepresentative<M extends URIS, W, T, U, X, S, Y, R> {
  readonly history: Kind<M, readonly [hidden: T, input: X]>
  readonly continuation: (hidden: T, y: Y) => Kind<M, readonly [hidden: U, returned: R, ledger: W]>
  readonly settle: (hidden: U, feedback: S, ledger: W) => Kind<M, W>
}

export type Context<M extends URIS, W, X, S, Y, R> = <Out>(
  use: <T, U>(representative: ContextRepresentative<M, W, T, U, X, S, Y, R>) => Out,
) => Out
