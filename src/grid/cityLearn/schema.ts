/** CityLearn's `schema.json`, as far as it is used; types of devices are dotted paths of Python classes. */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { FileFault } from '../csv.ts'

const nullable = <A extends t.Mixed>(type: A) => t.union([type, t.null, t.undefined])
const curve = t.array(t.tuple([t.number, t.number]))

const attributes = t.partial({
  capacity: nullable(t.number),
  nominal_power: nullable(t.number),
  efficiency: nullable(t.number),
  loss_coefficient: nullable(t.number),
  capacity_loss_coefficient: nullable(t.number),
  depth_of_discharge: nullable(t.number),
  initial_soc: nullable(t.number),
  power_efficiency_curve: nullable(curve),
  capacity_power_curve: nullable(curve),
  target_heating_temperature: nullable(t.number),
  target_cooling_temperature: nullable(t.number),
  max_input_power: nullable(t.number),
  max_output_power: nullable(t.number),
  random_seed: nullable(t.number),
})

const device = t.intersection([
  t.type({ type: t.string }),
  t.partial({
    autosize: nullable(t.boolean),
    autosize_attributes: nullable(t.partial({ safety_factor: nullable(t.number) })),
    attributes: nullable(attributes),
  }),
])

const building = t.intersection([
  t.type({ energy_simulation: t.string, weather: t.string }),
  t.partial({
    include: t.boolean,
    type: nullable(t.string),
    carbon_intensity: nullable(t.string),
    pricing: nullable(t.string),
    cooling_device: nullable(device),
    heating_device: nullable(device),
    dhw_device: nullable(device),
    cooling_storage: nullable(device),
    heating_storage: nullable(device),
    dhw_storage: nullable(device),
    electrical_storage: nullable(device),
    pv: nullable(device),
    dynamics: t.unknown,
    chargers: t.unknown,
    washing_machines: t.unknown,
    power_outage: nullable(t.partial({ simulate_power_outage: t.unknown })),
  }),
])

const schema = t.intersection([
  t.type({ buildings: t.record(t.string, building) }),
  t.partial({
    random_seed: nullable(t.number),
    simulation_start_time_step: t.number,
    simulation_end_time_step: t.number,
    seconds_per_time_step: t.number,
  }),
])

export type Schema = t.TypeOf<typeof schema>
export type BuildingSchema = t.TypeOf<typeof building>
export type DeviceSchema = t.TypeOf<typeof device>

/** The schema in `text`; the fault names the place in it. */
export const readSchema = (file: string, text: string): E.Either<FileFault, Schema> => {
  const parsed = E.tryCatch((): unknown => JSON.parse(text), String)
  if (E.isLeft(parsed))
    return E.left({ kind: 'file', file, reason: `it is no JSON: ${parsed.left.replace(/^\w+: /, '')}` })
  const decoded = schema.decode(parsed.right)
  if (E.isRight(decoded)) return decoded
  const [first] = decoded.left
  // Parts of an intersection and a union have numbers for keys: they are no places in the file.
  const place = (first?.context ?? [])
    .slice(1)
    .filter((_, k) => !isPart(first?.context[k]?.type))
    .map(({ key }) => key)
    .join('.')
  const { type } = first?.context.findLast(({ key }) => key !== '' && !/^\d+$/.test(key)) ?? {}
  return E.left({
    kind: 'file',
    file,
    place,
    reason: `${JSON.stringify(first?.value) ?? 'nothing'} stands here`,
    ...(type === undefined ? {} : { hint: `wanted is ${type.name}` }),
  })
}

const isPart = (type: t.Decoder<unknown, unknown> | undefined): boolean =>
  type instanceof t.IntersectionType || type instanceof t.UnionType
