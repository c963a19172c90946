import { describe, expect, it } from 'vitest'
import { main } from '../../../src/cli/main.ts'
import { memoryAsked, memoryOf } from '../../../src/cli/memory.ts'
import type { Begun } from '../../../src/cli/message.ts'
import { edgesOf } from '../../../src/questions/judging.ts'
import { world } from './world.ts'

const files = { 'a.game': 'expect 1 == 1\n', 'b.game': 'expect 1 == 2\n', 'c.game': 'expect 2 == 2\n' }

describe('--memory', () => {
  it.each([
    ['64', 64],
    ['8_192', 8192],
    ['63', undefined],
    ['1000001', undefined],
    ['1.5', undefined],
    ['-100', undefined],
    ['', undefined],
  ])('%j is %s MiB', (text, size) => {
    expect(memoryOf(text)).toBe(size)
  })

  it.each([
    [['check', 'a.game', '--memory', '100'], 100],
    [['check', '--memory=100', 'a.game'], 100],
    [['check', '--memory', '100', '--memory', '200'], 200],
    [['check', '--', '--memory', '100'], undefined],
    [['check', '--memory'], undefined],
    [['check', 'a.game'], undefined],
  ])('is read off %j before the command is', (argv, size) => {
    expect(memoryAsked(argv)).toBe(size)
  })

  it.each(['check', 'play', 'region', 'verify'])('must be a number for %s', async command => {
    const { io, written } = world(files)
    expect(await main([command, 'a.game', '--memory', '3'], io)).toBe(2)
    expect(written.error).toMatch(/^error\[G7005\]: option '--memory <mb>' argument '3' is invalid/)
  })

  it('bounds tables', async () => {
    const game = `
game g = [opengame|
    operation : nature (uniform [1 .. 8]) ; outputs : x ;
    operation : nature (uniform [1 .. 8]) ; outputs : y ;
    inputs : (x, y) ; operation : dependentDecision "p" (const [1, 2]) ; outputs : a ;
    returns : if (x, y) == (1, a) then a else 0 ;
|]
strategy s for g = { p = 2 }
check s is not equilibrium
`
    const wide = { 'wide.game': game }
    const ample = world(wide)
    expect(await main(['check', 'wide.game'], { ...ample.io, memoryMb: 64 })).toBe(0)
    const scarce = world(wide)
    expect(await main(['check', 'wide.game'], { ...scarce.io, memoryMb: 0.005 })).toBe(3)
    expect(scarce.written.error).toContain('error[G5006]')
  })

  it('allows as many edges as it holds, and no more than there are steps', () => {
    const limit = 1e12
    expect(edgesOf({ limit, memoryMb: 200 })).toBe(2 ** 20)
    expect(edgesOf({ limit, memoryMb: 400 })).toBe(2 * edgesOf({ limit, memoryMb: 200 }))
    expect(edgesOf({ limit: 1000, memoryMb: 200 })).toBe(1000)
    expect(edgesOf({ limit })).toBe(edgesOf({ limit, memoryMb: 4096 }))
  })
})

describe('a worker that takes over', () => {
  const checked = async (earlier: Begun['tally']) => {
    const begun: Begun[] = []
    const { io, written } = world(files)
    const relay = { earlier, begin: (file: Begun) => begun.push(file) }
    const status = await main(['check', 'a.game', 'b.game', 'c.game'], { ...io, relay })
    return { begun, status, out: written.out }
  }

  it('says what was found before each file', async () => {
    const none = { files: 0, status: 0, counts: { passed: 0, failed: 0, unsettled: 0 } } as const
    const { begun } = await checked(none)
    expect(begun).toMatchObject([
      { file: 'a.game', of: 3, tally: none },
      { file: 'b.game', tally: { files: 1, status: 0, counts: { passed: 1, failed: 0 } } },
      { file: 'c.game', tally: { files: 2, status: 1, counts: { passed: 1, failed: 1 } } },
    ])
  })

  it('goes on from there, and sums up all files', async () => {
    const { out, status } = await checked({
      files: 2,
      status: 3,
      counts: { passed: 4, failed: 2, unsettled: 0 },
    })
    expect(out).toBe('ok    c.game:1  expect 2 == 2\n5 passed, 2 failed\n')
    expect(status).toBe(3)
  })
})
