/**
 * Text to tree.
 *
 * Never throws: what could not be read is broken in the tree and has a diagnostic, and an error hides nothing
 * after the field, line or declaration it stands in.
 */
import type { IToken } from 'chevrotain'
import type { DeclarationCstNode, ExpressionCstNode, FileCstNode, TypeCstNode } from '../../grammar/cst.ts'
import { type EntryRule, type Reading, readText } from '../../grammar/read.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Source, Span } from '../source/source.ts'
import type { Comment, Declaration, Expression, File, Type } from './ast.ts'
import { buildDeclaration } from './buildDeclaration.ts'
import { buildExpression } from './buildExpression.ts'
import { type Building, building, type NodeIds, nodeIds, spanOfToken } from './building.ts'
import { buildType } from './buildType.ts'
import { isTooDeep } from './depth.ts'
import { characterErrors, unclosedErrors } from './lexicalErrors.ts'
import { parserErrors } from './parserErrors.ts'
import { syntaxDiagnostic } from './syntaxDiagnostic.ts'
import { noComma, wordAsName } from './syntaxErrors.ts'

export interface Parsed<A> {
  readonly tree: A
  /** In the order of their places. */
  readonly diagnostics: readonly Diagnostic[]
}

const tooDeep = (span: Span): Diagnostic =>
  syntaxDiagnostic('G1107', 'nested too deeply', span, {
    label: 'deeper than any reader could follow',
    explanation: ['The declaration it stands in was not read.'],
    hint: 'name inner parts with `let` or `game` and use the names',
  })

const unreadable = (span: Span): Diagnostic =>
  syntaxDiagnostic('G1107', 'declaration with too many errors to be read', span, {
    label: 'not read',
    hint: 'write it in smaller parts, and mend these one by one',
  })

const inOrder = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => {
  const start = (d: Diagnostic): number => d.primary?.span.start ?? 0
  const seen = new Set<string>()
  return [...diagnostics]
    .sort((x, y) => start(x) - start(y))
    .filter(d => {
      const place = `${d.code} ${d.primary?.span.start} ${d.primary?.span.end}`
      return !seen.has(place) && seen.add(place)
    })
}

const commentOf =
  (b: Building) =>
  (token: IToken): Comment => ({ span: spanOfToken(b, token), text: token.image })

const readingErrors = (b: Building, source: Source, reading: Reading): readonly Diagnostic[] => [
  ...characterErrors(source, reading.errors),
  ...unclosedErrors(b, reading.tokens, reading.comments),
  ...reading.tooDeep.map(token => tooDeep(spanOfToken(b, token))),
  ...reading.lost.map(token => unreadable(spanOfToken(b, token))),
  ...reading.afterNoComma.map(token => noComma(spanOfToken(b, token), token.image)),
  ...reading.wordsAsNames.map(token => wordAsName(spanOfToken(b, token), token.image)),
  ...parserErrors(b, reading, source.text.length),
]

/** Reads by the rule given and builds with `build`; a text too deep for the stack gives `broken`. */
const parseWith = <A>(
  source: Source,
  rule: EntryRule,
  ids: NodeIds,
  build: (b: Building, reading: Reading) => A,
  broken: (b: Building) => A,
): Parsed<A> => {
  const b = building(source.path, ids)
  try {
    const reading = readText(source.text, rule)
    const errors = readingErrors(b, source, reading)
    b.reached = 0
    const tree = build(b, reading)
    return { tree, diagnostics: inOrder([...errors, ...b.diagnostics]) }
  } catch (failure) {
    // the nesting limit keeps the stack small; this is for a stack that was nearly full already
    if (!(failure instanceof RangeError)) throw failure
    const whole = { path: source.path, start: 0, end: source.text.length }
    return { tree: broken(b), diagnostics: [tooDeep(whole)] }
  }
}

const declarationOf = (b: Building, cst: DeclarationCstNode): readonly Declaration[] => {
  const declaration = buildDeclaration(b, cst)
  if (declaration === undefined) return []
  if (!isTooDeep(declaration)) return [declaration]
  b.diagnostics.push(tooDeep(declaration.span))
  return []
}

interface ParsedFile {
  readonly file: File
  /** Names that stand as constructors in expressions and patterns of the file. */
  readonly constructors: ReadonlySet<string>
  readonly diagnostics: readonly Diagnostic[]
}

/** A whole file. `ids` must be shared by the files of one program. */
export const parse = (source: Source, ids: NodeIds = nodeIds()): ParsedFile => {
  const { tree, diagnostics } = parseWith<Omit<ParsedFile, 'diagnostics'>>(
    source,
    'file',
    ids,
    (b, reading) => {
      // the rule `file` gives this node: cst.ts is made from the same grammar
      const cst = reading.tree as FileCstNode | undefined
      const declarations = (cst?.children.declaration ?? []).flatMap(one => declarationOf(b, one))
      const file = { path: source.path, declarations, comments: reading.comments.map(commentOf(b)) }
      return { file, constructors: b.constructors }
    },
    () => ({ file: { path: source.path, declarations: [], comments: [] }, constructors: new Set() }),
  )
  return { ...tree, diagnostics }
}

/** One expression, as given by `--set NAME=EXPR`. */
export const parseExpression = (source: Source, ids: NodeIds = nodeIds()): Parsed<Expression> =>
  parseWith(
    source,
    'expression',
    ids,
    // as above
    (b, reading) => buildExpression(b, reading.tree as ExpressionCstNode | undefined),
    b => buildExpression(b, undefined),
  )

/** One type, as the prelude's signatures are written. */
export const parseType = (source: Source, ids: NodeIds = nodeIds()): Parsed<Type> =>
  parseWith(
    source,
    'type',
    ids,
    // as above
    (b, reading) => buildType(b, reading.tree as TypeCstNode | undefined),
    b => buildType(b, undefined),
  )
