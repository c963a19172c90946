/** Measures one case of `solverCases`, named by argument 1, in a process of its own; writes a line of JSON. */
import { median } from './median.ts'
import { solverCases } from './solverCases.ts'

const [, , name = ''] = process.argv
const found = solverCases.find(one => one.name === name)
if (found === undefined) throw new Error(`no case ${name}`)
const run = found.start()
const once = (): number => {
  const start = performance.now()
  run()
  return performance.now() - start
}
const milliseconds = found.isLong === true ? once() : await median(run)
const peak = process.resourceUsage().maxRSS * 1024
process.stdout.write(`${JSON.stringify({ milliseconds, peak })}\n`)
