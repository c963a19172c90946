import type { IToken } from 'chevrotain'
import type {
  DriveDeclarationCstNode,
  DriveItemCstNode,
  EveryCstNode,
  FeedCstNode,
  QuantityCstNode,
  SendCstNode,
} from '../../grammar/cst.ts'
import type { Span } from '../source/source.ts'
import type { DriveDeclaration, DriveItem, Every, Feed, Quantity, Send } from './ast.ts'
import { buildExpression } from './buildExpression.ts'
import { type Building, first, isMadeUp, nameOf, node, spanOfNode, spanOfToken } from './building.ts'
import { textOf } from './lexicalErrors.ts'

/** A drive of which nothing is named is left out. */
export const buildDrive = (b: Building, cst: DriveDeclarationCstNode): DriveDeclaration | undefined => {
  const driven = nameOf(b, first(cst.children.Identifier))
  const path = first(cst.children.StringLiteral)
  const isWritten = path !== undefined && !isMadeUp(path)
  const gridSpan = isWritten ? spanOfToken(b, path) : driven.span
  const written = (cst.children.driveItem ?? []).filter(item => item.children.Semicolon === undefined)
  const items = written.flatMap(item => buildItem(b, item))
  if (driven.text === '') return undefined
  return {
    ...node(b, spanOfNode(b, cst)),
    kind: 'drive',
    driven,
    grid: isWritten ? textOf(b, path) : '',
    gridSpan,
    items,
    isWhole: items.length === written.length && cst.recoveredNode !== true,
  }
}

/** What could not be read is no item. */
const buildItem = (b: Building, cst: DriveItemCstNode): readonly DriveItem[] => {
  const every = first(cst.children.every)
  if (every !== undefined) return buildEvery(b, every)
  const feed = first(cst.children.feed)
  if (feed !== undefined) return buildFeed(b, feed)
  const send = first(cst.children.send)
  return send === undefined ? [] : buildSend(b, send)
}

const buildEvery = (b: Building, cst: EveryCstNode): readonly Every[] => {
  const { length, unit, count, word, backward, negative } = cst.children
  const every = numberOf(b, first(backward), first(length))
  const name = nameOf(b, first(unit))
  const steps = numberOf(b, first(negative), first(count))
  const last = first(word)
  if (every === undefined || steps === undefined || name.text === '') return []
  return [
    {
      ...node(b, spanOfNode(b, cst)),
      kind: 'every',
      ...{ length: every.text, lengthSpan: every.span, unit: name },
      ...{ count: steps.text, countSpan: steps.span },
      word: last === undefined ? undefined : nameOf(b, last),
    },
  ]
}

const numberOf = (
  b: Building,
  sign: IToken | undefined,
  digits: IToken | undefined,
): { readonly text: string; readonly span: Span } | undefined => {
  if (digits === undefined || isMadeUp(digits)) return undefined
  const span = spanOfToken(b, digits)
  if (sign === undefined || isMadeUp(sign)) return { text: digits.image, span }
  return { text: `-${digits.image}`, span: { ...span, start: sign.startOffset } }
}

const buildFeed = (b: Building, cst: FeedCstNode): readonly Feed[] => {
  const name = nameOf(b, first(cst.children.Identifier))
  const value = buildExpression(b, first(cst.children.expression))
  return name.text === '' ? [] : [{ ...node(b, spanOfNode(b, cst)), kind: 'feed', name, value }]
}

const buildSend = (b: Building, cst: SendCstNode): readonly Send[] => {
  const value = buildExpression(b, first(cst.children.expression))
  const quantity = buildQuantity(b, first(cst.children.quantity))
  return quantity === undefined ? [] : [{ ...node(b, spanOfNode(b, cst)), kind: 'send', value, quantity }]
}

const buildQuantity = (b: Building, cst: QuantityCstNode | undefined): Quantity | undefined => {
  const head = first(cst?.children.Identifier)
  if (cst === undefined || head === undefined || isMadeUp(head)) return undefined
  const steps = (cst.children.FieldAccess ?? []).filter(step => !isMadeUp(step)).map(step => step.image)
  return steps.length === 0
    ? undefined
    : { ...node(b, spanOfNode(b, cst)), path: [head.image, ...steps].join('') }
}
