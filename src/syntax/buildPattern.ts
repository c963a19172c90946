import type {
  AnnotatedPatternCstNode,
  FieldPatternCstNode,
  NumberPatternCstNode,
  ParenthesizedPatternCstNode,
  PatternAtomCstNode,
  PatternCstNode,
  PatternsCstNode,
} from '../../grammar/cst.ts'
import { cover } from '../source/source.ts'
import type { Name, Pattern } from './ast.ts'
import { type Building, brokenPattern, first, nameOf, node, spanOfNode, spanOfToken } from './building.ts'
import { buildType } from './buildType.ts'
import { textOf } from './lexicalErrors.ts'
import { notAConstructor } from './patternErrors.ts'

export const buildPattern = (b: Building, cst: PatternCstNode | undefined): Pattern => {
  if (cst === undefined) return brokenPattern(b)
  const atoms = (cst.children.patternAtom ?? []).map(atom => buildPatternAtom(b, atom))
  return constructed(b, atoms)
}

export const buildPatterns = (b: Building, cst: PatternsCstNode | undefined): readonly Pattern[] =>
  (cst?.children.pattern ?? []).map(pattern => buildPattern(b, pattern))

/** A constructor and its fields, or the one pattern there is. */
export const constructed = (b: Building, atoms: readonly Pattern[]): Pattern => {
  const [head, ...fields] = atoms
  if (head === undefined) return brokenPattern(b)
  if (fields.length === 0) return head
  const span = fields.reduce((whole, field) => cover(whole, field.span), head.span)
  if (head.kind === 'constructor' && head.fields.length === 0) return { ...head, span, fields }
  if (![head, ...fields].some(part => part.kind === 'broken')) b.diagnostics.push(notAConstructor(head.span))
  return brokenPattern(b, span)
}

export const buildPatternAtom = (b: Building, cst: PatternAtomCstNode | undefined): Pattern => {
  if (cst === undefined) return brokenPattern(b)
  const children = cst.children
  const variable = first(children.Identifier)
  if (variable !== undefined)
    return { ...node(b, spanOfToken(b, variable)), kind: 'variable', name: variable.image }
  const wildcard = first(children.Wildcard)
  if (wildcard !== undefined) return { ...node(b, spanOfToken(b, wildcard)), kind: 'wildcard' }
  const capital = first(children.Constructor)
  if (capital !== undefined) return constructorPattern(b, nameOf(b, capital))
  const text = first(children.StringLiteral)
  if (text !== undefined) return { ...node(b, spanOfToken(b, text)), kind: 'string', value: textOf(b, text) }
  return bracketedPattern(b, cst)
}

export const constructorPattern = (b: Building, name: Name): Pattern => {
  b.constructors.add(name.text)
  return { ...node(b, name.span), kind: 'constructor', name, fields: [] }
}

const bracketedPattern = (b: Building, cst: PatternAtomCstNode): Pattern => {
  const { numberPattern, parenthesizedPattern, listPattern, recordPattern } = cst.children
  const number = first(numberPattern)
  if (number !== undefined) return number_(b, number)
  const parenthesized = first(parenthesizedPattern)
  if (parenthesized !== undefined) return parenthesizedItems(b, parenthesized)
  const span = spanOfNode(b, cst)
  const list = first(listPattern)
  if (list !== undefined)
    return { ...node(b, span), kind: 'list', items: buildPatterns(b, first(list.children.patterns)) }
  const record = first(recordPattern)
  if (record === undefined) return brokenPattern(b, span)
  const fields = (record.children.fieldPattern ?? []).map(field => fieldPattern(b, field))
  return { ...node(b, span), kind: 'record', fields }
}

const number_ = (b: Building, cst: NumberPatternCstNode): Pattern => {
  const sign = cst.children.Minus === undefined ? '' : '-'
  const digits = first(cst.children.NumberLiteral)
  const span = spanOfNode(b, cst)
  if (digits === undefined) return brokenPattern(b, span)
  return { ...node(b, span), kind: 'number', text: sign + digits.image }
}

const parenthesizedItems = (b: Building, cst: ParenthesizedPatternCstNode): Pattern => {
  const items = (cst.children.annotatedPattern ?? []).map(item => annotated(b, item))
  const span = spanOfNode(b, cst)
  const [only] = items
  if (items.length === 1 && only !== undefined) return { ...only, span }
  return { ...node(b, span), kind: 'tuple', items }
}

const annotated = (b: Building, cst: AnnotatedPatternCstNode): Pattern => {
  const pattern = buildPattern(b, first(cst.children.pattern))
  if (cst.children.Colon === undefined) return pattern
  const type = buildType(b, first(cst.children.type))
  return { ...node(b, cover(pattern.span, type.span)), kind: 'annotate', pattern, type }
}

const fieldPattern = (
  b: Building,
  cst: FieldPatternCstNode,
): { readonly name: Name; readonly pattern: Pattern } => {
  const name = nameOf(b, first(cst.children.Identifier))
  if (cst.children.Equals === undefined)
    return { name, pattern: { ...node(b, name.span), kind: 'variable', name: name.text } }
  return { name, pattern: buildPattern(b, first(cst.children.pattern)) }
}
