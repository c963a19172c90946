import { sortDiagnostics } from '../diagnostic/order.ts'
import type { Source } from '../source/source.ts'
import type { Declaration, File } from '../syntax/ast.ts'
import { resolveDeclaration } from './declarations.ts'
import { importedTrees } from './importedTrees.ts'
import { loadModules, type Modules, type ReadSource } from './modules.ts'
import type { Resolution, Tables, TopLevel } from './resolution.ts'
import type { Resolved } from './resolved.ts'
import { selfReferences } from './selfReference.ts'
import { type Exports, exportsOf, topLevelOf } from './topLevel.ts'
import { unusedImports, unusedLocals } from './unused.ts'

/**
 * Reads a program from the file asked for, parses its files and resolves every name.
 *
 * `read` is asked once for each imported file, by its path relative to where the file asked for was named from.
 * The diagnostics include those of the parser, sorted by file and place; lints are about the file asked for alone.
 */
export const resolveProgram = (entry: Source, read: ReadSource): Resolved => {
  const modules = loadModules(entry, read)
  const tables: Tables = {
    values: new Map(),
    constructors: new Map(),
    types: new Map(),
    drives: new Map(),
    diagnostics: [...modules.diagnostics],
    used: new Set(),
    imports: { unnamed: new Map(), named: [] },
  }
  const exported = new Map(modules.files.map(file => [file, exportsOf(tables, file)] as const))
  for (const file of modules.files) resolveFile(tables, file, modules, exported)
  const imported = importedTrees(tables.imports, read)
  tables.diagnostics.push(...imported.diagnostics)
  const sources = new Map([...modules.sources, ...imported.sources])
  tables.diagnostics.push(...selfReferences(modules.files, tables.values))
  return {
    files: modules.files,
    sources,
    values: tables.values,
    constructors: tables.constructors,
    types: tables.types,
    drives: tables.drives,
    trees: imported.trees,
    diagnostics: sortDiagnostics(tables.diagnostics, [...sources.keys()]),
  }
}

const drivesLast = (declarations: readonly Declaration[]): readonly Declaration[] => [
  ...declarations.filter(({ kind }) => kind !== 'drive'),
  ...declarations.filter(({ kind }) => kind === 'drive'),
]

const resolveFile = (
  tables: Tables,
  file: File,
  modules: Modules,
  exported: ReadonlyMap<File, Exports>,
): void => {
  const isEntry = file === modules.files.at(-1)
  const top: TopLevel = topLevelOf(tables, file, modules, exported)
  // A drive asks how the game that it names is made, of names that are found by then.
  for (const declaration of drivesLast(file.declarations)) {
    const r: Resolution = { top, tables, expected: [], incomplete: false }
    const before = tables.diagnostics.length
    resolveDeclaration(r, declaration)
    // a name that was misspelled leaves the one that was meant unused
    if (isEntry && tables.diagnostics.length === before) tables.diagnostics.push(...unusedLocals(r))
  }
  const hasErrors = tables.diagnostics.some(d => d.severity === 'error' && d.primary?.span.path === file.path)
  if (isEntry && !hasErrors) tables.diagnostics.push(...unusedImports(file, modules.imported, tables.used))
}
