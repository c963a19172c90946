import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cstTypes, syntaxDiagrams } from '../../../grammar/generated.ts'

/** The package exports its code only; its folder `diagrams/` lies two above. */
const chevrotain = join(dirname(createRequire(import.meta.url).resolve('chevrotain')), '../..')
const diagrams = syntaxDiagrams(path => readFileSync(join(chevrotain, 'diagrams', path), 'utf8'))

describe('files made from the grammar', () => {
  test('the types of the concrete tree are up to date', async () => {
    await expect(cstTypes()).toMatchFileSnapshot('../../../grammar/cst.ts')
  })

  test('the syntax diagrams are up to date', async () => {
    await expect(diagrams).toMatchFileSnapshot('../../../grammar/diagrams.html')
  })

  test('the syntax diagrams ask nothing of other hosts', () => {
    expect(diagrams).not.toMatch(/(?:src|href)\s*=\s*['"]/)
    expect(diagrams).toContain('drawDiagramsFromSerializedGrammar')
    expect(diagrams).toContain('"decisionPath"')
  })
})
