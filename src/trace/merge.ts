/**
 * One value for what a program comes to in all cases: structure that all cases share stays structure, with wires where
 * they differ.
 */
import type { FunctionValue, Numeric, Value } from '../core/value.ts'
import { isStructure } from '../core/view.ts'
import { isWire, type Sifted } from '../core/wire.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { canFail, type Forked, failureIn, grafted, leafAt, mapForked, valuesIn, wiresOf } from './fork.ts'
import { wiresWithin } from './parts.ts'
import { type Cell, domainAt, functionOf, type Made, rowsOf, type Store } from './store.ts'

/** What merging needs of the tracer. */
export interface Merging<N extends Numeric> {
  readonly store: Store<N>
  readonly wire: (id: number) => Value<N>
  /** The value, wires in it replaced by their values; throws `Undetermined`. */
  readonly concrete: (value: Value<N>) => Value<N>
  readonly bounded: (run: () => Value<N>) => Value<N>
  /** Whether the wire of a fork has its value of this index; throws `Undetermined`. */
  readonly index: (wire: number) => number
  readonly fork: (run: () => Value<N>) => Forked<Value<N>>
  /** A list of those items that are present. */
  readonly sieve: (items: readonly Sifted<N>[]) => Value<N>
  /** Told of a wire that has no value in some cases. */
  readonly canFail: (wire: number) => void
}

export const merge = <N extends Numeric>(m: Merging<N>, tree: Forked<Value<N>>): Value<N> => {
  if (tree.kind === 'value') return tree.value
  if (tree.kind === 'failed') throw tree.error
  const values = valuesIn(tree)
  const [first] = values
  if (first === undefined) {
    // A wire without values is what nobody can come to; anything is made of it.
    if (canFail(tree)) throw failureIn(tree)
    return tableOf(m, tree)
  }
  if (!canFail(tree) && isOne(values)) return first
  return mergeShapes(m, tree, first, values) ?? tableOf(m, tree)
}

const isOne = <N extends Numeric>(values: readonly Value<N>[]): boolean => {
  const [first, ...others] = values
  if (first === undefined) return false
  const key = structuralKey(first)
  return others.every(other => other === first || structuralKey(other) === key)
}

/** The common structure of all cases, where there is one. */
const mergeShapes = <N extends Numeric>(
  m: Merging<N>,
  tree: Forked<Value<N>>,
  first: Value<N>,
  values: readonly Value<N>[],
): Value<N> | undefined => {
  if (!isStructure(first)) return undefined
  switch (first.kind) {
    case 'tuple':
    case 'list': {
      const lists = values.map(value => (isOfKind(value, first.kind) ? value.items : undefined))
      if (lists.some(items => items?.length !== first.items.length)) return sieveOf(m, tree, values)
      if (first.items.length === 0) return undefined
      const { kind } = first
      return {
        kind,
        items: first.items.map((_, k) =>
          merge(
            m,
            mapForked(tree, value => itemAt(value, k)),
          ),
        ),
      }
    }
    case 'record': {
      const names = Object.keys(first.fields)
      if (names.length === 0) return undefined
      return {
        kind: 'record',
        fields: Object.fromEntries(
          names.map(
            name =>
              [
                name,
                merge(
                  m,
                  mapForked(tree, value => fieldAt(value, name)),
                ),
              ] as const,
          ),
        ),
      }
    }
    case 'constructor': {
      const isSame = values.every(value => isOfKind(value, 'constructor') && value.name === first.name)
      if (!isSame || first.fields.length === 0) return undefined
      return {
        ...first,
        fields: first.fields.map((_, k) =>
          merge(
            m,
            mapForked(tree, value => itemAt(value, k)),
          ),
        ),
      }
    }
    case 'function':
      return functionOfCases(m, tree, first)
    default:
      return undefined
  }
}

/**
 * Lists of several lengths: the places of the longest, each with whether it is there. A table of lists does as well
 * where they are long and made of values.
 */
const sieveOf = <N extends Numeric>(
  m: Merging<N>,
  tree: Forked<Value<N>>,
  values: readonly Value<N>[],
): Value<N> | undefined => {
  const lengths = values.map(lengthOf)
  const longest = Math.max(...lengths)
  const example = values[lengths.indexOf(longest)]
  if (example === undefined || (longest > 1 && values.every(value => wiresWithin(value).length === 0)))
    return undefined
  return m.sieve(
    Array.from({ length: longest }, (_, k) => ({
      present: merge(
        m,
        mapForked(tree, (value): Value<N> => lengthOf(value) > k),
      ),
      item: merge(
        m,
        mapForked(tree, value => itemAt(lengthOf(value) > k ? value : example, k)),
      ),
    })),
  )
}

const lengthOf = <N extends Numeric>(value: Value<N>): number =>
  isOfKind(value, 'list') ? value.items.length : 0

type Kind = 'tuple' | 'list' | 'constructor'

const isOfKind = <N extends Numeric, K extends Kind>(
  value: Value<N>,
  kind: K,
): value is Extract<Value<N>, { readonly kind: K }> => isStructure(value) && value.kind === kind

const itemAt = <N extends Numeric>(value: Value<N>, place: number): Value<N> => {
  const items = isOfKind(value, 'constructor')
    ? value.fields
    : isOfKind(value, 'tuple') || isOfKind(value, 'list')
      ? value.items
      : []
  return items[place] ?? value
}

const fieldAt = <N extends Numeric>(value: Value<N>, name: string): Value<N> =>
  (isStructure(value) && value.kind === 'record' ? value.fields[name] : undefined) ?? value

/** A function that is chosen when it is called. */
const functionOfCases = <N extends Numeric>(
  m: Merging<N>,
  tree: Forked<Value<N>>,
  first: FunctionValue<N>,
): FunctionValue<N> => ({
  kind: 'function',
  arity: first.arity,
  call: (values, site) =>
    m.bounded(() => {
      let node = tree
      while (node.kind === 'fork') {
        const next = node.branches[m.index(node.wire)]
        if (next === undefined) throw new RangeError('a fork has a branch for every value')
        node = next
      }
      if (node.kind === 'failed') throw node.error
      const chosen = node.value
      if (!isStructure(chosen) || chosen.kind !== 'function') return chosen
      if (chosen.arity === values.length) return chosen.call([...values], site)
      return applied(chosen, values, site)
    }),
})

/** Cases that differ in how many arguments they take at once. */
const applied = <N extends Numeric>(
  f: FunctionValue<N>,
  values: readonly Value<N>[],
  site: number,
): Value<N> => {
  if (values.length < f.arity)
    return {
      kind: 'function',
      arity: f.arity - values.length,
      call: (more, at) => f.call([...values, ...more], at),
    }
  const result = f.call(values.slice(0, f.arity), site)
  const rest = values.slice(f.arity)
  return rest.length === 0 || !isStructure(result) || result.kind !== 'function'
    ? result
    : applied(result, rest, site)
}

/** A value as one wire, or as it is where it has no wires. */
export const single = <N extends Numeric>(m: Merging<N>, value: Value<N>): Value<N> => {
  if (isWire(value)) return value
  const tree = m.fork(() => m.concrete(value))
  return tree.kind === 'value' ? tree.value : table(m, tree)
}

/** What `run` comes to as a table, wires in it replaced by values. */
export const tabled = <N extends Numeric>(m: Merging<N>, run: () => Value<N>): Made<N> => {
  const tree = m.fork(run)
  if (tree.kind === 'value') return tree
  const parents = wiresOf(tree)
  return functionOf(m.store, parents, indices => leafAt(tree, parents, indices))
}

/** Cells that a choice among wires may have in one table. */
const widestChoice = 4_096

const tableOf = <N extends Numeric>(m: Merging<N>, tree: Forked<Value<N>>): Value<N> => {
  const made = tabulated(m, tree)
  if (isWire(made) && canFail(tree)) m.canFail(made.id)
  return made
}

const tabulated = <N extends Numeric>(m: Merging<N>, tree: Forked<Value<N>>): Value<N> => {
  const cases = grafted(
    mapForked(tree, value => single(m, value)),
    value => (isWire(value) ? partial(m, value.id) : undefined),
  )
  const wires = [...new Set(valuesIn(cases).flatMap(value => (isWire(value) ? [value.id] : [])))]
  if (wires.length === 0) return table(m, cases)
  const parents = [...new Set([...wiresOf(cases), ...wires])]
  const size = parents.reduce((rows, parent) => rows * domainAt(m.store, parent).values.length, 1)
  return wires.length <= 1 || size <= widestChoice ? choice(m, cases, parents) : oneByOne(m, cases, wires)
}

/** Rows of a function that is taken apart. */
const widestPartial = 65_536

/**
 * Of a wire that has no value in some cases what it comes to, over wires that have: `else 1 / n` is met only where the
 * condition does not hold, and a choice that names the wire itself would be met everywhere. Nothing where it cannot
 * fail, or is too wide for that.
 */
const partial = <N extends Numeric>(m: Merging<N>, id: number): Forked<Value<N>> | undefined => {
  const { store } = m
  if (!mayFail(store, id)) return undefined
  const bases = [...basesOf(store, id)]
  const sizes = bases.map(base => domainAt(store, base).values.length)
  if (bases.includes(id) || sizes.reduce((rows, size) => rows * size, 1) > widestPartial) return undefined
  const leafOf = (indices: ReadonlyMap<number, number>): Forked<Value<N>> => {
    const found = indexIn(store, id, indices)
    if (found.kind === 'failed') return found
    const value = domainAt(store, id).values[found.value]
    if (value === undefined) throw new RangeError('no such value')
    return { kind: 'value', value }
  }
  const fork = (place: number, indices: ReadonlyMap<number, number>): Forked<Value<N>> => {
    const wire = bases[place]
    if (wire === undefined) return leafOf(indices)
    const size = sizes[place] ?? 0
    const branches = Array.from({ length: size }, (_, index) =>
      fork(place + 1, new Map(indices).set(wire, index)),
    )
    return { kind: 'fork', wire, branches }
  }
  return fork(0, new Map())
}

/** By store, what is known of its wires: entries never change. */
const failingIn = new WeakMap<object, Map<number, boolean>>()

/** Whether a function, or one that it is a function of, has no value in some cases. */
const mayFail = <N extends Numeric>(store: Store<N>, id: number): boolean => {
  const known = failingIn.get(store.entries) ?? new Map<number, boolean>()
  failingIn.set(store.entries, known)
  const found = known.get(id)
  if (found !== undefined) return found
  const entry = store.entries[id]
  const fails =
    entry?.kind === 'function' &&
    (entry.failures.size > 0 || entry.parents.some(parent => mayFail(store, parent)))
  known.set(id, fails)
  return fails
}

/** The wires that cannot fail of which those that can are made. */
const basesOf = <N extends Numeric>(store: Store<N>, id: number): ReadonlySet<number> => {
  const entry = store.entries[id]
  if (entry?.kind !== 'function' || !mayFail(store, id)) return new Set([id])
  return new Set(entry.parents.flatMap(parent => [...basesOf(store, parent)]))
}

const indexIn = <N extends Numeric>(
  store: Store<N>,
  id: number,
  indices: ReadonlyMap<number, number>,
): { readonly kind: 'value'; readonly value: number } | Extract<Forked<never>, { kind: 'failed' }> => {
  const known = indices.get(id)
  if (known !== undefined) return { kind: 'value', value: known }
  const entry = store.entries[id]
  if (entry?.kind !== 'function') throw new RangeError('no such function')
  let row = 0
  for (const parent of entry.parents) {
    const found = indexIn(store, parent, indices)
    if (found.kind === 'failed') return found
    row = row * domainAt(store, parent).values.length + found.value
  }
  return entry.failures.has(row)
    ? { kind: 'failed', error: entry.failures.get(row) }
    : { kind: 'value', value: entry.table[row] ?? 0 }
}

const table = <N extends Numeric>(m: Merging<N>, tree: Forked<Value<N>>): Value<N> => {
  const parents = wiresOf(tree)
  rowsOf(m.store, parents)
  return asValue(
    m,
    functionOf(m.store, parents, indices => leafAt(tree, parents, indices)),
  )
}

const asValue = <N extends Numeric>(m: Merging<N>, made: Made<N>): Value<N> =>
  made.kind === 'wire' ? m.wire(made.wire) : made.value

const cellOf = <N extends Numeric>(
  m: Merging<N>,
  value: Value<N>,
  parents: readonly number[],
  indices: readonly number[],
): Cell<N> => {
  if (!isWire(value)) return { kind: 'value', value }
  const found = domainAt(m.store, value.id).values[indices[parents.indexOf(value.id)] ?? 0]
  if (found === undefined) throw new RangeError('no such value')
  return { kind: 'value', value: found }
}

/** One table that says which case it is and what the wire of that case is. */
const choice = <N extends Numeric>(
  m: Merging<N>,
  cases: Forked<Value<N>>,
  parents: readonly number[],
): Value<N> =>
  asValue(
    m,
    functionOf(m.store, parents, indices => {
      const leaf = leafAt(cases, parents, indices)
      return leaf.kind === 'failed' ? leaf : cellOf(m, leaf.value, parents, indices)
    }),
  )

/** Cases taken up one after the other, so that no table is over more than one of their wires. */
const oneByOne = <N extends Numeric>(
  m: Merging<N>,
  cases: Forked<Value<N>>,
  wires: readonly number[],
): Value<N> => {
  const { scalar } = m.store
  const isCase = (k: number): Value<N> => scalar.fromRatio(BigInt(k), 1n)
  const caseOf = (value: Value<N>): number => (isWire(value) ? wires.indexOf(value.id) : -1)
  const which = table(
    m,
    mapForked(cases, value => isCase(caseOf(value))),
  )
  const known = table(
    m,
    mapForked(cases, value => (isWire(value) ? isCase(-1) : value)),
  )
  return wires.reduce<Value<N>>((chosen, wire, k) => {
    const taken = structuralKey(isCase(k))
    const parents = [...new Set([which, chosen].flatMap(value => (isWire(value) ? [value.id] : []))), wire]
    const at = (value: Value<N>, indices: readonly number[]) => cellOf(m, value, parents, indices)
    return asValue(
      m,
      functionOf(m.store, parents, indices => {
        const now = at(which, indices)
        const isTaken = now.kind === 'value' && structuralKey(now.value) === taken
        return at(isTaken ? m.wire(wire) : chosen, indices)
      }),
    )
  }, known)
}
