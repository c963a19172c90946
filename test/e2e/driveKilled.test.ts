/** A drive that is killed again and again loses nothing and does nothing twice. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { environmentIn, newFolder, removeFolder } from './transcript.ts'

const games = join(import.meta.dirname, '../../games/grid')

const inFolder = async (use: (folder: string) => Promise<void>) => {
  const folder = newFolder()
  try {
    for (const name of ['city-learn.game', 'city-learn.grid.json'])
      copyFileSync(join(games, name), join(folder, name))
    await use(folder)
  } finally {
    removeFolder(folder)
  }
}

const first = ['drive', 'city-learn.game', '--strategy', 'ruleBasedHour', '--seed', '3', '--pace', '0.03']

describe('a drive', { timeout: 120_000 }, () => {
  it('killed at random moments goes on until its log is that of a run that nobody killed', () =>
    inFolder(async folder => {
      const env = environmentIn(folder)
      const whole = spawnSync('coplay', [...first, '--log', 'whole.ndjson'], { cwd: folder, env })
      expect(whole.status).toBe(0)
      const log = join(folder, 'killed.ndjson')
      let kills = 0
      for (let attempt = 0; attempt < 40; attempt++) {
        // A log without a whole first line has nothing to go on from: nothing was done either.
        const isBegun = existsSync(log) && readFileSync(log).includes(0x0a)
        const words = isBegun
          ? ['drive', '--resume', 'killed.ndjson', '--pace', '0.03']
          : [...first, '--log', 'killed.ndjson']
        const child = spawn('coplay', words, { cwd: folder, env, stdio: 'ignore' })
        const patience = 350 + Math.random() * 400
        const timer = setTimeout(() => child.kill('SIGKILL'), patience)
        const [status] = await once(child, 'close')
        clearTimeout(timer)
        if (status === 0) break
        kills++
      }
      expect(kills).toBeGreaterThan(0)
      expect(readFileSync(log, 'utf8')).toBe(readFileSync(join(folder, 'whole.ndjson'), 'utf8'))
    }))

  it('that is interrupted says what it did, and goes on', () =>
    inFolder(async folder => {
      const env = environmentIn(folder)
      const child = spawn('coplay', [...first, '--pace', '0.2', '--log', 'cut.ndjson'], { cwd: folder, env })
      let told = ''
      child.stdout.setEncoding('utf8').on('data', text => {
        told += text
      })
      setTimeout(() => child.kill('SIGINT'), 1500)
      const [status] = await once(child, 'close')
      expect(status).toBe(130)
      expect(told).toMatch(/^ruleBasedHour in city-learn\.grid\.json, \d+ of 24 steps /)
      const rest = spawnSync('coplay', ['drive', '--resume', 'cut.ndjson'], {
        cwd: folder,
        env,
        encoding: 'utf8',
      })
      expect(rest.status).toBe(0)
      expect(rest.stdout).toContain('24 steps (24 h)')
    }))
})
