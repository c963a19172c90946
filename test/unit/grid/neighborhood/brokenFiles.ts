/** Grid files with one thing wrong each, by what it is. */
import { every } from './every.ts'

const [load, battery, inverter, thermostat, ...others] = every.devices

/** The file with something else at its top. */
const top = (more: Readonly<Record<string, unknown>>): unknown => ({ ...every, ...more })
const series = (more: Readonly<Record<string, unknown>>) => top({ series: { ...every.series, ...more } })
const rated = (rating: Readonly<Record<string, unknown>>, of: object | undefined = battery): unknown =>
  top({
    devices: every.devices.map(one => (one === of ? { ...one, rating: { ...one.rating, ...rating } } : one)),
  })
const device = (more: unknown) => top({ devices: [...every.devices, more] })
const charger = others.find(({ kind }) => kind === 'evCharger')
const tank = others.find(({ kind }) => kind === 'storageTank')
const facility = others.find(({ kind }) => kind === 'communityFacility')
const [flat] = every.populations
const population = (more: Readonly<Record<string, unknown>>) => top({ populations: [{ ...flat, ...more }] })
const lines = (...more: readonly unknown[]) =>
  top({ feeder: { ...every.feeder, lines: [...every.feeder.lines, ...more] } })
const line = (from: string, to: string, more: object = {}) => ({
  from,
  to,
  resistanceOhm: 0.1,
  reactanceOhm: 0.1,
  ...more,
})
const request = (more: object) =>
  top({ requests: [{ id: 'r', atHour: 1, shares: { thermostats: 0.1 }, ...more }] })
const written = JSON.stringify(every, undefined, 2)
const column = (name: string, of: string) => series({ measured: { csv: name, column: of } })

export const brokenFiles: Readonly<Record<string, unknown>> = {
  'nothing in it': '',
  'bytes that are no text': '\u0000\u0001PNG',
  'a table in place of JSON': 'hour,kg\n0,1\n',
  'a comma too many': written.replace('"name": "every",', '"name": "every",,'),
  'a quote that is missing': written.replace('"name": "every"', '"name": "every'),
  'a comment': `// my street\n${written}`,
  'its end missing': written.slice(0, -200),
  'more after its end': `${written}{}`,
  'a name twice': written.replace('"name": "every",', '"name": "every", "step": "1 minute",'),
  'a million brackets': '['.repeat(1_000_000),
  'a list in place of an object': [],
  'another schema': top({ schema: 'coplay/grid@2' }),
  'no step and no schema': { ...every, schema: undefined, step: undefined },
  'names misspelt': { ...every, devises: [], horizn: '1 day' },
  'an object in place of a list': top({ devices: { battery } }),
  'a list in place of series': top({ series: [1, 2] }),
  'a duration without unit': top({ step: 15 }),
  'a horizon of no whole steps': top({ horizon: '90 minutes' }),
  'a horizon of a million years': top({ horizon: '365000000 days' }),
  'a day that is none': top({ start: '2030-02-31T00:00:00Z' }),
  'another unit': rated({ capacityKwh: undefined, capacityWh: 8000 }),
  'a power below 0': rated({ powerKw: -4 }),
  'text for a number': rated({ powerKw: '4 kW' }),
  'no number at all': written.replace('"powerKw": 4', '"powerKw": 1e999'),
  'a number of another world': rated({ capacityKwh: 1e308 }),
  'a charge above full': rated({ initialSoc: 90 }),
  'a curve that goes back': rated({
    chargePower: [
      [0, 1],
      [1, 0.2],
      [0.5, 1],
    ],
  }),
  'a curve of efficiency 0': rated({
    powerEfficiency: [
      [0, 0],
      [1, 0.9],
    ],
  }),
  'a curve for a flag': rated({ voltVar: 'B' }, inverter),
  'a kind misspelt': device({ id: 'home1.store', kind: 'batery', rating: {} }),
  'no kind': device({ id: 'home1.store', rating: {} }),
  'no rating': device({ id: 'home1.store', kind: 'battery' }),
  'an id with capitals': device({ id: 'Home1.store', kind: 'agent' }),
  'an id without owner': device({ id: 'store', kind: 'agent' }),
  'an id twice': device(battery),
  'an id of what surrounds': device({ id: 'grid.agent', kind: 'agent' }),
  'an id of a member': device({ id: 'flat2.charger', kind: 'agent' }),
  'an id of a population': device({ id: 'flat.charger', kind: 'agent' }),
  'a load that is called a meter': device({ id: 'home3.meter', kind: 'load', rating: { powerKw: 1 } }),
  'a meter that is called otherwise': device({ id: 'home3.counter', kind: 'meter' }),
  'set points that cross': rated({ heatingSetPointC: 24, coolingSetPointC: 22 }, thermostat),
  'a load of two kinds': rated({ powerKw: 2 }, load),
  'a load of a series that is not there': rated({ series: 'usee' }, load),
  'a car that leaves as it comes': rated({ arrivalHour: 7, departureHour: 7 }, charger),
  'a car at hour 25': rated({ arrivalHour: 25 }, charger),
  'two sources of heat': rated({ heaterKw: 2 }, tank),
  'a part of a facility missing': rated({ generator: undefined }, facility),
  'a bus that is not there': device({ id: 'home3.agent', kind: 'agent', bus: 'd' }),
  'buses without a feeder': { ...every, feeder: undefined },
  'series that devices need missing': top({
    series: {
      use: every.series.use,
      price: { values: [1], repeats: true },
      heat: { values: [1], repeats: true },
      measured: every.series.measured,
    },
  }),
  'an endpoint without port': device({
    id: 'home3.battery',
    kind: 'battery',
    rating: { capacityKwh: 1, powerKw: 1 },
    endpoint: { modbus: '10.0.0.1', unit: 1 },
  }),
  'an endpoint of unit 0': device({
    id: 'home3.battery',
    kind: 'battery',
    rating: { capacityKwh: 1, powerKw: 1 },
    endpoint: { modbus: '10.0.0.1:502', unit: 0 },
  }),
  'an endpoint of many topics': device({
    id: 'home3.battery',
    kind: 'battery',
    rating: { capacityKwh: 1, powerKw: 1 },
    endpoint: { mqtt: 'mqtt://10.0.0.1', topic: 'home/#' },
  }),
  'an endpoint for many': population({
    devices: [
      {
        id: 'battery',
        kind: 'battery',
        rating: { capacityKwh: 1, powerKw: 1 },
        endpoint: { modbus: '10.0.0.1:502', unit: 1 },
      },
    ],
    vary: {},
  }),
  'a population of nobody': population({ count: 0 }),
  'a population of all mankind': population({ count: 8e9 }),
  'a population without devices': population({ devices: [], vary: {} }),
  'what does not vary': population({ vary: { 'battery.capacity': 0.1 } }),
  'what varies beyond its bounds': population({
    devices: [{ id: 'battery', kind: 'battery', rating: { capacityKwh: 4, powerKw: 2, efficiency: 0.95 } }],
    vary: { 'battery.efficiency': 0.1 },
  }),
  'a population twice': top({ populations: [flat, flat] }),
  'a loop': lines(line('a', 'c')),
  'an island': lines(line('x', 'y')),
  'a line to itself': lines(line('c', 'c')),
  'a line of resistance below 0': lines(line('c', 'd', { resistanceOhm: -1 })),
  'a feeder of a billion buses': top({ feeder: { synthetic: 'radial', buses: 1e9, nominalVoltageKv: 10 } }),
  'a kind of link': top({ links: [{ from: 'controlCenter', to: 'gateway', kind: 'DNP 5' }] }),
  'a link to nowhere': top({ links: [{ from: 'gateway', to: 'home9', kind: 'MQTT' }] }),
  'a link to itself': top({ links: [{ from: 'flat', to: 'flat', kind: 'MQTT' }] }),
  'a link from many to many': top({
    populations: [flat, { ...flat, id: 'house' }],
    links: [{ from: 'flat', to: 'house', kind: 'MQTT' }],
  }),
  'a number next to nothing': rated({ powerKw: 1e-300 }),
  'a tariff of a series that is not there': top({ tariff: { importUsdPerKwh: 'prices' } }),
  'a request between steps': request({ atHour: 1.5 }),
  'a request after the end': request({ atHour: 48 }),
  'a request for more than all': request({ shares: { thermostats: 0.6, community: 0.6 } }),
  'a request for nothing': request({ shares: {} }),
  'limits that cross': top({ safe: { lowestVoltagePu: 1.1 } }),
  'a series called as a quantity': series({ hour: { values: [1], repeats: true } }),
  'a series called as one foreseen': series({ useAhead: { values: [1], repeats: true } }),
  'a series with a bad name': series({ 'my-series': { values: [1], repeats: true } }),
  'a series that is too short': series({ heat: { values: [1, 2, 3] } }),
  'a series of text': series({ heat: { values: [1, 'two'], repeats: true } }),
  'a series by a formula that is not there': series({ heat: { synthetic: 'houseLoad', dailyKwh: 3 } }),
  'a file that is not there': column('no.csv', 'kg'),
  'a column that is not there': column('carbon.csv', 'g'),
  'a cell that is no number': column('word.csv', 'kg'),
  'a cell that is empty': column('hole.csv', 'kg'),
  'a cell that is infinite': column('infinite.csv', 'kg'),
  'a line with a cell too many': column('wide.csv', 'kg'),
  'a file of no lines': column('empty.csv', 'kg'),
  'thirty faults': top({
    devices: Array.from({ length: 30 }, (_, k) => ({ id: `h${k}.battery`, kind: 'battery' })),
  }),
}

/** Tables beside the files, by name. */
export const tables: Readonly<Record<string, string>> = {
  'word.csv': 'time,kg\nnoon,1\none o’clock,much\n',
  'hole.csv': 'time,kg\nnoon,1\none o’clock,\n',
  'infinite.csv': 'time,kg\nnoon,1\none o’clock,Infinity\n',
  'wide.csv': 'time,kg\nnoon,1\none o’clock,1,2\n',
  'empty.csv': '',
}
