/**
 * Amounts in what returns to a line of a block: the numbers in a value, by where they stand in it. A function is as
 * many amounts as there are arguments that it is applied to: the coplay of a mechanism may be one, from the type of a
 * player to its payoff.
 */
import { applyFunction } from '../core/function.ts'
import type { Value } from '../core/value.ts'
import { isNumber, isStructure } from '../core/view.ts'
import type { Rational } from '../markov/rational.ts'
import { structuralKey } from '../markov/structuralKey.ts'

type Returned = Value<Rational>

/** From a value to an amount in it: into a part, or to what a function gives. */
export type Step =
  | { readonly kind: 'part'; readonly name: string }
  | { readonly kind: 'call'; readonly values: readonly Returned[]; readonly site: number }

export type Path = readonly Step[]

/** The name of a path; equal paths have equal names, wherever their functions are called. */
export const pathKey = (path: Path): string =>
  structuralKey(path.map(step => (step.kind === 'part' ? step.name : { values: step.values })))

/** The value with other amounts, those that a function gives included. */
export const withAmounts = (
  value: Returned,
  amountAt: (path: Path) => Rational,
  path: Path = [],
): Returned => {
  if (isNumber(value)) return amountAt(path)
  if (!isStructure(value)) return value
  const inner = (part: Returned, name: string | number): Returned =>
    withAmounts(part, amountAt, [...path, { kind: 'part', name: String(name) }])
  switch (value.kind) {
    case 'tuple':
    case 'list':
      return { kind: value.kind, items: value.items.map(inner) }
    case 'constructor':
      return { ...value, fields: value.fields.map(inner) }
    case 'record':
      return {
        kind: 'record',
        fields: Object.fromEntries(
          Object.entries(value.fields).map(([name, field]) => [name, inner(field, name)] as const),
        ),
      }
    case 'function':
      return {
        kind: 'function',
        arity: value.arity,
        call: (values, site) => amountAt([...path, { kind: 'call', values: [...values], site }]),
      }
    default:
      return value
  }
}

/** The amount at a path of a value; nothing where there is none. */
export const amountAt = (value: Returned, path: Path): Rational | undefined => {
  const [step, ...rest] = path
  if (step === undefined) return isNumber(value) ? value : undefined
  if (!isStructure(value)) return undefined
  if (step.kind === 'call')
    return value.kind === 'function'
      ? amountAt(applyFunction(value, [...step.values], step.site), rest)
      : undefined
  const part = partOf(value, step.name)
  return part === undefined ? undefined : amountAt(part, rest)
}

const partOf = (value: Returned, name: string): Returned | undefined => {
  if (!isStructure(value)) return undefined
  switch (value.kind) {
    case 'tuple':
    case 'list':
      return value.items[Number(name)]
    case 'constructor':
      return value.fields[Number(name)]
    case 'record':
      return value.fields[name]
    default:
      return undefined
  }
}

/** Whether a value is made of amounts and of functions to them, and has nothing else that could hide some. */
export const hasAmountsAlone = (value: Returned): boolean => {
  if (isNumber(value) || !isStructure(value)) return true
  switch (value.kind) {
    case 'tuple':
    case 'list':
      return value.items.every(hasAmountsAlone)
    case 'constructor':
      return value.fields.every(hasAmountsAlone)
    case 'record':
      return Object.values(value.fields).every(hasAmountsAlone)
    case 'function':
      return true
    default:
      return false
  }
}

/** What two values must have in common to differ in their amounts alone. */
export const skeletonKey = (value: Returned): string => structuralKey(skeleton(value))

const skeleton = (value: Returned): unknown => {
  if (isNumber(value)) return 'number'
  if (!isStructure(value)) return [value]
  switch (value.kind) {
    case 'tuple':
    case 'list':
      return [value.kind, value.items.map(skeleton)]
    case 'constructor':
      return [value.kind, value.name, value.fields.map(skeleton)]
    case 'record':
      return [value.kind, Object.entries(value.fields).map(([name, field]) => [name, skeleton(field)])]
    case 'function':
      return [value.kind, value.arity]
    default:
      return [value.kind]
  }
}
