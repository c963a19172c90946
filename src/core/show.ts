import type { Scalar } from '../markov/scalar.ts'
import type { Numeric, Value } from './value.ts'
import { isNumber, isStructure, known } from './view.ts'

/** The value as the language writes it: `Just (Left 3)`, `{ soc = 1 }`, `[1, 2]`, `"text"`. */
export const show = <N extends Numeric>(scalar: Scalar<N>, shown: Value<N>): string => {
  const value = known(shown)
  const all = (items: readonly Value<N>[]) => items.map(item => show(scalar, item)).join(', ')
  if (isNumber(value)) return scalar.show(value)
  if (typeof value === 'string') return JSON.stringify(value)
  if (!isStructure(value)) return value === true ? 'True' : 'False'
  switch (value.kind) {
    case 'tuple':
      return `(${all(value.items)})`
    case 'list':
      return `[${all(value.items)}]`
    case 'interval':
      return `interval ${operand(scalar, value.lo)} ${operand(scalar, value.hi)}`
    case 'record': {
      const fields = Object.entries(value.fields).map(
        ([name, field]) => `${name} = ${show<N>(scalar, field)}`,
      )
      return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
    }
    case 'constructor':
      return [value.name, ...value.fields.map(field => operand(scalar, field))].join(' ')
    case 'dist': {
      const outcomes = value.outcomes.map(([o, p]) => `(${show(scalar, o)}, ${scalar.show(p)})`)
      return `distFromList [${outcomes.join(', ')}]`
    }
    case 'function':
      return '<function>'
    case 'game':
      return '<game>'
    case 'strategy':
      return value.name
    case 'wire':
      return '<wire>'
  }
}

/** In parentheses where it would not be read as one argument. */
const operand = <N extends Numeric>(scalar: Scalar<N>, value: Value<N>): string => {
  const text = show(scalar, value)
  const isSign = isNumber(value) && (text.startsWith('-') || text.includes('/'))
  const isApplied =
    isStructure(value) && (value.kind === 'dist' || (value.kind === 'constructor' && value.fields.length > 0))
  return isSign || isApplied ? `(${text})` : text
}
