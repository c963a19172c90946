/**
 * One step of a run. What is to be done is logged before it is done, what came of it after. Whether devices outside
 * were told, and what they took, decides what their models are advanced with: one that was not reached keeps what it
 * was told last.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Neighborhood } from '../grid/neighborhood/neighborhood.ts'
import { advance, type StepRecord, type World } from '../grid/neighborhood/world.ts'
import { decide } from './decide.ts'
import { reductionOf, reductionSaid, responseAt } from './demandResponse/request.ts'
import { readingsOf } from './lists.ts'
import { partsOf } from './outside.ts'
import type { PortFault } from './port.ts'
import type { Recorder } from './recorder.ts'
import { isSettled, type Run, type RunFault, type RunState, timeAt } from './run.ts'
import { type Ahead, safely } from './safeSet.ts'
import { coplayed, faultPayload, heardSaid, metered } from './said.ts'

/** A set point on its way to a device outside. */
export interface Told {
  readonly path: string
  readonly value: number
  readonly fault?: PortFault
}

/** Does a step, and logs it. */
export const doStep = async (
  run: Run,
  say: Recorder['say'],
  state: RunState,
  step: number,
): Promise<E.Either<RunFault, RunState>> => {
  const { neighborhood, surroundings } = run
  const begins = timeAt(neighborhood, step)
  const decided = decide(run, state, step)
  if (E.isLeft(decided)) return decided
  const { decision, asked, said } = decided.right
  // What the game commands is the game's.
  const requests = surroundings.requests(step).filter(({ path }) => !asked.has(path))
  const response = responseAt(run, state, asked, step)
  const wanted = new Map([
    ...asked,
    ...requests.map(({ path, value }) => [path, value] as const),
    ...(response?.commands ?? []),
  ])
  const safe = safely(neighborhood, state.world, wanted)
  const outward = [...safe.commands].filter(([path]) => surroundings.outside.has(partsOf(path).device))
  const announced = say(step, begins, [
    ...said,
    ...requests.map(({ from, path, value }) => ({ from, to: path, topic: 'request', payload: { value } })),
    ...(response?.said ?? []),
    {
      from: run.name,
      to: neighborhood.name,
      topic: 'dispatch',
      payload: { commands: Object.fromEntries(safe.commands), remarks: safe.remarks },
    },
    ...outward.map(([path, value]) => ({ from: 'coplay', to: path, topic: 'sending', payload: { value } })),
  ])
  if (E.isLeft(announced)) return announced
  const told = await Promise.all(outward.map(([path, value]) => tell(run, step, path, value)))
  const sent = say(
    step,
    begins,
    told.map(({ path, value, fault }) => ({
      ...{ from: 'coplay', to: path, topic: 'sent' },
      payload: fault === undefined ? { value } : { value, fault: faultPayload(fault) },
    })),
  )
  if (E.isLeft(sent)) return sent
  await surroundings.pass(step)
  const heard = surroundings.outside.size > 0 ? await surroundings.hear(step) : undefined
  const measured = heard?.measured ?? state.measured
  const next = moved(neighborhood, state, safe.commands, told, measured, safe.ahead)
  const settled =
    decision !== undefined && isSettled(run, step)
      ? decision.settle(readingsOf(neighborhood, next.state.world, measured))
      : undefined
  if (settled !== undefined && E.isLeft(settled))
    return E.left({ kind: 'undecided', step, diagnostics: settled.left })
  const reduction = response === undefined ? undefined : reductionOf(run, response, next.record, step)
  const ended = say(step, timeAt(neighborhood, step + 1), [
    ...(heard === undefined ? [] : heardSaid(heard)),
    ...metered(next.record),
    ...(reduction === undefined ? [] : [reductionSaid(reduction)]),
    ...(settled === undefined ? [] : [coplayed(run.name, settled.right)]),
    { from: 'coplay', to: 'log', topic: 'step', payload: { step, demandKw: next.record.grid.demandKw } },
  ])
  if (E.isLeft(ended)) return ended
  run.stepped?.({
    ...{ step, world: next.state.world, record: next.record, idle: next.idle },
    remarks: safe.remarks,
    faults: [...told.flatMap(({ fault }) => fault ?? []), ...(heard?.faults ?? [])],
    ...(settled === undefined ? {} : { payoffs: settled.right.payoffs }),
    ...(reduction === undefined ? {} : { reduction }),
  })
  return E.right({
    ...next.state,
    asked,
    ...(decision === undefined || settled !== undefined ? {} : { decision }),
  })
}

const tell = async ({ surroundings }: Run, step: number, path: string, value: number): Promise<Told> => {
  const answer = await surroundings.tell(step, path, value)
  return E.isLeft(answer) ? { path, value, fault: answer.left } : { path, value }
}

interface Moved {
  readonly state: Omit<RunState, 'decision' | 'asked'>
  readonly record: StepRecord
  readonly idle: StepRecord
}

const nothing: ReadonlyMap<string, number> = new Map()

/** The neighborhood a step on, given what devices outside took of the commands and measured. */
export const moved = (
  neighborhood: Neighborhood,
  { world, idle, taken: before }: Pick<RunState, 'world' | 'idle' | 'taken'>,
  commands: ReadonlyMap<string, number>,
  told: readonly Told[],
  measured: ReadonlyMap<string, number>,
  /** The same step on the models alone, where it is known. */
  ahead?: Ahead,
): Moved => {
  const taken = new Map([
    ...before,
    ...told.flatMap(({ path, value, fault }) => (fault === undefined ? [[path, value] as const] : [])),
  ])
  const done = new Map(commands)
  for (const { path, fault } of told) {
    if (fault === undefined) continue
    const last = taken.get(path)
    if (last === undefined) done.delete(path)
    else done.set(path, last)
  }
  const isOfModels = told.length === 0 && measured.size === 0
  const after =
    isOfModels && ahead !== undefined
      ? ahead
      : advance(neighborhood, world, done, powersOf(neighborhood, measured))
  const left: { world: World; record: StepRecord } = advance(neighborhood, idle, nothing)
  return {
    state: { world: after.world, idle: left.world, measured, taken },
    record: after.record,
    idle: left.record,
  }
}

/** The net power that devices outside measured, in kW by device: what they draw is above 0. */
const powersOf = (
  { devices }: Neighborhood,
  measured: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> | undefined => {
  if (measured.size === 0) return undefined
  return new Map(
    devices.flatMap(({ id, kind }) => {
      const powerKw = measured.get(`${id}.powerKw`)
      return powerKw === undefined
        ? []
        : [[id, kind === 'inverter' || kind === 'generator' ? -powerKw : powerKw]]
    }),
  )
}
