/**
 * The one way to write a `.game` file.
 *
 * Formatting twice changes nothing more; every comment is kept; and the text is read again before it is given
 * back: where it would say anything else than before, it is not changed at all.
 */
import type { IToken } from 'chevrotain'
import { type Either, left, right } from 'fp-ts/lib/Either.js'
import { readTokens } from '../../grammar/read.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Source } from '../source/source.ts'
import type { File } from './ast.ts'
import { inColumns } from './columns.ts'
import { concat, newline, render } from './layout.ts'
import { parse } from './parse.ts'
import { printDeclaration } from './printDeclaration.ts'
import { type BlockMark, isMarkKind, type Printing } from './printing.ts'
import { printRows, stacked } from './printRows.ts'
import { sameComments, sameTree } from './sameTree.ts'
import { syntaxDiagnostic } from './syntaxDiagnostic.ts'

/** Columns of a line. */
const lineWidth = 120

export interface FormatOptions {
  /** The notation to write all blocks in; each keeps its own where absent. */
  readonly notation?: 'block' | 'arrow'
}

const markOf = ({ tokenType, startOffset, image }: IToken): readonly BlockMark[] => {
  const kind = tokenType.name
  if (!isMarkKind(kind)) return []
  return [{ kind, start: startOffset, end: startOffset + image.length }]
}

/** The text of a tree read from `source`, with the comments that stand there. */
export const printFile = (source: Source, file: File, options: FormatOptions = {}): string => {
  const { tokens } = readTokens(source.text)
  const p: Printing = {
    text: source.text,
    comments: file.comments,
    marks: tokens.flatMap(markOf),
    notation: options.notation,
  }
  const declarations = file.declarations.map(declaration => ({
    declaration,
    parts: printDeclaration(p, declaration),
  }))
  const docs = inColumns(source, tokens, declarations, lineWidth)
  const rows = declarations.map(({ declaration: { span } }, i) => ({
    doc: docs[i] ?? concat(),
    start: span.start,
    end: span.end,
  }))
  const text = render(concat(stacked(printRows(p, 0, source.text.length, rows)), newline), lineWidth)
  return text.trim() === '' ? '' : text.trimStart()
}

const hasChanged = (source: Source): Diagnostic =>
  syntaxDiagnostic(
    'G9901',
    'formatting would change what the file says',
    { path: source.path, start: 0, end: 0 },
    {
      explanation: ['The text was read again after formatting and was not the same; it is left as it was.'],
      hint: 'report the file to the authors of coplay',
    },
  )

/** A file that cannot be read is not formatted: its diagnostics are on the left. */
export const format = (
  source: Source,
  options: FormatOptions = {},
): Either<readonly Diagnostic[], string> => {
  const { file, diagnostics } = parse(source)
  if (diagnostics.some(diagnostic => diagnostic.severity === 'error')) return left(diagnostics)
  const text = printFile(source, file, options)
  const again = parse({ path: source.path, text })
  const isSame =
    again.diagnostics.length === 0 &&
    sameTree(file.declarations, again.file.declarations) &&
    sameComments(file.comments, again.file.comments)
  return isSame ? right(text) : left([hasChanged(source)])
}
