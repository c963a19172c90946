import type { Core } from '../core/core.ts'
import { dependencies } from '../core/dependencies.ts'
import type { Numeric } from '../core/value.ts'
import type { Compiling } from './compiling.ts'

/** Whether expressions need nothing that has errors, which are reported where they are. */
export type IsSound = (roots: readonly Core[]) => boolean

/** Soundness over the definitions that types/ found broken. */
export const soundness =
  <N extends Numeric>({ typed, core }: Pick<Compiling<N>, 'typed' | 'core'>): IsSound =>
  roots =>
    [...dependencies(core, roots)].every(declaration => !typed.broken.has(declaration))
