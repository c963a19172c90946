import type {
  CheckDeclaration,
  Declaration,
  Equation,
  Name,
  StrategyDeclaration,
  TypeDeclaration,
} from '../syntax/ast.ts'
import { resolveDrive } from './drives.ts'
import { resolveAll, resolveExpression } from './expressions.ts'
import { boundTwice, conceptUnknown, gameUnknown, strategyUnknown } from './nameErrors.ts'
import { bindAll, distinct, localsOf } from './patterns.ts'
import { conceptNames, solvedNames } from './prelude.ts'
import { isReported, noteUse, type Resolution } from './resolution.ts'
import { withNames } from './scope.ts'
import { type Declared, resolveType } from './typeNames.ts'

/** Resolves the names in a declaration. */
export const resolveDeclaration = (r: Resolution, d: Declaration): void => {
  switch (d.kind) {
    case 'import':
      break
    case 'type':
      resolveTypeDeclaration(r, d)
      break
    case 'param':
      if (d.signature !== undefined) resolveType(r, d.signature)
      resolveExpression(r, undefined, d.value)
      break
    case 'let':
      for (const type of [d.signature, d.result]) if (type !== undefined) resolveType(r, type)
      for (const equation of d.equations) resolveEquation(r, equation, d.equations.length === 1)
      break
    case 'game': {
      if (d.signature !== undefined) resolveType(r, d.signature)
      const parameters = bindAll(r, d.parameters, 'parameter')
      resolveExpression(r, withNames(undefined, parameters), d.body)
      break
    }
    case 'strategy':
      resolveStrategy(r, d)
      break
    case 'check':
      resolveCheck(r, d)
      break
    case 'expect':
      resolveExpression(r, undefined, d.condition)
      break
    case 'solve':
      resolveGame(r, d.game)
      resolveAll(r, undefined, d.arguments)
      resolveConcept(r, d.concept, solvedNames)
      break
    case 'drive':
      resolveDrive(r, d)
      break
  }
}

const resolveTypeDeclaration = (r: Resolution, d: TypeDeclaration): void => {
  const seen = new Map<string, Name>()
  for (const parameter of d.parameters) {
    const first = seen.get(parameter.text)
    if (first === undefined) seen.set(parameter.text, parameter)
    else r.tables.diagnostics.push(boundTwice(parameter.text, first.span, parameter.span))
  }
  const alias = d.body.kind === 'alias' ? d.body.type : undefined
  const within: Declared = { name: d.name, parameters: new Set(seen.keys()), alias }
  if (d.body.kind === 'alias') resolveType(r, d.body.type, within)
  else for (const { fields } of d.body.constructors) for (const field of fields) resolveType(r, field, within)
}

/** Of several equations one may leave to the others what it names. */
const resolveEquation = (r: Resolution, { patterns, body }: Equation, isOnly: boolean): void => {
  const names = isOnly ? bindAll(r, patterns, 'parameter') : distinct(r, localsOf(r, patterns))
  resolveExpression(r, withNames(undefined, names), body)
}

const resolveStrategy = (r: Resolution, d: StrategyDeclaration): void => {
  resolveGame(r, d.game)
  resolveAll(r, undefined, d.arguments)
  for (const entry of d.entries) resolveExpression(r, undefined, entry.value)
}

const resolveCheck = (r: Resolution, d: CheckDeclaration): void => {
  const found = r.top.values.get(d.strategy.text)
  if (found?.value.kind === 'strategy') {
    noteUse(r.tables, found)
    r.tables.values.set(d.strategy.id, { kind: 'declaration', declaration: found.value })
  } else if (!isReported(r.top, d.strategy.text))
    r.tables.diagnostics.push(strategyUnknown(d.strategy, r.top))
  resolveConcept(r, d.concept, conceptNames)
  for (const e of [d.within, d.context]) if (e !== undefined) resolveExpression(r, undefined, e)
}

const resolveGame = (r: Resolution, name: Name): void => {
  const found = r.top.values.get(name.text)
  if (found?.value.kind === 'game') {
    noteUse(r.tables, found)
    r.tables.values.set(name.id, { kind: 'declaration', declaration: found.value })
  } else if (!isReported(r.top, name.text)) r.tables.diagnostics.push(gameUnknown(name, r.top))
}

const resolveConcept = (r: Resolution, name: Name, known: readonly string[]): void => {
  if (name.text !== '' && !known.includes(name.text)) r.tables.diagnostics.push(conceptUnknown(name, known))
}
