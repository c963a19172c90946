/** Checks by contracts against direct checks, on every question about an equilibrium in the library. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { modularAnswer } from '../../src/contract/question.ts'
import { exact } from '../../src/markov/rational.ts'
import { answer } from '../../src/questions/answer.ts'
import { typedProgram } from '../../src/questions/typedProgram.ts'
import type { Source } from '../../src/source/source.ts'

const root = join(import.meta.dirname, '../../games')
const files = ['classic', 'auctions', 'correlated', 'tutorial'].flatMap(folder =>
  readdirSync(join(root, folder))
    .filter(name => name.endsWith('.game'))
    .map(name => join(folder, name)),
)

/** Questions that need more are left to the direct check. */
const steps = 1_000_000

const sourceAt = (path: string): Source => ({ path, text: readFileSync(path, 'utf8') })

const programOf = (path: string) =>
  typedProgram(sourceAt(join(root, path)), other => E.right(sourceAt(other)))

describe('contracts', () => {
  const seen = { divided: 0, whole: 0, fails: 0 }

  it.each(files)('of %s say what the direct check says', path => {
    const byParts = modularAnswer(path, programOf(path), { steps }).report.checks
    if (byParts.length === 0) return
    const directly = answer(path, programOf(path), { scalar: exact, steps }).report.checks
    for (const { line, holds, components } of byParts) {
      expect([line, holds]).toEqual([line, directly.find(check => check.line === line)?.holds])
      seen[components.length > 1 ? 'divided' : 'whole'] += 1
      if (holds === false) seen.fails += 1
    }
  })

  it('were divided where blocks can be', () => {
    expect(seen.divided).toBeGreaterThan(20)
    expect(seen.whole).toBeGreaterThan(3)
    expect(seen.fails).toBeGreaterThan(10)
  })
})
