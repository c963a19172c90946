/** Quantities of a grid in the expressions of a `drive`. */
import type { Expression, FieldExpression } from '../syntax/ast.ts'
import type { Resolution } from './resolution.ts'
import { lookUp, type Scope } from './scope.ts'

/** The head of the paths that read what surrounds the devices; never a name of the program. */
export const surroundings = 'grid'

/** The words of a dotted path; nothing where the expression is none. */
const wordsOf = (e: Expression): readonly [head: string, ...rest: string[]] | undefined => {
  const rest: string[] = []
  let at = e
  while (at.kind === 'field') {
    rest.unshift(at.name.text)
    at = at.record
  }
  return at.kind === 'variable' ? [at.name, ...rest] : undefined
}

/** Only values can have fields: a function, game or strategy of the name of a device does not hide it. */
const isValue = ({ top }: Resolution, name: string): boolean => {
  const declared = top.values.get(name)?.value
  if (declared?.kind === 'let') return declared.equations.every(({ patterns }) => patterns.length === 0)
  return declared?.kind === 'param'
}

/** Takes a dotted path whose head is no value in scope for a quantity, and tells whether it is one. */
export const resolveQuantity = (r: Resolution, scope: Scope | undefined, e: FieldExpression): boolean => {
  if (r.quantities === undefined) return false
  const words = wordsOf(e)
  if (words === undefined) return false
  const [head] = words
  if (head !== surroundings && (lookUp(scope, head).local !== undefined || isValue(r, head))) return false
  const path = words.join('.')
  const binder = r.quantities.find(known => known.path === path)?.binder ?? e.id
  r.quantities.push({ path, binder, site: e.id, span: e.span })
  r.tables.values.set(e.id, { kind: 'local', binder, name: path })
  return true
}
