/** How commands are added to the program. */
import type { Command } from 'commander'
import type { ExitStatus } from './exitStatus.ts'
import type { Io } from './io.ts'

/** Adds a command; `end` is told how it ended. */
export type Add = (program: Command, io: Io, end: (status: ExitStatus) => void) => void

/** The end of a command's help. */
export const examples = (...lines: readonly string[]): string =>
  `\nExample${lines.length === 1 ? '' : 's'}:\n${lines.map(line => `  $ ${line}`).join('\n')}`
