import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { drive } from '../../../src/drive/loop.ts'
import type { DevicePort, PortFault } from '../../../src/drive/port.ts'
import { live, logged } from '../../../src/drive/surroundings.ts'
import { read } from '../../../src/grid/neighborhood/readings.ts'
import { imbalanceOf } from '../../../src/grid/neighborhood/world.ts'
import { gambler, memory, runOn, street, streetWith } from './street.ts'

const done = async (run: Parameters<typeof drive>[0]) => {
  const ended = await drive(run)
  if (E.isLeft(ended)) throw new TypeError(JSON.stringify(ended.left))
  return ended.right
}

describe('a run', () => {
  it('is the same from the same seed, and another from another', async () => {
    const logs = [memory(), memory(), memory()]
    for (const [k, log] of logs.entries()) await done(runOn(street, log, { seed: k === 2 ? 8 : 7 }).run)
    expect(logs[1]?.messages).toEqual(logs[0]?.messages)
    expect(logs[2]?.messages).not.toEqual(logs[0]?.messages)
  })

  it.each([1, 4])('with decisions every %i steps goes on from wherever it was cut', async every => {
    const whole = memory()
    const first = runOn(street, whole, { every })
    await done(first.run)
    for (let cut = 0; cut <= whole.messages.length; cut++) {
      const part = memory(whole.messages.slice(0, cut))
      const again = runOn(street, part, { every })
      await done(again.run)
      expect(part.messages).toEqual(whole.messages)
      expect(again.steps.map(({ record, payoffs }) => ({ record, payoffs }))).toEqual(
        first.steps.map(({ record, payoffs }) => ({ record, payoffs })),
      )
    }
  })

  it('done over is compared with its log, message by message', async () => {
    const whole = memory()
    await done(runOn(street, whole).run)
    const same = await drive(runOn(street, memory(whole.messages), { isReplay: true }).run)
    expect(E.isRight(same)).toBe(true)
    const changes = whole.messages.flatMap((message, k) =>
      message.topic === 'dispatch' || message.topic === 'meter' ? [k] : [],
    )
    for (const at of changes) {
      const forged = whole.messages.map((message, k) =>
        k === at ? { ...message, payload: { ...message.payload, netKw: 1 / 3 } } : message,
      )
      const found = await drive(runOn(street, memory(forged), { isReplay: true }).run)
      expect(E.isLeft(found) && found.left.kind === 'differs' && found.left.logged.seq).toBe(at)
    }
  })

  it('balances its books at every step, and its meters with the substation', async () => {
    const { run, steps } = runOn(street, memory(), { steps: 24 })
    await done(run)
    for (const { record } of steps) {
      expect(imbalanceOf(record)).toBeLessThan(1e-9)
      const metered = record.agents.reduce((sum, { netKw }) => sum + netKw, 0)
      expect(record.grid.demandKw).toBeCloseTo(metered + record.grid.lossKw, 9)
    }
  })

  it('ends where it is told to, and goes on from there', async () => {
    const log = memory()
    let steps = 0
    const short = runOn(street, log, { isInterrupted: () => steps++ >= 5 })
    expect(await done(short.run)).toEqual({ steps: 5 })
    const rest = memory(log.messages)
    await done(runOn(street, rest).run)
    const whole = memory()
    await done(runOn(street, whole).run)
    expect(rest.messages).toEqual(whole.messages)
  })
})

describe('the safe set', () => {
  it('lets nothing through that a device cannot do, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1000 }),
        fc.double({ min: 0, max: 1e6 }),
        async (seed, most) => {
          const paths = ['home1.battery.powerKw', 'home1.thermostat.limitKw', 'home2.inverter.limitKw']
          const { run, steps } = runOn(street, memory(), { seed, controller: gambler(paths, most) })
          await done(run)
          for (const { world, record } of steps) {
            const charge = read(street, world, 'home1.battery.soc')
            expect(charge).toBeGreaterThanOrEqual(-1e-9)
            expect(charge).toBeLessThanOrEqual(1 + 1e-9)
            expect(Math.abs(read(street, world, 'home1.battery.powerKw'))).toBeLessThanOrEqual(5 + 1e-9)
            expect(imbalanceOf(record)).toBeLessThan(1e-9)
          }
        },
      ),
      { numRuns: 20 },
    )
  })

  it('keeps the feeder within its limits where nobody need break them', async () => {
    const greedy = gambler(['home2.battery.powerKw'], 1)
    const pulling = {
      ...greedy,
      decide: (...given: Parameters<typeof greedy.decide>) =>
        E.map((decision: { readonly commands: ReadonlyMap<string, number | readonly number[]> }) => ({
          ...decision,
          commands: new Map([['home2.battery.powerKw', 40]]),
          told: {},
          settle: () => E.right({ payoffs: new Map<string, number>() }),
        }))(greedy.decide(...given)),
    }
    const { run, steps } = runOn(street, memory(), { controller: pulling, steps: 3 })
    await done(run)
    const [first] = steps
    expect(first?.record.grid.overloads).toEqual([])
    expect(first?.record.grid.lowestVoltagePu).toBeGreaterThanOrEqual(street.safe.lowestVoltagePu)
    expect(first?.remarks).toMatchObject([
      { path: 'home2.battery.powerKw', asked: 40, because: 'the feeder would go beyond its limits' },
    ])
    expect(first?.remarks[0]?.sent).toBeGreaterThan(1)
  })

  it('refuses what is no number, and what is no command', async () => {
    const { run, steps } = runOn(street, memory(), {
      steps: 1,
      controller: {
        reads: [],
        decide: () =>
          E.right({
            commands: new Map([
              ['home1.battery.powerKw', Number.NaN],
              ['home1.load.powerKw', 1],
            ]),
            told: {},
            settle: () => E.right({ payoffs: new Map() }),
          }),
      },
    })
    await done(run)
    expect(steps[0]?.remarks.map(({ path, sent }) => [path, sent])).toEqual([
      ['home1.battery.powerKw', undefined],
      ['home1.load.powerKw', undefined],
    ])
  })

  it('keeps a ramp', async () => {
    const slow = streetWith({ safe: { rampKwPerHour: 1 } })
    const { run, steps } = runOn(slow, memory(), {
      controller: gambler(['home2.battery.powerKw'], 5),
      steps: 24,
    })
    await done(run)
    const powers = steps.map(({ world }) => read(slow, world, 'home2.battery.powerKw'))
    powers.forEach((power, k) => {
      expect(Math.abs(power - (powers[k - 1] ?? 0))).toBeLessThanOrEqual(1 + 1e-9)
    })
  })
})

/** A battery outside that answers as it is told to. */
const battery = (behave: (call: number) => 'well' | PortFault['kind']) => {
  let calls = 0
  let powerKw = 0
  const told: number[] = []
  const answer = <A>(value: () => A): Promise<E.Either<PortFault, A>> => {
    const how = behave(calls++)
    return Promise.resolve(
      how === 'well'
        ? E.right(value())
        : E.left({ kind: how, device: 'home1.battery', detail: 'as the test has it' }),
    )
  }
  const port: DevicePort = {
    id: 'home1.battery',
    read: () => answer(() => [{ quantity: 'powerKw', value: powerKw }]),
    command: (_, value) =>
      answer(() => {
        powerKw = value
        told.push(value)
      }),
    close: () => Promise.resolve(),
  }
  return { port, told }
}

const outside = (port: DevicePort) =>
  live(
    [port],
    () => Promise.resolve(),
    () => [],
  )

const charger = gambler(['home1.battery.powerKw'], 1)

describe('a device outside', () => {
  it('is told what is logged before, and metered by what it says', async () => {
    const { port, told } = battery(() => 'well')
    const log = memory()
    const { run, steps } = runOn(street, log, { controller: charger, surroundings: outside(port) })
    await done(run)
    expect(told.length).toBeGreaterThan(0)
    expect(
      log.messages.filter(({ topic }) => topic === 'sending').map(({ payload }) => payload['value']),
    ).toEqual(told)
    steps.forEach(({ record }, k) => {
      expect(record.devices.find(({ id }) => id === 'home1.battery')?.netKw).toBeCloseTo(told[k] ?? 0, 12)
    })
  })

  it.each(['timeout', 'refused', 'nonsense', 'closed'] as const)(
    'that answers with %s now and then is an event, and the run goes on',
    async kind => {
      const { port } = battery(call => (call % 5 === 4 ? kind : 'well'))
      const { run, steps } = runOn(street, memory(), { controller: charger, surroundings: outside(port) })
      expect(await done(run)).toEqual({ steps: 12 })
      const faults = steps.flatMap(step => step.faults)
      expect(faults.length).toBeGreaterThan(0)
      expect(new Set(faults.map(one => one.kind))).toEqual(new Set([kind]))
    },
  )

  it('that throws is an event, too', async () => {
    const { port } = battery(() => 'well')
    const { run } = runOn(street, memory(), {
      controller: charger,
      surroundings: outside({ ...port, read: () => Promise.reject(new TypeError('torn')) }),
    })
    expect(await done(run)).toEqual({ steps: 12 })
  })

  it('is told nothing twice when a run that was cut goes on, and its log is done over', async () => {
    const whole = memory()
    const { port, told } = battery(() => 'well')
    await done(runOn(street, whole, { controller: charger, surroundings: outside(port) }).run)
    for (let cut = 1; cut <= whole.messages.length; cut += 3) {
      const before = whole.messages.slice(0, cut)
      const after = battery(() => 'well')
      const sent = before.filter(({ topic }) => topic === 'sending').length
      // What was sent before the cut stands in the device.
      if (sent > 0) await after.port.command('powerKw', told[sent - 1] ?? 0)
      const again = memory(before)
      await done(
        runOn(street, again, { controller: charger, surroundings: logged(before, outside(after.port)) }).run,
      )
      const values = again.messages
        .filter(({ topic }) => topic === 'sending')
        .map(({ payload }) => payload['value'])
      expect(values).toEqual(told)
      expect(after.told.slice(sent > 0 ? 1 : 0)).toEqual(told.slice(sent))
      const over = runOn(street, memory(again.messages), {
        ...{ controller: charger, isReplay: true },
        surroundings: logged(again.messages, outside(battery(() => 'closed').port)),
      })
      expect(E.isRight(await drive(over.run))).toBe(true)
    }
  })
})
