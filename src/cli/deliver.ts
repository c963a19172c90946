/** What a command makes, to where it was asked for. */
import * as E from 'fp-ts/lib/Either.js'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { notWritten } from './fileErrors.ts'
import type { Io } from './io.ts'

/** Writes a text to a file; to standard output where none is named, or `-`. What keeps it from being written. */
export const deliver = (io: Io, output: string | undefined, text: string): readonly Diagnostic[] => {
  if (output === undefined || output === '-') {
    io.out(text)
    return []
  }
  const stored = io.disk.write(output, text)
  return E.isLeft(stored) ? [notWritten(output, stored.left)] : []
}
