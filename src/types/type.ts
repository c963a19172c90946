/** The types of the language, built. */
import type { Row, Type } from './typed.ts'

const named = (name: string, ...parts: readonly Type[]): Type => ({
  kind: 'constructor',
  name,
  arguments: parts,
})

export const real: Type = named('Real')
export const bool: Type = named('Bool')
export const text: Type = named('String')
export const unit: Type = { kind: 'tuple', items: [] }

export const listOf = (item: Type): Type => named('List', item)
export const distOf = (outcome: Type): Type => named('Dist', outcome)
export const strategyOf = (play: Type): Type => named('Strategy', play)
export const functionFrom = (from: Type, to: Type): Type => ({ kind: 'function', from, to })

/** A function of several arguments, curried. */
export const curried = (from: readonly Type[], to: Type): Type =>
  from.reduceRight((result, argument) => functionFrom(argument, result), to)

/** Several types mean a tuple, one stands for itself, none is `()`: the rule of the fields of a block. */
export const wireOf = (items: readonly Type[]): Type => {
  const [only] = items
  return items.length === 1 && only !== undefined ? only : { kind: 'tuple', items }
}

export const emptyRow: Row = { kind: 'empty' }
export const emptyRecord: Type = { kind: 'record', row: emptyRow }

/** A row of these fields that ends in `rest`. */
export const rowOf = (fields: Iterable<readonly [string, Type]>, rest: Row = emptyRow): Row =>
  [...fields].reduceRight<Row>((row, [label, type]) => ({ kind: 'extend', label, type, rest: row }), rest)

/** A record of exactly these fields. */
export const recordOf = (fields: Iterable<readonly [string, Type]>): Type => ({
  kind: 'record',
  row: rowOf(fields),
})
