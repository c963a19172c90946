/** Games of the library that drive hardware, with the figures that are known of them. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { DriveRecord } from '../../src/report/drive.ts'
import { environmentIn, newFolder, removeFolder } from './transcript.ts'

const games = join(import.meta.dirname, '../../games')
const folder = newFolder()
afterAll(() => removeFolder(folder))

/** What the drives of a file come to, by name. */
const drives = (file: string): ReadonlyMap<string, DriveRecord> => {
  const { stdout, status, stderr } = spawnSync('coplay', ['drive', join(games, file), '--json'], {
    ...{ cwd: folder, env: environmentIn(folder), encoding: 'utf8' },
    maxBuffer: 2 ** 26,
  })
  // A slow machine has progress to tell.
  expect(stderr.replace(/^driving by .* ….*\n/gm, '')).toBe('')
  expect(status).toBe(0)
  const records = stdout
    .trim()
    .split('\n')
    .map((line): DriveRecord => JSON.parse(line))
  return new Map(records.map(record => [record.drive, record]))
}

const billOf = (record: DriveRecord | undefined, agent: string) => {
  const found = record?.agents.find(one => one.agent === agent)
  return [found?.idle.billUsd, found?.driven.billUsd].map(
    bill => Math.round((bill ?? Number.NaN) * 1e6) / 1e6,
  )
}

describe('games that drive', { timeout: 60_000 }, () => {
  it('are these', () => {
    const files = readdirSync(games, { recursive: true, encoding: 'utf8' }).filter(
      name => name.endsWith('.game') && /^drive /m.test(readFileSync(join(games, name), 'utf8')),
    )
    expect(files.sort()).toEqual([
      'grid/city-learn.game',
      'grid/demand-response.game',
      'grid/prosumers.game',
      'grid/slot-auction.game',
      'markets/day-ahead-real-time.game',
    ])
  })

  it('prosumers: total costs over 100 hours, worked out by hand', () => {
    const record = drives('grid/prosumers.game').get('cheapest')
    expect(billOf(record, 'p1')).toEqual([463, 398])
    expect(billOf(record, 'p2')).toEqual([1060, 930])
    expect(record?.remarks).toBe(0)
  })

  it('city-learn: two kilowatt-hours a cheap hour in, two a dear hour out', () => {
    const all = drives('grid/city-learn.game')
    // Twelve cheap hours fill at 1 $ and twelve dear ones draw at 4: the first finds two kWh there already.
    expect(billOf(all.get('ruleBasedHour'), 'store')).toEqual([0, -72])
    expect(billOf(all.get('hour'), 'store')).toEqual([0, -72])
    // Greedy draws what it finds, at the cheap hour, and then there is nothing.
    expect(billOf(all.get('greedyHour'), 'store')).toEqual([0, -2])
    expect(all.get('ruleBasedHour')?.payoffs).toEqual({ home1: -84, home2: -84 })
  })

  it('day-ahead and real-time: the utility loses 5,000 $, breaks even, gains 5,000 $', () => {
    const all = drives('markets/day-ahead-real-time.game')
    expect([...all].map(([name, { payoffs }]) => [name, payoffs['utility'], payoffs['prosumers']])).toEqual([
      ['worthless', -5000, 3000],
      ['breakEven', 0, 3000],
      ['resold', 5000, 3000],
    ])
    // The 30 MWh that are sold leave the batteries.
    const { idle, driven } = all.get('resold')?.total ?? {}
    const moved =
      (driven?.exportKwh ?? 0) - (idle?.exportKwh ?? 0) + (idle?.importKwh ?? 0) - (driven?.importKwh ?? 0)
    expect(moved).toBeCloseTo(30_000, 3)
  })

  it('demand response: 30 % of the baseline, a hundred homes comfortable, with some who decline', () => {
    const all = drives('grid/demand-response.game')
    for (const record of all.values()) {
      const [request] = record.requests
      expect(request?.reducedShare).toBeCloseTo(0.3, 5)
      expect(request?.uncomfortable).toEqual([])
      expect(record.total.driven.discomfortCh).toBe(0)
    }
    expect(all.get('selfless')?.requests[0]?.declined).toEqual([])
    expect(all.get('threshold')?.requests[0]?.declined.length).toBeGreaterThan(0)
  })

  it('the auction of a slot: who bids what is lacked is never worse off, and the peak is that of one battery', () => {
    const all = drives('grid/slot-auction.game')
    for (const payoff of Object.values(all.get('truthful')?.payoffs ?? {}))
      expect(payoff).toBeGreaterThanOrEqual(0)
    for (const payoff of Object.values(all.get('pushing')?.payoffs ?? {})) expect(payoff).toBeLessThan(0)
    const { idle, driven } = all.get('truthful')?.total ?? {}
    expect((driven?.peakKw ?? 0) - (idle?.peakKw ?? 0)).toBeLessThan(3)
  })
})
