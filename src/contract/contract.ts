/**
 * Contracts: what must hold of the continuation of a game for its strategy to be in equilibrium.
 *
 * For a fixed strategy and prior that is a polyhedron of continuation payoffs: whoever decides compares expected
 * receipts, which are linear in what follows each output. A contract says nothing about the rest of the play but
 * this, so that it stays true whatever is put there; a new rest is judged by one product of a matrix and a vector.
 *
 * The contexts of a game that leave it in equilibrium are the best response of Bolt, Hedges and Zahn, Bayesian open
 * games (2023); that they are polyhedra that compose is, to our knowledge, used by no other tool.
 */
import { exact, type Rational } from '../markov/rational.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import type { Deviation } from '../region/inequality.ts'

/** An amount that the continuation determines. */
export interface Column {
  /** What the rest of the play knows beside the output, and the output. */
  readonly hidden: unknown
  readonly output: unknown
  readonly what: /** An amount in what returns. */
    | { readonly kind: 'returned'; readonly leaf: string }
    /** What a player earns from then on. */
    | { readonly kind: 'later'; readonly player: string }
}

/** The name of a column; equal columns have equal names. */
export const columnKey = ({ hidden, output, what }: Column): string =>
  structuralKey([hidden, output, what.kind === 'returned' ? what.leaf : { player: what.player }])

/** `constant` plus the sum of the columns times their factors. */
export interface Linear {
  readonly constant: Rational
  readonly terms: readonly { readonly column: Column; readonly factor: Rational }[]
}

/** What a deviation loses, and what is forgiven: to be zero or more. */
export interface Row extends Linear {
  readonly deviation: Deviation
}

export interface Contract {
  readonly rows: readonly Row[]
}

/** A row in a continuation. */
export interface Margin {
  readonly row: Row
  readonly margin: Rational
}

/** What every deviation loses in a continuation; the strategy is in equilibrium where none is negative. */
export const margins = ({ rows }: Contract, amountOf: (column: Column) => Rational): readonly Margin[] =>
  rows.map(row => ({ row, margin: evaluated(row, amountOf) }))

/** The value of an expression, given its columns. */
export const evaluated = ({ constant, terms }: Linear, amountOf: (column: Column) => Rational): Rational =>
  terms.reduce((sum, { column, factor }) => exact.add(sum, exact.mul(factor, amountOf(column))), constant)

/** The columns of a contract, each once. */
export const columnsOf = ({ rows }: Contract): readonly Column[] => [
  ...new Map(
    rows.flatMap(({ terms }) => terms.map(({ column }) => [columnKey(column), column] as const)),
  ).values(),
]

/** Expressions put in the place of columns. Each column is asked for once. */
export const substituted = ({ rows }: Contract, expressionOf: (column: Column) => Linear): Contract => {
  const known = new Map<string, Linear>()
  const found = (column: Column): Linear => {
    const key = columnKey(column)
    const expression = known.get(key) ?? expressionOf(column)
    known.set(key, expression)
    return expression
  }
  return { rows: rows.map(row => ({ ...linearIn(row, found), deviation: row.deviation })) }
}

const linearIn = ({ constant, terms }: Linear, expressionOf: (column: Column) => Linear): Linear => {
  const sums = new Map<string, { readonly column: Column; factor: Rational }>()
  let total = constant
  for (const { column, factor } of terms) {
    const inner = expressionOf(column)
    total = exact.add(total, exact.mul(factor, inner.constant))
    for (const term of inner.terms) {
      const key = columnKey(term.column)
      const product = exact.mul(factor, term.factor)
      const known = sums.get(key)
      if (known === undefined) sums.set(key, { column: term.column, factor: product })
      else known.factor = exact.add(known.factor, product)
    }
  }
  return {
    constant: total,
    terms: [...sums.values()].filter(({ factor }) => !exact.equals(factor, exact.zero)),
  }
}
