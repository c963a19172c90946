/** Zero-sum games solved exactly, tables and trees; beside them Gambit's `lp` in exact numbers, as figures given. */
import * as E from 'fp-ts/lib/Either.js'
import type { ExtensiveForm } from '../src/form/extensiveForm.ts'
import type { NormalForm } from '../src/form/normalForm.ts'
import { loadHighs } from '../src/linear/highs.ts'
import { unlimited } from '../src/markov/budget.ts'
import { exact, type Rational } from '../src/markov/rational.ts'
import { optimalPlans, solveSequences } from '../src/solver/sequence/zeroSum.ts'
import { optimalStrategies, solveZeroSum } from '../src/solver/zeroSum.ts'
import { randomSquare } from './games/bimatrix.ts'
import { kuhn, leduc } from './games/poker.ts'
import type { SolverCase } from './solverCases.ts'

const floats = await loadHighs()

/** What the column player gets is what the row player loses. */
const zeroSum = (size: number): NormalForm<Rational> => {
  const form = randomSquare(size, size)
  const [own = []] = form.payoffs
  return { ...form, payoffs: [own, own.map(payoff => exact.sub(exact.zero, payoff))] }
}

const overSequences = (
  title: string,
  game: () => ExtensiveForm<Rational>,
  milliseconds: number,
): SolverCase => ({
  name: `j ${title}, sequence form, exactly`,
  peer: { name: 'Gambit lp', milliseconds },
  start: () => {
    const form = game()
    return () => {
      const found = solveSequences(unlimited, form, floats)
      if (E.isLeft(found)) throw new Error(found.left.reason)
      return found.right.value
    }
  },
})

export const zeroSumCases: readonly SolverCase[] = [
  ...[
    { size: 50, lp: 3_400 },
    { size: 100, lp: 113_000 },
  ].map(
    ({ size, lp }): SolverCase => ({
      name: `j ${size} x ${size} zero-sum, exactly`,
      peer: { name: 'Gambit lp', milliseconds: lp },
      start: () => {
        const form = zeroSum(size)
        return () => solveZeroSum(unlimited, form, floats)
      },
    }),
  ),
  {
    name: 'j 40 x 40 zero-sum, all equilibria, exactly',
    start: () => {
      const form = zeroSum(40)
      return () => optimalStrategies(unlimited, form, floats)
    },
  },
  overSequences('Kuhn, 20 cards', () => kuhn(20), 24_000),
  overSequences('Leduc', leduc, 900_000),
  {
    name: 'j Kuhn, 3 cards, all optimal plans',
    start: () => {
      const form = kuhn(3)
      return () => optimalPlans(unlimited, form, floats)
    },
  },
]
