import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/suggest.ts'
import type { Span } from '../source/source.ts'
import type { ImportDeclaration, Name } from '../syntax/ast.ts'
import type { Unreadable } from './modules.ts'

const titles: Readonly<Record<Unreadable['code'], (path: string) => string>> = {
  G7001: path => `file \`${path}\` not found`,
  G7002: path => `file \`${path}\` is not text`,
  G7003: path => `file \`${path}\` is too large`,
}

export const unreadableImport = (span: Span, path: string, why: Unreadable): Diagnostic =>
  diagnostic(why.code, titles[why.code](path), {
    primary: { span, text: 'imported here' },
    explanation: [why.reason.replace(/[^.?!]$/, '$&.')],
    hint: why.code === 'G7001' ? 'the path is relative to the file that imports it' : undefined,
  })

export const importCycle = (declaration: ImportDeclaration, cycle: readonly string[]): Diagnostic =>
  diagnostic(
    'G2008',
    cycle.length === 1 ? 'this file imports itself' : 'files import each other in a cycle',
    {
      primary: { span: declaration.pathSpan, text: 'closes the cycle' },
      explanation: [`${[...cycle, cycle[0] ?? ''].map(path => `\`${path}\``).join(' imports ')}.`],
      hint: 'move what they share into a file of its own and import it from both',
    },
  )

export const nameNotExported = (
  declaration: ImportDeclaration,
  name: Name,
  exported: Iterable<string>,
): Diagnostic => {
  const names = [...exported]
  return diagnostic('G2007', `\`${name.text}\` is not in "${declaration.path}"`, {
    primary: { span: name.span, text: 'no declaration of this name there' },
    secondary: [{ span: declaration.pathSpan, text: 'imported from this file' }],
    explanation: names.length === 0 ? ['The file declares no names.'] : [],
    hint: didYouMean(name.text, names),
  })
}

export const unusedImport = (declaration: ImportDeclaration): Diagnostic =>
  diagnostic('G6008', `nothing of "${declaration.path}" is used`, {
    primary: { span: declaration.span, text: 'not used in this file' },
    explanation: ['An import brings names; the questions of the imported file are not asked.'],
    hint: 'remove the import',
    fix: { title: 'Remove the import', edits: [{ span: declaration.span, text: '' }] },
  })

export const unusedImportedName = (name: Name): Diagnostic =>
  diagnostic('G6008', `imported name \`${name.text}\` is never used`, {
    primary: { span: name.span, text: 'not used in this file' },
    hint: 'remove it from the list',
  })
