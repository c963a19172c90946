/** The play of a step: readings go in, commands come out. */
import * as E from 'fp-ts/lib/Either.js'
import { splitMix64 } from '../markov/splitMix64.ts'
import { expanded, readingsOf } from './lists.ts'
import type { Said } from './message.ts'
import { undecided } from './notDriven.ts'
import { isDecision, type Run, type RunFault, type RunState } from './run.ts'

export interface Decided extends Pick<RunState, 'decision' | 'asked'> {
  readonly said: readonly Said[]
}

/** A generator of its own for every step, so that no step depends on how many numbers those before it drew. */
const randomOf = (seed: number, step: number) => splitMix64((BigInt(seed) << 32n) ^ BigInt(step))

/** What is asked for in a step: of a new decision, or of the one before, which holds. */
export const decide = (run: Run, state: RunState, step: number): E.Either<RunFault, Decided> => {
  const { controller, neighborhood, seed } = run
  if (controller === undefined || !isDecision(run, step)) return E.right({ ...state, said: [] })
  const readings = readingsOf(neighborhood, state.world, state.measured)
  const decided = controller.decide(readings, randomOf(seed, step))
  if (E.isLeft(decided)) return E.left({ kind: 'undecided', step, diagnostics: decided.left })
  const decision = decided.right
  const asked = expanded(neighborhood, decision.commands)
  if (E.isLeft(asked))
    return E.left({ kind: 'undecided', step, diagnostics: [undecided(run.name, asked.left)] })
  const read = Object.fromEntries(controller.reads.map(path => [path, readings(path)]))
  return E.right({
    decision,
    asked: asked.right,
    said: [
      { from: neighborhood.name, to: run.name, topic: 'reading', payload: read },
      {
        from: run.name,
        to: 'coplay',
        topic: 'play',
        payload: { ...decision.told, commands: Object.fromEntries(decision.commands) },
      },
    ],
  })
}
