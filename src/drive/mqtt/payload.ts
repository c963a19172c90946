/** Payloads of MQTT as what they tell: JSON with keys that are known, or why they make no sense. */
import * as E from 'fp-ts/lib/Either.js'
import type { Measurement } from '../port.ts'
import { quantityOf } from './topics.ts'

/** The largest payload that is read. */
const mostBytes = 16_384

/** An object of JSON; `Left` is what it is instead. */
export const objectOf = (payload: Uint8Array): E.Either<string, Readonly<Record<string, unknown>>> => {
  if (payload.length > mostBytes) return E.left(`the payload has ${payload.length} bytes`)
  const text = E.tryCatch(
    () => new TextDecoder('utf-8', { fatal: true }).decode(payload),
    () => 'the payload is not text',
  )
  if (E.isLeft(text)) return text
  const value = E.tryCatch(
    (): unknown => JSON.parse(text.right),
    () => `${shown(text.right)} is not JSON`,
  )
  if (E.isLeft(value)) return value
  return typeof value.right === 'object' && value.right !== null && !Array.isArray(value.right)
    ? E.right({ ...value.right })
    : E.left(`${shown(text.right)} is not an object of JSON`)
}

const longest = 60

const shown = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text)

/** What a state tells, in our quantities; keys that are not known are left out, a known one has to be a number. */
export const measurementsIn = (
  state: Readonly<Record<string, unknown>>,
): E.Either<string, readonly Measurement[]> => {
  const found = new Map<string, number>()
  for (const [name, value] of Object.entries(state)) {
    const known = quantityOf(name)
    if (known === undefined) continue
    if (typeof value !== 'number' || !Number.isFinite(value))
      return E.left(`${name} is ${shown(JSON.stringify(value) ?? 'nothing')}`)
    if (known.quantity === 'soc' && (value < 0 || value > 100)) return E.left(`${name} is ${value} %`)
    if (!found.has(known.quantity)) found.set(known.quantity, value * known.scale)
  }
  return found.size === 0
    ? E.left('it tells nothing that is known')
    : E.right([...found].map(([quantity, value]) => ({ quantity, value })))
}
