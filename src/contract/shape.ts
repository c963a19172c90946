/** Where the amounts stand in what returns at a boundary: a number, nothing, pairs of such. */
import { exact, isRational, type Rational } from '../markov/rational.ts'

/** What returns, by the amounts in it, which have names. */
export interface Shape {
  readonly leaves: readonly string[]
  /** The value with these amounts. */
  readonly fill: (amount: (leaf: string) => Rational) => unknown
  /** The amounts in such a value; zero for a leaf that it does not have. */
  readonly read: (returned: unknown) => (leaf: string) => Rational
}

export const amount: Shape = {
  leaves: [''],
  fill: value => value(''),
  read: returned => leaf => (leaf === '' && isRational(returned) ? returned : exact.zero),
}

export const nothing: Shape = { leaves: [], fill: () => null, read: () => () => exact.zero }

/** What returns to two games side by side. */
export const pairOf = (left: Shape, right: Shape): Shape => ({
  leaves: [...left.leaves.map(leaf => `0${leaf}`), ...right.leaves.map(leaf => `1${leaf}`)],
  fill: value => [left.fill(leaf => value(`0${leaf}`)), right.fill(leaf => value(`1${leaf}`))],
  read: returned => {
    const [first, second] = Array.isArray(returned) ? returned : []
    return leaf =>
      leaf.startsWith('0') ? left.read(first)(leaf.slice(1)) : right.read(second)(leaf.slice(1))
  },
})
