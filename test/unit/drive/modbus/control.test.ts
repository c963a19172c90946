import { describe, expect, it } from 'vitest'
import { benchOf } from './devices.ts'
import { ask, exception, reading, serving, wordsOf, writing } from './serving.ts'

/** Addresses of models as served: an inverter's 123 and 704, a battery's 124 and 704. */
const limits123 = 40070 + 52 + 28 + 32
const limits704 = limits123 + 26 + 155 + 52 + 19
const storage124 = 40070 + 52
const power704 = storage124 + 26 + 64 + 52

describe('a limit', () => {
  const set = async () => {
    const bench = benchOf()
    let now = 0
    const served = await serving(bench.devices, { clock: () => now })
    const { port } = served
    return {
      ...{ bench, port, served },
      write: (unit: number, address: number, ...words: number[]) =>
        ask(port, writing(1, unit, address, words)),
      read: async (unit: number, address: number, count = 1) =>
        wordsOf(await ask(port, reading(1, unit, address, count))),
      wait: (seconds: number) => {
        now += seconds
      },
    }
  }

  it('holds once it is enabled, and ends by itself', async () => {
    const { bench, write, read, wait, served } = await set()
    // 90 % for a quarter of an hour, as a utility would.
    await write(1, limits123 + 5, 9000, 0, 900, 60)
    expect(bench.asked).toEqual([])
    await write(1, limits123 + 9, 1)
    expect(bench.limitKw).toBe(4.5)
    // Ramps are not taken; the other generation of models says the same.
    expect(await read(1, limits123 + 5, 5)).toEqual([9000, 0, 900, 0, 1])
    expect(await read(1, limits704 + 14, 2)).toEqual([1, 9000])
    wait(900)
    served.tick()
    expect(bench.limitKw).toBe(5)
    expect(await read(1, limits123 + 9)).toEqual([0])
    expect(await read(1, limits704 + 14)).toEqual([0])
  })

  it('ends at the next read too, and by a switch', async () => {
    const { bench, write, read, wait } = await set()
    await write(1, limits123 + 5, 5000, 0, 30, 0, 1)
    expect(bench.limitKw).toBe(2.5)
    wait(31)
    expect(await read(1, limits123 + 9)).toEqual([0])
    expect(bench.limitKw).toBe(5)
    await write(1, limits123 + 5, 5000, 0, 0, 0, 1)
    wait(1e9)
    expect(await read(1, limits123 + 9)).toEqual([1])
    await write(1, limits704 + 14, 0)
    expect(bench.limitKw).toBe(5)
    expect(await read(1, limits123 + 9)).toEqual([0])
  })

  it('ends by the wall without anybody asking', async () => {
    const bench = benchOf()
    let now = 0
    const { port } = await serving(bench.devices, { clock: () => now })
    await ask(port, writing(1, 1, limits123 + 5, [5000, 0, 30, 0, 1]))
    now = 31
    await expect.poll(() => bench.limitKw).toBe(5)
  })

  it('falls back to another where model 704 says so, and counts down', async () => {
    const { bench, write, read, wait } = await set()
    // Enabled at 40 %, then 80 %, after 100 s.
    await write(1, limits704 + 14, 1, 4000, 8000, 1, 0, 100)
    expect(bench.limitKw).toBe(2)
    wait(30)
    expect(await read(1, limits704 + 20, 2)).toEqual([0, 70])
    wait(71)
    expect(await read(1, limits704 + 14, 2)).toEqual([1, 8000])
    expect(bench.limitKw).toBe(4)
    wait(1e6)
    expect(await read(1, limits704 + 14, 2)).toEqual([1, 8000])
  })

  it('is 0 where the inverter is to disconnect, which this one refuses', async () => {
    const { bench, write, read } = await set()
    expect(await write(1, limits123 + 4, 0)).toEqual(exception(1, 1, 16, 4))
    expect(bench.asked).toEqual(['inverter limitKw 0'])
    expect(await read(1, limits123 + 4)).toEqual([1])
  })

  it('changes nothing where it is refused (4), nonsense (3) or beside the registers (2)', async () => {
    const { bench, write, read } = await set()
    await write(1, limits123 + 5, 5000, 0, 0, 0, 1)
    expect(await write(1, limits123 + 5, 1000)).toEqual(exception(1, 1, 16, 4))
    expect(await write(1, limits123 + 5, 10001)).toEqual(exception(1, 1, 16, 3))
    expect(await write(1, limits123 + 5, 0xffff)).toEqual(exception(1, 1, 16, 3))
    expect(await write(1, limits123 + 9, 2)).toEqual(exception(1, 1, 16, 3))
    expect(await write(1, limits123 + 10, 5)).toEqual(exception(1, 1, 16, 2))
    // Half of a number of 32 bits.
    expect(await write(1, limits704 + 19, 5)).toEqual(exception(1, 1, 16, 2))
    expect(bench.limitKw).toBe(2.5)
    expect(await read(1, limits123 + 5, 5)).toEqual([5000, 0, 0, 0, 1])
  })

  it('may be written with the whole of its block', async () => {
    const { bench, write, read } = await set()
    const block = await read(1, limits123, 26)
    block[5] = 6000
    block[9] = 1
    expect((await write(1, limits123, ...block))[7]).toBe(16)
    expect(bench.limitKw).toBe(3)
  })
})

describe('a storage control', () => {
  const set = async () => {
    const bench = benchOf()
    const { port } = await serving(bench.devices)
    return {
      bench,
      write: (address: number, ...words: number[]) => ask(port, writing(1, 2, address, words)),
      read: async (address: number, count = 1) => wordsOf(await ask(port, reading(1, 2, address, count))),
    }
  }
  const rate = (percent: number): number => (percent * 100) & 0xffff

  it('charges, discharges, forces, holds and lets go', async () => {
    const { bench, write } = await set()
    const cases = [
      [1, 100, 50, 2.5],
      [2, 40, 100, -2],
      // Below 0 the other way is forced; with both, what lies between may be, and at rest is between.
      [2, -20, 100, 1],
      [1, 100, -20, -1],
      [3, 30, 60, 0],
      [3, -10, 60, 0.5],
      [3, 50, -10, -0.5],
      [3, 0, 0, 0],
    ] as const
    for (const [mode, out, inward, powerKw] of cases) {
      await write(storage124 + 12, rate(out), rate(inward))
      await write(storage124 + 5, mode)
      expect([mode, out, inward, bench.batteryKw]).toEqual([mode, out, inward, powerKw])
      await write(storage124 + 5, 0)
      expect(bench.batteryKw).toBe(0)
    }
    expect(await write(storage124 + 12, rate(-50), rate(20))).toHaveLength(12)
    expect(await write(storage124 + 5, 3)).toEqual(exception(1, 2, 16, 3))
  })

  it('says what was taken of it', async () => {
    const { bench, write, read } = await set()
    await write(storage124 + 12, rate(0), rate(100))
    await write(storage124 + 5, 1)
    expect(bench.batteryKw).toBe(4)
    expect(await read(storage124 + 12, 2)).toEqual([0, 8000])
    // In watts, above 0 giving, in model 704.
    expect(await read(power704 + 22, 4)).toEqual([1, 2, 0xffff, 0x10000 - 4000])
    await write(power704 + 22, 1, 2, 0, 1500)
    expect(bench.batteryKw).toBe(-1.5)
    expect(await read(storage124 + 5)).toEqual([2])
    expect(await read(storage124 + 12)).toEqual([3000])
    await write(power704 + 23, 1)
    await write(power704 + 28, rate(-10))
    expect(bench.batteryKw).toBe(0.5)
  })
})
