/** The passes of the WebAssembly kernel, with the tree's arrays in the memory of an instance of its own. */
import type { Vector } from '../tree/arithmetic.ts'
import { doubles } from '../tree/doublePasses.ts'
import type { FlatTree } from '../tree/flatTree.ts'
import type { Passes } from '../tree/passes.ts'
import { kernelBytes } from './kernelBytes.ts'

/** What is used of the interface that browsers and Node have alike, and TypeScript only declares with the DOM. */
interface WebAssemblyInterface {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Memory: new (descriptor: { readonly initial: number }) => { readonly buffer: ArrayBuffer }
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

declare const WebAssembly: WebAssemblyInterface | undefined

/** The functions of kernel.wat; all arguments are numbers of nodes or slots, or addresses in bytes. */
interface Kernel {
  readonly reach: (
    size: number,
    parent: number,
    slot: number,
    probability: number,
    policy: number,
    reach: number,
  ) => void
  readonly values: (
    size: number,
    first: number,
    count: number,
    slot: number,
    probability: number,
    policy: number,
    value: number,
  ) => void
  readonly actionValues: (
    size: number,
    parent: number,
    slot: number,
    reach: number,
    value: number,
    sums: number,
  ) => void
  readonly sequenceValues: (
    size: number,
    slots: number,
    count: number,
    last: number,
    reach: number,
    leaf: number,
    sums: number,
  ) => void
}

const pageBytes = 65_536

/** Addresses stay below 2^31, where shifts of indices cannot turn negative. */
const mostBytes = 2 ** 31 - pageBytes

/** The kernel on a copy of `tree`; `undefined` where WebAssembly is not to be had or the tree does not fit. */
export const wasmPasses = (tree: FlatTree<number>): Passes<number> | undefined => {
  const slots = tree.states.offset[tree.states.count] ?? 0
  const bytes = bytesOf(tree.size, tree.values.length, slots)
  if (bytes > mostBytes) return undefined
  const instance = instantiate(bytes)
  return instance === undefined ? undefined : passesIn(instance, tree, slots)
}

const bytesOf = (size: number, forms: number, slots: number): number =>
  5 * 4 * (size + 1) + 8 * ((3 + forms) * size + 3 * slots + 1)

interface Instance {
  readonly buffer: ArrayBuffer
  readonly kernel: Kernel
}

let compiled: object | undefined

const instantiate = (bytes: number): Instance | undefined => {
  if (typeof WebAssembly === 'undefined') return undefined
  try {
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(kernelBytes), byte => byte.charCodeAt(0)))
    const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes) })
    const { exports } = new WebAssembly.Instance(compiled, { tree: { memory } })
    // What kernel.wat exports; the test of the built bytes holds it to that file.
    return { buffer: memory.buffer, kernel: exports as Kernel }
  } catch {
    // A page may forbid compiling, and memory may be short: the kernel in JavaScript does the same.
    return undefined
  }
}

const passesIn = ({ buffer, kernel }: Instance, tree: FlatTree<number>, slots: number): Passes<number> => {
  const { size } = tree
  let free = 0
  const room = (length: number): Float64Array => {
    const array = new Float64Array(buffer, free, length)
    free += 8 * length
    return array
  }
  const copied = (vector: Vector<number>): Float64Array => {
    const array = room(vector.length)
    array.set(doubles(vector))
    return array
  }
  const probability = copied(tree.probability)
  const forms = tree.values.map(copied)
  const reached = room(size)
  const valued = room(size)
  const policy = room(slots)
  const bySlot = room(slots)
  const bySequence = room(slots + 1)
  const indices = (from: Int32Array): number => {
    const address = free
    new Int32Array(buffer, address, size).set(from)
    free += 4 * size
    return address
  }
  const [first, count, parent, slot, last] = [
    indices(tree.first),
    indices(tree.count),
    indices(tree.parent),
    indices(tree.slot),
    indices(tree.last),
  ]
  const put = (vector: Vector<number>, into: Float64Array): number => {
    if (vector !== into) into.set(doubles(vector))
    return into.byteOffset
  }
  return {
    reach: weights => {
      kernel.reach(size, parent, slot, probability.byteOffset, put(weights, policy), reached.byteOffset)
      return reached
    },
    values: (form, weights) => {
      const leaves = forms[form]
      if (leaves !== undefined) valued.set(leaves)
      const { byteOffset } = valued
      kernel.values(size, first, count, slot, probability.byteOffset, put(weights, policy), byteOffset)
      return valued
    },
    actionValues: (reach, values) => {
      bySlot.fill(0)
      kernel.actionValues(size, parent, slot, put(reach, reached), put(values, valued), bySlot.byteOffset)
      return bySlot
    },
    sequenceValues: (reach, form) => {
      bySequence.fill(0)
      const leaf = forms[form]?.byteOffset ?? 0
      kernel.sequenceValues(size, slots, count, last, put(reach, reached), leaf, bySequence.byteOffset)
      return bySequence
    },
  }
}
