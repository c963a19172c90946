import type {
  FieldTypeCstNode,
  ListTypeCstNode,
  ParenthesizedTypeCstNode,
  RecordTypeCstNode,
  TypeAtomCstNode,
  TypeCstNode,
  TypeOperandCstNode,
} from '../../grammar/cst.ts'
import { cover } from '../source/source.ts'
import type { Name, NamedType, Type } from './ast.ts'
import { type Building, brokenType, first, nameOf, node, spanOfNode, spanOfToken } from './building.ts'

export const buildType = (b: Building, cst: TypeCstNode | undefined): Type => {
  if (cst === undefined) return brokenType(b)
  const operands = (cst.children.typeOperand ?? []).map(operand => operandType(b, operand))
  const last = operands.at(-1) ?? brokenType(b, spanOfNode(b, cst))
  return operands
    .slice(0, -1)
    .reduceRight<Type>(
      (to, from) => ({ ...node(b, cover(from.span, to.span)), kind: 'function', from, to }),
      last,
    )
}

const operandType = (b: Building, cst: TypeOperandCstNode): Type => {
  const [head, ...rest] = (cst.children.typeAtom ?? []).map(atom => atomType(b, atom))
  if (head === undefined) return brokenType(b, spanOfNode(b, cst))
  if (rest.length === 0 || head.kind !== 'named') return head
  return { ...head, span: spanOfNode(b, cst), arguments: rest }
}

const atomType = (b: Building, cst: TypeAtomCstNode): Type => {
  const children = cst.children
  const capital = first(children.Constructor)
  if (capital !== undefined) return named(b, nameOf(b, capital))
  const variable = first(children.Identifier)
  if (variable !== undefined)
    return { ...node(b, spanOfToken(b, variable)), kind: 'variable', name: variable.image }
  const parenthesized = first(children.parenthesizedType)
  if (parenthesized !== undefined) return parenthesizedType(b, parenthesized)
  const list = first(children.listType)
  if (list !== undefined) return listType(b, list)
  const record = first(children.recordType)
  return record === undefined ? brokenType(b, spanOfNode(b, cst)) : recordType(b, record)
}

const named = (b: Building, name: Name): NamedType => ({
  ...node(b, name.span),
  kind: 'named',
  name,
  arguments: [],
})

const parenthesizedType = (b: Building, cst: ParenthesizedTypeCstNode): Type => {
  const items = (cst.children.type ?? []).map(type => buildType(b, type))
  const span = spanOfNode(b, cst)
  const [only] = items
  if (items.length === 1 && only !== undefined) return { ...only, span }
  return { ...node(b, span), kind: 'tuple', items }
}

const listType = (b: Building, cst: ListTypeCstNode): Type => {
  const item = buildType(b, first(cst.children.type))
  const span = spanOfNode(b, cst)
  return { ...node(b, span), kind: 'named', name: { ...node(b, span), text: 'List' }, arguments: [item] }
}

const recordType = (b: Building, cst: RecordTypeCstNode): Type => {
  const fields = (cst.children.fieldType ?? []).map(field => fieldType(b, field))
  return { ...node(b, spanOfNode(b, cst)), kind: 'record', fields }
}

const fieldType = (b: Building, cst: FieldTypeCstNode): { readonly name: Name; readonly type: Type } => ({
  name: nameOf(b, first(cst.children.Identifier)),
  type: buildType(b, first(cst.children.type)),
})
