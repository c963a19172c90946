/** Amounts in what returns to a line of a block: the numbers in a value, by where they stand in it. */
import type { Value } from '../core/value.ts'
import { isNumber, isStructure } from '../core/view.ts'
import type { Rational } from '../markov/rational.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import type { Shape } from './shape.ts'

type Amounts = Value<Rational>

/** The numbers of a value by their place; nothing where it holds what can hide others: functions, distributions. */
export const numbersIn = (value: Amounts, place = ''): ReadonlyMap<string, Rational> | undefined => {
  if (isNumber(value)) return new Map([[place, value]])
  if (!isStructure(value)) return new Map()
  const parts = partsOf(value)
  if (parts === undefined) return undefined
  const all = new Map<string, Rational>()
  for (const [name, part] of parts) {
    const found = numbersIn(part, `${place}/${name}`)
    if (found === undefined) return undefined
    for (const [leaf, number] of found) all.set(leaf, number)
  }
  return all
}

const partsOf = (value: Amounts): readonly (readonly [string, Amounts])[] | undefined => {
  if (!isStructure(value)) return []
  switch (value.kind) {
    case 'tuple':
    case 'list':
      return value.items.map((item, i) => [String(i), item])
    case 'constructor':
      return value.fields.map((field, i) => [String(i), field])
    case 'record':
      return Object.entries(value.fields)
    default:
      return undefined
  }
}

/** The value with other numbers. */
export const withNumbers = (value: Amounts, numberAt: (place: string) => Rational, place = ''): Amounts => {
  if (isNumber(value)) return numberAt(place)
  if (!isStructure(value)) return value
  const inner = (part: Amounts, name: string | number) => withNumbers(part, numberAt, `${place}/${name}`)
  switch (value.kind) {
    case 'tuple':
    case 'list':
      return { kind: value.kind, items: value.items.map(inner) }
    case 'constructor':
      return { ...value, fields: value.fields.map(inner) }
    case 'record':
      return {
        kind: 'record',
        fields: Object.fromEntries(
          Object.entries(value.fields).map(([name, field]) => [name, inner(field, name)] as const),
        ),
      }
    default:
      return value
  }
}

/** What two values must have in common to differ in their numbers alone. */
export const skeletonKey = (value: Amounts, zero: Rational): string =>
  structuralKey(withNumbers(value, () => zero))

/** The shape of a list of values that differ from these in their numbers alone. */
export const shapeOf = (values: readonly Amounts[]): Shape => {
  const leaves = values.flatMap((value, i) =>
    [...(numbersIn(value)?.keys() ?? [])].map(leaf => `${i}:${leaf}`),
  )
  return {
    leaves,
    fill: amount => values.map((value, i) => withNumbers(value, place => amount(`${i}:${place}`))),
    read: () => {
      // What flows forward is all that a run of lines shows to those before it.
      throw new RangeError('a run of lines feeds nothing back')
    },
  }
}
