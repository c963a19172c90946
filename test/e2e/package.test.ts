/** The package as plain node sees it. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
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
