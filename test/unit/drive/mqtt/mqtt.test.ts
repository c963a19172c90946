import { execFile, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect as dial } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { afterEach, describe, expect, it } from 'vitest'
import { embeddedBroker } from '../../../../src/drive/mqtt/broker.ts'
import { connect } from '../../../../src/drive/mqtt/connection.ts'
import { measurementsIn, objectOf } from '../../../../src/drive/mqtt/payload.ts'
import { mqttPort } from '../../../../src/drive/mqtt/port.ts'
import { publishDevices } from '../../../../src/drive/mqtt/publish.ts'
import { keys } from '../../../../src/drive/mqtt/topics.ts'
import type { DevicePort } from '../../../../src/drive/port.ts'
import { read } from '../../../../src/grid/neighborhood/readings.ts'
import { street } from '../street.ts'
import {
  broker,
  closeAll,
  hasBroker,
  hasClients,
  listener,
  mosquitto,
  right,
  shownAt,
  urlOf,
} from './house.ts'

afterEach(closeAll)

const run = promisify(execFile)
const json = (text: string): Record<string, unknown> => JSON.parse(text)

const ports: DevicePort[] = []
const portTo = (url: string, topic: string, timeoutMs = 500): DevicePort => {
  const port = mqttPort({ id: 'home1.thermostat', url, topic, timeoutMs })
  ports.push(port)
  return port
}
afterEach(async () => {
  for (const port of ports.splice(0)) await port.close()
})

describe.skipIf(!hasClients)('mosquitto_pub and mosquitto_sub (Debian mosquitto-clients)', () => {
  it('see a thermostat, move it, and the model obeys', async () => {
    const port = await broker()
    const house = await shownAt({ url: urlOf(port) })
    const at = ['-h', '127.0.0.1', '-p', String(port)]
    house.step()
    const state = json(
      (await run(mosquitto.sub, [...at, '-t', 'coplay/home1/thermostat', '-C', '1', '-W', '5'])).stdout,
    )
    expect(state['occupied_heating_setpoint']).toBe(20)
    expect(state['local_temperature']).toBeCloseTo(
      read(street, house.world(), 'home1.thermostat.airTemperatureC'),
      5,
    )
    const answer = run(mosquitto.sub, [...at, '-t', 'coplay/home1/thermostat/result', '-C', '1', '-W', '5'])
    await new Promise(resolve => setTimeout(resolve, 200))
    await run(mosquitto.pub, [
      ...at,
      '-t',
      'coplay/home1/thermostat/set',
      '-m',
      '{"occupied_heating_setpoint": 21.5}',
    ])
    expect(json((await answer).stdout)).toEqual({
      status: 'taken',
      taken: { occupied_heating_setpoint: 21.5 },
    })
    for (let k = 0; k < 6; k++) house.step()
    expect(read(street, house.world(), 'home1.thermostat.setpointC')).toBe(21.5)
    expect(read(street, house.world(), 'home1.thermostat.airTemperatureC')).toBeGreaterThan(20.5)
    const found = (
      await run(mosquitto.sub, [...at, '-t', 'homeassistant/climate/+/+/config', '-C', '1', '-W', '5'])
    ).stdout
    expect(json(found)).toMatchObject({
      unique_id: 'coplay_home1_thermostat_thermostat',
      temperature_command_topic: 'coplay/home1/thermostat/set',
      current_temperature_topic: 'coplay/home1/thermostat',
      availability_topic: 'coplay/availability',
    })
  })
})

describe('a command over MQTT', () => {
  it.each([
    [
      'beyond the comfort',
      '{"occupied_heating_setpoint": 35}',
      { status: 'clipped', taken: { occupied_heating_setpoint: 22 } },
    ],
    [
      'of a word',
      '{"occupied_heating_setpoint": "warm"}',
      { status: 'refused', reason: 'occupied_heating_setpoint is no number' },
    ],
    ['of an unknown key', '{"heat": 3}', { status: 'refused', reason: 'heat is not known' }],
    [
      'of what is only read',
      '{"local_temperature": 3}',
      { status: 'refused', reason: 'there is no such command' },
    ],
    ['as a list', '[1]', { status: 'refused', reason: '[1] is not an object of JSON' }],
    ['that is cut off', '{', { status: 'refused', reason: '{ is not JSON' }],
    ['of nothing', '{}', { status: 'refused', reason: 'nothing is commanded' }],
    [
      'of twenty kilobytes',
      `{"x": "${'a'.repeat(20_000)}"}`,
      { status: 'refused', reason: 'the payload has 20009 bytes' },
    ],
  ])('%s is answered', async (_, payload, answer) => {
    const url = urlOf(await broker())
    await shownAt({ url })
    const { client, next } = await listener({ url }, ['coplay/+/+/result'])
    await client.publishAsync('coplay/home1/thermostat/set', payload, { qos: 1 })
    const { text } = await next(() => true)
    expect(json(text)).toMatchObject(answer)
  })

  it('for what the game commands is refused', async () => {
    const url = urlOf(await broker())
    const house = await shownAt({ url })
    const { client, next } = await listener({ url }, ['coplay/+/+/result'])
    await client.publishAsync('coplay/home2/battery/set', '{"power": 1000}', { qos: 1 })
    expect(json((await next(() => true)).text)).toMatchObject({
      status: 'refused',
      reason: 'the game commands it',
    })
    expect(house.models.requests()).toEqual([])
  })

  it('of any bytes leaves the house answering', async () => {
    const url = urlOf(await broker())
    await shownAt({ url })
    const { client, heard, next } = await listener({ url }, ['coplay/home1/battery/result'])
    let sent = 0
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.json().map(text => Buffer.from(text)),
        ),
        async bytes => {
          await client.publishAsync('coplay/home1/battery/set', Buffer.from(bytes), { qos: 1 })
          sent++
        },
      ),
      { numRuns: 150 },
    )
    await client.publishAsync('coplay/home1/battery/set', '{"power": 1000, "id": "last"}', { qos: 1 })
    const { text } = await next(message => message.text.includes('"last"'))
    expect(json(text)).toEqual({ id: 'last', status: 'taken', taken: { power: 1000 } })
    expect(heard.length).toBe(sent + 1)
  })
})

describe('the broker', () => {
  it('is not reachable from outside without a password', async () => {
    const open = await embeddedBroker({ host: '0.0.0.0', port: 0 })
    expect(open).toEqual(E.left('at 0.0.0.0 others can reach it, and it has no user and no password'))
  })

  it('lets in who knows the password, and nobody else', async () => {
    const credentials = { user: 'grid', password: 'secret' }
    const url = urlOf(await broker({ credentials }))
    await shownAt({ url, credentials })
    for (const wrong of [undefined, { ...credentials, password: 'secre' }, { ...credentials, user: '' }]) {
      const refused = await connect({
        url,
        timeoutMs: 1000,
        ...(wrong === undefined ? {} : { credentials: wrong }),
      })
      expect(E.isLeft(refused) && refused.left).toMatch(/[Nn]ot authorized|[Bb]ad (?:user|username)/)
    }
  })

  it('speaks TLS to who trusts its certificate', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'coplay-tls-'))
    try {
      const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
      execFileSync(
        'openssl',
        [
          ...[
            'req',
            '-x509',
            '-newkey',
            'ec',
            '-pkeyopt',
            'ec_paramgen_curve:prime256v1',
            '-nodes',
            '-days',
            '2',
          ],
          ...[
            '-subj',
            '/CN=localhost',
            '-addext',
            'subjectAltName=IP:127.0.0.1',
            '-keyout',
            key,
            '-out',
            cert,
          ],
        ],
        { stdio: 'ignore' },
      )
      const ca = readFileSync(cert, 'utf8')
      const port = await broker({ tls: { key: readFileSync(key, 'utf8'), cert: ca } })
      await shownAt({ url: `mqtts://127.0.0.1:${port}`, ca })
      const { next } = await listener({ url: `mqtts://127.0.0.1:${port}`, ca }, ['coplay/home1/battery'])
      expect(json((await next(() => true)).text)).toHaveProperty('soc')
      const stranger = await connect({ url: `mqtts://127.0.0.1:${port}`, timeoutMs: 1000 })
      expect(E.isLeft(stranger) && stranger.left).toContain('certificate')
      const plain = await connect({ url: urlOf(port), timeoutMs: 500 })
      expect(E.isLeft(plain)).toBe(true)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('goes on after garbage', async () => {
    const port = await broker()
    await shownAt({ url: urlOf(port) })
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 64 }), async bytes => {
        const socket = dial(port, '127.0.0.1')
        socket.on('error', () => undefined)
        await new Promise<void>(resolve => socket.write(bytes, () => resolve()))
        socket.destroy()
      }),
      { numRuns: 100 },
    )
    const { next } = await listener({ url: urlOf(port) }, ['coplay/home1/battery'])
    expect(json((await next(() => true)).text)).toHaveProperty('power')
  })

  it('says which port is taken, and which prefix no topic can have', async () => {
    const port = await broker()
    const second = await embeddedBroker({ port })
    expect(E.isLeft(second) && second.left).toContain('EADDRINUSE')
    const wild = await publishDevices([], { url: urlOf(port), prefix: 'a/#' })
    expect(E.isLeft(wild) && wild.left).toContain('cannot begin a topic')
  })

  it('keeps two neighborhoods apart by their prefixes', async () => {
    const url = urlOf(await broker())
    const [east, west] = [
      await shownAt({ url }, { prefix: 'east' }),
      await shownAt({ url }, { prefix: 'west' }),
    ]
    const { client, next } = await listener({ url }, ['east/+/+/result', 'west/+/+/result'])
    await client.publishAsync('west/home1/battery/set', '{"power": 1000}', { qos: 1 })
    expect((await next(() => true)).topic).toBe('west/home1/battery/result')
    expect(east.models.requests()).toEqual([])
    expect(west.models.requests()).toEqual([{ from: 'mqtt', path: 'home1.battery.powerKw', value: 1 }])
  })
})

describe.skipIf(!hasBroker)('a broker elsewhere (Debian mosquitto)', () => {
  it('shows the house as ours does', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'coplay-mosquitto-'))
    const port = 20_000 + Math.floor(Math.random() * 20_000)
    writeFileSync(
      join(folder, 'conf'),
      `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`,
    )
    const child = spawn(mosquitto.broker, ['-c', join(folder, 'conf')], { stdio: 'ignore' })
    try {
      await new Promise(resolve => setTimeout(resolve, 400))
      await shownAt({ url: urlOf(port) })
      const thermostat = portTo(urlOf(port), 'coplay/home1/thermostat', 2000)
      expect(right(await thermostat.read())).toContainEqual({ quantity: 'setpointC', value: 20 })
      expect(await thermostat.command('setpointC', 21)).toEqual(E.right(undefined))
    } finally {
      await closeAll()
      child.kill('SIGKILL')
      rmSync(folder, { recursive: true })
    }
  })
})

describe('a port to a device outside', () => {
  it('reads and commands one of our own', async () => {
    const url = urlOf(await broker())
    const house = await shownAt({ url })
    const thermostat = portTo(url, 'coplay/home1/thermostat')
    const measured = right(await thermostat.read())
    expect(measured).toContainEqual({ quantity: 'setpointC', value: 20 })
    expect(await thermostat.command('setpointC', 21)).toEqual(E.right(undefined))
    house.step()
    expect(right(await thermostat.read())).toContainEqual({ quantity: 'setpointC', value: 21 })
    expect(await thermostat.command('airTemperatureC', 21)).toMatchObject(E.left({ kind: 'refused' }))
    expect(await thermostat.command('nonsense', 21)).toMatchObject(E.left({ kind: 'refused' }))
  })

  /** A device that says what it is told to when it is asked. */
  const device = async (
    url: string,
    says: (topic: string, payload: string) => readonly [topic: string, text: string, ms?: number][],
  ) => {
    const { client } = await listener({ url }, ['z/stat/get', 'z/stat/set'])
    client.on('message', (topic, payload) => {
      for (const [to, text, ms = 0] of says(topic, payload.toString()))
        setTimeout(() => client.publish(to, text), ms)
    })
    return client
  }

  it.each([
    ['is silent', [], 'timeout'],
    ['is late', [['z/stat', '{"local_temperature": 20}', 700]], 'timeout'],
    ['talks nonsense', [['z/stat', 'warm']], 'nonsense'],
    ['tells a temperature that is no number', [['z/stat', '{"local_temperature": null}']], 'nonsense'],
    ['tells a charge beyond all', [['z/stat', '{"soc": 250}']], 'nonsense'],
    ['tells nothing that is known', [['z/stat', '{"colour": 1}']], 'nonsense'],
  ] as const)('that %s is a fault', async (_, said, kind) => {
    const url = urlOf(await broker())
    await device(url, topic =>
      topic === 'z/stat/get' ? [...said].map(one => [one[0], one[1], one[2] ?? 0]) : [],
    )
    expect(await portTo(url, 'z/stat', 400).read()).toMatchObject(
      E.left({ kind, device: 'home1.thermostat' }),
    )
  })

  it('takes no late answer for that of the next call, and no answer to another command', async () => {
    const url = urlOf(await broker())
    let asked = 0
    await device(url, (topic, payload) => {
      if (topic === 'z/stat/get') {
        asked++
        return [['z/stat', `{"local_temperature": ${asked}}`, asked === 1 ? 10 : 0]]
      }
      const { id } = json(payload)
      return [
        ['z/stat/result', JSON.stringify({ id: 'somebody-else', status: 'refused', reason: 'no' })],
        ['z/stat/result', JSON.stringify({ id, status: 'taken' }), 30],
      ]
    })
    const port = portTo(url, 'z/stat')
    expect(right(await port.read())).toEqual([{ quantity: 'airTemperatureC', value: 1 }])
    expect(right(await port.read())).toEqual([{ quantity: 'airTemperatureC', value: 2 }])
    expect(await port.command('setpointC', 21)).toEqual(E.right(undefined))
  })

  it('does not believe what the broker has kept', async () => {
    const url = urlOf(await broker())
    const { client } = await listener({ url }, [])
    await client.publishAsync('z/stat', '{"local_temperature": 99}', { qos: 1, retain: true })
    expect(await portTo(url, 'z/stat', 300).read()).toMatchObject(E.left({ kind: 'timeout' }))
  })

  it('without a broker is closed, and comes up when there is one', async () => {
    const port = await broker()
    const url = urlOf(port)
    const thermostat = portTo(url, 'coplay/home1/thermostat', 400)
    await closeAll()
    expect(await thermostat.read()).toMatchObject(E.left({ kind: 'closed' }))
    const again = right(await embeddedBroker({ port }))
    try {
      await shownAt({ url })
      expect(E.isRight(await thermostat.read())).toBe(true)
    } finally {
      await closeAll()
      await again.close()
    }
    expect(E.isLeft(await thermostat.read())).toBe(true)
  })
})

describe('payloads', () => {
  it('are read in our units, the preferred key first', () => {
    expect(measurementsIn({ power: 1500, battery: 50, soc: 40, energy: 3, odd: 'x' })).toEqual(
      E.right([
        { quantity: 'powerKw', value: 1.5 },
        { quantity: 'soc', value: 0.5 },
        { quantity: 'importKwh', value: 3 },
      ]),
    )
    expect(new Set(keys.map(({ key }) => key)).size).toBe(keys.length)
  })
  it('of any bytes are read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array(), bytes => {
        const read = objectOf(bytes)
        if (E.isLeft(read)) expect(read.left.length).toBeLessThan(120)
      }),
    )
  })
})
