import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it, vi } from 'vitest'
import wabt from 'wabt'
import { unlimited } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import type { Diagram } from '../../../src/plan/diagram.ts'
import type { Vector } from '../../../src/plan/tree/arithmetic.ts'
import { doublePasses } from '../../../src/plan/tree/doublePasses.ts'
import { type FlatTree, flatTree } from '../../../src/plan/tree/flatTree.ts'
import { formOf } from '../../../src/plan/tree/form.ts'
import { type Passes, scalarPasses } from '../../../src/plan/tree/passes.ts'
import { doubleArithmetic } from '../../../src/plan/tree/scalars.ts'
import { wasmPasses } from '../../../src/plan/wasm/wasmPasses.ts'
import { diagrams, inDoubles } from './treeDiagrams.ts'

const source = join(import.meta.dirname, '../../../src/plan/wasm/kernel.wat')

/** The module of kernel.wat, as the source file that the program holds it in. */
const built = async (): Promise<string> => {
  const { parseWat } = await wabt()
  const module = parseWat('kernel.wat', readFileSync(source, 'utf8'))
  module.validate()
  const { buffer } = module.toBinary({})
  return `/** kernel.wat assembled, in base64. Made by \`npm run generate\`. */
export const kernelBytes =
  '${Buffer.from(buffer).toString('base64')}'
`
}

/** The tree in which everybody chooses. */
const treeOf = (diagram: Diagram<number>): FlatTree<number> => {
  const forms = [...diagram.accounts.values()].map(account => formOf(double, account))
  const tree = flatTree(doubleArithmetic, unlimited, diagram, { forms, isChoice: () => true, limit: 100_000 })
  if (E.isLeft(tree)) throw new Error('too wide')
  return tree.right
}

const inWebAssembly = (tree: FlatTree<number>): Passes<number> => {
  const passes = wasmPasses(tree)
  if (passes === undefined) throw new Error('no WebAssembly')
  return passes
}

/** Bit patterns, by which zeros of either sign differ. */
const bits = (vector: Vector<number>): readonly bigint[] => [
  ...new BigUint64Array(Float64Array.from(vector).buffer),
]

/** The same with one zero: a scalar need not know its sign. */
const unsignedBits = (vector: Vector<number>): readonly bigint[] =>
  bits(Float64Array.from(vector, value => value + 0))

/** All that the passes give for a policy, in bits. */
const results = (tree: FlatTree<number>, passes: Passes<number>, policy: Float64Array, bitsOf = bits) => ({
  reach: bitsOf(passes.reach(policy)),
  forms: tree.values.map((_, form) => [
    bitsOf(passes.values(form, policy)),
    bitsOf(passes.actionValues(passes.reach(policy), passes.values(form, policy))),
    bitsOf(passes.sequenceValues(passes.reach(policy), form)),
  ]),
})

const slotsOf = ({ states }: FlatTree<number>): number => states.offset[states.count] ?? 0

/** A policy of arbitrary doubles: the passes need no distribution. */
const policies = (slots: number): fc.Arbitrary<Float64Array> =>
  fc
    .array(fc.oneof(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.constantFrom(0, -0, 1)), {
      minLength: slots,
      maxLength: slots,
    })
    .map(weights => Float64Array.from(weights))

const shape = { nodes: 8, canFail: true, remembers: false }

describe('the WebAssembly kernel', () => {
  it('is what its source says, byte for byte', async () => {
    await expect(await built()).toMatchFileSnapshot('../../../src/plan/wasm/kernelBytes.ts')
  })

  it('is equal to the kernel in JavaScript, bit for bit', () => {
    let largest = 0
    fc.assert(
      fc.property(
        diagrams(shape)
          .map(diagram => treeOf(inDoubles(diagram)))
          .chain(tree => fc.tuple(fc.constant(tree), policies(slotsOf(tree)))),
        ([tree, policy]) => {
          largest = Math.max(largest, tree.size)
          expect(results(tree, inWebAssembly(tree), policy)).toEqual(
            results(tree, doublePasses(tree), policy),
          )
        },
      ),
      { numRuns: 200 },
    )
    expect(largest).toBeGreaterThan(20)
  })

  it('takes policies, reaches and values from elsewhere, too', () => {
    fc.assert(
      fc.property(diagrams(shape), diagram => {
        const tree = treeOf(inDoubles(diagram))
        const ones = new Float64Array(slotsOf(tree)).fill(1)
        const reach = Float64Array.from({ length: tree.size }, (_, node) => 1 / (node + 1))
        const values = Float64Array.from({ length: tree.size }, (_, node) => node / 3)
        const given = (passes: Passes<number>) => [
          bits(passes.actionValues(reach, values)),
          bits(passes.sequenceValues(reach, 0)),
          bits(passes.reach(ones)),
        ]
        expect(given(inWebAssembly(tree))).toEqual(given(doublePasses(tree)))
      }),
      { numRuns: 100 },
    )
  })
})

describe('the arithmetic of doubles', () => {
  /** Four decisions with ten actions each, each paid in tenths: 11,111 nodes. */
  const large = (): FlatTree<number> => {
    const tens = Array.from({ length: 10 }, (_, value) => value)
    const menu = { offsets: Int32Array.of(0, 10), items: Int32Array.from(tens) }
    const ids = [0, 1, 2, 3]
    return treeOf({
      nodes: ids.map(id => ({
        id,
        name: `n${id}`,
        domain: { values: tens },
        parents: [],
        failures: new Map(),
        kind: 'decision',
        decision: { key: `d${id}`, path: `d${id}`, player: 'alice', epsilon: 0 },
        menu,
        strategy: { ...menu, weights: tens.map(() => 0.1) },
        observed: ids.slice(0, id),
        observation: indices => indices,
        cut: 4,
      })),
      decisions: ids,
      players: ['alice'],
      accounts: new Map([
        ['alice', ids.map(node => ({ kind: 'pay', node, amounts: tens.map(value => value / 10) }))],
      ]),
    })
  }

  it('turns to WebAssembly for many passes over a large tree, with the same results', () => {
    const tree = large()
    expect(tree.size).toBe(11_111)
    const policy = Float64Array.from({ length: slotsOf(tree) }, (_, slot) => 1 / (1 + (slot % 7)))
    const [few, many] = [doubleArithmetic.passes(tree, 2), doubleArithmetic.passes(tree, 1_000)]
    expect(results(tree, many, policy)).toEqual(results(tree, few, policy))
    // Only the memory of a WebAssembly instance is larger than the array that is a view of it.
    const isShared = (passes: Passes<number>): boolean => {
      const reach = passes.reach(policy)
      return reach instanceof Float64Array && reach.buffer.byteLength > reach.byteLength
    }
    expect([isShared(few), isShared(many)]).toEqual([false, true])
  })

  it('does without WebAssembly where there is none', () => {
    vi.stubGlobal('WebAssembly', undefined)
    try {
      const tree = large()
      expect(wasmPasses(tree)).toBeUndefined()
      const ones = new Float64Array(slotsOf(tree)).fill(1)
      expect(doubleArithmetic.passes(tree, 1_000).reach(ones)[tree.size - 1]).toBe(1)
    } finally {
      vi.unstubAllGlobals()
    }
  })
})

describe('the kernel in JavaScript', () => {
  it('is equal to the passes over any scalar', () => {
    fc.assert(
      fc.property(diagrams(shape), diagram => {
        const tree = treeOf(inDoubles(diagram))
        const policy = Float64Array.from({ length: slotsOf(tree) }, (_, slot) => (slot % 4) / 3)
        expect(results(tree, scalarPasses(double, tree), policy, unsignedBits)).toEqual(
          results(tree, doublePasses(tree), policy, unsignedBits),
        )
      }),
      { numRuns: 100 },
    )
  })
})
