import type { Node } from '../diagram.ts'

/** The plays that have not ended yet: the node each stands at, and the values that are still to be read. */
export interface Frontier {
  ends: Int32Array
  /** By node of the diagram, its value in each of the plays. */
  readonly columns: Map<number, Int32Array>
}

const noColumn = new Int32Array(0)

/** The row of each play in a table over `parents`. */
export const rowsOf = <N>(
  { ends, columns }: Frontier,
  nodes: readonly Node<N>[],
  parents: readonly number[],
): Int32Array => {
  const rows = new Int32Array(ends.length)
  for (const parent of parents) {
    const size = nodes[parent]?.domain.values.length ?? 0
    const column = columns.get(parent) ?? noColumn
    for (let j = 0; j < rows.length; j++) rows[j] = (rows[j] ?? 0) * size + (column[j] ?? 0)
  }
  return rows
}

/**
 * For each play the class of those that agree on `observed`, numbered in order of their first play, which is
 * returned for each class.
 */
export const classesOf = <N>(
  frontier: Frontier,
  nodes: readonly Node<N>[],
  observed: readonly number[],
): { readonly classes: Int32Array; readonly firsts: readonly number[] } => {
  const { ends, columns } = frontier
  const classes = new Int32Array(ends.length)
  let firsts: readonly number[] = ends.length === 0 ? [] : [0]
  // Refining class by class keeps the codes below the number of plays times that of values.
  for (const node of observed) {
    const size = nodes[node]?.domain.values.length ?? 0
    firsts = refine(classes, columns.get(node) ?? noColumn, size)
  }
  return { classes, firsts }
}

const refine = (classes: Int32Array, column: Int32Array, size: number): readonly number[] => {
  const numbers = new Map<number, number>()
  const firsts: number[] = []
  for (let j = 0; j < classes.length; j++) {
    const code = (classes[j] ?? 0) * size + (column[j] ?? 0)
    let number = numbers.get(code)
    if (number === undefined) {
      number = firsts.length
      numbers.set(code, number)
      firsts.push(j)
    }
    classes[j] = number
  }
  return firsts
}

/** The frontier in which play `j` goes on from what was play `origin[j]`. */
export const regroup = (frontier: Frontier, ends: Int32Array, origin: Int32Array): void => {
  frontier.ends = ends
  for (const [node, column] of frontier.columns) {
    const regrouped = new Int32Array(origin.length)
    for (let j = 0; j < origin.length; j++) regrouped[j] = column[origin[j] ?? 0] ?? 0
    frontier.columns.set(node, regrouped)
  }
}
