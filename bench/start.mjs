/** Starts the measuring program, argument 1, with a stack as large as the command gives itself (`src/cli/launch.ts`). */
import { Worker } from 'node:worker_threads'

const [, , program, ...argv] = process.argv
new Worker(program, { argv, resourceLimits: { stackSizeMb: 256, maxOldGenerationSizeMb: 4096 } }).on(
  'error',
  error => {
    process.stderr.write(`${error.stack}\n`)
    process.exitCode = 1
  },
)
