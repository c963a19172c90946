import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse, parseExpression } from '../../../src/syntax/parse.ts'
import { declarationTree, expressionTree } from './tree.ts'

interface Case {
  readonly name: string
  readonly input: string
  /** Trees after `==>`, codes of diagnostics after `!!!`. */
  readonly expected: string
}

/** `# name`, the input, `==> tree` once or more, and `!!! codes` where there are errors. */
const casesOf = (file: string): readonly Case[] =>
  readFileSync(`test/unit/syntax/cases/${file}.txt`, 'utf8')
    .split(/^# /m)
    .slice(1)
    .map(text => {
      const [name = '', ...lines] = text.trimEnd().split('\n')
      const at = lines.findIndex(line => /^(==>|!!!)/.test(line))
      return { name, input: lines.slice(0, at).join('\n'), expected: lines.slice(at).join('\n') }
    })

const shown = (trees: readonly string[], diagnostics: readonly { readonly code: string }[]): string =>
  [
    ...trees.map(tree => `==> ${tree}`),
    ...(diagnostics.length === 0 ? [] : [`!!! ${diagnostics.map(d => d.code).join(' ')}`]),
  ].join('\n')

describe('expressions', () => {
  test.each(casesOf('expressions'))('$name', ({ input, expected }) => {
    const { tree, diagnostics } = parseExpression({ path: 'case', text: input })
    expect(shown([expressionTree(tree)], diagnostics)).toBe(expected)
  })
})

for (const file of ['declarations', 'blocks', 'errors'])
  describe(file, () => {
    test.each(casesOf(file))('$name', ({ input, expected }) => {
      const { file: tree, diagnostics } = parse({ path: 'case', text: input })
      expect(shown(tree.declarations.map(declarationTree), diagnostics)).toBe(expected)
    })
  })
