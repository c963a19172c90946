/** What the reference shows is what happens. */
import { readFileSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { contextualWords, reservedWords } from '../../../grammar/tokens.ts'
import { codes } from '../../../src/diagnostic/codes.ts'
import { double } from '../../../src/markov/double.ts'
import { answer } from '../../../src/questions/answer.ts'
import { typedProgram } from '../../../src/questions/typedProgram.ts'
import { backtickPrecedence, precedences } from '../../../src/syntax/precedence.ts'
import { operatorSignatures, signatures } from '../../../src/types/prelude.ts'

const reference = readFileSync('grammar/README.md', 'utf8')
const blocks = [...reference.matchAll(/^```(\w*)\n([\s\S]*?)^```/gm)].map(([, language, text]) => ({
  language,
  text: text ?? '',
}))
const games = blocks
  .filter(block => block.language === 'game')
  .map((block, i) => ({ name: `example ${i + 1}`, text: block.text }))

describe('the language reference', () => {
  test.each(games)('$name passes its checks', ({ name, text }) => {
    const entry = { path: `${name}.game`, text }
    const unreadable = () => E.left({ code: 'G7001' as const, reason: 'the example stands alone' })
    const { report } = answer(entry.path, typedProgram(entry, unreadable), {
      scalar: double,
      steps: 1_000_000,
    })
    const fallen = [...report.checks, ...report.expects]
      .filter(question => !question.pass)
      .map(question => question.text)
    const errors = report.diagnostics.filter(diagnostic => diagnostic.severity === 'error')
    expect({ fallen, errors }).toEqual({ fallen: [], errors: [] })
    expect(report.checks.length + report.expects.length).toBeGreaterThan(0)
  })

  test('lists the prelude with its types', () => {
    const shown = blocks.find(block => block.text.startsWith('map '))?.text ?? ''
    const entries = Object.fromEntries(
      shown
        .split('\n')
        .filter(line => line !== '')
        .map(line => {
          const [name = '', ...type] = line.split(/ +: /)
          return [name, type.join(' : ')]
        }),
    )
    const operators = Object.entries(operatorSignatures).map(([name, type]) => [`(${name})`, type])
    expect(entries).toEqual({ ...signatures, ...Object.fromEntries(operators) })
  })

  test('lists the words of the language', () => {
    const words = (from: string): readonly string[] => {
      const at = reference.indexOf(from)
      return reference.slice(at, reference.indexOf('**Numbers**', at)).match(/[a-z]+/g) ?? []
    }
    const shown = words('**Words**')
    for (const type of [...reservedWords, ...contextualWords]) expect(shown).toContain(type.LABEL)
  })

  test('lists every operator at its level', () => {
    for (const [operator, { level }] of Object.entries(precedences)) {
      const row = reference
        .split('\n')
        .filter(line => line.startsWith(`| ${level} |`))
        .join('\n')
      expect(row).toContain(`\`${operator.replaceAll('|', '\\|')}\``)
    }
    expect([backtickPrecedence('mod').level, backtickPrecedence('f').level]).toEqual([7, 9])
  })

  test('names codes that exist', () => {
    for (const [code] of reference.matchAll(/G\d{4}/g)) expect(Object.keys(codes)).toContain(code)
  })
})
