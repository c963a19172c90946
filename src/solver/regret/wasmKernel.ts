/** The loops of regret minimization in WebAssembly, with the arrays in the memory of an instance of its own. */
import type { Kernel } from './kernel.ts'
import { kernelBytes } from './kernelBytes.ts'
import type { SequenceGame } from './sequenceGame.ts'

/** What is used of the interface that browsers and Node have alike, and TypeScript only declares with the DOM. */
interface WebAssemblyInterface {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Memory: new (descriptor: { readonly initial: number }) => { readonly buffer: ArrayBuffer }
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

declare const WebAssembly: WebAssemblyInterface | undefined

/** The functions of kernel.wat: numbers of sequences or sets, addresses in bytes, and factors. */
interface Loops {
  readonly gather: (...sizeAndAddresses: readonly number[]) => void
  readonly update: (...setsAddressesAndFactors: readonly number[]) => void
  readonly match: (...setsAddressesAndFactors: readonly number[]) => void
  readonly accumulate: (...sizeAddressesAndFactor: readonly number[]) => void
}

const pageBytes = 65_536

/** Addresses stay below 2^31, where shifts of indices cannot turn negative. */
const mostBytes = 2 ** 31 - pageBytes

/** Room for one minimizer of `game`; `undefined` where WebAssembly is not to be had or the game does not fit. */
export const wasmKernel = (game: SequenceGame): Kernel | undefined => {
  const bytes = bytesOf(game)
  if (bytes > mostBytes || typeof WebAssembly === 'undefined') return undefined
  try {
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(kernelBytes), byte => byte.charCodeAt(0)))
    const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes) })
    const { exports } = new WebAssembly.Instance(compiled, { game: { memory } })
    // What kernel.wat exports; the test of the built bytes holds it to that file.
    return kernelIn(memory.buffer, exports as Loops)
  } catch {
    // A page may forbid compiling, and memory may be short: the loops in JavaScript do the same.
    return undefined
  }
}

let compiled: object | undefined

/** Every array is padded to 8 bytes. */
const bytesOf = ({ players }: SequenceGame): number =>
  players.reduce((sum, { rows, parents, entries, combinations }) => {
    const doubles = 5 * rows.length + entries.length + (combinations?.length ?? 0) + 1
    const integers = rows.length + 2 * parents.length + entries.length + 1
    return sum + 8 * doubles + 4 * integers + 64
  }, 0)

const kernelIn = (buffer: ArrayBuffer, loops: Loops): Kernel => {
  let free = 0
  return {
    doubles: length => {
      const array = new Float64Array(buffer, free, length)
      free += 8 * length
      return array
    },
    integers: from => {
      const array = new Int32Array(buffer, free, from.length)
      array.set(from)
      free += 8 * Math.ceil(from.length / 2)
      return array
    },
    gather: (rows, columns, entries, weights, values) =>
      loops.gather(
        values.length,
        rows.byteOffset,
        columns.byteOffset,
        entries.byteOffset,
        weights.byteOffset,
        values.byteOffset,
      ),
    update: (offsets, parents, policy, values, regrets, positive, negative, floor) =>
      loops.update(
        parents.length,
        offsets.byteOffset,
        parents.byteOffset,
        policy.byteOffset,
        values.byteOffset,
        regrets.byteOffset,
        positive,
        negative,
        floor,
      ),
    match: (offsets, parents, regrets, latest, prediction, policy, reach) =>
      loops.match(
        parents.length,
        offsets.byteOffset,
        parents.byteOffset,
        regrets.byteOffset,
        latest.byteOffset,
        prediction,
        policy.byteOffset,
        reach.byteOffset,
      ),
    accumulate: (reach, sums, weight) =>
      loops.accumulate(sums.length, reach.byteOffset, sums.byteOffset, weight),
  }
}
