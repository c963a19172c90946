/** Half-spaces for people: `p >= 3/2`, `2 p - q <= 3`, `p = q`. */

import { negated, type Vector } from '../linear/vector.ts'
import { rational } from '../markov/rational.ts'
import { written } from './affine.ts'

/** `c0 + c · p` is not negative, or zero, with the parameters on the left and the first of them positive. */
export const halfSpaceText = (vector: Vector, names: readonly string[], relation: '>=' | '='): string => {
  const leading = vector.slice(1).find(slope => slope !== 0n)
  if (leading === undefined) return `0 ${relation} ${-(vector[0] ?? 0n)}`
  const [constant = 0n, ...turned] = leading < 0n ? negated(vector) : vector
  const only = turned.filter(slope => slope !== 0n).length === 1
  const scale = only ? (turned.find(slope => slope !== 0n) ?? 1n) : 1n
  const nameOf = (index: number): string => names[index] ?? ''
  const slopes = turned.flatMap((slope, i) => (slope === 0n ? [] : [[i, rational(slope, scale)] as const]))
  const left = written({ constant: rational(0n), slopes }, nameOf)
  const right = written({ constant: rational(-constant, scale), slopes: [] }, nameOf)
  return `${left} ${relation === '>=' && leading < 0n ? '<=' : relation} ${right}`
}
