/**
 * The tracer: runs a program on wires. Each builtin, conditional and case is a boundary; where it must know a wire it
 * is run once for every value of the wire, and what it comes to is tabulated (online partial evaluation, Jones, Gomard
 * and Sestoft 1993, with finite sets for what is not known).
 */
import { EvaluationFailure } from '../core/failure.ts'
import type { Machine } from '../core/machine.ts'
import type { Numeric, Value } from '../core/value.ts'
import { expectBoolean, isStructure } from '../core/view.ts'
import { type Evaluated, isWire, type Sifted, type Tracer, Undetermined, Wire } from '../core/wire.ts'
import { InvalidPlay } from '../game/invalidPlay.ts'
import { Account, Payment } from './account.ts'
import { type Aggregating, aggregate, sorted } from './combine.ts'
import { branching, canFail, type Forked, type Forking, forked } from './fork.ts'
import { type Merging, merge, single, tabled as tabledBy } from './merge.ts'
import { replaceWires } from './parts.ts'
import { identified, memory, movedTree, movedValue } from './recall.ts'
import { add, copied, domainAt, type Finite, functionOf, once, type Store, store } from './store.ts'
import { minus, type Summing, scaledSum, sumOf, sumWire, totalOf } from './sum.ts'

/** The game uses its wires in a way that no diagram shows; it is enumerated instead. */
export class NotTraceable {
  readonly reason: string
  /** Whether it is for actions that are an interval, which no table has rows for. */
  readonly isContinuous: boolean
  constructor(reason: string, isContinuous = false) {
    this.reason = reason
    this.isContinuous = isContinuous
  }
}

/** Too many boundaries wait for values of wires inside each other: the outermost is run value by value. */
class Entangled {}

/** What one wire carries depends on more values than one table is made for. */
class TooMany {}

/** Rows of a table that is made for one wire at once. */
const plainRows = 256

/** Boundaries that may wait inside each other. */
const deepest = 40

export interface Tracing<N extends Numeric> extends Tracer<N> {
  readonly store: Store<N>
  readonly wire: (id: number) => Wire<N>
  /** What `run` comes to for every value of the wires that it must know. */
  readonly cases: <A>(run: () => A, of?: Evaluated<N>) => Forked<A>
  /** The value, wires in it replaced by their values; throws `Undetermined`. */
  readonly concrete: (value: Value<N>) => Value<N>
  /** The wires without a value in some cases that were met since the tracer was last asked. */
  readonly failing: () => readonly number[]
}

/** A tracer for one run of the machine's program. */
export const tracing = <N extends Numeric>(machine: Machine<N>): Tracing<N> => {
  const { scalar } = machine
  const s = store(scalar)
  const wires: Wire<N>[] = []
  const given = new Map<number, number>()
  const remembered = memory(s)
  const shapes = new Map<number, Value<N> | undefined>()
  let isPlain = false
  let rows = 1
  let most = Number.POSITIVE_INFINITY
  let waiting = 0
  let failing = new Set<number>()

  const wire = (id: number): Wire<N> => {
    wires[id] ??= new Wire(id, tracer)
    return wires[id]
  }

  const forking: Forking = {
    size: id => {
      if (s.entries[id]?.kind === 'later') throw new NotTraceable('what is earned later is not only scaled')
      return domainAt(s, id).values.length
    },
    given: (id, index, run) => {
      if (given.size >= mostGiven) throw new NotTraceable('a value depends on too many others at once')
      given.set(id, index)
      try {
        return run()
      } finally {
        given.delete(id)
      }
    },
    enter: size => {
      machine.budget.spend(size)
      rows *= size
      if (rows > most) throw new TooMany()
    },
    leave: size => {
      rows /= size
    },
    isFailure: error => error instanceof EvaluationFailure || error instanceof InvalidPlay,
  }

  const restoring = <A>(run: () => A): A => {
    const { depth } = machine
    try {
      return run()
    } catch (error) {
      machine.depth = depth
      throw error
    }
  }

  const determined = (id: number, depth: number): number | undefined => {
    const index = given.get(id)
    if (index !== undefined || depth === 0) return index
    const entry = s.entries[id]
    if (entry?.kind !== 'function') return undefined
    let row = 0
    for (const parent of entry.parents) {
      const at = determined(parent, depth - 1)
      if (at === undefined) return undefined
      row = row * domainAt(s, parent).values.length + at
    }
    if (entry.failures.has(row)) throw entry.failures.get(row)
    return entry.table[row]
  }

  const valueAt = (id: number): Value<N> | undefined => {
    if (given.size === 0) return undefined
    const index = determined(id, derivations)
    return index === undefined ? undefined : domainAt(s, id).values[index]
  }

  const shapeOf = (id: number): Value<N> | undefined => {
    if (!shapes.has(id)) shapes.set(id, shared(id))
    return shapes.get(id)
  }

  /** The structure that all values of a wire share, with a wire for each part. */
  const shared = (id: number): Value<N> | undefined => {
    const entry = s.entries[id]
    if (entry === undefined || entry.kind === 'later' || entry.kind === 'putOff') return undefined
    const { values } = entry.domain
    const [first] = values
    if (first === undefined || !isStructure(first)) return undefined
    const part = (of: (value: Value<N>) => Value<N> | undefined): Value<N> => {
      const made = functionOf(s, [id], ([index = 0]) => {
        const value = values[index]
        const found = value === undefined ? undefined : of(value)
        if (found === undefined) throw new RangeError('values of one shape have the same parts')
        return { kind: 'value', value: found }
      })
      return made.kind === 'wire' ? wire(made.wire) : made.value
    }
    if (first.kind === 'record')
      return {
        kind: 'record',
        fields: Object.fromEntries(
          Object.keys(first.fields).map(
            name =>
              [
                name,
                part(value =>
                  isStructure(value) && value.kind === 'record' ? value.fields[name] : undefined,
                ),
              ] as const,
          ),
        ),
      }
    const parts = partsOf(first)
    if (parts === undefined || parts.length === 0) return undefined
    if (values.some(value => shapeKey(value) !== shapeKey(first))) return undefined
    const items = parts.map((_, k) => part(value => partsOf(value)?.[k]))
    return first.kind === 'constructor'
      ? { ...first, fields: items }
      : first.kind === 'tuple' || first.kind === 'list'
        ? { kind: first.kind, items }
        : undefined
  }

  /** A list of which only the play determines what is in it. */
  const sieve = (items: readonly Sifted<N>[]): Wire<N> => {
    const name = identified(
      s,
      'sieve',
      items.flatMap(({ present, item }) => [present, item]),
    )
    if (name === undefined) throw new NotTraceable('what a list holds is no value')
    const id = once(s, name, () => ({ kind: 'putOff', make: () => listed(items) }))
    s.sieves.set(id, items)
    return wire(id)
  }

  const sifting = (items: readonly Sifted<N>[]): Value<N> => ({
    kind: 'list',
    items: items.flatMap(({ present, item }) => (expectBoolean(present) ? [item] : [])),
  })

  /** The lists that a sieve may leave, as a table of its own. */
  const listed = (items: readonly Sifted<N>[]): Finite<N> =>
    copied(
      s,
      tabledBy(merging, () => concrete(sifting(items))),
    )

  const read = (asked: Wire<N>): Value<N> => {
    const items = s.sieves.get(asked.id)
    if (items !== undefined && !given.has(asked.id)) return sifting(items)
    const known = valueAt(asked.id) ?? (isPlain ? undefined : shapeOf(asked.id))
    if (known === undefined) throw new Undetermined(asked.id)
    return known
  }

  const isOpen = (value: Value<N>): boolean => !isPlain && isWire(value) && valueAt(value.id) === undefined

  const concrete = (value: Value<N>): Value<N> =>
    replaceWires(value, ({ id }) => {
      const found = valueAt(id)
      if (found === undefined) throw new Undetermined(id)
      return found
    })

  const cases = <A>(run: () => A): Forked<A> => forked(forking, () => restoring(run))

  const casesOf = <A>(run: () => A, of: Evaluated<N> | undefined): Forked<A> => {
    const make = () => casesWhole(run) ?? cases(run)
    // A failure says where it was met, which is another place next time.
    return of === undefined ? make() : remembered.recall(of, movedTree, make, tree => !canFail(tree))
  }

  const bounded = (run: () => Value<N>, of?: () => Evaluated<N>): Value<N> => {
    if (isPlain) return run()
    try {
      return restoring(run)
    } catch (error) {
      if (!(error instanceof Undetermined)) throw error
      const { wire: id } = error
      if (of === undefined) return boundary(id, run)
      // What a builtin must know it must know all of: one table over its operands.
      return given.size > 0 ? tabled(run) : remembered.recall(of(), move, () => tabled(run))
    }
  }

  const boundary = (id: number, run: () => Value<N>): Value<N> => {
    if (waiting >= deepest) throw new Entangled()
    waiting += 1
    try {
      return merge(
        merging,
        branching(forking, id, () => restoring(run)),
      )
    } catch (error) {
      if (!(error instanceof Entangled) || waiting > 1) throw error
      return plainly(run)
    } finally {
      waiting -= 1
    }
  }

  /** Without boundaries inside: one fork over all that must be known, of at most so many rows. */
  const plainCases = <A>(run: () => A, limit: number): Forked<A> => {
    const before = { isPlain, rows, most }
    isPlain = true
    rows = 1
    most = limit
    try {
      return cases(run)
    } finally {
      ;({ isPlain, rows, most } = before)
    }
  }

  const plainly = (run: () => Value<N>): Value<N> => merge(merging, plainCases(run, Number.POSITIVE_INFINITY))

  const tabled = (run: () => Value<N>): Value<N> => merge(merging, plainCases(run, Number.POSITIVE_INFINITY))

  const whole = (run: () => Value<N>, of: Evaluated<N>): Value<N> => {
    if (isPlain) return run()
    const tabulate = (): Value<N> => {
      const tree = casesWhole(run)
      return tree === undefined ? run() : merge(merging, tree)
    }
    return given.size > 0 ? tabulate() : remembered.recall(of, move, tabulate)
  }

  /** The cases of `run` without boundaries inside, where they are few. */
  const casesWhole = <A>(run: () => A): Forked<A> | undefined => {
    try {
      return plainCases(run, plainRows)
    } catch (error) {
      if (error instanceof TooMany) return undefined
      throw error
    }
  }

  const move = movedValue<N>(s, wire)

  const merging: Merging<N> = {
    store: s,
    wire,
    concrete,
    bounded,
    sieve,
    // What fails in some case of a case is met in some plays only: those of the wire that is made of all cases.
    canFail: id => {
      if (given.size === 0) failing.add(id)
    },
    index: id => {
      const index = determined(id, derivations)
      if (index === undefined) throw new Undetermined(id)
      return index
    },
    fork: cases,
  }

  const summing: Summing<N> = { store: s, wire, valueAt }
  const aggregating: Aggregating<N> = {
    store: s,
    wire,
    single: value => single(merging, value),
    carriers: new Map(),
  }

  const tracer: Tracing<N> = {
    store: s,
    wire,
    cases: casesOf,
    concrete,
    failing: () => {
      const met = [...failing]
      failing = new Set()
      return met
    },
    read,
    values: ({ id }) => domainAt(s, id).values,
    isOpen,
    bounded,
    whole,
    aggregate: (monoid, items) => (isPlain ? undefined : aggregate(aggregating, monoid, items)),
    sorted: (sorting, items) => (isPlain ? undefined : sorted(aggregating, sorting, items)),
    plus: (a, b, factor) => sumWire(summing, minus(scalar, sumOf(summing, a), sumOf(summing, b), factor)),
    sieve,
    sifted: value => (isWire(value) && !isPlain && !given.has(value.id) ? s.sieves.get(value.id) : undefined),
    total: items =>
      sumWire(
        summing,
        totalOf(
          scalar,
          items.map(item => sumOf(summing, item)),
        ),
      ),
    times: (a, factor) => sumWire(summing, scaledSum(scalar, sumOf(summing, a), factor)),
    // A ledger only adds and scales what it is given, as `accounts` says; hence the casts.
    payment: (amount, decision) => asNumber<N>(new Payment(amount, decision)),
    scaled: (account, factor) => {
      const held: unknown = account
      if (!(held instanceof Account)) throw new TypeError('only accounts are scaled')
      const later = add(s, { kind: 'later' })
      const { constant, terms } = sumOf(summing, factor(wire(later)))
      if (terms.some(term => term.wire !== later))
        throw new NotTraceable('what is earned later is not only scaled')
      const coefficient = terms[0]?.coefficient ?? scalar.zero
      return asNumber<N>(new Account(held, { kind: 'scale', factor: coefficient, constant }))
    },
  }
  return tracer
}

/** Wires that one evaluation may have to know. */
const mostGiven = 500

/** How many tables back a value is derived from those that are given. */
const derivations = 3

/** What stands for a number in a ledger of accounts. */
const asNumber = <N extends Numeric>(standing: Account<N> | Payment<N>): N => {
  const number: unknown = standing
  // See `accounts`: a ledger while tracing never computes with what it holds.
  return number as N
}

const partsOf = <N extends Numeric>(value: Value<N>): readonly Value<N>[] | undefined => {
  if (!isStructure(value)) return undefined
  if (value.kind === 'tuple' || value.kind === 'list') return value.items
  return value.kind === 'constructor' ? value.fields : undefined
}

const shapeKey = <N extends Numeric>(value: Value<N>): string => {
  if (!isStructure(value)) return ''
  const name = value.kind === 'constructor' ? value.name : ''
  return `${value.kind} ${name} ${partsOf(value)?.length}`
}
