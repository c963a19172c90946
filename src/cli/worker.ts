/**
 * The thread that does the work. Compiling the program takes as long as a short command: `build.mjs` keeps what V8
 * made of it in `work.cache`, which another version of V8 does not take and then compiles anew.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import type { Message, Order, Start } from './message.ts'
import type * as Work from './work.ts'

type Module = { exports?: typeof Work }

const path = fileURLToPath(new URL('./work.cjs', import.meta.url))
const cache = fileURLToPath(new URL('./work.cache', import.meta.url))

const script = new Script(readFileSync(path, 'latin1'), {
  filename: path,
  ...(existsSync(cache) ? { cachedData: readFileSync(cache) } : {}),
})
// build.mjs makes it a function of the two names that a CommonJS module knows.
const define = script.runInThisContext() as (module: Module, require: NodeJS.Require) => void
const module: Module = {}
define(module, createRequire(import.meta.url))

// launch.ts is the only one that starts this worker.
const start = workerData as Start
await module.exports?.work(
  start,
  (message: Message) => parentPort?.postMessage(message),
  hear => {
    parentPort?.on('message', hear)
    // Whoever is not hired ends when its own work is done.
    if (start.isHired !== true) parentPort?.unref()
  },
  () => (parentPort === null ? undefined : (receiveMessageOnPort(parentPort)?.message as Order | undefined)),
)
