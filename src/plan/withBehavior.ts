import { type DecisionNode, type Diagram, type Kernel, type Menu, rowsOver } from './diagram.ts'

/**
 * What is done at a decision: an action of the menu by its place there, and its weight, when what is observed has the
 * values of `row`, numbered over `DecisionNode.observed` as rows are over parents. No weight is zero.
 */
export type Behavior<N> = (
  decision: DecisionNode<N>,
  row: number,
) => readonly (readonly [place: number, weight: N])[]

/** The diagram of the same game under another profile. */
export const withBehavior = <N>(diagram: Diagram<N>, behavior: Behavior<N>): Diagram<N> => ({
  ...diagram,
  nodes: diagram.nodes.map(node => (node.kind === 'decision' ? decided(diagram, behavior, node) : node)),
})

/** The decision with a row of its tables for everything that may be observed. */
const decided = <N>({ nodes }: Diagram<N>, behavior: Behavior<N>, node: DecisionNode<N>): DecisionNode<N> => {
  const menuRow = menuRows(nodes, node)
  const rows = Array.from({ length: rowsOver(nodes, node.observed) }, (_, row) => {
    const old = menuRow(row)
    return {
      actions: actionsIn(node.menu, old),
      failure: node.failures.get(old),
      played: behavior(node, row),
    }
  })
  const played = rows.map(({ actions, played }) => ({
    items: played.map(([place]) => actions[place] ?? 0),
    weights: played.map(([, weight]) => weight),
  }))
  const strategy: Kernel<N> = {
    ...menuOf(played.map(({ items }) => items)),
    weights: played.flatMap(({ weights }) => weights),
  }
  return {
    ...node,
    parents: node.observed,
    menu: menuOf(rows.map(({ actions }) => actions)),
    strategy,
    failures: new Map(
      rows.flatMap(({ failure }, row) => (failure === undefined ? [] : [[row, failure] as const])),
    ),
  }
}

/** The row of the menu for each row of what is observed: a decision knows what it may do. */
const menuRows = <N>(nodes: Diagram<N>['nodes'], node: DecisionNode<N>): ((row: number) => number) => {
  const widths = widthsOf(nodes, node)
  const places = node.parents.map(parent => node.observed.indexOf(parent))
  return row => {
    const values = digitsOf(row, widths)
    return places.reduce((sum, place) => sum * (widths[place] ?? 1) + (values[place] ?? 0), 0)
  }
}

/** The digits of a row number, the last fastest. */
const digitsOf = (row: number, widths: readonly number[]): readonly number[] => {
  const digits = widths.map(() => 0)
  let rest = row
  for (let k = widths.length - 1; k >= 0; k--) {
    const width = widths[k] ?? 1
    digits[k] = rest % width
    rest = Math.floor(rest / width)
  }
  return digits
}

/** What may be done at a decision, as indices of its domain, for a row of what is observed. */
export const actionsAt = <N>({ nodes }: Diagram<N>, node: DecisionNode<N>, row: number): readonly number[] =>
  actionsIn(node.menu, menuRows(nodes, node)(row))

/** What is observed at a decision, by row. */
export const observationsOf = <N>({ nodes }: Diagram<N>, node: DecisionNode<N>): readonly unknown[] => {
  const widths = widthsOf(nodes, node)
  return Array.from({ length: rowsOver(nodes, node.observed) }, (_, row) =>
    node.observation(digitsOf(row, widths)),
  )
}

const widthsOf = <N>(nodes: Diagram<N>['nodes'], { observed }: DecisionNode<N>): readonly number[] =>
  observed.map(id => nodes[id]?.domain.values.length ?? 1)

const actionsIn = ({ offsets, items }: Menu, row: number): readonly number[] => [
  ...items.subarray(offsets[row], offsets[row + 1]),
]

const menuOf = (rows: readonly (readonly number[])[]): Menu => {
  const offsets = new Int32Array(rows.length + 1)
  for (const [row, items] of rows.entries()) offsets[row + 1] = (offsets[row] ?? 0) + items.length
  return { offsets, items: Int32Array.from(rows.flat()) }
}
