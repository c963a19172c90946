import { cleared, keyOf, unit } from '../linear/vector.ts'
import { exact } from '../markov/rational.ts'
import { withoutImplied } from '../region/polyhedron.ts'
import { type Contract, columnKey, columnsOf, type Row } from './contract.ts'

/** Entries of a contract up to which rows that follow from others are looked for. */
const mostEntries = 40_000

/**
 * The contract without rows that hold anyway, twice, or because others do. In a large one only rows that hold
 * anyway or twice are left out.
 */
export const reduced = (contract: Contract): Contract => {
  const columns = columnsOf(contract).map(columnKey)
  const length = columns.length + 1
  const byVector = new Map<string, Row>()
  for (const row of contract.rows) byVector.set(keyOf(vectorOf(row, columns)), row)
  const rows = [...byVector.values()].filter(
    ({ constant, terms }) => terms.length > 0 || exact.compare(constant, exact.zero) < 0,
  )
  if (rows.length * length > mostEntries) return { rows }
  const vectors = rows.map(row => vectorOf(row, columns))
  return { rows: withoutImplied(vectors, [unit(length, 0)]).flatMap(i => rows[i] ?? []) }
}

const vectorOf = ({ constant, terms }: Row, columns: readonly string[]) => {
  const factors = new Map(terms.map(({ column, factor }) => [columnKey(column), factor]))
  return cleared([constant, ...columns.map(key => factors.get(key) ?? exact.zero)])
}
