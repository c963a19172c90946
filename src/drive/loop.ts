/**
 * The loop that lets a game drive a neighborhood: read, decide (play), keep to the safe set, actuate, advance the
 * models, meter, settle (coplay).
 *
 * All follows from the seed, the step and what was met (surroundings.ts), never from what a process remembers, so that
 * a run that was killed goes on from its log: steps that are complete there are taken from it, the one that is not is
 * done again, and what stands in the log already is neither written nor sent a second time.
 */
import * as E from 'fp-ts/lib/Either.js'
import { begin } from '../grid/neighborhood/world.ts'
import { stepOf } from './message.ts'
import { completeSteps, stepAgain } from './past.ts'
import { recorder } from './recorder.ts'
import { type Run, type RunFault, type RunState, timeAt } from './run.ts'
import { heardSaid } from './said.ts'
import { doStep } from './step.ts'
import { byStep, heardOf } from './surroundings.ts'

/** How many steps were done; fewer than were asked for where somebody interrupted the run. */
export interface RunEnd {
  readonly steps: number
}

/** Drives the neighborhood through the steps of `run`. */
export const drive = async (run: Run): Promise<E.Either<RunFault, RunEnd>> => {
  const { neighborhood, log, surroundings } = run
  const done = run.isReplay === true ? 0 : completeSteps(log.before)
  const past = done === 0 ? [] : log.before.filter(message => stepOf(message) < done)
  const steps = byStep(past)
  const { say } = recorder(run.id, log, past.length)
  const begun = begin(neighborhood, run.seed)
  let state: RunState = {
    ...{ world: begun, idle: begun },
    ...{ measured: new Map(), asked: new Map(), taken: new Map() },
  }
  if (done === 0) {
    const first = surroundings.outside.size === 0 ? undefined : await surroundings.hear(-1)
    const said = say(-1, timeAt(neighborhood, 0), [
      { from: 'coplay', to: 'log', topic: 'run', payload: { ...run.heading } },
      ...(first === undefined ? [] : heardSaid(first)),
    ])
    if (E.isLeft(said)) return said
    state = { ...state, measured: first?.measured ?? state.measured }
  } else {
    const measured = steps.get(-1)?.find(({ topic }) => topic === 'measured')
    if (measured !== undefined) state = { ...state, measured: heardOf(measured, []).measured }
  }
  for (let step = 0; step < run.steps; step++) {
    if (run.isInterrupted?.() === true) return E.right({ steps: step })
    const before = steps.get(step)
    const next: E.Either<RunFault, RunState> =
      before === undefined ? await doStep(run, say, state, step) : stepAgain(run, state, step, before, done)
    if (E.isLeft(next)) return next
    state = next.right
  }
  return E.right({ steps: run.steps })
}
