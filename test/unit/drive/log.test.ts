import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, describe, expect, it } from 'vitest'
import { messagesIn, newLog, openLog } from '../../../src/drive/log.ts'
import { lineOf, type Message } from '../../../src/drive/message.ts'

const folder = mkdtempSync(join(tmpdir(), 'coplay-log-'))
afterAll(() => rmSync(folder, { recursive: true }))

const messages = (count: number): readonly Message[] =>
  Array.from({ length: count }, (_, seq) => ({
    ...{ seq, time: '2030-01-01T00:00:00.000Z', id: `r.0.${seq}`, from: 'a', to: 'b' },
    topic: seq === 0 ? 'dispatch' : 'tränk',
    payload: { value: seq / 3 },
  }))

let files = 0
const fresh = (): string => join(folder, `${++files}.ndjson`)

describe('a log', () => {
  it('is read as it was written, and never written over', () => {
    const path = fresh()
    const log = newLog(path, true)
    if (E.isLeft(log)) throw new TypeError(log.left)
    log.right.append(messages(3).slice(0, 1))
    log.right.append(messages(3).slice(1))
    log.right.close()
    expect(E.isLeft(newLog(path, false))).toBe(true)
    const again = openLog(path, false)
    expect(E.isRight(again) && again.right.before).toEqual(messages(3))
    if (E.isRight(again)) again.right.close()
  })

  it('that was cut off anywhere goes on from its last whole line', () => {
    const whole = messages(6)
    const bytes = Buffer.from(whole.map(one => `${lineOf(one)}\n`).join(''))
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length }), cut => {
        const path = fresh()
        writeFileSync(path, bytes.subarray(0, cut))
        const log = openLog(path, false)
        if (E.isLeft(log)) throw new TypeError(log.left)
        const { before } = log.right
        expect(before).toEqual(whole.slice(0, before.length))
        log.right.append(whole.slice(before.length))
        log.right.close()
        expect(readFileSync(path).equals(bytes)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    ['no JSON', 'x\n', 'line 1: it is not JSON'],
    [
      'a part missing',
      '{"seq":0}\n',
      'line 1: time, id, from, to, topic, payload is missing or has another type',
    ],
    [
      'a line left out',
      messages(2)
        .slice(1)
        .map(one => `${lineOf(one)}\n`)
        .join(''),
      'line 1: its number is 1',
    ],
  ])('tells of %s', (_, text, reason) => {
    const read = messagesIn(Buffer.from(text))
    expect(E.isLeft(read) && read.left).toContain(reason)
  })

  it('is written by one process at a time', () => {
    const path = fresh()
    writeFileSync(path, '')
    // The parent lives as long as this process does; no process has the greatest number.
    writeFileSync(`${path}.lock`, String(process.ppid))
    const taken = openLog(path, false)
    expect(E.isLeft(taken) && taken.left).toBe(`the process ${process.ppid} is writing it`)
    writeFileSync(`${path}.lock`, '4194999')
    const free = openLog(path, false)
    expect(E.isRight(free)).toBe(true)
    if (E.isRight(free)) free.right.close()
    expect(existsSync(`${path}.lock`)).toBe(false)
  })

  it('of which no line is whole is begun anew', () => {
    const path = fresh()
    writeFileSync(path, '{"seq":0,"ti')
    const log = newLog(path, false)
    expect(E.isRight(log)).toBe(true)
    if (E.isRight(log)) log.right.close()
    expect(readFileSync(path, 'utf8')).toBe('')
  })

  it('whose lines were edited is not gone on from', () => {
    const path = fresh()
    writeFileSync(
      path,
      messages(2)
        .map(one => `${lineOf(one)}\n`)
        .join(''),
    )
    appendFileSync(
      path,
      messages(1)
        .map(one => `${lineOf(one)}\n`)
        .join(''),
    )
    const log = openLog(path, false)
    expect(E.isLeft(log) && log.left).toContain('lines are missing or stand twice')
  })
})
