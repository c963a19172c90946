/** The server against mbpoll, a client of Modbus by others (Epsilon Embedded Systems; in Debian). */
import { execFile, spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { benchOf } from './devices.ts'
import { serving } from './serving.ts'

const isInstalled = spawnSync('mbpoll', ['-V']).error === undefined

/** Its lines of values, or what it complains of. */
const mbpoll = (port: number, unit: number, ...rest: readonly string[]): Promise<readonly string[]> =>
  new Promise(resolve => {
    const all = ['-m', 'tcp', '-p', String(port), '-a', String(unit), '-0', '-1', '-o', '2', ...rest]
    execFile('mbpoll', all, { timeout: 10_000 }, (_, out, complaint) =>
      resolve(
        `${out}\n${complaint}`
          .split('\n')
          .filter(line => /^\[|^Written|failed/.test(line))
          .map(line => line.replace(/\s+/g, ' ')),
      ),
    )
  })

/** Where the models of a map begin, walked with mbpoll alone. */
const walked = async (port: number, unit: number): Promise<Readonly<Record<string, number>>> => {
  const found: Record<string, number> = {}
  let address = 40002
  for (;;) {
    const lines = await mbpoll(port, unit, '-r', String(address), '-c', '2', '127.0.0.1')
    const [id = '', length = ''] = lines.map(line => line.split(': ')[1] ?? '')
    if (!/^\d+$/.test(length) || id.startsWith('65535')) return found
    found[id] = address
    address += 2 + Number(length)
  }
}

describe.skipIf(!isInstalled)(`mbpoll${isInstalled ? '' : ' (not installed here: skipped)'}`, () => {
  it('finds the map', async () => {
    const { port } = await serving(benchOf().devices)
    expect(await mbpoll(port, 1, '-t', '4:hex', '-r', '40000', '-c', '4', '127.0.0.1')).toEqual([
      ...['[40000]: 0x5375', '[40001]: 0x6E53', '[40002]: 0x0001', '[40003]: 0x0042'],
    ])
    expect(Object.keys(await walked(port, 2))).toEqual(['1', '103', '124', '702', '704', '713', '802'])
  })

  it('reads scaled integers, and floats', async () => {
    const { port } = await serving(benchOf().devices)
    const { 103: inverter = 0 } = await walked(port, 1)
    expect(await mbpoll(port, 1, '-r', String(inverter + 14), '-c', '2', '127.0.0.1')).toEqual([
      `[${inverter + 14}]: 4200`,
      `[${inverter + 15}]: 0`,
    ])
    const { 203: integers = 0, 213: floats = 0 } = await walked(port, 3)
    // 1250 W are given at a scale factor of 1.
    expect(await mbpoll(port, 3, '-r', String(integers + 18), '-c', '1', '127.0.0.1')).toEqual([
      `[${integers + 18}]: 65411 (-125)`,
    ])
    expect(
      await mbpoll(port, 3, '-t', '4:float', '-B', '-r', String(floats + 28), '-c', '1', '127.0.0.1'),
    ).toEqual([`[${floats + 28}]: -1250`])
  })

  it('limits an inverter, which obeys, and charges a battery', async () => {
    const bench = benchOf()
    const { port } = await serving(bench.devices)
    const { 123: limits = 0, 103: inverter = 0 } = await walked(port, 1)
    const written = await mbpoll(port, 1, '-r', String(limits + 5), '127.0.0.1', '6000', '0', '900', '0', '1')
    expect(written).toEqual(['Written 5 references.'])
    expect(bench.limitKw).toBe(3)
    expect(await mbpoll(port, 1, '-r', String(inverter + 14), '-c', '1', '127.0.0.1')).toEqual([
      `[${inverter + 14}]: 3000`,
    ])
    const { 124: storage = 0, 802: battery = 0 } = await walked(port, 2)
    await mbpoll(port, 2, '-r', String(storage + 13), '127.0.0.1', '5000')
    await mbpoll(port, 2, '-r', String(storage + 5), '127.0.0.1', '1')
    expect(bench.batteryKw).toBe(2.5)
    expect(await mbpoll(port, 2, '-r', String(battery + 47), '-c', '1', '127.0.0.1')).toEqual([
      `[${battery + 47}]: 63036 (-2500)`,
    ])
  })

  it('is told what is wrong', async () => {
    const { port } = await serving(benchOf().devices)
    const { 123: limits = 0 } = await walked(port, 1)
    const complaints = [
      await mbpoll(port, 9, '-r', '40000', '-c', '1', '127.0.0.1'),
      await mbpoll(port, 1, '-r', '1', '-c', '1', '127.0.0.1'),
      await mbpoll(port, 1, '-r', String(limits + 5), '127.0.0.1', '20000'),
    ]
    expect(complaints.flat().map(line => line.replace(/.*failed: /, ''))).toEqual([
      'Target device failed to respond',
      'Illegal data address',
      'Illegal data value',
    ])
  })
})
