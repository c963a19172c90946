/** All equilibria, and one, of two-player games in normal form; beside them Gambit, the least of the figures given. */
import { unlimited } from '../src/markov/budget.ts'
import { extremeEquilibria } from '../src/solver/bimatrix/extreme.ts'
import { guidedLemkeHowson } from '../src/solver/bimatrix/guided.ts'
import { coordination, randomSquare } from './games/bimatrix.ts'
import type { SolverCase } from './solverCases.ts'

const gambit = (tool: string, milliseconds: number | undefined): Pick<SolverCase, 'peer'> =>
  milliseconds === undefined ? {} : { peer: { name: `Gambit ${tool}`, milliseconds } }

/** By size, exactly. */
const enummixed: Readonly<Record<number, number>> = { 8: 300, 10: 6000, 11: 21_000, 12: 75_000 }

export const bimatrixCases: readonly SolverCase[] = [
  ...[5, 6, 7, 8, 9, 10, 11, 12].map(
    (size): SolverCase => ({
      name: `i ${size} x ${size}, all equilibria, exactly`,
      ...gambit('enummixed', enummixed[size]),
      start: () => {
        const form = randomSquare(size, size)
        return () => [...extremeEquilibria(unlimited, form)]
      },
    }),
  ),
  {
    name: 'i 12 x 12 coordination, all 4,095 equilibria, exactly',
    ...gambit('enummixed', 18_300),
    start: () => {
      const form = coordination(12)
      return () => [...extremeEquilibria(unlimited, form)]
    },
  },
  ...[
    { size: 100, lcp: 3800 },
    { size: 200, lcp: 40_000 },
  ].map(
    ({ size, lcp }): SolverCase => ({
      name: `i ${size} x ${size}, one equilibrium, exactly`,
      ...gambit('lcp', lcp),
      start: () => {
        const form = randomSquare(size, size)
        return () => guidedLemkeHowson(unlimited, form)
      },
    }),
  ),
]
