/** `coplay replay`: does the run of a log over, and holds every message against it. */
import * as E from 'fp-ts/lib/Either.js'
import { logInMemory, messagesIn } from '../drive/log.ts'
import { logUnusable } from '../drive/notDriven.ts'
import { again, type DriveCommandOptions } from './drive.ts'
import { type ExitStatus, statusOfDiagnostics } from './exitStatus.ts'
import { fileNotFound } from './fileErrors.ts'
import type { Io } from './io.ts'
import { tell } from './terminal.ts'

/** The most bytes of a log that are read. */
const largestLog = 2 ** 31

export const replayLog = async (io: Io, place: string, options: DriveCommandOptions): Promise<ExitStatus> => {
  const bytes = io.disk.read(place, largestLog)
  const read = E.isLeft(bytes) ? bytes : messagesIn(bytes.right)
  if (E.isLeft(read)) {
    const problem =
      io.disk.kind(place) === 'missing' ? fileNotFound(place, []) : logUnusable(place, read.left)
    tell(io, [problem], new Map(), options)
    return statusOfDiagnostics([problem])
  }
  return again(io, place, logInMemory(read.right), true, options)
}
