/** Every way of minimizing regrets, as `solve` takes it, encloses the value of Kuhn poker (Kuhn 1950): -1/18. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { expect, it } from 'vitest'
import { openGambit } from '../../../../src/gambit/open.ts'
import { budget } from '../../../../src/markov/budget.ts'
import { solve } from '../../../../src/solver/solve.ts'
import { subjectOfTree } from '../../../../src/solver/subject.ts'

const path = join(import.meta.dirname, '../../../../games/classic/kuhn-poker.efg')

it.each(['regret', 'cfr', 'cfrPlus', 'discountedCfr'] as const)('%s', method => {
  const opened = openGambit({ path, text: readFileSync(path, 'utf8') })
  if (E.isLeft(opened) || opened.right.game.kind !== 'tree') throw new Error('a tree')
  const search = solve(
    { budget: budget(10_000_000), floats: undefined },
    subjectOfTree(opened.right.game.form),
    { concept: 'nash', all: false, method },
  )
  if (E.isLeft(search)) throw new Error(search.left.reason)
  expect(search.right.method).toBe(method)
  const [found] = search.right.found
  if (found?.kind !== 'profile') throw new Error('a profile')
  const [low = 0, high = 0] = (found.note ?? '').match(/-?\d+\.\d+(e-\d+)?/g)?.map(Number) ?? []
  expect(low).toBeLessThanOrEqual(-1 / 18)
  expect(high).toBeGreaterThanOrEqual(-1 / 18)
  expect(high - low).toBeLessThan(1e-4)
})
