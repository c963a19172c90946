import type { Budget } from '../../markov/budget.ts'
import type {
  AggregateNode,
  ChanceNode,
  DecisionNode,
  Diagram,
  FunctionNode,
  Menu,
  Node,
} from '../diagram.ts'
import type { Arithmetic } from './arithmetic.ts'
import { type FlatTree, type Growing, nodeType, type StateTable, type TooWide } from './flatTree.ts'
import type { Form } from './form.ts'
import { classesOf, type Frontier, regroup, rowsOf } from './frontier.ts'
import { lastReaders } from './need.ts'
import { finish, reserve, type Store, store } from './store.ts'

/** A tree on its way. */
interface Growth<N> {
  readonly arithmetic: Arithmetic<N>
  readonly budget: Budget
  readonly diagram: Diagram<N>
  readonly limit: number
  /** By node of the diagram, see `lastReaders`. */
  readonly readers: Int32Array
  readonly nodes: Store<N>
  readonly frontier: Frontier
  readonly states: GrowingStates<N>
}

interface GrowingStates<N> {
  readonly decision: DecisionNode<N>[]
  readonly row: number[]
  readonly offset: number[]
  readonly observed: (readonly number[])[]
}

export const grow = <N>(
  arithmetic: Arithmetic<N>,
  budget: Budget,
  diagram: Diagram<N>,
  growing: Growing<N>,
): { readonly kind: 'grown'; readonly tree: FlatTree<N> } | TooWide => {
  const { forms, isChoice, limit } = growing
  const readers = lastReaders(diagram.nodes, growing)
  const growth: Growth<N> = {
    arithmetic,
    budget,
    diagram,
    limit,
    readers,
    nodes: store(arithmetic, forms.length),
    frontier: { ends: new Int32Array(1), columns: new Map() },
    states: { decision: [], row: [], offset: [0], observed: [] },
  }
  for (const [index, { constant }] of forms.entries()) receive(growth, index, constant)
  for (const node of diagram.nodes) {
    if (readers[node.id] === -1) continue
    const wide = step(growth, node, isChoice)
    if (wide !== undefined) return wide
    collect(growth, forms, node.id)
    forget(growth, node.id)
  }
  return { kind: 'grown', tree: finish(arithmetic, growth.nodes, tableOf(growth.states)) }
}

const tableOf = <N>({ decision, row, offset, observed }: GrowingStates<N>): StateTable<N> => ({
  count: decision.length,
  decision,
  row: Int32Array.from(row),
  offset: Int32Array.from(offset),
  observed,
})

const receive = <N>({ nodes }: Growth<N>, form: number, constant: N): void => {
  const received = nodes.received[form]
  if (received !== undefined) received[0] = constant
}

/** Drops the values that no node after `id` reads. */
const forget = <N>({ frontier: { columns }, readers }: Growth<N>, id: number): void => {
  for (const read of columns.keys()) if ((readers[read] ?? -1) <= id) columns.delete(read)
}

/** Counts what each form pays for the value that a node has just taken. */
const collect = <N>(growth: Growth<N>, forms: readonly Form<N>[], id: number): void => {
  const { frontier, nodes, arithmetic } = growth
  const { scalar } = arithmetic
  const column = frontier.columns.get(id)
  if (column === undefined) return
  for (const [index, { terms }] of forms.entries()) {
    const amounts = terms.get(id)
    const received = nodes.received[index]
    if (amounts === undefined || received === undefined) continue
    for (let j = 0; j < column.length; j++) {
      const end = frontier.ends[j] ?? 0
      const amount = amounts[column[j] ?? 0] ?? scalar.zero
      const before = received[end] ?? scalar.zero
      received[end] = before === scalar.zero ? amount : scalar.add(before, amount)
    }
  }
}

/** Goes past a node of the diagram in every play; what the tree has become too wide for, if it has. */
const step = <N>(
  growth: Growth<N>,
  node: Node<N>,
  isChoice: (decision: number) => boolean,
): TooWide | undefined => {
  switch (node.kind) {
    case 'function':
      return compute(growth, node)
    case 'aggregate':
      return combine(growth, node)
    case 'chance':
      return draw(growth, node, node.kernel)
    case 'decision':
      return isChoice(node.id) ? choose(growth, node) : draw(growth, node, node.strategy)
  }
}

const compute = <N>(growth: Growth<N>, node: FunctionNode): undefined => {
  const values = workingRows(growth, node, () => true)
  for (let j = 0; j < values.length; j++) values[j] = node.table[values[j] ?? 0] ?? 0
  growth.frontier.columns.set(node.id, values)
}

const combine = <N>(growth: Growth<N>, node: AggregateNode): undefined => {
  if (node.failures.size > 0) workingRows(growth, node, () => true)
  const { ends, columns } = growth.frontier
  const { carrier } = node
  const values = new Int32Array(ends.length).fill(carrier.empty)
  for (const [place, parent] of node.parents.entries()) {
    const lift = node.lifts[place]
    const column = columns.get(parent)
    if (lift === undefined || column === undefined) continue
    for (let j = 0; j < values.length; j++)
      values[j] = carrier.combine(values[j] ?? 0, lift[column[j] ?? 0] ?? 0)
  }
  for (let j = 0; j < values.length; j++) values[j] = node.finish(values[j] ?? 0)
  columns.set(node.id, values)
}

const draw = <N>(
  growth: Growth<N>,
  node: ChanceNode<N> | DecisionNode<N>,
  kernel: Menu & { readonly weights: readonly N[] },
): TooWide | undefined => {
  const rows = workingRows(growth, node, () => true)
  const { nodes } = growth
  const before = nodes.size
  const wide = branch(growth, node.id, rows, kernel, false)
  if (wide !== undefined) return wide
  const one = growth.arithmetic.scalar.one
  let child = before
  for (let j = 0; j < rows.length; j++) {
    const start = kernel.offsets[rows[j] ?? 0] ?? 0
    const end = kernel.offsets[(rows[j] ?? 0) + 1] ?? 0
    if (end - start === 1) continue
    for (let item = start; item < end; item++) nodes.probability[child++] = kernel.weights[item] ?? one
  }
  return undefined
}

const choose = <N>(growth: Growth<N>, node: DecisionNode<N>): TooWide | undefined => {
  const { offsets } = node.menu
  const isOffered = (row: number) => (offsets[row + 1] ?? 0) > (offsets[row] ?? 0)
  // A strategy that fails is no obstacle to choosing.
  const rows = workingRows(growth, node, row => !isOffered(row))
  const { nodes, frontier, states } = growth
  const { classes, firsts } = classesOf(frontier, growth.diagram.nodes, node.observed)
  const known = states.decision.length
  for (const first of firsts) {
    const row = rows[first] ?? 0
    states.decision.push(node)
    states.row.push(row)
    states.offset.push((states.offset.at(-1) ?? 0) + (offsets[row + 1] ?? 0) - (offsets[row] ?? 0))
    states.observed.push(node.observed.map(read => frontier.columns.get(read)?.[first] ?? 0))
  }
  const { ends } = frontier
  const before = nodes.size
  const wide = branch(growth, node.id, rows, node.menu, true)
  if (wide !== undefined) return wide
  const one = growth.arithmetic.scalar.one
  let child = before
  for (let j = 0; j < ends.length; j++) {
    const end = ends[j] ?? 0
    const state = known + (classes[j] ?? 0)
    nodes.state[end] = state
    const count = nodes.count[end] ?? 0
    const slot = states.offset[state] ?? 0
    for (let action = 0; action < count; action++, child++) {
      nodes.probability[child] = one
      nodes.slot[child] = slot + action
      nodes.last[child] = slot + action
    }
  }
  return undefined
}

/** Ends the plays that fail at a node, where `isFatal` says so; the rows of those that go on. */
const workingRows = <N>(growth: Growth<N>, node: Node<N>, isFatal: (row: number) => boolean): Int32Array => {
  const { frontier, nodes, diagram } = growth
  const rows = rowsOf(frontier, diagram.nodes, node.parents)
  if (node.failures.size === 0) return rows
  const fails = (row: number) => node.failures.has(row) && isFatal(row)
  const origin = Int32Array.from(frontier.ends.keys()).filter(j => !fails(rows[j] ?? 0))
  if (origin.length === rows.length) return rows
  for (let j = 0; j < rows.length; j++) {
    const row = rows[j] ?? 0
    const end = frontier.ends[j] ?? 0
    if (!fails(row)) continue
    nodes.type[end] = nodeType.failure
    nodes.failures.set(end, { at: node.id, error: node.failures.get(row) })
  }
  regroup(
    frontier,
    origin.map(j => frontier.ends[j] ?? 0),
    origin,
  )
  return origin.map(j => rows[j] ?? 0)
}

/** Every play goes on with each item of its row. No node is made where nothing is left to chance. */
const branch = <N>(
  growth: Growth<N>,
  id: number,
  rows: Int32Array,
  { offsets, items }: Menu,
  isChoice: boolean,
): TooWide | undefined => {
  const { nodes, frontier, arithmetic, budget, limit } = growth
  let plays = 0
  let more = 0
  for (let j = 0; j < rows.length; j++) {
    const row = rows[j] ?? 0
    const count = (offsets[row + 1] ?? 0) - (offsets[row] ?? 0)
    plays += count
    if (isChoice || count > 1) more += count
  }
  if (nodes.size + more > limit) return { kind: 'tooWide', nodes: nodes.size + more, limit }
  budget.spend(more)
  reserve(arithmetic, nodes, more)
  const { type, first, count, parent, slot, last, state } = nodes
  const ends = new Int32Array(plays)
  const origin = new Int32Array(plays)
  const values = new Int32Array(plays)
  let play = 0
  let next = nodes.size
  for (let j = 0; j < rows.length; j++) {
    const row = rows[j] ?? 0
    const end = frontier.ends[j] ?? 0
    const from = offsets[row] ?? 0
    const to = offsets[row + 1] ?? 0
    const isNode = isChoice || to - from > 1
    if (isNode) {
      type[end] = isChoice ? nodeType.choice : nodeType.chance
      first[end] = next
      count[end] = to - from
    }
    for (let item = from; item < to; item++, play++) {
      origin[play] = j
      values[play] = items[item] ?? 0
      ends[play] = isNode ? next : end
      if (!isNode) continue
      parent[next] = end
      slot[next] = -1
      state[next] = -1
      last[next] = last[end] ?? -1
      next += 1
    }
  }
  nodes.size = next
  forget(growth, id)
  regroup(frontier, ends, origin)
  frontier.columns.set(id, values)
  return undefined
}
