/** The package as plain node sees it. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** What a module says that imports the package by its name. */
const said = (code: string): string => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: root,
    encoding: 'utf8',
  })
  return `${stdout}${stderr}`
}

it('keeps what the machine made of the program, so that it need not be compiled at each start', () => {
  const path = join(root, 'dist/work.cjs')
  const cachedData = readFileSync(join(root, 'dist/work.cache'))
  const script = new Script(readFileSync(path, 'latin1'), { filename: path, cachedData })
  expect(script.cachedDataRejected).toBe(false)
})

it('gives the embedded API, without a bundler', () => {
  const code = `
    import { block, certainly, decision, payoffs } from 'coplay'
    const game = block().play('a', decision('ann', [1, 2])).returns({ a: ({ a }) => a * 10 })
    console.log(payoffs(game, { ann: () => certainly(2) }))`
  expect(said(code)).toContain('ann: 20')
})

it('gives laws and arbitraries that work on the games of the API', () => {
  const code = `
    import { block, decision } from 'coplay'
    import { sameGame } from 'coplay/testing'
    const game = () => block().play('a', decision('ann', [0, 1])).returns({ a: ({ a }) => a })
    sameGame('itself', game(), game(), { inputs: [[]], returns: [[]] }).check()
    console.log('same')`
  expect(said(code)).toBe('same\n')
})
