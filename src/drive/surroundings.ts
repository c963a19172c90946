/**
 * What a step meets that does not follow from the seed: devices outside, and requests that come in over a protocol.
 * A run on models meets nothing, a live one asks its ports, a run done over meets what its log tells.
 */
import * as E from 'fp-ts/lib/Either.js'
import { type Message, stepOf } from './message.ts'
import { type Heard, heard, nothingHeard, partsOf, tell } from './outside.ts'
import type { DevicePort, PortFault } from './port.ts'

/** A set point that somebody asked for over a protocol. */
export interface Request {
  readonly from: string
  readonly path: string
  readonly value: number
}

export interface Surroundings {
  /** The devices that stand outside, by id. */
  readonly outside: ReadonlySet<string>
  /** Lasts as long as a step does. */
  readonly pass: (step: number) => Promise<void>
  /** Asks the devices at the end of a step; before the first one it is step -1. */
  readonly hear: (step: number) => Promise<Heard>
  readonly requests: (step: number) => readonly Request[]
  readonly tell: (step: number, path: string, value: number) => Promise<E.Either<PortFault, void>>
}

export const nothingAround: Surroundings = {
  outside: new Set(),
  pass: () => Promise.resolve(),
  hear: () => Promise.resolve(nothingHeard),
  requests: () => [],
  tell: () => Promise.resolve(E.right(undefined)),
}

/** Ports to devices outside, and who else may ask; `pace` lasts as long as a step does. */
export const live = (
  ports: readonly DevicePort[],
  pace: () => Promise<void>,
  asked: () => readonly Request[],
): Surroundings => {
  const byId = new Map(ports.map(port => [port.id, port]))
  return {
    outside: new Set(byId.keys()),
    pass: pace,
    hear: () => heard(ports),
    requests: asked,
    tell: (_, path, value) => {
      const { device, quantity } = partsOf(path)
      const port = byId.get(device)
      return port === undefined ? Promise.resolve(E.right(undefined)) : tell(port, quantity, value)
    },
  }
}

/**
 * What a log tells, and after it `next`. A set point of which the log says that it was about to be sent and not what
 * came of it is told again only if the device does not have it: set points are absolute, and `next` is asked first.
 */
export const logged = (messages: readonly Message[], next: Surroundings): Surroundings => {
  const steps = byStep(messages)
  const of = (step: number, topic: string) =>
    (steps.get(step) ?? []).filter(message => message.topic === topic)
  let heldNow: Promise<Heard> | undefined
  return {
    outside: next.outside,
    pass: step => (of(step, 'measured').length > 0 ? Promise.resolve() : next.pass(step)),
    hear: async step => {
      const [measured] = of(step, 'measured')
      return measured === undefined ? next.hear(step) : heardOf(measured, of(step, 'fault'))
    },
    requests: step => {
      // Requests stand before the dispatch of their step: where that is logged, so are they.
      if (of(step, 'dispatch').length === 0) return next.requests(step)
      return of(step, 'request').map(({ from, to, payload }) => ({
        from,
        path: to,
        value: Number(payload['value']),
      }))
    },
    tell: async (step, path, value) => {
      const [done] = of(step, 'sent').filter(({ to }) => to === path)
      if (done !== undefined) {
        const fault = done.payload['fault']
        return fault === undefined ? E.right(undefined) : E.left(faultOf(partsOf(path).device, fault))
      }
      if (of(step, 'sending').some(({ to }) => to === path)) {
        heldNow ??= next.hear(-1)
        if ((await heldNow).measured.get(path) === value) return E.right(undefined)
      }
      return next.tell(step, path, value)
    },
  }
}

/** The messages of a log by step, those of the heading under -1. */
export const byStep = (messages: readonly Message[]): ReadonlyMap<number, readonly Message[]> => {
  const steps = new Map<number, Message[]>()
  for (const message of messages) {
    const step = stepOf(message)
    const known = steps.get(step)
    if (known === undefined) steps.set(step, [message])
    else known.push(message)
  }
  return steps
}

export const heardOf = (measured: Message, faults: readonly Message[]): Heard => ({
  measured: new Map(
    Object.entries(measured.payload).flatMap(([path, value]) =>
      typeof value === 'number' ? [[path, value]] : [],
    ),
  ),
  faults: faults.map(({ from, payload }) => faultOf(from, payload)),
})

const kinds = ['timeout', 'refused', 'nonsense', 'closed'] as const

export const faultOf = (device: string, told: unknown): PortFault => {
  const { kind, detail } =
    typeof told === 'object' && told !== null ? { kind: '', detail: '', ...told } : { kind: '', detail: '' }
  return { kind: kinds.find(one => one === kind) ?? 'closed', device, detail: String(detail) }
}
