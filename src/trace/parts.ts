/** Values and the wires in them. */
import type { Numeric, Value } from '../core/value.ts'
import { isStructure } from '../core/view.ts'
import { isWire, type Wire } from '../core/wire.ts'

/** The value with every wire in it replaced; functions, games and strategies stay as they are. */
export const replaceWires = <N extends Numeric>(
  value: Value<N>,
  replace: (wire: Wire<N>) => Value<N>,
): Value<N> => {
  const inner = (part: Value<N>): Value<N> => replaceWires(part, replace)
  if (isWire(value)) return replace(value)
  if (!isStructure(value)) return value
  switch (value.kind) {
    case 'tuple':
    case 'list':
      return value.items.length === 0 ? value : { ...value, items: value.items.map(inner) }
    case 'constructor':
      return value.fields.length === 0 ? value : { ...value, fields: value.fields.map(inner) }
    case 'record':
      return {
        kind: 'record',
        fields: Object.fromEntries(
          Object.entries(value.fields).map(([name, field]) => [name, inner(field)] as const),
        ),
      }
    case 'dist':
      return { kind: 'dist', outcomes: value.outcomes.map(([outcome, p]) => [inner(outcome), p] as const) }
    default:
      return value
  }
}

/** The wires that a value is made of, each once, in order of appearance. */
export const wiresWithin = <N extends Numeric>(value: Value<N>): readonly number[] => {
  const found = new Set<number>()
  replaceWires(value, wire => {
    found.add(wire.id)
    return wire
  })
  return [...found]
}

/** Whether a value holds a function, whose wires cannot be seen. */
export const holdsFunction = <N extends Numeric>(value: Value<N>): boolean => {
  if (!isStructure(value)) return false
  switch (value.kind) {
    case 'function':
      return true
    case 'tuple':
    case 'list':
      return value.items.some(holdsFunction)
    case 'constructor':
      return value.fields.some(holdsFunction)
    case 'record':
      return Object.values(value.fields).some(holdsFunction)
    default:
      return false
  }
}
