import { describe, expect, it } from 'vitest'
import { main } from '../../../src/cli/main.ts'
import { world } from './world.ts'

const good = 'let one = 1\nexpect one == 1\n'
const short = 'expect 1 == 2\n'
const wrong = 'expect 1 / 0 == 1\n'
const endless = 'let f n = f (n + 1)\nexpect f 0 == 1\n'
const files = { 'good.game': good, 'short.game': short, 'wrong.game': wrong, 'endless.game': endless }

const statusOf = (...argv: readonly string[]): Promise<number> => main(argv, world(files).io)

describe('the status of a command', () => {
  it.each([
    [0, ['check', 'good.game']],
    [1, ['check', 'short.game']],
    [2, ['check', 'wrong.game']],
    [3, ['check', 'endless.game', '--steps', '1000']],
    [0, ['--version']],
    [0, ['check', '--help']],
    [2, []],
    [2, ['check', 'good.game', '--no-such-option']],
    [2, ['play', 'good.game', 'short.game']],
    [2, ['explain', 'G0000']],
  ])('is %i for %j', async (status, argv) => {
    expect(await statusOf(...argv)).toBe(status)
  })

  it('is that of the worst of several files', async () => {
    expect(await statusOf('check', 'good.game', 'short.game')).toBe(1)
    expect(await statusOf('check', 'endless.game', 'short.game', '--steps', '1000')).toBe(3)
    expect(await statusOf('check', 'wrong.game', 'endless.game', '--steps', '1000')).toBe(2)
    expect(await statusOf('check', '.', '--steps', '1000')).toBe(2)
  })
})

describe('colors', () => {
  const terminal = { isTerminal: { out: true, error: true } }
  const outOf = async (argv: readonly string[], environment: Record<string, string> = {}) => {
    const { io, written } = world(files, { ...terminal, environment })
    await main(argv, io)
    return `${written.out}${written.error}`
  }
  it('are for terminals', async () => {
    expect(await outOf(['check', 'short.game', 'wrong.game'])).toContain('\u001b[31m')
  })
  it.each([
    ['--no-color', ['--no-color'], {}],
    ['NO_COLOR', [], { NO_COLOR: '1' }],
    ['a dumb terminal', [], { TERM: 'dumb' }],
  ])('are left out with %s', async (_, options, environment) => {
    const out = await outOf(['check', 'short.game', 'wrong.game', ...options], environment)
    expect(out).not.toContain('\u001b')
  })
  it('are kept by an empty NO_COLOR', async () => {
    expect(await outOf(['check', 'short.game'], { NO_COLOR: '' })).toContain('\u001b')
  })
})

describe('coplay new', () => {
  it('writes a project whose checks hold and which is formatted', async () => {
    const { io, files: written } = world()
    expect(await main(['new', 'town/'], io)).toBe(0)
    expect([...written.keys()]).toEqual(['town/entry.game', 'town/README.md', 'town/package.json'])
    expect(await main(['check', 'town'], io)).toBe(0)
    expect(await main(['fmt', '--check', 'town'], io)).toBe(0)
    expect(JSON.parse(written.get('town/package.json') ?? '')).toMatchObject({ name: 'town', private: true })
  })
  it('overwrites nothing', async () => {
    const { io, files: kept, written } = world({ 'town/README.md': 'mine' })
    expect(await main(['new', 'town'], io)).toBe(2)
    expect([...kept]).toEqual([['town/README.md', 'mine']])
    expect(written.error).toContain('G7006')
  })
  it('says why nothing could be written', async () => {
    const { io, written } = world()
    expect(await main(['new', 'locked'], io)).toBe(2)
    expect(written.error).toContain('permission denied')
  })
})

describe('coplay explain', () => {
  it('shows the page, and the title where the page is missing', async () => {
    const { io, written } = world()
    expect(await main(['explain', 'g2001'], io)).toBe(0)
    expect(await main(['explain', 'G2002'], io)).toBe(0)
    expect(written.out).toBe('# the page\n# G2002: name bound twice\n')
  })
})

describe('coplay check --json', () => {
  it('writes an object a file in the order given, and nothing else', async () => {
    const { io, written } = world(files)
    await main(['check', '--json', 'short.game', 'none.game', 'good.game', '--set', 'x=1'], io)
    const reports = written.out
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(reports.map(({ schema, file }) => [schema, file])).toEqual([
      ['coplay/report@1', 'short.game'],
      ['coplay/report@1', 'none.game'],
      ['coplay/report@1', 'good.game'],
    ])
    expect(written.error).toBe('')
  })
})
