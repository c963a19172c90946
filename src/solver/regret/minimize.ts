/** Regret minimization as a search: the average of its policies gets better as long as it is let. */
import * as E from 'fp-ts/lib/Either.js'
import type { BehaviorProfile, ExtensiveForm } from '../../form/extensiveForm.ts'
import type { Budget } from '../../markov/budget.ts'
import { behaviorOf, exploitability } from './exploitability.ts'
import { type Kernel, plainKernel } from './kernel.ts'
import { minimizer, type RegretMethod, type Updates } from './minimizer.ts'
import { type NotApplicable, type SequenceGame, sequenceGame } from './sequenceGame.ts'
import { wasmKernel } from './wasmKernel.ts'

export interface RegretOptions {
  readonly method: RegretMethod
  readonly updates: Updates
  readonly iterations: number
  /** Stop when all together could gain no more than this, each alone. */
  readonly target: number
  /** Look at what could be gained after so many iterations. */
  readonly every: number
  /** The loops; in WebAssembly where that can be had, if nothing is said. */
  readonly kernel?: Kernel
}

export interface RegretPoint {
  readonly iterations: number
  /** What everybody could gain, each alone, when all play the average policies. */
  readonly nashConv: number
  /** By player, what the average policies bring. */
  readonly payoffs: readonly number[]
  /**
   * The average policies. With two players and constant sum they are a `nashConv`-equilibrium and come to an
   * equilibrium; with others nothing is promised of them, and only the joint play over time has small regrets.
   */
  readonly profile: () => BehaviorProfile<number>
}

/**
 * The points on the way, the last being where the search stopped.
 *
 * Errors: a player who does not recall. Throws `OutOfSteps`; a step is spent for so many entries of the payoff matrices as
 * take about as long.
 */
export const minimizedRegrets = (
  budget: Budget,
  form: ExtensiveForm<number>,
  options: RegretOptions,
): E.Either<NotApplicable, Generator<RegretPoint, void>> =>
  E.map((game: SequenceGame) => points(budget, game, options))(sequenceGame(form))

/** Entries of payoff matrices that are gone through in about the time of a step. */
const entriesAStep = 64

function* points(budget: Budget, game: SequenceGame, options: RegretOptions): Generator<RegretPoint, void> {
  const kernel = options.kernel ?? wasmKernel(game) ?? plainKernel
  const search = minimizer(kernel, game, options.method, options.updates)
  const entries = game.players.reduce((sum, player) => sum + player.entries.length, 1)
  const effort = Math.ceil(entries / entriesAStep)
  while (search.iterations() < options.iterations) {
    const end = Math.min(options.iterations, search.iterations() + Math.max(1, options.every))
    while (search.iterations() < end) {
      budget.spend(effort)
      search.step()
    }
    const averages = search.averages()
    const { nashConv, payoffs } = exploitability(game, averages)
    yield { iterations: end, nashConv, payoffs, profile: () => behaviorOf(game, averages) }
    if (nashConv <= options.target) return
  }
}
