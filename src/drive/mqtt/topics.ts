/**
 * What devices are called and say over MQTT: state as JSON at `PREFIX/HOME/DEVICE`, commands at `…/set`, questions at
 * `…/get`, answers at `…/result`, as Zigbee2MQTT has it, and `online` or `offline` at `PREFIX/availability`; and Home Assistant's
 * discovery at `homeassistant/COMPONENT/NODE/OBJECT/config`.
 */
import type { ServedDevice } from '../port.ts'

/** A key of a payload for a quantity of ours: what is there times `scale` is ours. */
export interface Key {
  readonly key: string
  readonly quantity: string
  readonly scale: number
}

const key = (name: string, quantity: string, scale = 1): Key => ({ key: name, quantity, scale })

/**
 * Names of Zigbee2MQTT and Home Assistant for what they measure in units of their own, the preferred ones first. Power
 * there is in watts, charge in percent.
 */
export const keys: readonly Key[] = [
  key('local_temperature', 'airTemperatureC'),
  key('occupied_heating_setpoint', 'setpointC'),
  key('occupied_cooling_setpoint', 'coolingSetPointC'),
  key('current_heating_setpoint', 'setpointC'),
  key('power', 'powerKw', 1e-3),
  key('power_limit', 'limitKw', 1e-3),
  key('reactive_power', 'reactivePowerKvar', 1e-3),
  key('energy', 'importKwh'),
  key('energy_exported', 'exportKwh'),
  key('stored_energy', 'energyKwh'),
  key('soc', 'soc', 1e-2),
  key('battery', 'soc', 1e-2),
  key('voltage', 'voltageV'),
]

/** The key under which a quantity is told. */
export const keyOf = (quantity: string): Key | undefined => keys.find(one => one.quantity === quantity)

/** The quantity that a key tells. */
export const quantityOf = (name: string): Key | undefined => keys.find(one => one.key === name)

/** `home1.thermostat` under `coplay`: `coplay/home1/thermostat`. */
export const topicOf = (prefix: string, id: string): string => `${prefix}/${id.replaceAll('.', '/')}`

/** Digits beyond which two states are the same, so that a float does not chatter. */
const digits = 9

/** What a device says of itself. */
export const stateOf = (
  reading: ServedDevice['reading'] extends () => infer R ? R : never,
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(reading).flatMap(([quantity, value]) => {
      const known = keyOf(quantity)
      return known === undefined || !Number.isFinite(value)
        ? []
        : [[known.key, Number((value / known.scale).toPrecision(digits))] as const]
    }),
  )

interface Entity {
  readonly component: 'sensor' | 'number' | 'climate'
  readonly object: string
  readonly config: Readonly<Record<string, unknown>>
}

/** A message of Home Assistant's discovery. */
export interface Discovery {
  readonly topic: string
  readonly payload: Readonly<Record<string, unknown>>
}

const sensor = (name: string, deviceClass: string, unit: string, stateClass = 'measurement'): Entity => ({
  component: 'sensor',
  object: name,
  config: {
    name,
    device_class: deviceClass,
    state_class: stateClass,
    unit_of_measurement: unit,
    value_template: `{{ value_json.${name} }}`,
  },
})

/** A number in watts that can be set. */
const setting = (name: string, greatestKw: number, least: 0 | -1): Entity => ({
  component: 'number',
  object: name,
  config: {
    name,
    unit_of_measurement: 'W',
    min: least * 1000 * greatestKw,
    max: 1000 * greatestKw,
    step: 1,
    mode: 'box',
    value_template: `{{ value_json.${name} }}`,
    command_template: `{"${name}": {{ value }}}`,
  },
})

const power = sensor('power', 'power', 'W')

const entitiesOf = ({ kind, ratings }: ServedDevice): readonly Entity[] => {
  switch (kind) {
    case 'thermostat':
      return [
        {
          component: 'climate',
          object: 'thermostat',
          config: {
            name: 'thermostat',
            modes: ['auto'],
            current_temperature_template: '{{ value_json.local_temperature }}',
            temperature_state_template: '{{ value_json.occupied_heating_setpoint }}',
            temperature_command_template: '{"occupied_heating_setpoint": {{ value }}}',
            temp_step: 0.5,
            temperature_unit: 'C',
          },
        },
        power,
      ]
    case 'battery':
      return [
        setting('power', ratings['powerKw'] ?? 10, -1),
        sensor('soc', 'battery', '%'),
        sensor('stored_energy', 'energy_storage', 'kWh'),
      ]
    case 'inverter':
      return [power, setting('power_limit', ratings['ratedKva'] ?? ratings['arrayKw'] ?? 10, 0)]
    case 'communityFacility':
      return [power, sensor('soc', 'battery', '%')]
    case 'meter':
      return [
        power,
        sensor('energy', 'energy', 'kWh', 'total_increasing'),
        sensor('energy_exported', 'energy', 'kWh', 'total_increasing'),
      ]
  }
}

/** What Home Assistant is told of a device, so that it shows it without being set up. */
export const discoveryOf = (prefix: string, device: ServedDevice): readonly Discovery[] => {
  const topic = topicOf(prefix, device.id)
  const node = `${prefix}_${device.id}`.replaceAll(/[^\w]/g, '_')
  return entitiesOf(device).map(({ component, object, config }) => ({
    topic: `homeassistant/${component}/${node}/${object}/config`,
    payload: {
      ...config,
      unique_id: `${node}_${object}`,
      ...(component === 'climate'
        ? {
            current_temperature_topic: topic,
            temperature_state_topic: topic,
            temperature_command_topic: `${topic}/set`,
          }
        : { state_topic: topic }),
      ...(component === 'number' ? { command_topic: `${topic}/set` } : {}),
      availability_topic: `${prefix}/availability`,
      device: { identifiers: [node], name: device.id, model: device.kind, manufacturer: 'coplay' },
      origin: { name: 'coplay' },
    },
  }))
}
