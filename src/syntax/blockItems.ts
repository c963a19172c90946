/** The items of a block in the order in which they were written, as they come out of the concrete tree. */
import type {
  BlockItemCstNode,
  BracedBlockCstNode,
  FieldCstNode,
  LabelItemCstNode,
  RepeatBlockCstNode,
} from '../../grammar/cst.ts'
import type { Span } from '../source/source.ts'
import type { Name } from './ast.ts'
import { type Building, first, node, spanOfNode, spanOfToken } from './building.ts'
import { labelFrom } from './label.ts'

export type FieldWord = 'inputs' | 'feedback' | 'operation' | 'outputs' | 'returns'

export interface FieldItem {
  readonly kind: 'field'
  readonly word: FieldWord
  readonly cst: FieldCstNode
  readonly span: Span
}
export interface LabelItem {
  readonly kind: 'label'
  readonly name: Name | undefined
  readonly span: Span
}
export type NestedItem =
  | { readonly kind: 'block'; readonly cst: BracedBlockCstNode; readonly span: Span }
  | { readonly kind: 'repeat'; readonly cst: RepeatBlockCstNode; readonly span: Span }
  | { readonly kind: 'hole'; readonly span: Span }
export interface DelimiterItem {
  readonly kind: 'delimiter'
  readonly span: Span
}

export type BlockItem = FieldItem | LabelItem | NestedItem | DelimiterItem

export const blockItems = (b: Building, items: readonly BlockItemCstNode[]): readonly BlockItem[] =>
  items.flatMap((item): readonly BlockItem[] => {
    const field = first(item.children.field)
    if (field !== undefined) return fieldItem(b, field)
    const delimiter = first(item.children.Delimiter)
    if (delimiter !== undefined) return [{ kind: 'delimiter', span: spanOfToken(b, delimiter) }]
    const shared = first(item.children.labelItem)
    return shared === undefined ? [] : labelItems(b, shared)
  })

const wordOf = (cst: FieldCstNode): FieldWord | undefined => {
  const { Inputs, Feedback, Operation, Outputs, Returns } = cst.children
  if (Inputs !== undefined) return 'inputs'
  if (Feedback !== undefined) return 'feedback'
  if (Operation !== undefined) return 'operation'
  if (Outputs !== undefined) return 'outputs'
  return Returns === undefined ? undefined : 'returns'
}

const fieldItem = (b: Building, cst: FieldCstNode): readonly FieldItem[] => {
  const word = wordOf(cst)
  return word === undefined ? [] : [{ kind: 'field', word, cst, span: spanOfNode(b, cst) }]
}

/** Labels, nested blocks and holes; a `;` is nothing. */
export const labelItems = (b: Building, cst: LabelItemCstNode): readonly (LabelItem | NestedItem)[] => {
  const { LabelField, LabelName, bracedBlock, repeatBlock, Hole } = cst.children
  const raw = first(LabelField)
  if (raw !== undefined) return [labelFrom(b, raw)]
  const name = first(LabelName)
  const span = spanOfNode(b, cst)
  if (name !== undefined)
    return [{ kind: 'label', name: { ...node(b, spanOfToken(b, name)), text: name.image }, span }]
  const block = first(bracedBlock)
  if (block !== undefined) return [{ kind: 'block', cst: block, span }]
  const repeated = first(repeatBlock)
  if (repeated !== undefined) return [{ kind: 'repeat', cst: repeated, span }]
  return Hole === undefined ? [] : [{ kind: 'hole', span }]
}
