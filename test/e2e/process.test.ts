/** What the program does as a process: signals, pipes, memory, time. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { environmentIn, newFolder, removeFolder } from './transcript.ts'

const endless = `
let count n = if n == 0 then 0 else count (n - 1)
let again n = if count 100 == 1 then 0 else n + 1
let endlessly : Real -> Real
  | n = sum [count 1000 | i <- [1 .. 1000], j <- [1 .. 1000], k <- [1 .. 1000]]
expect endlessly (again 0) == 1
`

const hoarding = `
type Chain = End | Link (List Real) Chain
let hoard : Real -> Chain -> Chain
  | 0 chain = chain
  | n chain = hoard (n - 1) (Link (replicate 100000 n) chain)
expect hoard 100000 End == End
`

/** Ten outcomes in each of seven rounds: ten million plays. */
const wide = `
game wide = {
${['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(x => `    operation : nature (uniform [1 .. 10]) ; outputs : ${x} ;`).join('\n')}
    operation : decision "p" [1, 2] ; outputs : h ; returns : a + h ;
}
strategy s for wide = { p = 2 }
`

/** A check of some milliseconds. */
const slow = `
param p : Real = 0
game pick = {
    operation : decision "p" [1 .. 20] ; outputs : x ; returns : p * 0 + sum [x * i | i <- [1 .. 100]] ;
}
strategy one for pick = { p = 20 }
`

/** Where it is large, more than memory holds. */
const large = `
param size : Real = 1
type Chain = End | Link (List Real) Chain
let hoard : Real -> Chain -> Chain
  | 0 chain = chain
  | n chain = hoard (n - 1) (Link (replicate 100000 n) chain)
game pick = {
    operation : decision "p" [1, 2] ;
    outputs   : x ;
    returns   : if size > 5 && hoard 100000 End == End then 0 else x ;
}
strategy two for pick = { p = 2 }
`

const start = (folder: string, args: readonly string[]): ChildProcess =>
  spawn(join(folder, '.bin/coplay'), args, { cwd: folder, env: environmentIn(folder) })

const run = (folder: string, line: string, more: NodeJS.ProcessEnv = {}) =>
  spawnSync('bash', ['-c', `set -o pipefail; ${line}`], {
    cwd: folder,
    env: { ...environmentIn(folder), ...more },
    encoding: 'utf8',
  })

/** Runs in a folder with these files, which is gone afterwards. */
const inFolder = async (files: Readonly<Record<string, string>>, use: (folder: string) => Promise<void>) => {
  const folder = newFolder()
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    await use(folder)
  } finally {
    removeFolder(folder)
  }
}

/** A game of three with five strategies each, whose equilibria take long to be all found. */
const threeByFive = (): string => {
  let state = 5
  const next = (): number => {
    // The generator of Park and Miller (1988).
    state = (state * 48_271) % 2_147_483_647
    return state % 100
  }
  return `NFG 1 R "large" { "a" "b" "c" } { 5 5 5 }\n${Array.from({ length: 375 }, next).join(' ')}\n`
}

describe('the process', { timeout: 120_000 }, () => {
  it('ends at once with 130 when interrupted, having told its progress on standard error', () =>
    inFolder({ 'endless.game': endless }, async folder => {
      const child = start(folder, ['check', 'endless.game', '--steps', '1e15'])
      let told = ''
      child.stderr?.setEncoding('utf8').on('data', text => {
        told += text
        child.kill('SIGINT')
      })
      const [status] = await once(child, 'close')
      expect(status).toBe(130)
      expect(told).toMatch(/^checking endless\.game:6 … \S+( [kMG])? of 1000000 G steps\n/)
    }))

  it('says what an interrupted sweep has found', () =>
    inFolder({ 'slow.game': slow }, async folder => {
      const child = start(folder, ['sweep', 'slow.game', '--set', 'p=[0 .. 9999]'])
      let reported = ''
      child.stdout?.setEncoding('utf8').on('data', text => {
        reported += text
      })
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        if (/place (?!1 )\d+ of/.test(text)) child.kill('SIGINT')
      })
      const [status] = await once(child, 'close')
      expect(status).toBe(130)
      const rows = reported.trim().split('\n')
      expect(rows.length).toBeGreaterThan(2)
      expect(rows.slice(0, 2).map(row => row.trim().split(/\s+/).slice(0, 2))).toEqual([
        ['one', 'for'],
        ['p', 'equilibrium'],
      ])
      // Whichever thread was the first to answer.
      for (const row of rows.slice(2)) expect(row).toMatch(/^ +\d+ {2}yes /)
      expect(rows.length).toBeLessThan(9999)
    }))

  it('ends a search when its time is over, with what it has found', () =>
    inFolder({ 'large.nfg': threeByFive() }, async folder => {
      const { status, stdout } = run(folder, 'coplay solve large.nfg --all --steps 1e15 --time 2')
      expect(status).toBe(0)
      expect(stdout).toContain('  1  nash')
      expect(stdout).toMatch(/ {2}stopped after 2 s\n {2}\d+ found; there may be others\n$/)
    }))

  it('says what an interrupted search has found', () =>
    inFolder({ 'large.nfg': threeByFive() }, async folder => {
      const child = start(folder, ['solve', 'large.nfg', '--all', '--steps', '1e15'])
      let reported = ''
      child.stdout?.setEncoding('utf8').on('data', text => {
        reported += text
      })
      child.stderr?.setEncoding('utf8').on('data', () => child.kill('SIGINT'))
      const [status] = await once(child, 'close')
      expect(status).toBe(130)
      expect(reported).toContain('large for nash  by polynomial')
      expect(reported).toMatch(/\n {2}interrupted\n {2}(\d+ found; there may be others|none found)\n?$/)
    }))

  it('goes on after a place of a sweep at which memory ran out', () =>
    inFolder({ 'large.game': large }, async folder => {
      const { stdout, stderr, status } = run(
        folder,
        'coplay sweep large.game --set "size=[1, 9, 2]" --memory 128 --steps 1e15 --threads 2 --quiet --json',
      )
      const points = stdout
        .trim()
        .split('\n')
        .map(point => JSON.parse(point))
      expect(points).toMatchObject([
        { set: { size: 1 }, checks: [{ holds: true }], diagnostics: [] },
        { set: { size: 9 }, checks: [], diagnostics: [{ code: 'G5004', file: 'large.game' }] },
        { set: { size: 2 }, checks: [{ holds: true }], diagnostics: [] },
      ])
      expect([stderr, status]).toEqual(['', 3])
    }))

  it('says nothing of its progress when quiet', () =>
    inFolder({ 'endless.game': endless }, async folder => {
      const { stderr, status } = run(folder, 'coplay check endless.game --quiet --steps 3e7')
      expect(stderr).toMatch(/^error\[G5001\]: more than 30000000 steps/)
      expect(status).toBe(3)
    }))

  it('ends without a word when its reader has had enough', () =>
    inFolder({ 'wide.game': wide }, async folder => {
      const { stdout, stderr, status } = run(
        folder,
        'coplay play wide.game --samples 20000 --quiet | head -n 1',
      )
      expect(stdout).toMatch(/^wide under s {2}\d+ outcomes, 20000 samples with seed 0\n$/)
      expect(stderr).toBe('')
      expect(status).toBe(141)
    }))

  it('makes of used-up memory an answer', () =>
    inFolder({ 'hoarding.game': hoarding }, async folder => {
      const small = { NODE_OPTIONS: '--max-old-space-size=64' }
      const text = run(folder, 'coplay check hoarding.game --steps 1e15 --quiet', small)
      expect(text.stderr).toMatch(/^error\[G5004\]: memory ran out at `hoarding\.game/)
      expect(text.status).toBe(3)
      const json = run(folder, 'coplay check hoarding.game --steps 1e15 --json', small)
      expect(JSON.parse(json.stdout)).toMatchObject({
        schema: 'coplay/report@1',
        file: 'hoarding.game',
        diagnostics: [{ code: 'G5004', severity: 'error' }],
      })
      expect(json.status).toBe(3)
    }))

  it('goes on after a file at which memory ran out', () =>
    inFolder(
      { 'a.game': 'expect 1 == 1\n', 'b.game': hoarding, 'c.game': 'expect 1 == 2\n' },
      async folder => {
        const line = 'coplay check a.game b.game c.game --memory 64 --steps 1e15'
        const text = run(folder, line)
        expect(text.stdout).toBe(
          'ok    a.game:1  expect 1 == 1\nFAIL  c.game:1  expect 1 == 2\n1 passed, 1 failed\n',
        )
        expect(text.stderr).toContain('error[G5004]: memory ran out at `b.game')
        expect(text.status).toBe(3)
        const json = run(folder, `${line} --json`)
        const reports = json.stdout
          .trim()
          .split('\n')
          .map(report => JSON.parse(report))
        expect(reports).toMatchObject([
          { file: 'a.game', diagnostics: [], expects: [{ pass: true }] },
          { file: 'b.game', diagnostics: [{ code: 'G5004' }], expects: [] },
          { file: 'c.game', diagnostics: [], expects: [{ pass: false }] },
        ])
        expect(json.status).toBe(3)
      },
    ))

  it('keeps what was reported before it was interrupted', () =>
    inFolder({ 'a.game': 'expect 1 == 1\n', 'endless.game': endless }, async folder => {
      const child = start(folder, ['check', 'a.game', 'endless.game', '--steps', '1e15'])
      let reported = ''
      let told = ''
      child.stdout?.setEncoding('utf8').on('data', text => {
        reported += text
      })
      child.stderr?.setEncoding('utf8').on('data', text => {
        told += text
        child.kill('SIGINT')
      })
      const [status] = await once(child, 'close')
      expect(status).toBe(130)
      expect(reported).toBe('ok    a.game:1  expect 1 == 1\n')
      expect(told).toMatch(/, file 2 of 2, about \d+ s left\n$/)
    }))

  it('gives up a play of ten million outcomes at its limit', () =>
    inFolder({ 'wide.game': wide }, async folder => {
      const { stderr, status } = run(folder, 'coplay play wide.game --steps 1e6 --quiet')
      expect(stderr).toMatch(/^error\[G5001\]: more than 1000000 steps/)
      expect(status).toBe(3)
    }))

  it('has no colors in a pipe', () =>
    inFolder({ 'wide.game': wide }, async folder => {
      const { stdout, stderr } = run(folder, 'coplay check wide.game missing.game --steps 1000')
      expect(`${stdout}${stderr}`).not.toContain('\u001b')
    }))
})
