/** What the worker does: a command, in the world that the main thread and the file system make. */
import { availableParallelism } from 'node:os'
import { systemDisk } from './disk.ts'
import { hiring } from './hiring.ts'
import type { Io } from './io.ts'
import { main } from './main.ts'
import type { Message, Start } from './message.ts'

/** Calls that a stack of the size launch.ts asks for bears, with room to spare. */
const maxDepth = 500_000

/** Runs the command that was given, and says through `post` what is to be written, and how it ended. */
export const work = async (start: Start, post: (message: Message) => void): Promise<void> => {
  const { argv, root, standardInput, isTerminal, spent, memoryMb, earlier } = start
  const steps = new Float64Array(spent)
  const io: Io = {
    out: text => post({ kind: 'out', text }),
    error: text => post({ kind: 'error', text }),
    disk: systemDisk(new URL(root)),
    standardInput,
    isTerminal,
    environment: process.env,
    maxDepth,
    memoryMb,
    threads: availableParallelism(),
    hire: hiring(start, text => post({ kind: 'error', text })),
    relay: { earlier, begin: file => post({ kind: 'file', ...file }) },
    progress: run => ({
      question: (file, line, _, place) => {
        steps[0] = 0
        post({ kind: 'question', file, line, ...(place === undefined ? {} : { place }), ...run })
      },
      spent: count => {
        steps[0] = count
      },
    }),
  }
  post({ kind: 'end', status: await main(argv, io) })
}
