import type { ListValue, Numeric, TupleValue, Value } from './value.ts'

/** `()` */
export const unit: { readonly kind: 'tuple'; readonly items: readonly [] } = { kind: 'tuple', items: [] }

export const list = <N extends Numeric>(items: readonly Value<N>[]): ListValue<N> => ({ kind: 'list', items })

export const tuple = <N extends Numeric>(...items: readonly Value<N>[]): TupleValue<N> => ({
  kind: 'tuple',
  items,
})

export const nothing = <N extends Numeric>(): Value<N> => ({
  kind: 'constructor',
  name: 'Nothing',
  order: 0,
  fields: [],
})

export const just = <N extends Numeric>(value: Value<N>): Value<N> => ({
  kind: 'constructor',
  name: 'Just',
  order: 1,
  fields: [value],
})
