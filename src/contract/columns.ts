/** Numbers that are affine in the columns of a boundary, which are numbered as they are met. */
import { exact, type Rational } from '../markov/rational.ts'
import { type Affine, affine, type Demand, parameter, partsOf } from '../region/affine.ts'
import { type Column, columnKey, type Linear } from './contract.ts'

export interface Columns {
  readonly affine: Affine
  /** The number that a column stands for. */
  readonly amount: (column: Column) => Rational
  /** A number as an expression in columns. */
  readonly linear: (n: Rational) => Linear
}

/** A component does more with what returns than to add it up, so that its contract is no polyhedron. */
export class NotLinear extends Error {
  override readonly name = 'NotLinear'
  readonly demand: Demand
  constructor(demand: Demand) {
    super(`what returns is not only added up: ${demand.kind}`)
    this.demand = demand
  }
}

/** No columns yet. Errors: numbers throw `NotLinear` when they are asked what they are. */
export const newColumns = (): Columns => {
  const columns: Column[] = []
  const places = new Map<string, number>()
  const forms = affine(
    index => `k${index}`,
    demand => {
      throw new NotLinear(demand)
    },
  )
  return {
    affine: forms,
    amount: column => {
      const key = columnKey(column)
      const known = places.get(key)
      if (known !== undefined) return parameter(forms, known)
      places.set(key, columns.length)
      columns.push(column)
      return parameter(forms, columns.length - 1)
    },
    linear: n => {
      const { constant, slopes } = partsOf(n)
      return {
        constant,
        terms: slopes.flatMap(([index, factor]) => {
          const column = columns[index]
          return column === undefined || exact.equals(factor, exact.zero) ? [] : [{ column, factor }]
        }),
      }
    },
  }
}
