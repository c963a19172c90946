/** Steps that a log tells of to their end: the models go through them with what stands there, nobody decides anew. */
import * as E from 'fp-ts/lib/Either.js'
import { decide } from './decide.ts'
import { reductionOf, requestAt, responseAt } from './demandResponse/request.ts'
import type { Message } from './message.ts'
import { isDecision, isSettled, type Run, type RunFault, type RunState } from './run.ts'
import type { Remark } from './safeSet.ts'
import { moved, type Told } from './step.ts'
import { faultOf, heardOf } from './surroundings.ts'

/** How many steps a log tells of to their end. */
export const completeSteps = (messages: readonly Message[]): number =>
  messages.reduce((sum, { topic }) => (topic === 'step' ? sum + 1 : sum), 0)

/** A step as `messages` tell it; `done` are complete. */
export const stepAgain = (
  run: Run,
  state: RunState,
  step: number,
  messages: readonly Message[],
  done: number,
): E.Either<RunFault, RunState> => {
  const of = (topic: string) => messages.filter(message => message.topic === topic)
  const [dispatch] = of('dispatch')
  const [measured] = of('measured')
  const [end] = of('step')
  const [coplay] = of('coplay')
  const told = of('sent').map(toldOf)
  // A decision whose consequences are not all in the log has to be known again, for it is settled later; so has one
  // that a request meets, for its plans are not all in the log.
  const isAsked = Array.from({ length: run.every }, (_, k) => requestAt(run, step + k)).some(
    request => request !== undefined,
  )
  const isOpen = isDecision(run, step) && (step + run.every > done || isAsked)
  const decided = isOpen ? decide(run, state, step) : E.right(state)
  if (E.isLeft(decided)) return decided
  const heard = measured === undefined ? undefined : heardOf(measured, of('fault'))
  const next = moved(
    run.neighborhood,
    state,
    numbersIn(dispatch?.payload['commands']),
    told,
    heard?.measured ?? state.measured,
  )
  const { decision, asked } = decided.right
  const response = responseAt(run, state, asked, step)
  const { demandKw } = next.record.grid
  if (end !== undefined && end.payload['demandKw'] !== demandKw)
    return E.left({ kind: 'differs', logged: end, made: { ...end, payload: { step, demandKw } } })
  run.stepped?.({
    ...{ step, world: next.state.world, record: next.record, idle: next.idle },
    remarks: remarksIn(dispatch?.payload['remarks']),
    faults: [...told.flatMap(({ fault }) => fault ?? []), ...(heard?.faults ?? [])],
    ...(coplay === undefined ? {} : { payoffs: numbersIn(coplay.payload['payoffs']) }),
    ...(response === undefined ? {} : { reduction: reductionOf(run, response, next.record, step) }),
  })
  return E.right({
    ...next.state,
    asked,
    ...(decision === undefined || isSettled(run, step) ? {} : { decision }),
  })
}

const toldOf = ({ to, payload }: Message): Told => {
  const fault = payload['fault']
  const told = { path: to, value: Number(payload['value']) }
  return fault === undefined ? told : { ...told, fault: faultOf(to, fault) }
}

/** The numbers of an object, by name. */
const numbersIn = (value: unknown): ReadonlyMap<string, number> =>
  new Map(
    Object.entries(recordOf(value)).flatMap(([name, x]) =>
      typeof x === 'number' ? [[name, x] as const] : [],
    ),
  )

const remarksIn = (value: unknown): readonly Remark[] =>
  (Array.isArray(value) ? value : []).flatMap((one: unknown) => {
    const { path, asked, sent, because } = recordOf(one)
    if (typeof path !== 'string' || typeof because !== 'string') return []
    // What was no number stands as null.
    const remark = { path, asked: typeof asked === 'number' ? asked : Number.NaN, because }
    return [typeof sent === 'number' ? { ...remark, sent } : remark]
  })

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}
