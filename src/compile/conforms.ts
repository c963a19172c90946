import type { Numeric, Value } from '../core/value.ts'
import { isNumber, isStructure } from '../core/view.ts'
import { isWire } from '../core/wire.ts'
import type { Row, Type } from '../types/typed.ts'

const all = <N extends Numeric>(values: readonly Value<N>[], type: Type | undefined): boolean =>
  type === undefined || values.every(v => conforms(v, type))

const conformsToRow = <N extends Numeric>(
  fields: { readonly [name: string]: Value<N> },
  row: Row,
): boolean => {
  for (let rest = row; rest.kind === 'extend'; rest = rest.rest) {
    const field = fields[rest.label]
    if (field === undefined || !conforms(field, rest.type)) return false
  }
  return true
}

const conformsToConstructor = <N extends Numeric>(
  value: Value<N>,
  name: string,
  parameters: readonly Type[],
): boolean => {
  if (name === 'Real') return isNumber(value)
  if (name === 'String') return typeof value === 'string'
  if (name === 'Bool') return typeof value === 'boolean'
  if (!isStructure(value)) return false
  if (name === 'List')
    return value.kind === 'interval' || (value.kind === 'list' && all<N>(value.items, parameters[0]))
  if (name === 'Dist')
    return (
      value.kind === 'dist' &&
      all<N>(
        value.outcomes.map(([x]) => x),
        parameters[0],
      )
    )
  if (name === 'Maybe') return value.kind === 'constructor' && all<N>(value.fields, parameters[0])
  return value.kind === 'constructor'
}

/** Whether a value has a type, as far as it shows: functions, games and fields of declared types are taken on trust. */
export const conforms = <N extends Numeric>(value: Value<N>, type: Type): boolean => {
  if (isWire(value)) return value.tracer.values(value).every(each => conforms(each, type))
  switch (type.kind) {
    case 'variable':
      return true
    case 'constructor':
      return conformsToConstructor(value, type.name, type.arguments)
    case 'function':
      return isStructure(value) && value.kind === 'function'
    case 'tuple':
      return (
        isStructure(value) &&
        value.kind === 'tuple' &&
        value.items.length === type.items.length &&
        value.items.every((item, i) => all<N>([item], type.items[i]))
      )
    case 'record':
      return isStructure(value) && value.kind === 'record' && conformsToRow<N>(value.fields, type.row)
    case 'game':
      return isStructure(value) && value.kind === 'game'
  }
}
