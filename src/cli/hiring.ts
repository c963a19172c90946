/** A command whose work is shared by several threads, each of which runs it for its part. */
import { Worker } from 'node:worker_threads'
import { type ExitStatus, exitStatus } from './exitStatus.ts'
import type { Io } from './io.ts'
import { type Message, nothingYet, type Start } from './message.ts'

/** The stack of a thread, in MiB: as large as that of the one that hires. */
const stackSizeMb = 256

/** What hires for a command that was started so; `complain` is told what runs write as errors. */
export const hiring =
  (start: Start, complain: (text: string) => void): NonNullable<Io['hire']> =>
  (more, line) =>
    Promise.all(
      more.map((extra, index) =>
        run({ ...start, argv: [...start.argv, ...extra] }, more.length, text => line(index, text), complain),
      ),
    )

const run = (
  start: Start,
  of: number,
  line: (text: string) => void,
  complain: (text: string) => void,
): Promise<ExitStatus> =>
  new Promise(resolve => {
    const memoryMb = Math.max(64, Math.floor(start.memoryMb / of))
    const worker = new Worker(new URL('dist/worker.js', start.root), {
      workerData: { ...start, memoryMb, spent: new SharedArrayBuffer(8), earlier: nothingYet },
      resourceLimits: { stackSizeMb, maxOldGenerationSizeMb: memoryMb },
    })
    let rest = ''
    worker.on('message', (message: Message) => {
      if (message.kind === 'error') complain(message.text)
      else if (message.kind === 'end') resolve(message.status)
      else if (message.kind === 'out') {
        const lines = `${rest}${message.text}`.split('\n')
        rest = lines.pop() ?? ''
        for (const text of lines) line(text)
      }
    })
    worker.on('error', (error: Error) => {
      complain(`${error.message}\n`)
      resolve(exitStatus.limitHit)
    })
  })
