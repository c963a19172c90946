/**
 * The files of a program: the one asked for and, before it, all that it imports, each read and parsed once.
 */
import { type Either, isLeft } from 'fp-ts/lib/Either.js'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Source } from '../source/source.ts'
import type { File, ImportDeclaration } from '../syntax/ast.ts'
import { type NodeIds, nodeIds } from '../syntax/building.ts'
import { parse } from '../syntax/parse.ts'
import { importCycle, unreadableImport } from './importErrors.ts'
import { normalizePath, pathFrom } from './paths.ts'
import { withSingleConstructors } from './singleConstructor.ts'

/** Why a file could not be had: not there, not text, too large. */
export interface Unreadable {
  readonly code: 'G7001' | 'G7002' | 'G7003'
  /** What is wrong with it, in a sentence. */
  readonly reason: string
}

/** Gives the file at a path that an import names, relative to where the file asked for was named from. */
export type ReadSource = (path: string) => Either<Unreadable, Source>

/** The files of a program, imported ones first, and which file each import declaration means. */
export interface Modules {
  readonly files: readonly File[]
  readonly sources: ReadonlyMap<string, Source>
  /** By import declaration; an import that could not be followed is absent. */
  readonly imported: ReadonlyMap<ImportDeclaration, File>
  readonly diagnostics: readonly Diagnostic[]
}

interface Loading {
  readonly read: ReadSource
  readonly ids: NodeIds
  readonly done: Map<string, File | Unreadable>
  /** The files whose imports are being followed, outermost first. */
  readonly open: { readonly key: string; readonly path: string }[]
  readonly files: File[]
  readonly sources: Map<string, Source>
  readonly imported: Map<ImportDeclaration, File>
  readonly diagnostics: Diagnostic[]
}

const load = (loading: Loading, key: string, source: Source): File => {
  const { file: written, constructors, diagnostics } = parse(source, loading.ids)
  loading.sources.set(source.path, source)
  loading.diagnostics.push(...diagnostics)
  loading.open.push({ key, path: source.path })
  for (const declaration of written.declarations)
    if (declaration.kind === 'import') follow(loading, written, declaration)
  loading.open.pop()
  const file = withSingleConstructors(written, constructors, importedBy(loading, written))
  loading.done.set(key, file)
  loading.files.push(file)
  return file
}

const importedBy = (loading: Loading, file: File): readonly File[] =>
  file.declarations.flatMap(declaration => {
    const imported = declaration.kind === 'import' ? loading.imported.get(declaration) : undefined
    return imported === undefined ? [] : [imported]
  })

const follow = (loading: Loading, from: File, declaration: ImportDeclaration): void => {
  const key = pathFrom(from.path, declaration.path)
  const start = loading.open.findIndex(one => one.key === key)
  if (start >= 0) {
    const cycle = loading.open.slice(start).map(one => one.path)
    loading.diagnostics.push(importCycle(declaration, cycle))
    return
  }
  const found = loading.done.get(key) ?? loadImported(loading, key)
  if ('code' in found) loading.diagnostics.push(unreadableImport(declaration.pathSpan, key, found))
  else loading.imported.set(declaration, found)
}

const loadImported = (loading: Loading, key: string): File | Unreadable => {
  const source = loading.read(key)
  if (isLeft(source)) {
    loading.done.set(key, source.left)
    return source.left
  }
  return load(loading, key, source.right)
}

/** Reads and parses a program from the file asked for. */
export const loadModules = (entry: Source, read: ReadSource): Modules => {
  const loading: Loading = {
    read,
    ids: nodeIds(),
    done: new Map(),
    open: [],
    files: [],
    sources: new Map(),
    imported: new Map(),
    diagnostics: [],
  }
  load(loading, normalizePath(entry.path), entry)
  return loading
}
