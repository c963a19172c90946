import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { serveModbus } from '../../../../src/drive/modbus/serve.ts'
import { serveFleet } from '../../../../src/drive/modbus/serveFleet.ts'
import type { ServedDevice } from '../../../../src/drive/port.ts'
import { benchOf } from './devices.ts'
import { ask, exception, frame, raw, reading, serving, wordsOf, writing } from './serving.ts'

/** Models in order with their lengths, from the end of 'SunS' to the end of the map. */
const blocksOf = async (port: number, unit: number): Promise<readonly (readonly [number, number])[]> => {
  const blocks: [number, number][] = []
  let address = 40002
  for (;;) {
    const [id = 0, length = 0] = wordsOf(await ask(port, reading(1, unit, address, 2)))
    if (id === 0xffff) return blocks
    blocks.push([id, length])
    address += 2 + length
  }
}

/** Addresses of models as served: an inverter's 123. */
const limits123 = 40070 + 52 + 28 + 32

describe('a map', () => {
  it('begins with SunS, and its blocks lead to its end', async () => {
    const { port } = await serving(benchOf().devices)
    expect(wordsOf(await ask(port, reading(1, 1, 40000, 4)))).toEqual([0x5375, 0x6e53, 1, 66])
    const models = [1, 2, 3, 4].map(async unit => (await blocksOf(port, unit)).map(([id]) => id))
    expect(await Promise.all(models)).toEqual([
      [1, 103, 120, 121, 123, 701, 702, 703, 704],
      [1, 103, 124, 802, 702, 704, 713],
      [1, 203, 213],
      [1, 701, 702, 704, 713, 714],
    ])
  })

  it('reads the same by both functions, and in any cut', async () => {
    const { port } = await serving(benchOf().devices)
    const whole = wordsOf(await ask(port, reading(1, 1, 40070, 120)))
    const request = reading(1, 1, 40070, 120)
    request[7] = 4
    expect(wordsOf(await ask(port, request))).toEqual(whole)
    expect(wordsOf(await ask(port, reading(1, 1, 40084, 2)))).toEqual(whole.slice(14, 16))
    expect(whole.slice(14, 16)).toEqual([4200, 0])
  })
})

describe('exceptions', () => {
  it('are those of the protocol', async () => {
    const { port } = await serving(benchOf().devices)
    const cases: readonly (readonly [Buffer, Buffer])[] = [
      [frame(7, 1, 99), exception(7, 1, 99, 1)],
      [frame(7, 1, 1, 0, 0, 0, 1), exception(7, 1, 1, 1)],
      [reading(7, 1, 40000, 0), exception(7, 1, 3, 3)],
      [reading(7, 1, 40000, 126), exception(7, 1, 3, 3)],
      [reading(7, 1, 40000, 2000), exception(7, 1, 3, 3)],
      [reading(7, 1, 39999, 2), exception(7, 1, 3, 2)],
      [reading(7, 3, 40302, 5), exception(7, 3, 3, 2)],
      [reading(7, 1, 65535, 2), exception(7, 1, 3, 2)],
      [reading(7, 5, 40000, 2), exception(7, 5, 3, 0x0b)],
      [reading(7, 0, 40000, 2), exception(7, 0, 3, 0x0b)],
      [reading(7, 255, 40000, 2), exception(7, 255, 3, 0x0b)],
      [frame(7, 1, 3, 0x9c), exception(7, 1, 3, 3)],
      [frame(7, 1, 16, 0x9c, 0x40, 0, 2, 2, 0, 1), exception(7, 1, 16, 3)],
      [frame(7, 1, 16, 0x9c, 0x40, 0, 1, 4, 0, 1), exception(7, 1, 16, 3)],
      [frame(7, 1, 16, 0x9c, 0x40, 0, 1, 2, 0, 1, 0, 1), exception(7, 1, 16, 3)],
      [frame(7, 1, 16, 0x9c, 0x40, 0, 0, 0), exception(7, 1, 16, 3)],
      // Registers that only say something: the first of 'SunS', and the power of model 103.
      [writing(7, 1, 40000, [1]), exception(7, 1, 16, 2)],
      [writing(7, 1, 40084, [1]), exception(7, 1, 16, 2)],
      [writing(7, 9, 40084, [1]), exception(7, 9, 16, 0x0b)],
    ]
    for (const [request, reply] of cases)
      expect((await ask(port, request)).toString('hex')).toBe(reply.toString('hex'))
  })

  it('are 4 for a device that fails, or that cannot be listed', async () => {
    const broken: ServedDevice = {
      ...{ id: 'x', kind: 'meter', ratings: {} },
      reading: () => {
        throw new Error('it is broken')
      },
      request: () => E.left('no'),
    }
    const { port } = await serving([broken])
    expect(await ask(port, reading(1, 1, 40090, 1))).toEqual(exception(1, 1, 3, 4))
    let isListed = true
    const list = [broken]
    const second = await serving(() => {
      if (isListed) return list
      throw new Error('no list')
    })
    isListed = false
    expect(await ask(second.port, reading(1, 1, 40000, 1))).toEqual(exception(1, 1, 3, 4))
  })
})

describe('a server', () => {
  it('serves a list that changes, and commands outlive the objects', async () => {
    const bench = benchOf()
    let list = bench.devices
    const { port } = await serving(() => list)
    await ask(port, writing(1, 1, limits123 + 5, [5000, 0, 0, 0, 1]))
    list = bench.devices.map(device => ({ ...device }))
    expect(wordsOf(await ask(port, reading(1, 1, limits123 + 9, 1)))).toEqual([1])
    list = list.slice(0, 1)
    expect(await ask(port, reading(1, 2, 40000, 1))).toEqual(exception(1, 2, 3, 0x0b))
  })

  it('says why it cannot listen, and that there are 247 units', async () => {
    const { port } = await serving(benchOf().devices)
    expect(await serveModbus(benchOf().devices, { port })).toMatchObject(
      E.left(expect.stringMatching(/^cannot listen at 127.0.0.1:\d+: .*EADDRINUSE/)),
    )
    expect(E.isLeft(await serveModbus([], { port: 99999 }))).toBe(true)
    const [inverter] = benchOf().devices
    const many = Array.from({ length: 248 }, () => inverter).flatMap(device => device ?? [])
    expect(await serveModbus(many, { port: 0 })).toMatchObject(E.left(expect.stringContaining('248 devices')))
  })

  it('serves more devices than there are units on more ports', async () => {
    const [inverter] = benchOf().devices
    if (inverter === undefined) throw new Error('no inverter')
    const fleet = Array.from({ length: 300 }, (_, k) => ({ ...inverter, id: `home${k}.inverter` }))
    const served = await serveFleet(fleet, { port: 0 })
    if (E.isLeft(served)) throw new Error(served.left)
    onTestFinished(() => served.right.close())
    const { places } = served.right
    expect(places).toHaveLength(300)
    const last = places.at(-1)
    expect(last).toMatchObject({ unit: 53, id: 'home299.inverter' })
    expect(last?.port).not.toBe(served.right.port)
    expect(wordsOf(await ask(last?.port ?? 0, reading(1, 53, 40052, 8)))).toEqual([
      0x686f, 0x6d65, 0x3239, 0x392e, 0x696e, 0x7665, 0x7274, 0x6572,
    ])
  })

  it('answers requests that come in one segment, and one that comes in many', async () => {
    const { port } = await serving(benchOf().devices)
    const client = await raw(port)
    const requests = Array.from({ length: 50 }, (_, k) => reading(k, 1 + (k % 4), 40000, 2))
    client.send(Buffer.concat(requests))
    const replies = await client.bytes(50 * 13)
    for (let k = 0; k < 50; k++) expect(replies.readUInt16BE(13 * k)).toBe(k)
    for (const byte of reading(99, 1, 40000, 2)) client.send(Buffer.of(byte))
    expect((await client.bytes(51 * 13)).readUInt16BE(50 * 13)).toBe(99)
  })

  it('answers on whatever a client sends', { timeout: 30_000 }, async () => {
    const bench = benchOf()
    const { port } = await serving(bench.devices)
    const garbage = fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes))
    const framed = fc
      .record({ unit: fc.nat(6), body: fc.uint8Array({ minLength: 1, maxLength: 252 }) })
      .map(({ unit, body }) => frame(1, unit, ...body))
    const plausible = fc
      .record({
        ...{
          unit: fc.nat(5),
          code: fc.constantFrom(1, 3, 4, 6, 16, 23, 0x83),
          address: fc.integer({ min: 39990, max: 40720 }),
        },
        ...{ count: fc.oneof(fc.nat(130), fc.nat(0xffff)), rest: fc.uint8Array({ maxLength: 20 }) },
      })
      .map(({ unit, code, address, count, rest }) =>
        frame(1, unit, code, address >> 8, address & 0xff, count >> 8, count & 0xff, ...rest),
      )
    const messages = fc.array(fc.oneof(plausible, framed, garbage), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(messages, fc.nat(400), async (parts, splitAt) => {
        const client = await raw(port)
        const bytes = Buffer.concat(parts)
        client.send(bytes.subarray(0, splitAt))
        await new Promise(resolve => setImmediate(resolve))
        client.send(bytes.subarray(splitAt))
        expect((await ask(port, reading(3, 1, 40000, 2))).subarray(9).toString('hex')).toBe('53756e53')
        client.socket.destroy()
      }),
      { numRuns: 200 },
    )
    expect(bench.limitKw).toBeGreaterThanOrEqual(1)
  })

  it('ends a connection that says what cannot be, after answering what came before', async () => {
    const { port } = await serving(benchOf().devices)
    const client = await raw(port)
    client.send(Buffer.concat([reading(1, 1, 40000, 2), Buffer.from('GET / HTTP/1.1\r\n\r\n')]))
    expect(await client.bytes(13)).toHaveLength(13)
    await client.ended
  })

  it('ends connections that idle, and frames that never end', async () => {
    const hasty = await serving(benchOf().devices, { idleMs: 60 })
    await (await raw(hasty.port)).ended
    const { port } = await serving(benchOf().devices, { frameMs: 60 })
    const slow = await raw(port)
    const start = performance.now()
    // The longest frame, of which a byte comes now and then.
    slow.send(Buffer.of(0, 1, 0, 0, 0, 254))
    const timer = setInterval(() => slow.send(Buffer.of(0)), 15)
    await slow.ended
    clearInterval(timer)
    expect(performance.now() - start).toBeLessThan(2000)
  })

  it('ends a connection that asks and takes no answers', { timeout: 20_000 }, async () => {
    const { port } = await serving(benchOf().devices, { idleMs: 200 })
    const client = await raw(port)
    client.socket.pause()
    const flood = Buffer.concat(Array.from({ length: 2000 }, () => reading(1, 1, 40000, 125)))
    for (let k = 0; k < 20; k++) client.send(flood)
    // It is seen by what the system says when more is written, since nothing is read here.
    await expect
      .poll(
        () => {
          if (!client.socket.destroyed) client.send(reading(1, 1, 40000, 1))
          return client.socket.destroyed
        },
        { timeout: 8000 },
      )
      .toBe(true)
    expect(await ask(port, reading(1, 1, 40000, 2))).toHaveLength(13)
  })

  it('has only so many connections', async () => {
    const { port } = await serving(benchOf().devices, { greatestConnections: 2 })
    const [first] = await Promise.all([raw(port), raw(port)])
    const third = await raw(port)
    await third.ended
    first.socket.destroy()
    await new Promise(resolve => setTimeout(resolve, 50))
    await expect
      .poll(async () => {
        const client = await raw(port)
        client.send(reading(1, 1, 40000, 2))
        return client.bytes(13).then(
          () => true,
          () => false,
        )
      })
      .toBe(true)
  })
})
