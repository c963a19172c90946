import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { replayed } from './transcript.ts'

const pages = readdirSync(import.meta.dirname).filter(name => name.endsWith('.md'))

/** Milliseconds that a page may take on a slow machine. */
const patience = 300_000

/** To accept new answers: `npx vitest run test/e2e -u`, and read the difference. */
describe('the transcript', () => {
  it.each(pages)(
    '%s is what happens',
    async name => {
      const path = join(import.meta.dirname, name)
      await expect(replayed(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path)
    },
    patience,
  )
})
