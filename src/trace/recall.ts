/**
 * What an expression came to before, on other wires with the same sets of values: the rounds of a repeated game, the
 * members of a population and the strategies of one game share their tables.
 */
import type { Numeric, Value } from '../core/value.ts'
import { isStructure } from '../core/view.ts'
import { type Evaluated, isWire, type Wire } from '../core/wire.ts'
import type { Forked } from './fork.ts'
import { valueKey } from './interner.ts'
import { holdsFunction, replaceWires } from './parts.ts'
import { once, type Store } from './store.ts'

interface Remembered {
  readonly wires: readonly number[]
  readonly result: unknown
}

/** How a result moves to other wires; nothing where it cannot. */
export type Moving<A> = (result: A, other: (wire: number) => number | undefined) => A | undefined

export interface Memory<N extends Numeric> {
  /** `make()`, or what it gave before, moved from the wires of then to those of now. */
  readonly recall: <A>(of: Evaluated<N>, move: Moving<A>, make: () => A, isKept?: (result: A) => boolean) => A
}

/** A key that the same code on the same wires has again; nothing where it holds what cannot be told apart. */
export const identified = <N extends Numeric>(
  s: Store<N>,
  name: string,
  values: readonly Value<N>[],
): string | undefined => {
  const parts = values.map(value => identityOf(s, value))
  return parts.includes(undefined) ? undefined : `${name}(${parts.join('|')})`
}

const identityOf = <N extends Numeric>(s: Store<N>, value: Value<N>): string | undefined => {
  if (isWire(value)) return `w${value.id}`
  if (!isStructure(value)) return valueKey(value)
  if (value.kind === 'function')
    return value.closure === undefined
      ? `f${s.numberOf(value)}`
      : identified(s, `f${s.numberOf(value.closure.code)}`, value.closure.captured)
  const parts = partsOf(value)
  return parts === undefined
    ? undefined
    : identified(s, `${value.kind}${'name' in value ? value.name : ''}${parts.names}`, parts.values)
}

export const memory = <N extends Numeric>(s: Store<N>): Memory<N> => {
  const known = new Map<string, Remembered>()
  const describe = describing(s)
  return {
    recall: <A>(
      of: Evaluated<N>,
      move: Moving<A>,
      make: () => A,
      isKept: (result: A) => boolean = () => true,
    ): A => {
      const description = describe(of)
      if (description === undefined) return make()
      const [key, wires] = description
      const found = known.get(key)
      if (found === undefined) {
        const result = make()
        if (isKept(result)) known.set(key, { wires, result })
        return result
      }
      // Results are kept under the code that made them, which gives results of one type.
      const result = found.result as A
      if (found.wires.every((wire, k) => wire === wires[k])) return result
      const now = new Map(found.wires.map((wire, k) => [wire, wires[k] ?? wire]))
      return move(result, wire => now.get(wire)) ?? make()
    },
  }
}

/** What is evaluated without the identity of its wires; nothing where that is not all that matters of them. */
const describing = <N extends Numeric>(s: Store<N>) => {
  const domainNumber = (wire: Wire<N>): number | undefined => {
    const entry = s.entries[wire.id]
    return entry === undefined || entry.kind === 'putOff' || entry.kind === 'later'
      ? undefined
      : s.numberOf(entry.domain)
  }
  return ({ code, values }: Evaluated<N>): readonly [string, readonly number[]] | undefined => {
    const wires: number[] = []
    const describeAll = (parts: readonly Value<N>[]): string | undefined => {
      let text = ''
      for (const part of parts) {
        const inner = describe(part)
        if (inner === undefined) return undefined
        text += `${inner}|`
      }
      return text
    }
    const describe = (value: Value<N>): string | undefined => {
      if (isWire(value)) {
        const domain = domainNumber(value)
        if (domain === undefined) return undefined
        if (!wires.includes(value.id)) wires.push(value.id)
        return `w${wires.indexOf(value.id)}:${domain};`
      }
      if (!isStructure(value)) return valueKey(value)
      if (value.kind === 'function') {
        if (value.closure === undefined) return `f${s.numberOf(value)};`
        const captured = describeAll(value.closure.captured)
        return captured === undefined ? undefined : `f${s.numberOf(value.closure.code)}(${captured})`
      }
      const parts = partsOf(value)
      const inside = parts === undefined ? undefined : describeAll(parts.values)
      return inside === undefined
        ? undefined
        : `${value.kind}${'name' in value ? value.name : ''}${parts?.names}(${inside})`
    }
    const text = describeAll(values)
    return text === undefined ? undefined : [`${code.map(s.numberOf).join(',')}|${text}`, wires]
  }
}

/** Moves a tree whose leaves have no wires. */
export const movedTree = <A>(
  tree: Forked<A>,
  other: (wire: number) => number | undefined,
): Forked<A> | undefined => {
  if (tree.kind !== 'fork') return tree
  const wire = other(tree.wire)
  const branches = tree.branches.map(branch => movedTree(branch, other))
  return wire === undefined || branches.includes(undefined)
    ? undefined
    : { kind: 'fork', wire, branches: branches.flatMap(branch => branch ?? []) }
}

/** Moves a value: its wires are among those moved, or tables over them, which are made anew over the others. */
export const movedValue =
  <N extends Numeric>(s: Store<N>, wireAt: (id: number) => Value<N>): Moving<Value<N>> =>
  (value, other) => {
    if (holdsFunction(value)) return undefined
    let isMoved = true
    const moved = replaceWires(value, ({ id }) => {
      const made = other(id) ?? movedTable(s, id, other)
      if (made === undefined) isMoved = false
      return wireAt(made ?? id)
    })
    return isMoved ? moved : undefined
  }

const movedTable = <N extends Numeric>(
  s: Store<N>,
  id: number,
  other: (wire: number) => number | undefined,
): number | undefined => {
  const entry = s.entries[id]
  if (entry?.kind !== 'function') return undefined
  const parents = entry.parents.flatMap(parent => other(parent) ?? [])
  if (parents.length < entry.parents.length) return undefined
  const key = `${parents.join(',')}|${s.numberOf(entry.domain)}|${s.numberOf(entry.table)}|${entry.failures.size}`
  return once(s, key, () => ({ ...entry, parents }))
}

interface Parts<N extends Numeric> {
  readonly names: string
  readonly values: readonly Value<N>[]
}

const partsOf = <N extends Numeric>(value: Value<N>): Parts<N> | undefined => {
  if (!isStructure(value)) return undefined
  switch (value.kind) {
    case 'tuple':
    case 'list':
      return { names: '', values: value.items }
    case 'constructor':
      return { names: '', values: value.fields }
    case 'record':
      return { names: Object.keys(value.fields).join(','), values: Object.values(value.fields) }
    default:
      return undefined
  }
}
