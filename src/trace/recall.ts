/**
 * What an expression came to before, on other wires with the same sets of values: the rounds of a repeated game, the
 * members of a population and the strategies of one game share their tables.
 */
import type { Numeric, Value } from '../core/value.ts'
import { isStructure } from '../core/view.ts'
import { isWire, type Wire } from '../core/wire.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { canFail, type Forked, mapForked } from './fork.ts'
import type { Store, ValueDomain } from './store.ts'

/** What an expression is evaluated on: its code, by identity, and the values that it may use. */
export interface Evaluated<N extends Numeric> {
  readonly code: readonly object[]
  readonly values: readonly Value<N>[]
}

interface Remembered {
  readonly wires: readonly number[]
  readonly tree: Forked<unknown> | undefined
}

export interface Memory<N extends Numeric> {
  /** `make()`, or what it gave before with the wires of then replaced by those of now, by `rename`. */
  readonly recall: <A>(
    of: Evaluated<N>,
    rename: (a: A, wires: (wire: number) => number) => A | undefined,
    make: () => Forked<A> | undefined,
  ) => Forked<A> | undefined
}

export const memory = <N extends Numeric>(s: Store<N>): Memory<N> => {
  const codes = new WeakMap<object, number>()
  const known = new Map<string, Remembered>()
  const domains = new Map<ValueDomain<N>, number>()
  const codeOf = (code: object): number => {
    const number = codes.get(code) ?? numbers()
    codes.set(code, number)
    return number
  }
  const domainNumber = (wire: Wire<N>): number | undefined => {
    const entry = s.entries[wire.id]
    if (entry === undefined || entry.kind === 'putOff' || entry.kind === 'later') return undefined
    const number = domains.get(entry.domain) ?? domains.size
    domains.set(entry.domain, number)
    return number
  }
  let last = 0
  const numbers = (): number => {
    last += 1
    return last
  }
  /** The values without the identity of their wires; nothing where that is not all that matters of them. */
  const described = ({ code, values }: Evaluated<N>): readonly [string, readonly number[]] | undefined => {
    const wires: number[] = []
    const describe = (value: Value<N>): string | undefined => {
      if (isWire(value)) {
        const domain = domainNumber(value)
        if (domain === undefined) return undefined
        if (!wires.includes(value.id)) wires.push(value.id)
        return `w${wires.indexOf(value.id)}:${domain};`
      }
      if (!isStructure(value)) return structuralKey(value)
      const parts = partsOf(value)
      if (parts === undefined) return value.kind === 'function' ? `f${codeOf(value)};` : undefined
      let text = `${value.kind}${'name' in value ? value.name : ''}${parts.names}(`
      for (const part of parts.values) {
        const inner = describe(part)
        if (inner === undefined) return undefined
        text += inner
      }
      return `${text})`
    }
    let key = code.map(codeOf).join(',')
    for (const value of values) {
      const text = describe(value)
      if (text === undefined) return undefined
      key += `|${text}`
    }
    return [key, wires]
  }
  return {
    recall: <A>(
      of: Evaluated<N>,
      rename: (a: A, wires: (wire: number) => number) => A | undefined,
      make: () => Forked<A> | undefined,
    ): Forked<A> | undefined => {
      const description = described(of)
      if (description === undefined) return make()
      const [key, wires] = description
      const found = known.get(key)
      if (found === undefined) {
        const tree = make()
        // A failure says where it was met, which is another place next time.
        if (tree === undefined || !canFail(tree)) known.set(key, { wires, tree })
        return tree
      }
      // Trees are kept under the code that made them, which gives results of one type.
      const tree = found.tree as Forked<A> | undefined
      return tree === undefined ? undefined : (renamed(tree, found.wires, wires, rename) ?? make())
    },
  }
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

const renamed = <A>(
  tree: Forked<A>,
  before: readonly number[],
  now: readonly number[],
  rename: (a: A, wires: (wire: number) => number) => A | undefined,
): Forked<A> | undefined => {
  if (before.every((wire, k) => wire === now[k])) return tree
  const wires = new Map(before.map((wire, k) => [wire, now[k] ?? wire]))
  let isComplete = true
  const other = (wire: number): number => {
    const found = wires.get(wire)
    if (found === undefined) isComplete = false
    return found ?? wire
  }
  const leaves = mapForked(tree, value => {
    const replaced = rename(value, other)
    if (replaced === undefined) isComplete = false
    return replaced ?? value
  })
  const result = withWires(leaves, other)
  return isComplete ? result : undefined
}

const withWires = <A>(tree: Forked<A>, other: (wire: number) => number): Forked<A> =>
  tree.kind === 'fork'
    ? {
        kind: 'fork',
        wire: other(tree.wire),
        branches: tree.branches.map(branch => withWires(branch, other)),
      }
    : tree
