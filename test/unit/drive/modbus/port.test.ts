import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type ModbusPortOptions, modbusPort } from '../../../../src/drive/modbus/port.ts'
import { unitsOf } from '../../../../src/drive/modbus/serve.ts'
import type { DevicePort, Measurement, PortFault } from '../../../../src/drive/port.ts'
import { type Bench, benchOf } from './devices.ts'
import { frame, misbehaving, serving } from './serving.ts'

const portTo = (port: number, options: Partial<ModbusPortOptions> = {}): DevicePort => {
  const made = modbusPort({ id: 'x', kind: 'inverter', host: '127.0.0.1', port, timeoutMs: 1000, ...options })
  onTestFinished(() => made.close())
  return made
}

const toRecord = (measured: E.Either<PortFault, readonly Measurement[]>): Record<string, number> => {
  if (E.isLeft(measured)) throw new Error(`${measured.left.kind}: ${measured.left.detail}`)
  return Object.fromEntries(
    measured.right.map(({ quantity, value }) => [quantity, Math.round(value * 1e4) / 1e4]),
  )
}

const kindOf = (answer: E.Either<PortFault, unknown>): string =>
  E.isLeft(answer) ? answer.left.kind : 'right'

describe('units', () => {
  it('are counted in order, without what SunSpec has no models for', () => {
    expect(unitsOf(benchOf().devices)).toEqual([
      { unit: 1, id: 'home1.inverter', kind: 'inverter' },
      { unit: 2, id: 'home1.battery', kind: 'battery' },
      { unit: 3, id: 'home1.meter', kind: 'meter' },
      { unit: 4, id: 'community', kind: 'communityFacility' },
    ])
  })
})

describe('a port to a device that this server serves', () => {
  const set = async (): Promise<{ bench: Bench; port: number; elapse: (seconds: number) => void }> => {
    const bench = benchOf()
    let now = 0
    const served = await serving(bench.devices, { clock: () => now })
    return {
      ...{ bench, port: served.port },
      elapse: seconds => {
        now += seconds
        served.tick()
      },
    }
  }

  it('reads what the models say', async () => {
    const { port } = await set()
    expect(toRecord(await portTo(port).read())).toEqual({
      ...{ powerKw: 4.2, reactivePowerKvar: 0.3, voltageV: 242.4, exportKwh: 12.5 },
    })
    expect(toRecord(await portTo(port, { kind: 'battery', unit: 2 }).read())).toEqual({
      ...{ powerKw: 0, voltageV: 240, soc: 0.5, energyKwh: 3.2 },
    })
    expect(toRecord(await portTo(port, { kind: 'meter', unit: 3 }).read())).toEqual({
      ...{ powerKw: -1.25, importKwh: 100.5, exportKwh: 42, voltageV: 239.5 },
    })
    expect(toRecord(await portTo(port, { kind: 'communityFacility', unit: 4 }).read())).toEqual({
      ...{ powerKw: 12, voltageV: 240, soc: 0.75, energyKwh: 150 },
    })
  })

  it('limits an inverter until its time has run', async () => {
    const { bench, port, elapse } = await set()
    const inverter = portTo(port, { revertSeconds: 600 })
    expect(await inverter.command('limitKw', 3.3)).toEqual(E.right(undefined))
    expect(bench.limitKw).toBeCloseTo(3.3, 3)
    expect(toRecord(await inverter.read())['powerKw']).toBe(3.3)
    elapse(599)
    expect(bench.limitKw).toBeCloseTo(3.3, 3)
    elapse(1)
    expect(bench.limitKw).toBe(5)
  })

  it('charges and discharges a battery; another set point starts its time again', async () => {
    const { bench, port, elapse } = await set()
    const battery = portTo(port, { kind: 'battery', unit: 2, revertSeconds: 60 })
    await battery.command('powerKw', 2.5)
    expect(toRecord(await battery.read())['powerKw']).toBe(2.5)
    elapse(40)
    await battery.command('powerKw', -1.75)
    elapse(40)
    expect(toRecord(await battery.read())['powerKw']).toBe(-1.75)
    elapse(40)
    expect(bench.batteryKw).toBe(0)
  })

  it('brings a facility back to what it did before the first command', async () => {
    const { bench, port, elapse } = await set()
    const facility = portTo(port, { kind: 'communityFacility', unit: 4, revertSeconds: 60 })
    await facility.command('powerKw', -30)
    expect(bench.facilityKw).toBe(-30)
    elapse(61)
    expect(bench.facilityKw).toBe(12)
  })

  it('says that what the safe set refuses was refused, and what nothing takes', async () => {
    const { bench, port } = await set()
    const inverter = portTo(port)
    expect(kindOf(await inverter.command('limitKw', 0.5))).toBe('refused')
    expect(bench.limitKw).toBe(5)
    expect(kindOf(await inverter.command('powerKw', 1))).toBe('refused')
    expect(kindOf(await inverter.command('limitKw', Number.NaN))).toBe('refused')
    expect(kindOf(await portTo(port, { kind: 'meter', unit: 3 }).command('powerKw', 1))).toBe('refused')
    expect(kindOf(await portTo(port, { unit: 9 }).read())).toBe('refused')
    // A refusal does not break the line.
    expect(toRecord(await inverter.read())['powerKw']).toBe(4.2)
  })

  it('says that a device of another kind tells nothing of its own', async () => {
    const { port } = await set()
    expect(await portTo(port, { kind: 'battery', unit: 3 }).read()).toMatchObject(
      E.left({ kind: 'nonsense', device: 'x', detail: 'no register tells its powerKw' }),
    )
  })

  it('makes calls that come at once one after the other', async () => {
    const { port } = await set()
    const inverter = portTo(port)
    const answers = await Promise.all([inverter.read(), inverter.command('limitKw', 2), inverter.read()])
    expect(answers.map(kindOf)).toEqual(['right', 'right', 'right'])
    expect(toRecord(answers[2])['powerKw']).toBe(2)
  })

  it('connects again when the server comes back', async () => {
    const bench = benchOf()
    const first = await serving(bench.devices)
    const inverter = portTo(first.port)
    expect(kindOf(await inverter.read())).toBe('right')
    await first.close()
    expect(kindOf(await inverter.read())).toBe('closed')
    await serving(bench.devices, { port: first.port })
    expect(kindOf(await inverter.read())).toBe('right')
    await inverter.close()
    expect(kindOf(await inverter.read())).toBe('closed')
  })
})

/** Registers of a device: 'SunS', blocks, the end; and what is answered with them. */
const answering =
  (registers: readonly number[], base = 40000) =>
  (request: Buffer): Buffer => {
    const address = request.readUInt16BE(8) - base
    const count = request.readUInt16BE(10)
    const transaction = request.readUInt16BE(0)
    if (address < 0 || address + count > registers.length) return frame(transaction, 1, 0x83, 2)
    const words = registers.slice(address, address + count).flatMap(each => [each >> 8, each & 0xff])
    return frame(transaction, 1, 3, 2 * count, ...words)
  }

const suns = [0x5375, 0x6e53]
const end = [0xffff, 0]
/** Model 103 with 4200 W. */
const model103 = (changes: Readonly<Record<number, number>> = {}): readonly number[] =>
  Array.from({ length: 52 }, (_, k) => changes[k] ?? { 0: 103, 1: 50, 14: 4200, 15: 0 }[k] ?? 0x8000)

/** A device of the older generation that keeps what is written to it, from 40000 on. */
const keeping =
  (registers: number[]) =>
  (request: Buffer): Buffer => {
    if (request[7] !== 16) return answering(registers)(request)
    const count = request.readUInt16BE(10)
    for (let k = 0; k < count; k++)
      registers[request.readUInt16BE(8) - 40000 + k] = request.readUInt16BE(13 + 2 * k)
    return frame(request.readUInt16BE(0), 1, ...request.subarray(7, 12))
  }

const block = (id: number, length: number, values: Readonly<Record<number, number>>): readonly number[] =>
  Array.from({ length: length + 2 }, (_, k) => (k === 0 ? id : k === 1 ? length : (values[k] ?? 0xffff)))

describe('a port to a device of the older generation', () => {
  const against = async (registers: number[], options: Partial<ModbusPortOptions>): Promise<DevicePort> => {
    const respond = keeping(registers)
    return portTo(
      await misbehaving(socket => socket.on('data', request => socket.write(respond(request)))),
      options,
    )
  }
  const minus2 = 0xfffe

  it('limits an inverter by model 123, in percent of what it is set to', async () => {
    const settings = block(121, 30, { 2: 80, 22: 2 })
    const controls = block(123, 24, { 9: 0, 23: minus2 })
    const registers = [...suns, ...model103(), ...settings, ...controls, ...end]
    const port = await against(registers, { revertSeconds: 120 })
    expect(await port.command('limitKw', 2)).toEqual(E.right(undefined))
    const at = 2 + 52 + 32
    // 25 % of 8 kW, no window, 120 s, no ramp, on.
    expect(registers.slice(at + 5, at + 10)).toEqual([2500, 0, 120, 0, 1])
    expect(await port.command('limitKw', 9)).toEqual(E.right(undefined))
    expect(registers[at + 5]).toBe(10000)
  })

  it('tells a battery by model 124 what to charge and to give', async () => {
    const storage = block(124, 24, { 2: 4000, 5: 0, 8: 6050, 12: 0, 13: 0, 18: 0, 22: minus2, 25: minus2 })
    const registers = [...suns, ...model103({ 14: 0xffff }), ...storage, ...end]
    const port = await against(registers, { kind: 'battery', revertSeconds: 0 })
    expect(toRecord(await port.read())).toEqual({ powerKw: 0.001, soc: 0.605 })
    const at = 2 + 52
    const told = async (powerKw: number): Promise<readonly number[]> => {
      expect(await port.command('powerKw', powerKw)).toEqual(E.right(undefined))
      return [5, 12, 13, 15].map(offset => registers[at + offset] ?? -1)
    }
    expect(await told(1)).toEqual([1, 0, 2500, 0])
    expect(await told(-3)).toEqual([2, 7500, 0, 0])
    expect(await told(0)).toEqual([3, 0, 0, 0])
  })

  it('says that it was refused where the switch does not stay on, or nothing takes it', async () => {
    const registers = [...suns, ...model103(), ...block(120, 26, { 3: 50, 4: 2 }), ...end]
    expect(kindOf(await (await against(registers, {})).command('limitKw', 2))).toBe('refused')
    const frozen = Object.freeze([
      ...[...suns, ...model103(), ...block(120, 26, { 3: 50, 4: 2 })],
      ...[...block(123, 24, { 9: 0, 23: minus2 }), ...end],
    ])
    const port = await against([...frozen], {})
    expect(kindOf(await port.command('limitKw', 2))).toBe('right')
    const respond = keeping([])
    const deaf = portTo(
      await misbehaving(socket =>
        socket.on('data', request =>
          socket.write(request[7] === 16 ? respond(request) : answering(frozen)(request)),
        ),
      ),
    )
    expect(await deaf.command('limitKw', 2)).toMatchObject(
      E.left({ kind: 'refused', detail: 'limitKw was written, and is not enabled' }),
    )
  })
})

describe('a port to a device that misbehaves', () => {
  const against = async (
    behave: Parameters<typeof misbehaving>[0],
    options: Partial<ModbusPortOptions> = {},
  ): Promise<DevicePort> => portTo(await misbehaving(behave), { timeoutMs: 300, ...options })

  const timed = async (port: DevicePort): Promise<readonly [string, number]> => {
    const start = performance.now()
    return [kindOf(await port.read()), performance.now() - start]
  }

  it('reads one that behaves, at any of the three addresses', async () => {
    for (const base of [40000, 50000, 0]) {
      const respond = answering([...suns, ...model103(), ...end], base)
      const port = await against(socket => socket.on('data', request => socket.write(respond(request))))
      expect(toRecord(await port.read())).toEqual({ powerKw: 4.2 })
    }
  })

  it('gives up on one that is silent', async () => {
    const [kind, ms] = await timed(await against(() => {}))
    expect(kind).toBe('timeout')
    expect(ms).toBeLessThan(1500)
  })

  it('gives up on one that drips', async () => {
    const port = await against(socket =>
      socket.once('data', request => {
        const bytes = answering([...suns, ...model103(), ...end])(request)
        let k = 0
        const timer = setInterval(() => (k < bytes.length ? socket.write(bytes.subarray(k, ++k)) : null), 40)
        socket.once('close', () => clearInterval(timer))
      }),
    )
    const [kind, ms] = await timed(port)
    expect(kind).toBe('timeout')
    expect(ms).toBeLessThan(1500)
  })

  it('takes no late answer for that of the next call', async () => {
    let requests = 0
    const truth = answering([...suns, ...model103(), ...end])
    const lie = answering([...suns, ...model103({ 14: 9999 }), ...end])
    const port = await against(socket =>
      socket.on('data', request => {
        requests++
        // The first word comes late, and wrong.
        if (requests === 1) setTimeout(() => socket.write(lie(request)), 350)
        else socket.write(truth(request))
      }),
    )
    expect(kindOf(await port.read())).toBe('timeout')
    const [first, second] = await Promise.all([port.read(), port.read()])
    expect([toRecord(first), toRecord(second)]).toEqual([{ powerKw: 4.2 }, { powerKw: 4.2 }])
  })

  it('begins anew after a fault on a line that was good', async () => {
    const truth = answering([...suns, ...model103(), ...end])
    const lie = answering([...suns, ...model103({ 14: 9999 }), ...end])
    const faults: Readonly<Record<string, (request: Buffer, answer: (bytes: Buffer) => void) => void>> = {
      timeout: (request, answer) => {
        setTimeout(() => answer(lie(request)), 330)
      },
      nonsense: (request, answer) => answer(frame(request.readUInt16BE(0), 1, 3, 2, 0, 1)),
    }
    for (const [kind, fault] of Object.entries(faults)) {
      let connections = 0
      let isFaulty = false
      const port = await against(socket => {
        connections++
        socket.on('data', request => {
          if (isFaulty) fault(request, bytes => socket.write(bytes))
          else socket.write(truth(request))
        })
      })
      expect(toRecord(await port.read())).toEqual({ powerKw: 4.2 })
      isFaulty = true
      expect(kindOf(await port.read())).toBe(kind)
      isFaulty = false
      const after = Array.from({ length: 4 }, () => port.read())
      for (const answer of await Promise.all(after)) expect(toRecord(answer)).toEqual({ powerKw: 4.2 })
      expect(connections).toBe(2)
    }
  })

  it('does not make a call whose time was over before its turn', async () => {
    let requests = 0
    const port = await against(socket =>
      socket.on('data', () => {
        requests++
      }),
    )
    const answers = await Promise.all([port.read(), port.command('limitKw', 1)])
    expect(answers.map(kindOf)).toEqual(['timeout', 'timeout'])
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(requests).toBe(1)
  })

  it('knows garbage, truncated words and foreign numbers for what they are', async () => {
    const replies: Readonly<Record<string, (request: Buffer) => Buffer>> = {
      garbage: () => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'),
      truncated: request => frame(request.readUInt16BE(0), 1, 3, 4, 0x53),
      'of another length': request => frame(request.readUInt16BE(0), 1, 3, 2, 0x53, 0x75),
      'with a count that lies': request => frame(request.readUInt16BE(0), 1, 3, 200, 0x53, 0x75, 0x6e, 0x53),
      'of another function': request => frame(request.readUInt16BE(0), 1, 4, 4, 0x53, 0x75, 0x6e, 0x53),
      'of another unit': request => frame(request.readUInt16BE(0), 7, 3, 4, 0x53, 0x75, 0x6e, 0x53),
      'without a body': request => Buffer.from([...request.subarray(0, 4), 0, 0]),
      'of another transaction': request =>
        frame(request.readUInt16BE(0) + 5, 1, 3, 4, 0x53, 0x75, 0x6e, 0x53),
    }
    const kinds: Record<string, string> = {}
    for (const [name, reply] of Object.entries(replies)) {
      const port = await against(socket => socket.on('data', request => socket.write(reply(request))))
      const [kind, ms] = await timed(port)
      expect(ms).toBeLessThan(1500)
      kinds[name] = kind
    }
    expect(kinds).toEqual({
      // It answers no question, and no other answer comes.
      'of another transaction': 'timeout',
      ...{ garbage: 'nonsense', 'without a body': 'nonsense' },
      ...{ truncated: 'nonsense', 'of another length': 'nonsense', 'with a count that lies': 'nonsense' },
      ...{ 'of another function': 'nonsense', 'of another unit': 'nonsense' },
    })
  })

  it('answers on whatever a server says', { timeout: 30_000 }, async () => {
    const respond = answering([...suns, ...model103(), ...end])
    const damage = fc.record({
      at: fc.nat(20),
      byte: fc.nat(255),
      after: fc.nat(6),
      rest: fc.uint8Array({ maxLength: 20 }),
    })
    const kinds = new Set<string>()
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, byte, after, rest }) => {
        let answers = 0
        const port = await against(socket =>
          socket.on('data', request => {
            const bytes = respond(request)
            if (answers++ === after) {
              bytes[at % bytes.length] = byte
              socket.end(Buffer.concat([bytes, rest]))
            } else socket.write(bytes)
          }),
        )
        const answer = await port.read()
        kinds.add(kindOf(answer))
        // What is damaged may still be a number, which is then what the device says.
        if (E.isRight(answer)) for (const { value } of answer.right) expect(Number.isFinite(value)).toBe(true)
        await port.close()
      }),
      { numRuns: 150 },
    )
    expect(kinds.has('right') && kinds.size > 1).toBe(true)
  })

  it('knows a map that cannot be', async () => {
    const maps: Readonly<Record<string, readonly number[]>> = {
      'no signature': [1, 2, 3, 4],
      'a scale factor of 11': [...suns, ...model103({ 15: 11 }), ...end],
      'a power that is not implemented': [...suns, ...model103({ 14: 0x8000 }), ...end],
      'a power without a scale factor': [...suns, ...model103({ 15: 0x8000 }), ...end],
      'a length of 0': [...suns, 103, 0, ...end],
      'a model that is too short': [...suns, 103, 20, ...Array.from({ length: 20 }, () => 0), ...end],
      'a model that goes beyond all registers': [...suns, 99, 60000, ...end],
    }
    const kinds: Record<string, string> = {}
    for (const [name, registers] of Object.entries(maps)) {
      const respond = answering(registers)
      const port = await against(socket => socket.on('data', request => socket.write(respond(request))))
      kinds[name] = kindOf(await port.read())
    }
    expect([...new Set(Object.values(kinds))], JSON.stringify(kinds)).toEqual(['nonsense'])
  })

  it('knows a state of charge that cannot be', async () => {
    const capacity = [713, 7, 6400, 3200, 101, 0xffff, 1, 0, 0]
    const respond = answering([...suns, ...model103(), ...capacity, ...end])
    const port = await against(socket => socket.on('data', request => socket.write(respond(request))), {
      kind: 'battery',
    })
    expect(await port.read()).toMatchObject(
      E.left({ kind: 'nonsense', detail: 'soc is 1.01, not within 0 and 1' }),
    )
  })

  it('knows a line that breaks, and one that is not there', async () => {
    expect(kindOf(await (await against(socket => socket.destroy())).read())).toBe('closed')
    const [kind, ms] = await timed(
      await against(socket => socket.once('data', () => socket.resetAndDestroy())),
    )
    expect(kind).toBe('closed')
    expect(ms).toBeLessThan(290)
    expect(kindOf(await portTo(1).read())).toBe('closed')
    expect(kindOf(await portTo(1, { host: 'no such host' }).read())).toBe('closed')
    expect(kindOf(await portTo(99999).read())).toBe('closed')
  })
})
