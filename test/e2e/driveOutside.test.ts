/** One process is a battery, another drives it over Modbus or MQTT: two clocks, a line, and the end of one of them. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DriveRecord } from '../../src/report/drive.ts'
import { environmentIn, newFolder, removeFolder } from './transcript.ts'

const games = join(import.meta.dirname, '../../games/grid')

const textOf = (child: ChildProcess, stream: 'stdout' | 'stderr'): (() => string) => {
  let text = ''
  child[stream]?.setEncoding('utf8').on('data', more => {
    text += more
  })
  return () => text
}

/** The port at which a process says that it serves. */
const portOf = async (child: ChildProcess, told: () => string): Promise<number> => {
  for (;;) {
    const port = /^(?:Modbus|MQTT) at 127\.0\.0\.1:(\d+)/m.exec(told())?.[1]
    if (port !== undefined) return Number(port)
    if (child.exitCode !== null) throw new TypeError(told())
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

/** Waits until a log tells of so many steps, half a minute at most. */
const stepsIn = async (path: string, count: number): Promise<void> => {
  for (let look = 0; look < 600; look++) {
    const log = existsSync(path) ? readFileSync(path, 'utf8') : ''
    if (log.split('"topic":"step"').length > count) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

describe('a battery in another process', { timeout: 120_000 }, () => {
  it.each([
    ['Modbus', '--serve-modbus', (port: number) => ({ modbus: `127.0.0.1:${port}`, unit: 1 })],
    [
      'MQTT',
      '--serve-mqtt',
      (port: number) => ({ mqtt: `mqtt://127.0.0.1:${port}`, topic: 'coplay/store/battery' }),
    ],
  ])('is commanded and metered over %s, and the run goes on when it is gone', async (_, serve, endpoint) => {
    const folder = newFolder()
    const env = environmentIn(folder)
    const coplay = (...words: readonly string[]) => spawn('coplay', words, { cwd: folder, env })
    const children: ChildProcess[] = []
    try {
      for (const name of ['city-learn.game', 'city-learn.grid.json'])
        copyFileSync(join(games, name), join(folder, name))
      const server = coplay('drive', '--grid', 'city-learn.grid.json', serve, '0', '--pace', '0.3')
      children.push(server)
      const port = await portOf(server, textOf(server, 'stderr'))
      const grid = JSON.parse(readFileSync(join(folder, 'city-learn.grid.json'), 'utf8'))
      for (const device of grid.devices)
        if (device.id === 'store.battery') device.endpoint = { ...endpoint(port), timeoutMs: 300 }
      writeFileSync(join(folder, 'outside.grid.json'), JSON.stringify(grid))
      const words = [
        '--grid',
        'outside.grid.json',
        '--strategy',
        'ruleBasedHour',
        '--actuate',
        '--pace',
        '0.1',
      ]
      const driver = coplay('drive', 'city-learn.game', ...words, '--log', 'live.ndjson', '--json')
      children.push(driver)
      const said = textOf(driver, 'stdout')
      const closed = once(driver, 'close')
      await stepsIn(join(folder, 'live.ndjson'), 8)
      server.kill('SIGKILL')
      const [status] = await closed
      expect(status).toBe(0)
      const record: DriveRecord = JSON.parse(said())
      expect(record).toMatchObject({ steps: 24, isActuated: true })
      expect(record.faults).toBeGreaterThan(0)
      const log = readFileSync(join(folder, 'live.ndjson'), 'utf8')
        .trim()
        .split('\n')
        .map(line => JSON.parse(line))
      const sent = log.filter(({ topic, payload }) => topic === 'sent' && payload.fault === undefined)
      const measured = log.filter(
        ({ topic, payload }) => topic === 'measured' && 'store.battery.powerKw' in payload,
      )
      expect(sent.length).toBeGreaterThan(0)
      expect(measured.some(({ payload }) => Math.abs(payload['store.battery.powerKw']) === 2)).toBe(true)
      const replay = coplay('replay', 'live.ndjson', '--quiet')
      children.push(replay)
      expect((await once(replay, 'close'))[0]).toBe(0)
    } finally {
      for (const child of children) child.kill('SIGKILL')
      removeFolder(folder)
    }
  })
})
