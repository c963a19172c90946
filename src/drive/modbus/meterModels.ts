/**
 * SunSpec's models of meters: 201 to 204 (integers and scale factors) and 211 to 214 (floats) have one layout each, from
 * one phase to three in delta.
 *
 * Source: github.com/sunspec/models, revision 7abdf898.
 */
import { alike, type Model, model, type Row } from './layout.ts'

/** A total and its phases. */
const phases = (name: string): string => `${name} ${name}phA ${name}phB ${name}phC`
const reactive = 'TotVArhImpQ1 TotVArhImpQ2 TotVArhExpQ3 TotVArhExpQ4'.split(' ').map(phases).join(' ')
const voltages = `${phases('PhV')} PPV PPVphAB PPVphBC PPVphCA`
const currents = 'A AphA AphB AphC'
const powers = 'W WphA WphB WphC'
const apparent = 'VA VAphA VAphB VAphC'
const vars = 'VAR VARphA VARphB VARphC'
const factors = 'PF PFphA PFphB PFphC'

const mandatory = new Set(['A', 'Hz', 'W', 'TotWhExp', 'TotWhImp', 'Evt', 'A_SF', 'V_SF', 'W_SF', 'TotWh_SF'])
const marked = (rows: readonly Row[]): readonly Row[] =>
  rows.map(
    ([name, shape, scale = '']): Row =>
      mandatory.has(name) ? [name, shape, scale, 'M'] : [name, shape, scale],
  )

const scaled = (names: string, shape: 'int16' | 'uint16' | 'acc32', scale: string): readonly Row[] => [
  ...alike(names, shape, scale),
  [scale, 'sunssf'],
]

const integers = (id: number): Model =>
  model(
    id,
    'meter, integers',
    marked([
      ...scaled(currents, 'int16', 'A_SF'),
      ...scaled(voltages, 'int16', 'V_SF'),
      ...scaled('Hz', 'int16', 'Hz_SF'),
      ...scaled(powers, 'int16', 'W_SF'),
      ...scaled(apparent, 'int16', 'VA_SF'),
      ...scaled(vars, 'int16', 'VAR_SF'),
      ...scaled(factors, 'int16', 'PF_SF'),
      ...scaled(`${phases('TotWhExp')} ${phases('TotWhImp')}`, 'acc32', 'TotWh_SF'),
      ...scaled(`${phases('TotVAhExp')} ${phases('TotVAhImp')}`, 'acc32', 'TotVAh_SF'),
      ...scaled(reactive, 'acc32', 'TotVArh_SF'),
      ['Evt', 'bitfield32'],
    ]),
  )

const floats = (id: number): Model =>
  model(
    id,
    'meter, floats',
    marked([
      ...alike(currents, 'float32'),
      ...alike(voltages, 'float32'),
      ['Hz', 'float32'],
      ...[powers, apparent, vars, factors].flatMap(names => alike(names, 'float32')),
      ...['TotWhExp', 'TotWhImp', 'TotVAhExp', 'TotVAhImp'].flatMap(name => alike(phases(name), 'float32')),
      ...alike(reactive, 'float32'),
      ['Evt', 'bitfield32'],
    ]),
  )

export const integerMeters: readonly Model[] = [201, 202, 203, 204].map(integers)
export const floatMeters: readonly Model[] = [211, 212, 213, 214].map(floats)

export const meter203: Model = integers(203)
export const meter213: Model = floats(213)
