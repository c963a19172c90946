/** Random influence diagrams, small enough to enumerate all there is to them. */
import * as fc from 'fast-check'
import { exact, type Rational, rational } from '../../../src/markov/rational.ts'
import type { DecisionNode, Diagram, Domain, Kernel, Menu, Node, Receipt } from '../../../src/plan/diagram.ts'
import { rowsOver } from '../../../src/plan/diagram.ts'

/** A source of choices that fast-check can shrink: the next of a list of numbers, zero when it is used up. */
interface Choices {
  readonly below: (bound: number) => number
}

const choicesFrom = (numbers: readonly number[]): Choices => {
  let next = 0
  return { below: bound => (bound <= 1 ? 0 : (numbers[next++] ?? 0) % bound) }
}

export interface Shape {
  readonly nodes: number
  readonly canFail: boolean
  /** Whether players see all that they saw and did before. */
  readonly remembers: boolean
}

const players: readonly string[] = ['alice', 'bob']

/** The diagram with doubles for its rationals. */
export const inDoubles = ({ nodes, accounts, ...rest }: Diagram<Rational>): Diagram<number> => ({
  ...rest,
  nodes: nodes.map(node => {
    switch (node.kind) {
      case 'chance':
        return { ...node, kernel: kernelInDoubles(node.kernel) }
      case 'decision':
        return {
          ...node,
          decision: { ...node.decision, epsilon: 0 },
          strategy: kernelInDoubles(node.strategy),
        }
      default:
        return node
    }
  }),
  accounts: new Map([...accounts].map(([player, account]) => [player, account.map(receiptInDoubles)])),
})

const kernelInDoubles = ({ weights, ...menu }: Kernel<Rational>): Kernel<number> => ({
  ...menu,
  weights: weights.map(exact.toNumber),
})

const receiptInDoubles = (receipt: Receipt<Rational>): Receipt<number> =>
  receipt.kind === 'pay'
    ? { ...receipt, amounts: receipt.amounts.map(exact.toNumber) }
    : {
        ...receipt,
        factor: exact.toNumber(receipt.factor),
        constant: exact.toNumber(receipt.constant),
      }

/** Diagrams of up to `nodes` nodes with a scale, a constant and payments in the accounts. */
export const diagrams = (shape: Shape): fc.Arbitrary<Diagram<Rational>> =>
  fc
    .array(fc.nat(1_000), { minLength: 4, maxLength: 400, size: 'max' })
    .map(numbers => diagramFrom(choicesFrom(numbers), shape))

const diagramFrom = (choices: Choices, shape: Shape): Diagram<Rational> => {
  const nodes: Node<Rational>[] = []
  const size = 1 + choices.below(shape.nodes)
  while (nodes.length < size) nodes.push(nodeFrom(choices, nodes, shape))
  const accounts = new Map(players.map(player => [player, accountFrom(choices, nodes)]))
  const decisions: number[] = []
  const bounded = nodes.map(node => {
    if (node.kind !== 'decision') return node
    decisions.push(node.id)
    const length = accounts.get(node.decision.player)?.length ?? 0
    return { ...node, cut: choices.below(length + 1) }
  })
  return { nodes: bounded, decisions, players, accounts }
}

const kinds = ['decision', 'chance', 'function', 'decision', 'aggregate'] as const

const nodeFrom = (choices: Choices, nodes: readonly Node<Rational>[], shape: Shape): Node<Rational> => {
  const kind = kinds[choices.below(5)] ?? 'function'
  const domain: Domain = { values: Array.from({ length: 1 + choices.below(3) }, (_, i) => `v${i}`) }
  const id = nodes.length
  const parents = someOf(choices, nodes)
  const rows = rowsOver(nodes, parents)
  const fails = (row: number) => shape.canFail && choices.below(12) === 1 && row >= 0
  const failures = new Map<number, unknown>()
  for (let row = 0; row < rows; row++) if (fails(row)) failures.set(row, new Error(`${id}/${row}`))
  const base = { id, name: `n${id}`, domain, parents, failures }
  const size = domain.values.length
  switch (kind) {
    case 'function': {
      const table = Int32Array.from({ length: rows }, (_, row) =>
        failures.has(row) ? -1 : choices.below(size),
      )
      return { ...base, kind: 'function', table }
    }
    case 'chance':
      return { ...base, kind: 'chance', kernel: kernelFrom(choices, menuFrom(choices, rows, size, failures)) }
    case 'aggregate': {
      const lifts = parents.map(parent =>
        Int32Array.from(nodes[parent]?.domain.values ?? [], () => choices.below(4)),
      )
      const carrier = { empty: 0, combine: (a: number, b: number) => (a + b) % 5, elements: [0, 1, 2, 3, 4] }
      return { ...base, kind: 'aggregate', carrier, lifts, finish: element => element % size }
    }
    case 'decision':
      return decisionFrom(choices, nodes, shape, base)
  }
}

const decisionFrom = (
  choices: Choices,
  nodes: readonly Node<Rational>[],
  shape: Shape,
  base: Pick<DecisionNode<Rational>, 'id' | 'name' | 'domain' | 'parents' | 'failures'>,
): DecisionNode<Rational> => {
  const player = players[choices.below(2)] ?? 'alice'
  const rows = rowsOver(nodes, base.parents)
  // Some rows fail for want of a strategy only: the menu is there.
  const unoffered = new Map([...base.failures].filter(() => choices.below(2) === 0))
  const menu = menuFrom(choices, rows, base.domain.values.length, unoffered)
  const own = nodes.flatMap(node =>
    node.kind === 'decision' && node.decision.player === player ? [node.id, ...node.observed] : [],
  )
  const observed = [...new Set([...base.parents, ...someOf(choices, nodes), ...(shape.remembers ? own : [])])]
  return {
    ...base,
    kind: 'decision',
    decision: { key: `d${base.id}`, path: `d${base.id}`, player, epsilon: rational(0n) },
    menu,
    strategy: kernelFrom(choices, narrowed(choices, menu, base.failures)),
    observed,
    observation: indices => ({ saw: indices }),
    cut: 0,
  }
}

const someOf = (choices: Choices, nodes: readonly Node<Rational>[]): readonly number[] =>
  [...new Set(Array.from({ length: choices.below(3) }, () => choices.below(nodes.length)))].filter(
    id => id < nodes.length,
  )

const menuFrom = (
  choices: Choices,
  rows: number,
  size: number,
  failures: ReadonlyMap<number, unknown>,
): Menu => {
  const lists = Array.from({ length: rows }, (_, row) => {
    if (failures.has(row)) return []
    const listed = Array.from({ length: size }, (__, item) => item).filter(() => choices.below(3) > 0)
    return listed.length === 0 ? [choices.below(size)] : listed
  })
  return menuOf(lists)
}

const menuOf = (lists: readonly (readonly number[])[]): Menu => ({
  offsets: Int32Array.from([0, ...lists.map((_, row) => lists.slice(0, row + 1).flat().length)]),
  items: Int32Array.from(lists.flat()),
})

const listsOf = ({ offsets, items }: Menu): readonly (readonly number[])[] =>
  Array.from({ length: offsets.length - 1 }, (_, row) => [...items.subarray(offsets[row], offsets[row + 1])])

/** A menu with some of the items of each row, none where the row fails. */
const narrowed = (choices: Choices, menu: Menu, failures: ReadonlyMap<number, unknown>): Menu =>
  menuOf(
    listsOf(menu).map((list, row) => {
      if (failures.has(row)) return []
      const kept = list.filter(() => choices.below(2) === 0)
      return kept.length === 0 ? list.slice(0, 1) : kept
    }),
  )

const kernelFrom = (choices: Choices, menu: Menu): Kernel<Rational> => ({
  ...menu,
  weights: listsOf(menu).flatMap(list => {
    const parts = list.map(() => 1 + choices.below(3))
    const sum = parts.reduce((a, b) => a + b, 0)
    return parts.map(part => rational(BigInt(part), BigInt(sum)))
  }),
})

const accountFrom = (choices: Choices, nodes: readonly Node<Rational>[]): readonly Receipt<Rational>[] =>
  Array.from({ length: choices.below(5) }, (): Receipt<Rational> => {
    const amount = () => rational(BigInt(choices.below(9)) - 4n, BigInt(1 + choices.below(2)))
    if (choices.below(4) === 1) return { kind: 'scale', factor: amount(), constant: amount() }
    if (choices.below(5) === 1) return { kind: 'pay', node: undefined, amounts: [amount()] }
    const node = choices.below(nodes.length)
    return { kind: 'pay', node, amounts: nodes[node]?.domain.values.map(amount) ?? [] }
  })
