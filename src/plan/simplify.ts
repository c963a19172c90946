/**
 * A diagram with fewer and smaller nodes and the same plays: functions of functions become one table, and chance is
 * told apart only as far as it makes a difference.
 */
import type { Scalar } from '../markov/scalar.ts'
import type { ChanceNode, Diagram, FunctionNode, Node } from './diagram.ts'

/** The diagram, chance absorbing what it alone determines, and chains of functions composed. */
export const simplified = <N>(scalar: Scalar<N>, diagram: Diagram<N>): Diagram<N> =>
  composed(absorbed(scalar, diagram))

// ---------------------------------------------------------------------------------------------- who reads whom

/** For each node those that read it, and whether something else than a node needs its value. */
interface Uses {
  readonly readers: readonly (readonly number[])[]
  readonly isPaid: (id: number) => boolean
  readonly isObserved: (id: number) => boolean
}

const usesOf = <N>({ nodes, accounts }: Diagram<N>): Uses => {
  const readers = nodes.map((): number[] => [])
  const observed = new Set<number>()
  for (const node of nodes) {
    for (const parent of new Set(node.parents)) readers[parent]?.push(node.id)
    if (node.kind === 'decision') for (const seen of node.observed) observed.add(seen)
  }
  const paid = new Set<number>()
  for (const receipts of accounts.values())
    for (const receipt of receipts)
      if (receipt.kind === 'pay' && receipt.node !== undefined) paid.add(receipt.node)
  return { readers, isPaid: id => paid.has(id), isObserved: id => observed.has(id) }
}

const sizeOf = <N>(nodes: readonly Node<N>[], id: number): number => nodes[id]?.domain.values.length ?? 0

const isPlain = <N>(node: Node<N> | undefined): node is FunctionNode =>
  node?.kind === 'function' && node.failures.size === 0

/** The row of a table over `parents`, given the index of each. */
const rowAt = <N>(
  nodes: readonly Node<N>[],
  parents: readonly number[],
  indexOf: (id: number) => number,
): number => {
  let row = 0
  for (const parent of parents) row = row * sizeOf(nodes, parent) + indexOf(parent)
  return row
}

/** Sets the values of some nodes to those of a row over them. */
const spread = <N>(
  nodes: readonly Node<N>[],
  parents: readonly number[],
  row: number,
  values: Int32Array,
): void => {
  let rest = row
  for (let k = parents.length - 1; k >= 0; k--) {
    const parent = parents[k] ?? 0
    const size = sizeOf(nodes, parent)
    values[parent] = rest % size
    rest = Math.floor(rest / size)
  }
}

// ---------------------------------------------------------------------------------------------- chance

/**
 * Every chance node is replaced by what is computed from it and its parents alone, where only that is used: several
 * outcomes that make no difference are one.
 */
const absorbed = <N>(scalar: Scalar<N>, diagram: Diagram<N>): Diagram<N> => {
  const uses = usesOf(diagram)
  const replaced = new Map<number, Node<N>>()
  const indices = new Int32Array(diagram.nodes.length)
  for (const node of diagram.nodes) {
    if (node.kind !== 'chance' || node.failures.size > 0) continue
    const region = determinedBy(diagram.nodes, uses, node)
    const isNeeded = (id: number): boolean =>
      uses.isPaid(id) ||
      uses.isObserved(id) ||
      (uses.readers[id] ?? []).some(reader => !region.includes(reader))
    const outputs = region.filter(isNeeded)
    const isTaken = [node.id, ...region].some(id => replaced.has(id))
    if (outputs.length === 0 || isNeeded(node.id) || isTaken) continue
    for (const made of drawnDirectly(scalar, { nodes: diagram.nodes, indices }, node, { region, outputs }))
      replaced.set(made.id, made)
  }
  if (replaced.size === 0) return diagram
  return pruned({ ...diagram, nodes: diagram.nodes.map(node => replaced.get(node.id) ?? node) })
}

/** The functions of a chance node and its parents alone, in order. */
const determinedBy = <N>(
  nodes: readonly Node<N>[],
  { readers }: Uses,
  chance: ChanceNode<N>,
): readonly number[] => {
  const known = new Set([chance.id, ...chance.parents])
  const region: number[] = []
  const pending = [...(readers[chance.id] ?? [])]
  while (pending.length > 0) {
    // Readers come after what they read: the first of all is ready if it ever will be.
    const id = pending.reduce((a, b) => Math.min(a, b))
    for (let k = pending.length - 1; k >= 0; k--) if (pending[k] === id) pending.splice(k, 1)
    const node = nodes[id]
    if (!isPlain(node) || known.has(id) || !node.parents.every(parent => known.has(parent))) continue
    known.add(id)
    region.push(id)
    pending.push(...(readers[id] ?? []))
  }
  return region
}

/** Nodes, and room for the index of the value of each. */
interface Sheet<N> {
  readonly nodes: readonly Node<N>[]
  readonly indices: Int32Array
}

/** Chance as what the outputs come to together, and the outputs as parts of it; none where that is no less. */
const drawnDirectly = <N>(
  scalar: Scalar<N>,
  { nodes, indices }: Sheet<N>,
  chance: ChanceNode<N>,
  { region, outputs }: { readonly region: readonly number[]; readonly outputs: readonly number[] },
): readonly Node<N>[] => {
  const { parents, kernel, id } = chance
  const offsets = [0]
  const items: number[] = []
  const weights: N[] = []
  const places = new Map<number, number>()
  const combinations: number[][] = []
  for (let row = 0; row + 1 < kernel.offsets.length; row++) {
    spread(nodes, parents, row, indices)
    const drawn = new Map<number, N>()
    for (let k = kernel.offsets[row] ?? 0; k < (kernel.offsets[row + 1] ?? 0); k++) {
      indices[id] = kernel.items[k] ?? 0
      for (const inner of region) {
        const node = nodes[inner]
        if (isPlain(node))
          indices[inner] = node.table[rowAt(nodes, node.parents, parent => indices[parent] ?? 0)] ?? 0
      }
      const key = rowAt(nodes, outputs, output => indices[output] ?? 0)
      const place = places.get(key) ?? combinations.length
      if (place === combinations.length) {
        places.set(key, place)
        combinations.push(outputs.map(output => indices[output] ?? 0))
      }
      const weight = kernel.weights[k] ?? scalar.zero
      const old = drawn.get(place)
      drawn.set(place, old === undefined ? weight : scalar.add(old, weight))
    }
    for (const [place, weight] of drawn) {
      items.push(place)
      weights.push(weight)
    }
    offsets.push(items.length)
  }
  if (items.length >= kernel.items.length) return []
  const domain = {
    values: combinations.map(combination =>
      combination.map((index, k) => nodes[outputs[k] ?? -1]?.domain.values[index]),
    ),
  }
  const drawn: ChanceNode<N> = {
    ...chance,
    domain,
    kernel: { offsets: Int32Array.from(offsets), items: Int32Array.from(items), weights },
  }
  const parts = outputs.flatMap((output, k): readonly Node<N>[] => {
    const node = nodes[output]
    const table = Int32Array.from(combinations, combination => combination[k] ?? 0)
    return isPlain(node) ? [{ ...node, parents: [id], table }] : []
  })
  return [drawn, ...parts]
}

// ---------------------------------------------------------------------------------------------- functions

/**
 * Functions that only one function needs are made part of it, where the table is not much larger than theirs together.
 * What several need is a state that others forget the past behind: it stays.
 */
const composed = <N>(diagram: Diagram<N>): Diagram<N> => {
  const { nodes } = diagram
  const owners = ownersOf(diagram)
  const parts = new Map<number, FunctionNode[]>()
  for (const node of nodes) {
    if (!isPlain(node)) continue
    const owner = owners[node.id] ?? node.id
    parts.set(owner, [...(parts.get(owner) ?? []), node])
  }
  const indices = new Int32Array(nodes.length)
  const made = nodes.map((node): Node<N> => {
    if (!isPlain(node) || owners[node.id] !== node.id) return node
    const own = parts.get(node.id) ?? []
    if (own.length <= 1) return node
    const inside = new Set(own.map(({ id }) => id))
    const base = [...new Set(own.flatMap(({ parents }) => parents.filter(id => !inside.has(id))))].sort(
      (a, b) => a - b,
    )
    const rows = base.reduce((product, id) => product * sizeOf(nodes, id), 1)
    const before = own.reduce((sum, { table }) => sum + table.length, 0)
    return rows > mostGrowth * before ? node : overBase({ nodes, indices }, own, base, rows)
  })
  return pruned({ ...diagram, nodes: made })
}

/** How many times larger than the tables it replaces a table may be. */
const mostGrowth = 4

/** For each function the one that alone needs it, be it through others; itself where there is none. */
const ownersOf = <N>(diagram: Diagram<N>): Int32Array => {
  const { nodes } = diagram
  const { readers, isPaid, isObserved } = usesOf(diagram)
  const owners = Int32Array.from(nodes, (_, id) => id)
  for (let id = nodes.length - 1; id >= 0; id--) {
    const [first, ...others] = readers[id] ?? []
    if (!isPlain(nodes[id]) || first === undefined || isPaid(id) || isObserved(id)) continue
    const owner = owners[first]
    const isAlone =
      isPlain(nodes[first]) && others.every(other => isPlain(nodes[other]) && owners[other] === owner)
    if (isAlone && owner !== undefined) owners[id] = owner
  }
  return owners
}

/** The last of some functions as a table over what they all read. */
const overBase = <N>(
  { nodes, indices }: Sheet<N>,
  parts: readonly FunctionNode[],
  base: readonly number[],
  rows: number,
): FunctionNode => {
  const last = parts.at(-1)
  if (last === undefined) throw new RangeError('a composition has parts')
  const table = new Int32Array(rows)
  for (let row = 0; row < rows; row++) {
    spread(nodes, base, row, indices)
    for (const { id, parents, table: inner } of parts)
      indices[id] = inner[rowAt(nodes, parents, parent => indices[parent] ?? 0)] ?? 0
    table[row] = indices[last.id] ?? 0
  }
  return { ...last, parents: base, table }
}

// ---------------------------------------------------------------------------------------------- what is left

/** The diagram without the nodes that nothing needs, renumbered. */
const pruned = <N>(diagram: Diagram<N>): Diagram<N> => {
  const { nodes, accounts, decisions } = diagram
  // What can fail must be met, whatever it is good for.
  const failing = nodes.flatMap(({ id, failures }) => (failures.size > 0 ? [id] : []))
  const needed = new Set<number>([...decisions, ...failing])
  for (const receipts of accounts.values())
    for (const receipt of receipts)
      if (receipt.kind === 'pay' && receipt.node !== undefined) needed.add(receipt.node)
  for (const id of needed) {
    const node = nodes[id]
    if (node === undefined) continue
    for (const parent of node.parents) needed.add(parent)
    if (node.kind === 'decision') for (const seen of node.observed) needed.add(seen)
  }
  const kept = nodes.filter(({ id }) => needed.has(id))
  const places = new Map(kept.map(({ id }, place) => [id, place]))
  const placed = (ids: readonly number[]) => ids.map(id => places.get(id) ?? -1)
  return {
    ...diagram,
    nodes: kept.map((node, id): Node<N> => {
      const parents = placed(node.parents)
      return node.kind === 'decision'
        ? { ...node, id, parents, observed: placed(node.observed) }
        : { ...node, id, parents }
    }),
    decisions: placed(decisions),
    accounts: new Map(
      [...accounts].map(([player, receipts]) => [
        player,
        receipts.map(receipt =>
          receipt.kind === 'pay' && receipt.node !== undefined
            ? { ...receipt, node: places.get(receipt.node) }
            : receipt,
        ),
      ]),
    ),
  }
}
