import { describe, expect, it } from 'vitest'
import { questionPrimitives } from '../../../src/compile/questionPrimitives.ts'
import { machine } from '../../../src/core/machine.ts'
import { intrinsics, prelude } from '../../../src/core/prelude.ts'
import type { Value } from '../../../src/core/value.ts'
import { IllTyped } from '../../../src/core/view.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { preludeValues, questionNames } from '../../../src/names/prelude.ts'
import { operatorSignatures, signatures } from '../../../src/types/prelude.ts'

const m = machine(double, unlimited, new Map())
const missing = () => {
  throw new IllTyped('not needed')
}
const tables: ReadonlyMap<string, Value<number>> = new Map([
  ...prelude(m, 0),
  ...Object.entries(
    questionPrimitives(m, missing, { payoffs: missing, probability: missing, regret: missing }),
  ),
])

describe('the prelude', () => {
  it('implements the names that programs may use, the operators and the intrinsics, and nothing else', () => {
    const wanted = [...preludeValues, ...Object.keys(operatorSignatures), ...intrinsics]
    expect([...tables.keys()].sort()).toEqual(wanted.sort())
  })

  it('takes as many arguments as the types say', () => {
    const arrows = (signature: string): number => {
      let depth = 0
      let count = 0
      for (const token of signature.match(/[()]|->/g) ?? []) {
        if (token === '(') depth += 1
        else if (token === ')') depth -= 1
        else if (depth === 0) count += 1
      }
      return count
    }
    for (const [name, signature] of Object.entries({ ...signatures, ...operatorSignatures })) {
      const value = tables.get(name)
      const arity = typeof value === 'object' && value.kind === 'function' ? value.arity : 0
      expect(`${name} ${arity}`).toBe(`${name} ${arrows(signature)}`)
    }
  })

  it('has a type for every name', () => {
    expect(Object.keys(signatures).sort()).toEqual([...preludeValues].sort())
    expect([...questionNames].every(name => name in signatures)).toBe(true)
  })
})
