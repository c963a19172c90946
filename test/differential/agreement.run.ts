/** Random programs by the plan and by the optics: prints the smallest that they disagree on. */
import * as fc from 'fast-check'
import { programs } from '../arbitrary/gameText.ts'
import { disagreement } from './agreement.ts'

const steps = 100_000
const [runs = Number.NaN, seed = Number.NaN] = process.argv.slice(2).map(Number)
let done = 0
const details = fc.check(
  fc.property(programs, text => {
    const difference = disagreement(text, steps)
    if (difference !== undefined) throw new Error(difference)
    if (++done % 100 === 0) process.stderr.write(`${done}\n`)
  }),
  { numRuns: runs, seed },
)
if (details.failed) {
  const [text] = details.counterexample ?? ['']
  process.stdout.write(
    `seed ${seed}, after ${details.numRuns} programs: ${String(details.errorInstance)}\n\n${text}\n`,
  )
  process.exitCode = 1
} else process.stdout.write(`seed ${seed}: the plan agrees with the optics on ${details.numRuns} programs\n`)
