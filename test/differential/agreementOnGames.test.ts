/** The plan against the optics on the library: every strategy of every file, by every concept, as fractions. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { exact } from '../../src/markov/rational.ts'
import { typedProgram } from '../../src/questions/typedProgram.ts'
import type { Source } from '../../src/source/source.ts'
import { compareProgram } from './agreement.ts'
import { inSmall } from './inSmall.ts'

const root = join(import.meta.dirname, '../../games')
const files = readdirSync(root, { withFileTypes: true, recursive: true })
  .filter(entry => entry.name.endsWith('.game') && !entry.parentPath.endsWith('sketch'))
  .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1))
  // Actions that are an interval have no tables.
  .filter(file => !readFileSync(join(root, file), 'utf8').includes('(interval '))
  .sort()

/** Questions that need more of the optics are not compared. */
const steps = 100_000

const sourceAt = (path: string): Source => ({ path, text: readFileSync(path, 'utf8') })

describe('the games', () => {
  const seen = { strategies: 0, planned: 0, verdicts: 0 }

  it.each(files)(
    'of %s mean the same by the plan and by the optics',
    path => {
      const program = typedProgram(sourceAt(join(root, path)), other => E.right(sourceAt(other)))
      const { errors, compared } = compareProgram(exact, program, steps, inSmall(exact))
      expect(errors).toEqual([])
      for (const { strategy, planned, verdicts, differences } of compared) {
        expect([strategy, differences]).toEqual([strategy, []])
        seen.strategies += 1
        if (planned) seen.planned += 1
        seen.verdicts += Object.keys(verdicts).length
      }
    },
    120_000,
  )

  it('were compared', () => {
    expect(seen.strategies).toBeGreaterThan(60)
    expect(seen.planned / seen.strategies).toBeGreaterThan(0.9)
    expect(seen.verdicts).toBeGreaterThan(3 * seen.strategies)
  })
})
