/**
 * The main thread of the program: it starts the worker that does the work, writes what that says, tells how far it
 * is, and obeys Ctrl-C while the worker computes.
 *
 * The worker has a large stack, for deep recursion, and a bound on its memory, so that running out of it is an
 * answer and not the end of the process. Nothing that only the worker needs is loaded here. There is one worker: V8
 * compiles and collects on other cores beside it, and two on two cores took 95 % of its time for all of `games/`.
 */
import { totalmem } from 'node:os'
import { Worker } from 'node:worker_threads'
import { renderDiagnostic } from '../diagnostic/render.ts'
import { type ExitStatus, exitStatus, worst } from './exitStatus.ts'
import { fault } from './fault.ts'
import { isOutOfMemory, memoryAsked, memoryUsedUp, reportOfMemory } from './memory.ts'
import { type AtWork, type Begun, type Message, nothingYet, type Start, type Tally } from './message.ts'
import { progress, progressText } from './progress.ts'
import { readStandardInput } from './standardInput.ts'
import { version } from './version.ts'

const stackSizeMb = 256
const tick = 100
/** Milliseconds that an interrupted worker gets to end, and to say what it has. */
const patience = 500
const patienceWithSpeech = 5000

/** What the user grants Node, as `NODE_OPTIONS=--max-old-space-size=8192`, in MiB. */
const grantedMb = (): number | undefined => {
  const options = [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].join(' ')
  const size = /--max[-_]old[-_]space[-_]size[= ](\d+)/.exec(options)?.[1]
  return size === undefined ? undefined : Number(size)
}

/** Memory for the worker in MiB; where nobody says, most of what the machine or its container has, up to 4 GiB. */
const memoryMb = (argv: readonly string[]): number => {
  const constrained = process.constrainedMemory()
  const total = Math.min(totalmem(), constrained > 0 ? constrained : Number.POSITIVE_INFINITY)
  const usual = Math.max(256, Math.min(4096, Math.floor((total / 2 ** 20) * 0.6)))
  return memoryAsked(argv) ?? grantedMb() ?? usual
}

const quietly = (stream: NodeJS.WriteStream): void => {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads has had enough, as `head` does: not a reason to say anything.
    process.exit(error.code === 'EPIPE' ? exitStatus.brokenPipe : exitStatus.fault)
  })
}

/** A worker that waits for the system, as for a pipe nobody writes to, cannot be ended: then the whole process is. */
const onInterrupt = (end: () => Promise<unknown>, hasSpeech: () => boolean): void => {
  process.once('SIGINT', () => {
    setTimeout(() => process.kill(process.pid, 'SIGINT'), hasSpeech() ? patienceWithSpeech : patience)
    void end().then(() => process.exit(exitStatus.interrupted))
  })
}

const startWorker = (start: Start): Worker =>
  new Worker(new URL('./worker.js', import.meta.url), {
    workerData: start,
    resourceLimits: {
      stackSizeMb,
      maxOldGenerationSizeMb: start.memoryMb,
      // Tables live as long as their question: a young generation that holds them is not copied again and again.
      maxYoungGenerationSizeMb: Math.min(96, start.memoryMb),
    },
  })

const run = async (argv: readonly string[]): Promise<void> => {
  const started = Date.now()
  const spent = new SharedArrayBuffer(8)
  const steps = new Float64Array(spent)
  const isTerminal = { out: process.stdout.isTTY === true, error: process.stderr.isTTY === true }
  const shown = progress(text => process.stderr.write(text), isTerminal.error, started)
  quietly(process.stdout)
  quietly(process.stderr)
  const standardInput = argv.includes('-') ? await readStandardInput() : new Uint8Array()
  const root = new URL('../', import.meta.url).href
  const usual = { argv, root, standardInput, isTerminal, spent, memoryMb: memoryMb(argv) }
  let begun: Begun | undefined
  let atWork: AtWork | undefined
  let heeds = false
  let ended = (): void => undefined
  const timer = setInterval(() => {
    const current = atWork
    if (current === undefined || current.isQuiet) return
    const way = { files: begun?.tally.files ?? 0, of: begun?.of ?? 1, elapsed: Date.now() - started }
    shown.tick(Date.now(), () => progressText(current, steps[0] ?? 0, way))
  }, tick)
  const write = (stream: NodeJS.WriteStream, text: string): void => {
    shown.clear()
    stream.write(text)
  }
  const end = (status: ExitStatus): void => {
    clearInterval(timer)
    shown.clear()
    process.exitCode = status
  }
  const obey = (message: Message): void => {
    switch (message.kind) {
      case 'out':
        write(process.stdout, message.text)
        return
      case 'error':
        write(process.stderr, message.text)
        return
      case 'file':
        begun = message
        atWork = undefined
        return
      case 'question':
        atWork = message
        return
      case 'heeds':
        heeds = true
        return
      case 'answer':
        return
      case 'end':
        end(message.status)
        ended()
    }
  }
  const fail = (error: unknown): void => {
    if (isOutOfMemory(error)) {
      shown.clear()
      reportMemory(begun, atWork)
      goOn(begun)
      return
    }
    write(process.stderr, `${renderDiagnostic(fault(error), new Map())}\n`)
    end(exitStatus.fault)
  }
  /** Another worker takes over after the file at which memory ran out; not where no file was begun. */
  const goOn = (from: Begun | undefined): void => {
    begun = undefined
    atWork = undefined
    if (from === undefined) end(exitStatus.limitHit)
    else worker = hire(without(from))
  }
  const hire = (earlier: Tally): Worker =>
    startWorker({ ...usual, earlier })
      .on('message', obey)
      .on('error', fail)
  let worker = hire(nothingYet)
  /** One that heeds an interruption ends by itself, with what it has to say. */
  const interrupt = (): Promise<unknown> => {
    shown.clear()
    if (!heeds) return worker.terminate()
    worker.postMessage('interrupt')
    return new Promise<void>(resolve => {
      ended = resolve
    })
  }
  onInterrupt(interrupt, () => heeds)
}

/** The tally behind a file at which memory ran out. */
const without = ({ tally }: Begun): Tally => ({
  ...tally,
  files: tally.files + 1,
  status: worst([tally.status, exitStatus.limitHit]),
})

const reportMemory = (begun: Begun | undefined, atWork: AtWork | undefined): void => {
  const file = atWork?.file ?? begun?.file ?? 'coplay'
  const problem = memoryUsedUp(file, atWork?.line ?? 0)
  if (atWork?.isJson ?? begun?.isJson)
    process.stdout.write(`${JSON.stringify(reportOfMemory(file, problem))}\n`)
  else process.stderr.write(`${renderDiagnostic(problem, new Map())}\n`)
}

const argv = process.argv.slice(2)
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) process.stdout.write(`${version}\n`)
else await run(argv)
