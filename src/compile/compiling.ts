import type { CoreProgram } from '../core/core.ts'
import type { Desugaring } from '../core/desugaring.ts'
import type { Runtime } from '../core/evaluate.ts'
import type { Machine } from '../core/machine.ts'
import type { Numeric } from '../core/value.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Decision } from '../game/game.ts'
import type { Typed } from '../types/typed.ts'
import type { Origin } from './origin.ts'

/** What compilation of one program shares. */
export interface Compiling<N extends Numeric> {
  readonly typed: Typed
  readonly core: CoreProgram
  readonly desugaring: Desugaring
  readonly machine: Machine<N>
  /** Evaluates definitions; numbers are compared exactly. */
  readonly runtime: Runtime<N>
  /** Evaluates conditions of `expect`; numbers are compared within a tolerance. */
  readonly tolerant: Runtime<N>
  readonly origins: Map<Decision<unknown>, Origin>
  /** What compilation finds; a set, since one failure may be met on several ways. */
  readonly diagnostics: Set<Diagnostic>
}
