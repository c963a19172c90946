/**
 * The main thread of the program: it starts the worker that does the work, writes what that says, tells how far it
 * is, and obeys Ctrl-C while the worker computes.
 *
 * The worker has a large stack, for deep recursion, and a bound on its memory, so that running out of it is an
 * answer and not the end of the process. Nothing that only the worker needs is loaded here.
 */
import { totalmem } from 'node:os'
import { Worker } from 'node:worker_threads'
import { renderDiagnostic } from '../diagnostic/render.ts'
import { exitStatus } from './exitStatus.ts'
import { fault } from './fault.ts'
import { memoryUsedUp, reportOfMemory } from './memory.ts'
import type { AtWork, Message, Start } from './message.ts'
import { progress, progressText } from './progress.ts'
import { readStandardInput } from './standardInput.ts'
import { version } from './version.ts'

const stackSizeMb = 256
const tick = 100
/** Milliseconds that an interrupted worker gets to end. */
const patience = 500

/** What the user grants Node, as `NODE_OPTIONS=--max-old-space-size=8192`, in MiB. */
const grantedMb = (): number | undefined => {
  const options = [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].join(' ')
  const size = /--max[-_]old[-_]space[-_]size[= ](\d+)/.exec(options)?.[1]
  return size === undefined ? undefined : Number(size)
}

/** Memory for the worker in MiB: most of what the machine or its container has, up to 4 GiB. */
const memoryMb = (): number => {
  const constrained = process.constrainedMemory()
  const total = Math.min(totalmem(), constrained > 0 ? constrained : Number.POSITIVE_INFINITY)
  return grantedMb() ?? Math.max(256, Math.min(4096, Math.floor((total / 2 ** 20) * 0.6)))
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'

const quietly = (stream: NodeJS.WriteStream): void => {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads has had enough, as `head` does: not a reason to say anything.
    process.exit(error.code === 'EPIPE' ? exitStatus.brokenPipe : exitStatus.fault)
  })
}

/** A worker that waits for the system, as for a pipe nobody writes to, cannot be ended: then the whole process is. */
const onInterrupt = (worker: Worker, clear: () => void): void => {
  process.once('SIGINT', () => {
    clear()
    setTimeout(() => process.kill(process.pid, 'SIGINT'), patience)
    void worker.terminate().then(() => process.exit(exitStatus.interrupted))
  })
}

const run = async (argv: readonly string[]): Promise<void> => {
  const started = Date.now()
  const spent = new SharedArrayBuffer(8)
  const steps = new Float64Array(spent)
  const isTerminal = { out: process.stdout.isTTY === true, error: process.stderr.isTTY === true }
  const shown = progress(text => process.stderr.write(text), isTerminal.error, started)
  quietly(process.stdout)
  quietly(process.stderr)
  const standardInput = argv.includes('-') ? await readStandardInput() : new Uint8Array()
  const start: Start = { argv, standardInput, isTerminal, spent }
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    workerData: start,
    // Tables live as long as their question: a young generation that holds them is not copied again and again.
    resourceLimits: { stackSizeMb, maxOldGenerationSizeMb: memoryMb(), maxYoungGenerationSizeMb: 96 },
  })
  onInterrupt(worker, shown.clear)
  let atWork: AtWork | undefined
  const timer = setInterval(() => {
    const current = atWork
    if (current !== undefined && !current.isQuiet)
      shown.tick(Date.now(), () => progressText(current, steps[0] ?? 0))
  }, tick)
  const obey = (message: Message): void => {
    switch (message.kind) {
      case 'out':
        shown.clear()
        process.stdout.write(message.text)
        return
      case 'error':
        shown.clear()
        process.stderr.write(message.text)
        return
      case 'question':
        atWork = message
        return
      case 'end':
        clearInterval(timer)
        shown.clear()
        process.exitCode = message.status
    }
  }
  worker.on('message', obey)
  worker.on('error', error => {
    clearInterval(timer)
    shown.clear()
    if (isOutOfMemory(error)) reportMemory(atWork)
    else {
      process.stderr.write(`${renderDiagnostic(fault(error), new Map())}\n`)
      process.exitCode = exitStatus.fault
    }
  })
}

const reportMemory = (atWork: AtWork | undefined): void => {
  const file = atWork?.file ?? 'coplay'
  const problem = memoryUsedUp(file, atWork?.line ?? 0)
  if (atWork?.isJson === true) process.stdout.write(`${JSON.stringify(reportOfMemory(file, problem))}\n`)
  else process.stderr.write(`${renderDiagnostic(problem, new Map())}\n`)
  process.exitCode = exitStatus.limitHit
}

const argv = process.argv.slice(2)
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) process.stdout.write(`${version}\n`)
else await run(argv)
