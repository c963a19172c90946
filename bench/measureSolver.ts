/** Measures one case of `solverCases`, named by argument 1, in a process of its own; writes a line of JSON. */
import { median } from './median.ts'
import { solverCases } from './solverCases.ts'

const [, , name = ''] = process.argv
const found = solverCases.find(one => one.name === name)
if (found === undefined) throw new Error(`no case ${name}`)
const milliseconds = await median(found.start())
const peak = process.resourceUsage().maxRSS * 1024
process.stdout.write(`${JSON.stringify({ milliseconds, peak })}\n`)
