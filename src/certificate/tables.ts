/** An influence diagram as the tables of a certificate. */
import type { Rational } from '../markov/rational.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import {
  type AggregateNode,
  type DecisionNode,
  type Diagram,
  type Kernel,
  type Menu,
  type Node,
  rowsOver,
} from '../plan/diagram.ts'
import type { NodeRecord, PlayRecord, ReceiptRecord } from './certificate.ts'

/** Entries that the tables of a certificate may have in all. */
const mostEntries = 5_000_000

/** The tables of a play, and where its decisions and observations are to be found in them. */
export interface Tables {
  readonly play: PlayRecord
  /** The place of a decision's node, by its key. */
  readonly nodeOf: ReadonlyMap<string, number>
  /** By decision key, the places of its observations and of its actions, by their structural keys. */
  readonly observations: ReadonlyMap<string, ReadonlyMap<string, number>>
  readonly actions: ReadonlyMap<string, ReadonlyMap<string, number>>
}

/** How values and numbers become text. */
export interface Writing {
  readonly show: (value: unknown) => string
  readonly fraction: (n: Rational) => string
}

/** The tables of `diagram`. Nothing where they would be too large. */
export const tablesOf = (diagram: Diagram<Rational>, writing: Writing): Tables | undefined => {
  const { nodes } = diagram
  const entries = nodes.map(node => entriesOf(nodes, node)).reduce((a, b) => a + b, 0)
  if (entries > mostEntries) return undefined
  const records: NodeRecord[] = []
  const places: number[] = []
  const nodeOf = new Map<string, number>()
  const observations = new Map<string, ReadonlyMap<string, number>>()
  const actions = new Map<string, ReadonlyMap<string, number>>()
  for (const node of nodes) {
    const at = (ids: readonly number[]): number[] => ids.map(id => places[id] ?? -1)
    if (node.kind === 'aggregate') records.push(...chainOf(node, at, records.length, sizesOf(nodes, node)))
    else if (node.kind === 'decision') {
      const seen = observing(nodes, node)
      records.push(decisionRecord(node, at, seen, writing))
      nodeOf.set(node.decision.key, records.length - 1)
      observations.set(node.decision.key, seen.byKey)
      actions.set(node.decision.key, new Map(node.domain.values.map((a, k) => [structuralKey(a), k])))
    } else {
      const { name, domain } = node
      const wire = { name, parents: at(node.parents), size: domain.values.length }
      records.push(
        node.kind === 'function'
          ? { kind: 'function', ...wire, table: [...node.table] }
          : { kind: 'chance', ...wire, rows: weightedRows(node.kernel, writing) },
      )
    }
    places.push(records.length - 1)
  }
  const accounts = [...diagram.accounts].map(([player, receipts]): [string, ReceiptRecord[]] => [
    player,
    receipts.map(receipt =>
      receipt.kind === 'scale'
        ? {
            kind: 'scale',
            factor: writing.fraction(receipt.factor),
            constant: writing.fraction(receipt.constant),
          }
        : {
            kind: 'pay',
            node: receipt.node === undefined ? null : (places[receipt.node] ?? -1),
            amounts: receipt.amounts.map(writing.fraction),
          },
    ),
  ])
  return {
    play: { nodes: records, accounts: Object.fromEntries(accounts) },
    nodeOf,
    observations,
    actions,
  }
}

const entriesOf = (nodes: readonly Node<Rational>[], node: Node<Rational>): number => {
  if (node.kind === 'aggregate') return 0
  const rows = rowsOver(nodes, node.parents)
  return node.kind === 'decision' ? rows + rowsOver(nodes, node.observed) : rows
}

const sizesOf = (nodes: readonly Node<Rational>[], { parents }: Node<Rational>): readonly number[] =>
  parents.map(parent => nodes[parent]?.domain.values.length ?? 0)

/** The rows of a menu or kernel, `entry` telling what is at a place of it. */
const rowsOf = <A>({ offsets }: Menu, entry: (at: number) => A): A[][] =>
  Array.from({ length: offsets.length - 1 }, (_, row) => {
    const from = offsets[row] ?? 0
    return Array.from({ length: (offsets[row + 1] ?? 0) - from }, (_, k) => entry(from + k))
  })

const weightedRows = (kernel: Kernel<Rational>, { fraction }: Writing): [number, string][][] =>
  rowsOf(kernel, (at): [number, string] => {
    const weight = kernel.weights[at]
    return [kernel.items[at] ?? -1, weight === undefined ? '0' : fraction(weight)]
  })

/** Partial sums, one after the other: the verifier then needs to remember no more than a sum at a time. */
const chainOf = (
  { name, carrier, lifts, finish, parents, domain }: AggregateNode,
  at: (ids: readonly number[]) => number[],
  first: number,
  sizes: readonly number[],
): readonly NodeRecord[] => {
  const records: NodeRecord[] = []
  let partial: readonly number[] = [carrier.empty]
  for (const [k, lift] of lifts.entries()) {
    const next = new Map<number, number>()
    const table: number[] = []
    for (const before of partial)
      for (let value = 0; value < (sizes[k] ?? 0); value++) {
        const element = carrier.combine(before, lift[value] ?? carrier.empty)
        if (!next.has(element)) next.set(element, next.size)
        table.push(next.get(element) ?? -1)
      }
    const own = at(parents.slice(k, k + 1))
    records.push({
      kind: 'function',
      name: `${name}, part ${k + 1}`,
      parents: k === 0 ? own : [first + k - 1, ...own],
      size: next.size,
      table,
    })
    partial = [...next.keys()]
  }
  records.push({
    kind: 'function',
    name,
    parents: lifts.length === 0 ? [] : [first + lifts.length - 1],
    size: domain.values.length,
    table: partial.map(finish),
  })
  return records
}

interface Observing {
  readonly table: readonly number[]
  readonly values: readonly unknown[]
  readonly byKey: ReadonlyMap<string, number>
}

/** Which observation each row over the observed nodes is. */
const observing = (nodes: readonly Node<Rational>[], node: DecisionNode<Rational>): Observing => {
  const sizes = node.observed.map(id => nodes[id]?.domain.values.length ?? 0)
  const byKey = new Map<string, number>()
  const values: unknown[] = []
  const table = Array.from({ length: rowsOver(nodes, node.observed) }, (_, row) => {
    const value = node.observation(indicesOf(row, sizes))
    const key = structuralKey(value)
    const known = byKey.get(key)
    if (known !== undefined) return known
    byKey.set(key, values.length)
    values.push(value)
    return values.length - 1
  })
  return { table, values, byKey }
}

const indicesOf = (row: number, sizes: readonly number[]): readonly number[] => {
  const indices: number[] = []
  let rest = row
  for (const size of [...sizes].reverse()) {
    indices.unshift(rest % size)
    rest = Math.floor(rest / size)
  }
  return indices
}

const decisionRecord = (
  node: DecisionNode<Rational>,
  at: (ids: readonly number[]) => number[],
  seen: Observing,
  writing: Writing,
): NodeRecord => ({
  kind: 'decision',
  name: node.decision.path,
  player: node.decision.player,
  epsilon: writing.fraction(node.decision.epsilon),
  parents: at(node.parents),
  actions: node.domain.values.map(writing.show),
  menus: rowsOf(node.menu, place => node.menu.items[place] ?? -1),
  rows: weightedRows(node.strategy, writing),
  observed: at(node.observed),
  observing: [...seen.table],
  observations: seen.values.map(writing.show),
  cut: node.cut,
})
