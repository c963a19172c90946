/** Diagrams with sums, maxima and counts, and all that can happen in them. */
import * as fc from 'fast-check'
import { exact, type Rational, rational } from '../../../src/markov/rational.ts'
import type {
  AggregateNode,
  Carrier,
  Diagram,
  Domain,
  Kernel,
  Menu,
  Node,
  Receipt,
} from '../../../src/plan/diagram.ts'
import { rowsOver } from '../../../src/plan/diagram.ts'

/** A carrier of whole numbers, as rationals, which numbers them as they are met. */
export const numbers = (
  empty: bigint,
  combine: (a: bigint, b: bigint) => bigint,
): Carrier & { readonly place: (n: bigint) => number } => {
  const elements: Rational[] = []
  const known = new Map<bigint, number>()
  const place = (n: bigint): number => {
    const found = known.get(n)
    if (found !== undefined) return found
    known.set(n, elements.length)
    elements.push(rational(n))
    return elements.length - 1
  }
  const at = (k: number) => elements[k]?.numerator ?? 0n
  return { empty: place(empty), elements, place, combine: (a, b) => place(combine(at(a), at(b))) }
}

export const sums = () => numbers(0n, (a, b) => a + b)
export const maxima = () => numbers(-1n, (a, b) => (a > b ? a : b))

/** The greatest two: the greater times a thousand, and the other. */
export const topTwo = () =>
  numbers(0n, (a, b) => {
    const [first = 0n, second = 0n] = [a / 1000n, a % 1000n, b / 1000n, b % 1000n].sort((x, y) =>
      Number(y - x),
    )
    return first * 1000n + second
  })

export const domainOf = (size: number): Domain => ({ values: Array.from({ length: size }, (_, i) => i) })

/** A kernel of rows of small whole weights; what weighs zero is left out. */
export const kernelOf = (rows: readonly (readonly number[])[]): Kernel<Rational> => {
  const offsets = new Int32Array(rows.length + 1)
  const items: number[] = []
  const weights: Rational[] = []
  for (const [row, listed] of rows.entries()) {
    const total = listed.reduce((sum, weight) => sum + weight, 0)
    for (const [item, weight] of listed.entries())
      if (weight > 0) {
        items.push(item)
        weights.push(rational(BigInt(weight), BigInt(total)))
      }
    offsets[row + 1] = items.length
  }
  return { offsets, items: Int32Array.from(items), weights }
}

export const menuOf = (rows: readonly (readonly number[])[]): Menu => {
  const offsets = new Int32Array(rows.length + 1)
  for (const [row, listed] of rows.entries()) offsets[row + 1] = (offsets[row] ?? 0) + listed.length
  return { offsets, items: Int32Array.from(rows.flat()) }
}

/** Makes a diagram node by node. */
export class Building {
  readonly nodes: Node<Rational>[] = []
  readonly decisions: number[] = []
  readonly accounts = new Map<string, Receipt<Rational>[]>()
  readonly domains = new Map<number, Domain>()

  domain(size: number): Domain {
    const found = this.domains.get(size) ?? domainOf(size)
    this.domains.set(size, found)
    return found
  }

  base(name: string, size: number, parents: readonly number[]) {
    return {
      id: this.nodes.length,
      name,
      domain: this.domain(size),
      parents,
      failures: new Map<number, unknown>(),
    }
  }

  add(node: Node<Rational>): number {
    this.nodes.push(node)
    return node.id
  }

  rows(parents: readonly number[]): number {
    return rowsOver(this.nodes, parents)
  }

  chance(size: number, parents: readonly number[], rows: readonly (readonly number[])[]): number {
    return this.add({ ...this.base('chance', size, parents), kind: 'chance', kernel: kernelOf(rows) })
  }

  table(size: number, parents: readonly number[], at: (row: number) => number): number {
    const table = Int32Array.from({ length: this.rows(parents) }, (_, row) => at(row))
    return this.add({ ...this.base('function', size, parents), kind: 'function', table })
  }

  decision(player: string, size: number, parents: readonly number[], rows: readonly (readonly number[])[]) {
    const id = this.nodes.length
    this.decisions.push(id)
    return this.add({
      ...this.base(`${player} decides`, size, parents),
      kind: 'decision',
      decision: { key: `d${id}`, path: `d${id}`, player, epsilon: rational(0n) },
      menu: menuOf(rows.map(row => [...row.keys()])),
      strategy: kernelOf(rows),
      observed: parents,
      observation: indices => indices,
      cut: 0,
    })
  }

  aggregate(
    size: number,
    parents: readonly number[],
    carrier: Carrier,
    lifts: readonly Int32Array[],
    finish: AggregateNode['finish'],
  ): number {
    return this.add({ ...this.base('aggregate', size, parents), kind: 'aggregate', carrier, lifts, finish })
  }

  /** An aggregate of whole numbers whose values are its elements modulo `size`. */
  total(
    size: number,
    parents: readonly number[],
    carrier: ReturnType<typeof numbers>,
    lift: (index: number, term: number) => number = index => index,
  ): number {
    const lifts = parents.map((parent, term) =>
      Int32Array.from(this.nodes[parent]?.domain.values ?? [], (_, k) =>
        carrier.place(BigInt(lift(k, term))),
      ),
    )
    const finish = (element: number) => {
      const value = carrier.elements[element]
      const n =
        typeof value === 'object' && value !== null && 'numerator' in value ? Number(value.numerator) : 0
      return ((n % size) + size) % size
    }
    return this.aggregate(size, parents, carrier, lifts, finish)
  }

  pay(player: string, node: number, amount: (index: number) => number): void {
    const receipts = this.accounts.get(player) ?? []
    this.accounts.set(player, receipts)
    const amounts = (this.nodes[node]?.domain.values ?? []).map((_, k) => rational(BigInt(amount(k))))
    receipts.push({ kind: 'pay', node, amounts })
  }

  done(players: readonly string[]): Diagram<Rational> {
    const accounts = new Map(players.map(player => [player, this.accounts.get(player) ?? []]))
    return { nodes: this.nodes, decisions: this.decisions, players, accounts }
  }
}

/** What a player can tell of a play: what is paid, and what its decisions observe and do. */
const watched = <N>({ nodes, accounts }: Diagram<N>, player: string): readonly number[] => [
  ...(accounts.get(player) ?? []).flatMap(receipt =>
    receipt.kind === 'pay' && receipt.node !== undefined ? [receipt.node] : [],
  ),
  ...informing({ nodes }, player),
]

const informing = <N>({ nodes }: Pick<Diagram<N>, 'nodes'>, player: string): readonly number[] =>
  nodes.flatMap(node =>
    node.kind === 'decision' && node.decision.player === player ? [...node.observed, node.id] : [],
  )

const relevantTo = <N>(diagram: Diagram<N>, player: string): ReadonlySet<number> => {
  const found = new Set(watched(diagram, player))
  for (const id of found) for (const parent of diagram.nodes[id]?.parents ?? []) found.add(parent)
  return found
}

/**
 * The distribution of what a player can tell where it chooses uniformly from its menus: by enumeration. Plays that
 * fail are in it as such.
 */
export const watching = (diagram: Diagram<Rational>, player: string): ReadonlyMap<string, Rational> => {
  const seen = watched(diagram, player)
  const found = new Map<string, Rational>()
  plays(diagram, player, (values, weight) => {
    const key = values === undefined ? 'failure' : seen.map(id => values[id]).join()
    found.set(key, exact.add(found.get(key) ?? exact.zero, weight))
  })
  return found
}

/** For all that a player may observe and do: how likely it is then, and what its account is worth by that. */
export const expecting = (diagram: Diagram<Rational>, player: string) => {
  const seen = informing(diagram, player)
  const found = new Map<string, { readonly probability: Rational; readonly worth: Rational }>()
  plays(diagram, player, (values, weight) => {
    const key = values === undefined ? 'failure' : seen.map(id => values[id]).join()
    const old = found.get(key) ?? { probability: exact.zero, worth: exact.zero }
    const worth = values === undefined ? exact.zero : balanceOf(diagram, player, values)
    found.set(key, {
      probability: exact.add(old.probability, weight),
      worth: exact.add(old.worth, exact.mul(weight, worth)),
    })
  })
  return found
}

const balanceOf = ({ accounts }: Diagram<Rational>, player: string, values: Int32Array): Rational => {
  let balance = exact.zero
  for (const receipt of accounts.get(player) ?? [])
    balance =
      receipt.kind === 'scale'
        ? exact.add(exact.mul(receipt.factor, balance), receipt.constant)
        : exact.add(
            balance,
            receipt.amounts[receipt.node === undefined ? 0 : (values[receipt.node] ?? 0)] ?? exact.zero,
          )
  return balance
}

/** All plays of what matters to a player, who chooses uniformly; those that fail have no values. */
const plays = (
  diagram: Diagram<Rational>,
  player: string,
  arrive: (values: Int32Array | undefined, weight: Rational) => void,
): void => {
  const { nodes } = diagram
  const relevant = relevantTo(diagram, player)
  const values = new Int32Array(nodes.length)
  const visit = (id: number, weight: Rational): void => {
    const node = nodes[id]
    if (node === undefined) {
      arrive(values, weight)
      return
    }
    if (!relevant.has(id)) {
      visit(id + 1, weight)
      return
    }
    const row = node.parents.reduce(
      (at, parent) => at * (nodes[parent]?.domain.values.length ?? 0) + (values[parent] ?? 0),
      0,
    )
    if (node.failures.has(row)) {
      arrive(undefined, weight)
      return
    }
    for (const [value, p] of branches(node, row, values, player)) {
      values[id] = value
      visit(id + 1, exact.mul(weight, p))
    }
  }
  visit(0, exact.one)
}

const branches = (
  node: Node<Rational>,
  row: number,
  values: Int32Array,
  player: string,
): readonly (readonly [number, Rational])[] => {
  switch (node.kind) {
    case 'function':
      return [[node.table[row] ?? -1, exact.one]]
    case 'aggregate': {
      const { carrier, lifts, parents, finish } = node
      const element = parents.reduce(
        (sum, parent, k) => carrier.combine(sum, lifts[k]?.[values[parent] ?? 0] ?? -1),
        carrier.empty,
      )
      return [[finish(element), exact.one]]
    }
    case 'chance':
      return weighed(node.kernel, row)
    case 'decision': {
      if (node.decision.player !== player) return weighed(node.strategy, row)
      const items = [...node.menu.items.subarray(node.menu.offsets[row], node.menu.offsets[row + 1])]
      return items.map(item => [item, rational(1n, BigInt(items.length))] as const)
    }
  }
}

const weighed = ({ offsets, items, weights }: Kernel<Rational>, row: number) => {
  const listed: [number, Rational][] = []
  for (let k = offsets[row] ?? 0; k < (offsets[row + 1] ?? 0); k++)
    listed.push([items[k] ?? -1, weights[k] ?? exact.zero])
  return listed
}

/** A player's decision under a type of its own, and perhaps the weather that all see. */
export interface Home {
  readonly types: readonly number[]
  readonly moves: readonly (readonly number[])[]
  /** What each move adds. */
  readonly load: readonly number[]
  readonly movesTwice: boolean
}

export interface Street {
  readonly weather: readonly number[] | undefined
  /** Whether the weather is seen, and so is in what players choose by, or only in what moves add. */
  readonly isSeen: boolean
  readonly homes: readonly Home[]
  readonly aggregates: readonly ('sum' | 'max' | 'count' | 'top')[]
}

const weightsOf = (size: number) =>
  fc
    .array(fc.nat(3), { minLength: size, maxLength: size })
    .map(weights => weights.map((weight, k) => (k === 0 && weights.every(w => w === 0) ? 1 : weight)))

const homes: fc.Arbitrary<Home> = fc.record({
  types: weightsOf(2),
  moves: fc.array(weightsOf(2), { minLength: 4, maxLength: 4 }),
  load: fc.array(fc.nat(4), { minLength: 4, maxLength: 4 }),
  movesTwice: fc.boolean(),
})

export const streets: fc.Arbitrary<Street> = fc.record({
  weather: fc.option(weightsOf(2), { nil: undefined }),
  isSeen: fc.boolean(),
  homes: fc.array(homes, { minLength: 1, maxLength: 4 }),
  aggregates: fc.array(fc.constantFrom('sum', 'max', 'count', 'top'), { minLength: 1, maxLength: 3 }),
})

const carriers = { sum: sums, max: maxima, count: sums, top: topTwo }

const liftsOf = {
  sum: (k: number) => 2 * k,
  max: (k: number) => k,
  count: (k: number) => (k > 1 ? 1 : 0),
  top: (k: number) => 1000 * k,
}

/** The game in which homes use what they use and pay by what all of them use. */
export const streetDiagram = ({ weather, isSeen, homes: listed, aggregates }: Street): Diagram<Rational> => {
  const b = new Building()
  const sky = weather === undefined ? [] : [b.chance(2, [], [weather])]
  const loads: number[] = []
  const players = listed.map((_, k) => `home ${k}`)
  for (const [k, { types, moves, load, movesTwice }] of listed.entries()) {
    const type = b.chance(2, [], [types])
    const seen = isSeen ? [...sky, type] : [type]
    for (const _ of movesTwice ? [0, 1] : [0]) {
      const move = b.decision(`home ${k}`, 2, seen, moves.slice(0, b.rows(seen)))
      loads.push(b.table(5, [...(isSeen ? [] : sky), move], row => load[row] ?? 0))
    }
  }
  const totals = aggregates.map(kind => b.total(9, loads, carriers[kind](), liftsOf[kind]))
  for (const [k, player] of players.entries()) {
    for (const total of totals) b.pay(player, total, index => index)
    b.pay(player, loads[k] ?? 0, index => -index)
  }
  return b.done(players)
}
