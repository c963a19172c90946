/** Threads that a command hires: each runs the same command, and answers what it is asked instead of ending. */
import { Worker } from 'node:worker_threads'
import type { SweepAnswer, SweepTask } from '../sweep/sweep.ts'
import type { Hire } from './crew.ts'
import { leastMb } from './memory.ts'
import { type Message, nothingYet, type Start } from './message.ts'

/** The stack of a thread, in MiB: as large as that of the one that hires. */
const stackSizeMb = 256

/** Hires for a command that was started so; a thread gets its share of the memory. */
export const hiring =
  (start: Start): Hire<SweepTask, SweepAnswer> =>
  ({ answered, lost }, of) => {
    const memoryMb = Math.max(leastMb, Math.floor(start.memoryMb / of))
    const worker = new Worker(new URL('dist/worker.js', start.root), {
      workerData: {
        ...start,
        memoryMb,
        spent: new SharedArrayBuffer(8),
        earlier: nothingYet,
        isHired: true,
      } satisfies Start,
      // A young generation as large as the old one may end the process and not the thread where memory runs out.
      resourceLimits: {
        stackSizeMb,
        maxOldGenerationSizeMb: memoryMb,
        maxYoungGenerationSizeMb: Math.min(96, Math.floor(memoryMb / 4)),
      },
    })
    worker.on('message', (message: Message) => {
      if (message.kind === 'answer') answered(message.answer)
      // Whoever is hired ends only where something is wrong with the command.
      else if (message.kind === 'end') lost(new Error(`a thread ended with status ${message.status}`))
    })
    worker.on('error', lost)
    return {
      give: task => worker.postMessage(task),
      dismiss: () => void worker.terminate(),
    }
  }
