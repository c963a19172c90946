/** The states of the layer under construction: by variable, its value in each of them. */
import type { Node } from '../diagram.ts'

export interface Frontier {
  readonly length: number
  readonly columns: ReadonlyMap<number, Int32Array>
}

const noColumn = new Int32Array(0)

export const columnOf = ({ columns }: Frontier, variable: number): Int32Array =>
  columns.get(variable) ?? noColumn

/** The row of each state in a table over `parents`. */
export const rowsIn = <N>(
  frontier: Frontier,
  nodes: readonly Node<N>[],
  parents: readonly number[],
): Int32Array => {
  const rows = new Int32Array(frontier.length)
  for (const parent of parents) {
    const size = nodes[parent]?.domain.values.length ?? 0
    const column = columnOf(frontier, parent)
    for (let s = 0; s < rows.length; s++) rows[s] = (rows[s] ?? 0) * size + (column[s] ?? 0)
  }
  return rows
}

/** The frontier whose state `s` is state `origin[s]` of another, with those of its variables that are kept. */
export const regrouped = (
  { columns }: Frontier,
  origin: Int32Array,
  keeps: (variable: number) => boolean,
): { readonly length: number; readonly columns: Map<number, Int32Array> } => {
  const kept = new Map<number, Int32Array>()
  for (const [variable, column] of columns) if (keeps(variable)) kept.set(variable, gathered(column, origin))
  return { length: origin.length, columns: kept }
}

export const gathered = (column: Int32Array, origin: Int32Array): Int32Array => {
  const picked = new Int32Array(origin.length)
  for (let s = 0; s < picked.length; s++) picked[s] = column[origin[s] ?? 0] ?? 0
  return picked
}
