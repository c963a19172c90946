/** What the README shows is what happens. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { plain } from '../../src/diagnostic/style.ts'
import { double } from '../../src/markov/double.ts'
import { answer } from '../../src/questions/answer.ts'
import { typedProgram } from '../../src/questions/typedProgram.ts'
import { reportText, summaryText } from '../../src/report/text.ts'

const at = (path: string): string => readFileSync(join(import.meta.dirname, '../..', path), 'utf8')
const readme = at('README.md')

/** The text of the fenced blocks in `language`, in order. */
const blocks = (language: string): readonly string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, text]) => text ?? '',
  )

describe('the README', () => {
  it('shows a game with the answer that it gets', () => {
    const [game = ''] = blocks('game')
    const entry = { path: 'entry.game', text: game }
    const unreadable = () => E.left({ code: 'G7001' as const, reason: 'the game stands alone' })
    const { report } = answer(entry.path, typedProgram(entry, unreadable), { scalar: double, steps: 100_000 })
    const options = { style: plain, verbose: false }
    const [shown = ''] = blocks('console')
    expect(shown.trimEnd()).toBe(
      `$ npx coplay check entry.game\n${reportText(report, options)}${summaryText([report], options)}`.trimEnd(),
    )
  })

  it('shows the test of a composition that is run', () => {
    const [shown = ''] = blocks('ts').filter(text => text.includes('coplay/testing'))
    const run = at('test/e2e/readme-testing.test.ts')
    const code = (text: string) =>
      text
        .replace(/'(\.\.\/\.\.\/src\/api\.ts|coplay)'/, "'coplay'")
        .replace(/'(\.\.\/\.\.\/src\/testing\.ts|coplay\/testing)'/, "'coplay/testing'")
        .trim()
    expect(code(shown)).toBe(code(run))
  })

  it('names the two commands that the package has', () => {
    expect(readme).toContain('npm ci && npx coplay check games')
    expect(at('.ci/run')).toContain('npm ci && npm test')
  })
})
