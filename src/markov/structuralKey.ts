/**
 * Canonical text of plain data: two values have the same key exactly when they are structurally equal.
 *
 * Numbers (-0 is 0, NaN equals itself), strings, booleans, bigints, null, undefined, arrays, and plain objects
 * whatever the order of their fields. Functions, symbols and instances of classes are told apart by identity,
 * so their keys mean nothing outside this process.
 *
 * Long keys of arrays and objects are remembered, so data must not change once it has been keyed.
 *
 * Strings carry their length, lists and fields are closed, and each other kind of value starts with a mark of
 * its own: no key is a prefix of another, which makes concatenation of keys injective.
 */
export const structuralKey = (value: unknown): string => {
  switch (typeof value) {
    case 'number':
      // `0 + value` makes -0 zero.
      return `${0 + value};`
    case 'string':
      return `"${value.length}:${value}`
    case 'boolean':
      return value ? 't' : 'f'
    case 'bigint':
      return `${value}n`
    case 'undefined':
      return '?'
    case 'object':
      return value === null ? '_' : objectKey(value)
    case 'function':
      return identityKey(value)
    case 'symbol':
      return symbolKey(value)
  }
}

const remembered = new WeakMap<object, string>()

/** Shorter keys are made again nearly as fast as they are found, and a large weak map makes collecting garbage slow. */
const SHORTEST_REMEMBERED = 1_024

const objectKey = (value: object): string => {
  const known = remembered.get(value)
  if (known !== undefined) return known
  const key = Array.isArray(value) ? arrayKey(value) : isPlain(value) ? recordKey(value) : identityKey(value)
  if (key.length >= SHORTEST_REMEMBERED) remembered.set(value, key)
  return key
}

const arrayKey = (items: readonly unknown[]): string => {
  let key = '['
  for (const item of items) key += structuralKey(item)
  return `${key}]`
}

const recordKey = (record: { readonly [name: string]: unknown }): string => {
  let key = '{'
  for (const name of sortedNames(record)) key += `${name.length}:${name}=${structuralKey(record[name])}`
  return `${key}}`
}

const sortedNames = (record: object): readonly string[] => {
  const names = Object.keys(record)
  for (let i = 1; i < names.length; i++) {
    const before = names[i - 1]
    const name = names[i]
    if (before !== undefined && name !== undefined && before > name) return names.sort()
  }
  return names
}

/** Prototypes are compared by shape, since objects of another realm have another `Object.prototype`. */
const isPlain = (value: object): value is { readonly [name: string]: unknown } => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

let identities = 0
const identityOf = new WeakMap<object, string>()
const identityOfSymbol = new Map<symbol, string>()

const nextIdentity = (): string => {
  identities += 1
  return `#${identities};`
}

const identityKey = (value: object): string => {
  const known = identityOf.get(value)
  if (known !== undefined) return known
  const key = nextIdentity()
  identityOf.set(value, key)
  return key
}

/** Registered symbols cannot be held weakly, and programs have few symbols. */
const symbolKey = (value: symbol): string => {
  const known = identityOfSymbol.get(value)
  if (known !== undefined) return known
  const key = nextIdentity()
  identityOfSymbol.set(value, key)
  return key
}
