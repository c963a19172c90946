import { readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { typed } from '../unit/types/program.ts'

const folder = new URL('../../games/', import.meta.url)
const games = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.game'))
  .map(name => readFileSync(new URL(name, folder), 'utf8'))

/** Words, numbers, texts and signs, with the space after them. */
const tokens = (text: string): readonly string[] => text.match(/"[^"\n]*"\s*|\w+\s*|[^\w\s"]+\s*|\s+/g) ?? []

interface Change {
  readonly game: number
  readonly at: number
  readonly from: number
  readonly kind: 'drop' | 'swap' | 'copy'
}

const change = fc.record<Change>({
  game: fc.nat(games.length - 1),
  at: fc.nat(),
  from: fc.nat(),
  kind: fc.constantFrom('drop', 'swap', 'copy'),
})

const changed = ({ game, at, from, kind }: Change): string => {
  const parts = [...tokens(games[game] ?? '')]
  const i = at % Math.max(1, parts.length)
  const other = parts[from % Math.max(1, parts.length)] ?? ''
  parts.splice(i, kind === 'copy' ? 0 : 1, ...(kind === 'drop' ? [] : [other]))
  return parts.join('')
}

describe('types of damaged programs', () => {
  it('are inferred without a throw, and every broken declaration has an error', () => {
    fc.assert(
      fc.property(change, damage => {
        const program = typed(changed(damage))
        const errors = [...program.resolved.diagnostics, ...program.diagnostics].filter(
          d => d.severity === 'error',
        )
        expect(program.broken.size > 0 ? errors.length : 1).toBeGreaterThan(0)
      }),
      { numRuns: 150 },
    )
  })
})
