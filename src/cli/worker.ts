/** The thread that does the work: the world it is given is the main thread and the file system. */
import { parentPort, workerData } from 'node:worker_threads'
import { systemDisk } from './disk.ts'
import type { Io } from './io.ts'
import { main } from './main.ts'
import type { Message, Start } from './message.ts'

/** Calls that a stack of the size launch.ts asks for bears, with room to spare. */
const maxDepth = 500_000

// launch.ts is the only one that starts this worker.
const { argv, standardInput, isTerminal, spent } = workerData as Start
const steps = new Float64Array(spent)

const post = (message: Message): void => parentPort?.postMessage(message)

const io: Io = {
  out: text => post({ kind: 'out', text }),
  error: text => post({ kind: 'error', text }),
  disk: systemDisk(new URL('../', import.meta.url)),
  standardInput,
  isTerminal,
  environment: process.env,
  maxDepth,
  progress: run => ({
    question: (file, line) => {
      steps[0] = 0
      post({ kind: 'question', file, line, ...run })
    },
    spent: count => {
      steps[0] = count
    },
  }),
}

post({ kind: 'end', status: await main(argv, io) })
