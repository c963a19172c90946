/**
 * Measures one case in a process of its own and writes what it found as a line of JSON: argument 1 is the name of the
 * case, argument 2 what is measured of it: `verdict`, `reference`, `floor`, or the case itself where it is no game.
 */
import { execFileSync } from 'node:child_process'
import * as E from 'fp-ts/lib/Either.js'
import { expectedPayoffs, receipts } from '../src/equilibrium/payoffs.ts'
import { budget } from '../src/markov/budget.ts'
import { double } from '../src/markov/double.ts'
import { answer, prepare } from '../src/questions/answer.ts'
import { typedProgram } from '../src/questions/typedProgram.ts'
import { cases, others } from './cases.ts'
import { longFile } from './games.ts'
import { median } from './median.ts'

/** Steps that a question may take: the reference gives up beyond. */
const steps = 100_000_000

/** As in `src/cli/worker.ts`. */
const options = { scalar: double, steps, maxDepth: 500_000 }

const typed = (text: string) =>
  typedProgram({ path: 'bench.game', text }, () =>
    E.left({ code: 'G7001', reason: 'no files here' } as const),
  )

/** The player's payoff in the report. Fails where the check has no verdict, as there is nothing to time then. */
const payoffIn = (text: string, player = ''): number => {
  const { report } = answer('bench.game', typed(text), options)
  const [check] = report.checks
  if (check === undefined || check.holds === null)
    throw new Error(report.diagnostics.map(({ code, message }) => `${code} ${message}`).join('; '))
  return Number(check.payoffs[player])
}

const measured = async (name: string, what: string): Promise<unknown> => {
  const game = cases.find(one => one.name === name)
  if (game === undefined) return { milliseconds: await other(name) }
  if (what === 'floor') {
    const { floor } = game
    return floor && { milliseconds: await median(floor.payoff), payoff: floor.payoff() }
  }
  const program = typed(game.text)
  if (what === 'reference') {
    const { program: compiled } = prepare(program, options)
    const [strategy] = compiled.strategies
    if (strategy === undefined || E.isLeft(strategy.closed)) throw new Error('the game cannot be played')
    const closed = strategy.closed.right
    const evaluate = () => {
      const means = { scalar: double, budget: budget(steps) }
      return expectedPayoffs(double, closed.decisions, receipts(means, closed, strategy.profile))
    }
    return { milliseconds: await median(evaluate) }
  }
  const payoff = payoffIn(game.text, game.floor?.player)
  return {
    milliseconds: await median(() => answer('bench.game', program, options)),
    payoff,
  }
}

const other = async (name: string): Promise<number> => {
  if (name === others.cold)
    return median(() =>
      execFileSync(process.execPath, ['bin/coplay.js', 'check', 'games/classic/prisoners-dilemma.game']),
    )
  const text = longFile(10_000)
  if (name === others.front) return median(() => typed(text))
  // A digit more in the middle of the file; what nothing has changed in may be kept by whoever can keep it.
  const middle = text.indexOf(' = y + ', text.length / 2) + 7
  let digit = 0
  return median(() => {
    digit = (digit + 1) % 10
    return typed(`${text.slice(0, middle)}${digit}${text.slice(middle)}`)
  })
}

const [, , name = '', what = ''] = process.argv
const found = await measured(name, what)
const peak = process.resourceUsage().maxRSS * 1024
process.stdout.write(`${JSON.stringify({ ...(typeof found === 'object' ? found : {}), peak })}\n`)
