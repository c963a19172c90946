import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { ReadSource } from '../names/modules.ts'
import { resolveProgram } from '../names/resolve.ts'
import type { Source } from '../source/source.ts'
import { inferTypes } from '../types/infer.ts'
import type { Typed } from '../types/typed.ts'

export interface TypedProgram {
  readonly typed: Typed
  /** What parsing, names and types have to say. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads, resolves and types the program of a file. */
export const typedProgram = (entry: Source, read: ReadSource): TypedProgram => {
  const resolved = resolveProgram(entry, read)
  const typed = inferTypes(resolved)
  return { typed, diagnostics: [...new Set([...resolved.diagnostics, ...typed.diagnostics])] }
}
