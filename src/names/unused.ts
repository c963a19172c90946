/** Lints about names that nothing uses. */
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { File, ImportDeclaration, NodeId } from '../syntax/ast.ts'
import { unusedImport, unusedImportedName } from './importErrors.ts'
import { feedbackUnused, neverUsed } from './nameErrors.ts'
import type { Resolution } from './resolution.ts'

/** G6004 and G6005 for one declaration, all of whose names are resolved. */
export const unusedLocals = ({ expected, tables, incomplete }: Resolution): readonly Diagnostic[] => {
  if (incomplete) return []
  return expected
    .filter(({ local }) => !tables.used.has(local.binder) && !local.name.startsWith('_'))
    .map(({ local: { name, span }, as }) =>
      as === 'feedback' ? feedbackUnused(name, span) : neverUsed(name, span, as),
    )
}

const unusedOf = (declaration: ImportDeclaration, used: ReadonlySet<NodeId>): readonly Diagnostic[] => {
  const { names } = declaration
  if (names === undefined) return used.has(declaration.id) ? [] : [unusedImport(declaration)]
  const unused = names.filter(name => name.text !== '' && !used.has(name.id))
  return unused.length === names.length && unused.length > 0
    ? [unusedImport(declaration)]
    : unused.map(unusedImportedName)
}

/** G6008 for the imports of a file that could be followed. */
export const unusedImports = (
  file: File,
  followed: ReadonlyMap<ImportDeclaration, File>,
  used: ReadonlySet<NodeId>,
): readonly Diagnostic[] =>
  file.declarations.flatMap(d => (d.kind === 'import' && followed.has(d) ? unusedOf(d, used) : []))
