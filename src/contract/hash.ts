import { structuralKey } from '../markov/structuralKey.ts'

const prime = 0x100000001b3n
const mask = 0xffffffffffffffffn

/** Sixteen hexadecimal digits that differ, with a chance of one in 2^64, where values do (FNV-1a). */
export const hashOf = (value: unknown): string => {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(structuralKey(value)))
    hash = ((hash ^ BigInt(byte)) * prime) & mask
  return hash.toString(16).padStart(16, '0')
}
