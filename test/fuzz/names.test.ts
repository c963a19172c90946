/** Programs with words taken out or doubled: names are resolved and messages rendered without a fault. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { left } from 'fp-ts/lib/Either.js'
import { expect, it } from 'vitest'
import { sortDiagnostics, withoutRepeats } from '../../src/diagnostic/order.ts'
import { renderDiagnostic } from '../../src/diagnostic/render.ts'
import { resolveProgram } from '../../src/names/resolve.ts'

const folder = new URL('../../games/', import.meta.url)
const programs = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.game'))
  .map(name => readFileSync(new URL(name, folder), 'utf8'))

const edit = fc.record({
  at: fc.nat(),
  what: fc.constantFrom('drop', 'double', 'swap', 'misspell'),
})

/** The words of a text and what is between them. */
const words = (text: string): readonly string[] => text.split(/(\b)/).filter(word => word !== '')

const edited = (text: string, edits: readonly { readonly at: number; readonly what: string }[]): string => {
  const parts = [...words(text)]
  for (const { at, what } of edits) {
    const i = at % parts.length
    const [here = '', next = ''] = [parts[i], parts[i + 1]]
    if (what === 'drop') parts[i] = ''
    else if (what === 'double') parts[i] = here + here
    else if (what === 'misspell') parts[i] = `${here}x`
    else [parts[i], parts[i + 1]] = [next, here]
  }
  return parts.join('')
}

it('resolves what the parser makes of edited programs', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...programs),
      fc.array(edit, { minLength: 1, maxLength: 6 }),
      (text, edits) => {
        const source = { path: 'main.game', text: edited(text, edits) }
        const none = () => left({ code: 'G7001' as const, reason: 'There is no such file.' })
        const { diagnostics, sources } = resolveProgram(source, none)
        for (const d of withoutRepeats(sortDiagnostics(diagnostics))) {
          for (const { span } of [...(d.primary === undefined ? [] : [d.primary]), ...d.secondary]) {
            expect(span.start).toBeGreaterThanOrEqual(0)
            expect(span.end).toBeLessThanOrEqual(source.text.length)
            expect(span.start).toBeLessThanOrEqual(span.end)
          }
          expect(renderDiagnostic(d, sources)).toMatch(/^(error|warning|hint)\[G\d{4}\]: /)
        }
      },
    ),
    { numRuns: 200 },
  )
})

it('takes time in proportion to the length of a program', () => {
  const values = Array.from({ length: 5000 }, (_, i) => `let v${i + 1} = v${i} + 1`)
  const started = performance.now()
  const source = { path: 'main.game', text: `let v0 = 1\n${values.join('\n')}` }
  const { diagnostics } = resolveProgram(source, () => left({ code: 'G7001', reason: '' }))
  expect(diagnostics).toEqual([])
  expect(performance.now() - started).toBeLessThan(10_000)
})
