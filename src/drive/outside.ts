/**
 * The devices that stand outside: asked all at once before a decision, told one by one after it. One that does not
 * answer, answers late or answers nonsense is an event for the log; what it last was told holds, its model stands in
 * for what it would have said, and the rest goes on.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { DevicePort, PortFault } from './port.ts'

/** What was heard: measurements by path of their quantity, and who was not understood. */
export interface Heard {
  readonly measured: ReadonlyMap<string, number>
  readonly faults: readonly PortFault[]
}

export const nothingHeard: Heard = { measured: new Map(), faults: [] }

/** A port that throws is a fault like any other: one bad device ends no run. */
const guarded = async <A>(
  port: DevicePort,
  call: () => Promise<E.Either<PortFault, A>>,
): Promise<E.Either<PortFault, A>> => {
  try {
    return await call()
  } catch (error) {
    return E.left({
      kind: 'closed',
      device: port.id,
      detail: error instanceof Error ? error.message : String(error),
    })
  }
}

/** Asks all devices at once. */
export const heard = async (ports: readonly DevicePort[]): Promise<Heard> => {
  const answers = await Promise.all(ports.map(port => guarded(port, port.read)))
  const measured = new Map<string, number>()
  const faults: PortFault[] = []
  answers.forEach((answer, k) => {
    const id = ports[k]?.id ?? ''
    if (E.isLeft(answer)) {
      faults.push(answer.left)
      return
    }
    for (const { quantity, value } of answer.right)
      if (Number.isFinite(value)) measured.set(`${id}.${quantity}`, value)
      else faults.push({ kind: 'nonsense', device: id, detail: `${quantity} is ${value}` })
  })
  return { measured, faults }
}

/** Tells a device its set point. */
export const tell = (port: DevicePort, quantity: string, value: number): Promise<E.Either<PortFault, void>> =>
  guarded(port, () => port.command(quantity, value))

/** The device of a quantity's path, and the quantity's own name. */
export const partsOf = (path: string): { readonly device: string; readonly quantity: string } => {
  const at = path.lastIndexOf('.')
  return { device: path.slice(0, at), quantity: path.slice(at + 1) }
}
