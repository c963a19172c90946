/**
 * Whether what is told apart is so for all values of the parameters: observations make information states, and
 * actions are a set, so that two of them that are equal for some parameters only are no answer for all.
 */
import type { Decision } from '../game/game.ts'
import { exact, isRational, type Rational } from '../markov/rational.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { isForm, partsOf } from './affine.ts'

/** A decision as it is met. */
export interface Met {
  readonly decision: Decision<Rational>
  readonly observation: unknown
  readonly actions: readonly { readonly action: unknown }[]
}

export interface Ambiguity {
  readonly decision: Decision<Rational>
  readonly what: 'observations' | 'actions'
}

/** Two observations or two actions of a decision may or may not be equal; unwinds as a failure of the program. */
export class Undistinguished extends Error {
  override readonly name = 'Undistinguished'
  readonly ambiguity: Ambiguity
  constructor(ambiguity: Ambiguity) {
    super(`${ambiguity.what} of ${ambiguity.decision.path}`)
    this.ambiguity = ambiguity
  }
}

/** The first decision of which two observations or two actions are equal for some parameters only. */
export const undistinguished = (states: readonly Met[]): Ambiguity | undefined => {
  const byKey = new Map<string, Met[]>()
  for (const state of states) {
    const known = byKey.get(state.decision.key)
    if (known === undefined) byKey.set(state.decision.key, [state])
    else known.push(state)
  }
  for (const met of byKey.values()) {
    const [{ decision } = { decision: undefined }] = met
    if (decision === undefined) continue
    if (someDepend(met.map(({ observation }) => observation))) return { decision, what: 'observations' }
    if (met.some(({ actions }) => someDepend(actions.map(({ action }) => action))))
      return { decision, what: 'actions' }
  }
  return undefined
}

/** Values without parameters differ from each other as they stand, so one of each pair must have some. */
const someDepend = (values: readonly unknown[]): boolean =>
  values.some((a, i) => hasForm(a) && values.some((b, j) => i !== j && equality(a, b) === 'depends'))

/** Whether a value has a part that is not known. */
export const hasForm = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false
  if (isRational(value)) return isForm(value)
  return Object.values(value).some(hasForm)
}

/** Whether two values are equal: for all parameters, for none, or as the parameters say. */
const equality = (a: unknown, b: unknown): 'equal' | 'different' | 'depends' => {
  if (isRational(a) && isRational(b)) return equalityOfNumbers(a, b)
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return a === b ? 'equal' : 'different'
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))]
  if (left.length !== right.size) return 'different'
  const parts = left.map(([name, part]) => (right.has(name) ? equality(part, right.get(name)) : 'different'))
  if (parts.includes('different')) return 'different'
  return parts.includes('depends') ? 'depends' : 'equal'
}

const equalityOfNumbers = (a: Rational, b: Rational): 'equal' | 'different' | 'depends' => {
  const [x, y] = [partsOf(a), partsOf(b)]
  if (structuralKey(x.slopes) !== structuralKey(y.slopes)) return 'depends'
  return exact.equals(x.constant, y.constant) ? 'equal' : 'different'
}
