import { CommanderError } from 'commander'
import { type ExitStatus, exitStatus } from './exitStatus.ts'
import { fault } from './fault.ts'
import type { Io } from './io.ts'
import { coplayProgram } from './program.ts'
import { tell } from './terminal.ts'

/** Runs the command line `argv`, without the names of the runtime and the program. Never throws. */
export const main = async (argv: readonly string[], io: Io): Promise<ExitStatus> => {
  let status: ExitStatus = exitStatus.holds
  const program = coplayProgram(io, ended => {
    status = ended
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitStatus.holds : exitStatus.wrongInput
    tell(io, [fault(error)], new Map(), {})
    return exitStatus.fault
  }
}
