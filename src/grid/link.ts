/**
 * Links over which messages go, by latency, jitter, loss and bandwidth:
 *
 *     time = latency + jitter u + 8 bytes / bandwidth,  u uniform in [0, 1)
 *
 * and a time-out more for each time that a message is lost and sent again.
 */
import type { Generator } from '../markov/splitMix64.ts'

export interface Link {
  readonly protocol: string
  readonly latencyMs: number
  readonly jitterMs: number
  /** Probability that a message is lost, in [0, 1). */
  readonly lossShare: number
  readonly bandwidthBitsPerS: number
  /** How long a sender waits before it sends again, and how often it does. */
  readonly timeoutMs: number
  readonly retries: number
}

const link = (
  protocol: string,
  latencyMs: number,
  jitterMs: number,
  lossShare: number,
  bandwidthBitsPerS: number,
  timeoutMs: number,
  retries: number,
): Link => ({ protocol, latencyMs, jitterMs, lossShare, bandwidthBitsPerS, timeoutMs, retries })

/**
 * Where to begin; a grid file sets its own. From standards: IEC 61850-5 asks for transfers within 3 ms (class TT6) on a
 * substation's network of 100 Mbit/s; IEEE 802.15.4, beneath Zigbee, has 250 kbit/s, and its senders try three times
 * more; Modbus here is of the serial line (19200 bit/s by the Modbus specification over serial line 1.02). DNP3 (IEEE
 * 1815) is over a utility's radio at 9600 bit/s, MQTT over a home's broadband, WiFi within the home (IEEE 802.11n):
 * these have no latency in their standards, the values are for planning.
 */
export const usualLinks = {
  'IEC 61850': link('IEC 61850', 2, 1, 0, 100e6, 4, 3),
  DNP3: link('DNP3', 50, 50, 0.001, 9600, 5000, 2),
  Modbus: link('Modbus', 5, 5, 0.0005, 19200, 1000, 2),
  Zigbee: link('Zigbee', 15, 15, 0.01, 250e3, 50, 3),
  MQTT: link('MQTT', 30, 20, 0.001, 10e6, 5000, 3),
  WiFi: link('WiFi', 3, 7, 0.005, 50e6, 20, 7),
} as const satisfies Readonly<Record<string, Link>>

/** How a message fared on one link. */
export interface Hop {
  readonly from: string
  readonly to: string
  readonly protocol: string
  readonly milliseconds: number
  readonly attempts: number
  readonly isDelivered: boolean
}

/** A message's way: what it took in all, and whether it came through. */
export interface Journey {
  readonly hops: readonly Hop[]
  readonly milliseconds: number
  readonly isDelivered: boolean
}

/** Sends `bytes` over a link. */
export const sent = (one: Link, from: string, to: string, bytes: number, random: Generator): Hop => {
  let milliseconds = 0
  for (let attempts = 1; ; attempts++) {
    const isDelivered = random.double() >= one.lossShare
    const jitter = one.jitterMs * random.double()
    if (isDelivered)
      return {
        from,
        to,
        protocol: one.protocol,
        milliseconds: milliseconds + one.latencyMs + jitter + (8000 * bytes) / one.bandwidthBitsPerS,
        attempts,
        isDelivered,
      }
    milliseconds += one.timeoutMs
    if (attempts > one.retries)
      return { from, to, protocol: one.protocol, milliseconds, attempts, isDelivered }
  }
}

/** A connection between two places. */
export interface Connection {
  readonly from: string
  readonly to: string
  readonly link: Link
}

/** Sends `bytes` along a path, hop by hop, as far as it comes. */
export const journey = (path: readonly Connection[], bytes: number, random: Generator): Journey => {
  const hops: Hop[] = []
  let milliseconds = 0
  for (const { from, to, link: one } of path) {
    const hop = sent(one, from, to, bytes, random)
    hops.push(hop)
    milliseconds += hop.milliseconds
    if (!hop.isDelivered) return { hops, milliseconds, isDelivered: false }
  }
  return { hops, milliseconds, isDelivered: true }
}

/** The path with the fewest hops from one place to another, connections being two-way; nothing where there is none. */
export const pathBetween = (
  connections: readonly Connection[],
  from: string,
  to: string,
): readonly Connection[] | null => {
  const reached = new Map<string, readonly Connection[]>([[from, []]])
  for (const [place, path] of reached)
    for (const one of connections) {
      const next = one.from === place ? one.to : one.to === place ? one.from : null
      if (next !== null && !reached.has(next))
        reached.set(next, [...path, { from: place, to: next, link: one.link }])
    }
  return reached.get(to) ?? null
}
