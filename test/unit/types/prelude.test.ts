import { describe, expect, it } from 'vitest'
import { preludeConstructors, preludeTypes, preludeValues } from '../../../src/names/prelude.ts'
import { precedences } from '../../../src/syntax/precedence.ts'
import { operatorSignatures, preludeSums, signatures } from '../../../src/types/prelude.ts'
import { preludeScheme } from '../../../src/types/preludeScheme.ts'
import { naming, show } from '../../../src/types/show.ts'
import { preludeTypeNames } from '../../../src/types/signature.ts'
import { substitution } from '../../../src/types/substitution.ts'

const renamed = (signature: string): string => {
  const names = new Map<string, string>()
  return signature.replace(/\b[a-z]\w*\b/g, name => {
    const known = names.get(name) ?? `v${names.size}`
    names.set(name, known)
    return known
  })
}

describe('the prelude', () => {
  it('gives a type to every name, operator, constructor and type', () => {
    expect(new Set(Object.keys(signatures))).toEqual(preludeValues)
    expect(new Set(Object.keys(operatorSignatures))).toEqual(new Set(Object.keys(precedences)))
    const constructors = preludeSums.flatMap(sum =>
      sum.constructors.map(c => [c.name, c.fields.length] as const),
    )
    expect(new Map(constructors)).toEqual(preludeConstructors)
    expect(new Set(preludeTypeNames)).toEqual(new Set(preludeTypes.keys()))
  })

  it.each(Object.entries({ ...signatures, ...operatorSignatures }))('%s : %s', (name, signature) => {
    const scheme = preludeScheme(substitution(), name)
    expect(scheme).toBeDefined()
    if (scheme !== undefined) expect(renamed(show(scheme.type, naming()))).toBe(renamed(signature))
  })
})
