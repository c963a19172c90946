/** What is said of grid files that are broken: where, what, and what would do. */
import { readFileSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { shownFault } from '../../../../src/grid/csv.ts'
import { readNeighborhood } from '../../../../src/grid/neighborhood/read.ts'
import { brokenFiles, tables } from './brokenFiles.ts'
import { carbon, every } from './every.ts'

const read = (content: unknown) =>
  readNeighborhood(
    typeof content === 'string' ? content : JSON.stringify(content),
    'street.grid.json',
    path => {
      const text = { ...tables, 'carbon.csv': carbon }[path]
      return text === undefined ? E.left(`there is no file ${path}`) : E.right(text)
    },
  )

const faultsOf = (content: unknown) => {
  const found = read(content)
  return E.isLeft(found) ? found.left : []
}

describe('a broken grid file', () => {
  it.each(Object.entries(brokenFiles))('with %s says where, and what would do', (_, content) => {
    const faults = faultsOf(content)
    expect(faults.length).toBeGreaterThan(0)
    for (const { place, line, hint, reason } of faults) {
      expect(place ?? line, reason).toBeDefined()
      expect(`${hint ?? ''}${/ not /.test(reason) ? reason : ''}`, reason).not.toBe('')
      expect(reason.length + (hint?.length ?? 0)).toBeLessThan(400)
    }
  })

  it('is told of in words that do not change', async () => {
    const told = Object.entries(brokenFiles).map(
      ([name, content]) => `# ${name}\n${faultsOf(content).map(shownFault).join('\n')}\n`,
    )
    await expect(told.join('\n')).toMatchFileSnapshot('../../../golden/grid/faults.txt')
  })

  it('is read in no time, however large', () => {
    const start = performance.now()
    const values = Array.from({ length: 1_000_000 }, (_, k) => k % 7)
    const large = { ...every, horizon: '1000000 hours', series: { ...every.series, heat: { values } } }
    faultsOf({ ...large, horizon: '1 minute' })
    faultsOf(`{"a": "${'x\\n'.repeat(3_000_000)}"}`)
    expect(performance.now() - start).toBeLessThan(4000)
  })
})

describe('a file that is whole', () => {
  it('has no fault, with a mark of the byte order, and with texts in columns nobody asks for', () => {
    expect(faultsOf(`\uFEFF${JSON.stringify(every)}`)).toEqual([])
    const series = { ...every.series, measured: { csv: 'carbon.csv', column: 'kg' } }
    const timed = carbon.replaceAll(/^(\d+),/gm, 'at $1,')
    const found = readNeighborhood(JSON.stringify({ ...every, series }), 'f', () => E.right(timed))
    expect(E.isRight(found)).toBe(true)
  })

  it('stands in the page on neighborhoods, which names every key', () => {
    const page = readFileSync(new URL('../../../../docs/neighborhoods.md', import.meta.url), 'utf8')
    const [, example = ''] = /```json\n(.*?)```/s.exec(page) ?? []
    const found = readNeighborhood(example, 'lane.grid.json', () => E.left('there are no files'))
    expect(E.isRight(found) ? found.right.devices.length : found.left).toBe(33)
    const format = readFileSync(
      new URL('../../../../src/grid/neighborhood/format.ts', import.meta.url),
      'utf8',
    )
    const told = [...page.matchAll(/[`"](\w+)[`":]/g)].map(([, name]) => name)
    const keys = [...format.matchAll(/^ {4}(\w+)(?:: |,$)/gm)].map(([, name]) => name)
    expect(keys.length).toBeGreaterThan(50)
    expect(keys.filter(key => !told.includes(key))).toEqual([])
    if (E.isRight(found))
      for (const { path } of found.right.quantities.values()) {
        const name = path.slice(path.lastIndexOf('.') + 1).replace(/Ahead$/, '')
        expect(told).toContain(name)
      }
  })
})
