/** Algorithms on game trees that are timed by themselves, beside what others take: figures given, not measured here. */
import * as E from 'fp-ts/lib/Either.js'
import { type ExtensiveForm, mapNumbers } from '../src/form/extensiveForm.ts'
import { unlimited } from '../src/markov/budget.ts'
import { exact, type Rational } from '../src/markov/rational.ts'
import { backwardInduction } from '../src/solver/backward/perfectInformation.ts'
import { subgamePerfect } from '../src/solver/backward/subgamePerfect.ts'
import { exploitability } from '../src/solver/regret/exploitability.ts'
import { type Kernel, plainKernel } from '../src/solver/regret/kernel.ts'
import { minimizer } from '../src/solver/regret/minimizer.ts'
import { type SequenceGame, sequenceGame } from '../src/solver/regret/sequenceGame.ts'
import { wasmKernel } from '../src/solver/regret/wasmKernel.ts'
import { bimatrixCases } from './bimatrixCases.ts'
import { binaryTree } from './games/binaryTree.ts'
import { liarsDice } from './games/liarsDice.ts'
import { kuhn, leduc } from './games/poker.ts'
import { gridCases } from './gridCases.ts'
import { zeroSumCases } from './zeroSumCases.ts'

export interface SolverCase {
  readonly name: string
  /** What another program takes for the same, in milliseconds, as the benchmark plan of this project gives it. */
  readonly peer?: { readonly name: string; readonly milliseconds: number }
  /** Timed once, and not warm. */
  readonly isLong?: boolean
  /** Makes ready; what it gives is timed. */
  readonly start: () => () => unknown
}

type Game = () => ExtensiveForm<Rational>

const sequences = (game: Game): SequenceGame => {
  const result = sequenceGame(mapNumbers(game(), exact.toNumber))
  if (E.isLeft(result)) throw new Error(result.left.reason)
  return result.right
}

const compiled = (game: SequenceGame): Kernel => {
  const kernel = wasmKernel(game)
  if (kernel === undefined) throw new Error('no WebAssembly')
  return kernel
}

/** An iteration in which both players change their policies, in both kernels, and what could be gained thereafter. */
const regretCases = (
  title: string,
  game: Game,
  openSpiel: { readonly iteration: number; readonly nashConv: number },
): readonly SolverCase[] => [
  ...[
    { loops: 'JavaScript', kernelFor: () => plainKernel },
    { loops: 'WebAssembly', kernelFor: compiled },
  ].map(
    ({ loops, kernelFor }): SolverCase => ({
      name: `g ${title}, CFR iteration, ${loops}`,
      peer: { name: 'OpenSpiel', milliseconds: openSpiel.iteration },
      start: () => {
        const read = sequences(game)
        return minimizer(kernelFor(read), read, 'cfr', 'alternating').step
      },
    }),
  ),
  {
    name: `g ${title}, NashConv`,
    peer: { name: 'OpenSpiel', milliseconds: openSpiel.nashConv },
    start: () => {
      const read = sequences(game)
      const averages = minimizer(plainKernel, read, 'cfr', 'alternating').averages()
      return () => exploitability(read, averages)
    },
  },
]

export const solverCases: readonly SolverCase[] = [
  ...regretCases('Kuhn', () => kuhn(3), { iteration: 0.041, nashConv: 0.21 }),
  ...regretCases('Leduc', leduc, { iteration: 10.3, nashConv: 108 }),
  ...regretCases("liar's dice, 6 sides", () => liarsDice(6), { iteration: 150, nashConv: 3935 }),
  {
    name: 'h 255 decisions, backward induction',
    peer: { name: 'Gambit lcp', milliseconds: 235_000 },
    start: () => {
      const form = binaryTree(8)
      return () => backwardInduction(exact, unlimited, form)
    },
  },
  {
    name: 'h 255 decisions, all subgame-perfect equilibria',
    start: () => {
      const form = binaryTree(8)
      return () => [...subgamePerfect(exact, unlimited, form, () => [])]
    },
  },
  ...bimatrixCases,
  ...zeroSumCases,
  ...gridCases,
]
