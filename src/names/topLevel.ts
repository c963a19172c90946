/** The top-level names of a file: its own declarations and what it imports. */
import type { Declaration, File, ImportDeclaration, Name, TypeDeclaration } from '../syntax/ast.ts'
import { nameNotExported } from './importErrors.ts'
import type { Modules } from './modules.ts'
import { boundByPrelude, boundTwice } from './nameErrors.ts'
import { preludeTypes } from './prelude.ts'
import type { DeclaredConstructor, Tables, TopLevel, ValueDeclaration, Visible } from './resolution.ts'

/** What a file declares itself. */
export interface Exports {
  readonly values: ReadonlyMap<string, ValueDeclaration>
  readonly types: ReadonlyMap<string, TypeDeclaration>
  readonly constructors: ReadonlyMap<string, DeclaredConstructor>
}

const isValue = (declaration: Declaration): declaration is ValueDeclaration =>
  declaration.kind === 'let' ||
  declaration.kind === 'param' ||
  declaration.kind === 'game' ||
  declaration.kind === 'strategy'

const constructorName = ({ type, index }: DeclaredConstructor): Name =>
  type.body.kind === 'sum' ? (type.body.constructors[index]?.name ?? type.name) : type.name

const constructorsOf = (type: TypeDeclaration): readonly DeclaredConstructor[] =>
  type.body.kind === 'sum'
    ? type.body.constructors.map((_, index) => ({ kind: 'declared', type, index }))
    : []

/** Declarations by name; of two with one name the first stands and the second is reported. */
const byName = <A>(
  tables: Tables,
  declared: readonly A[],
  nameOf: (one: A) => Name,
): ReadonlyMap<string, A> => {
  const found = new Map<string, A>()
  for (const one of declared) {
    const name = nameOf(one)
    const first = found.get(name.text)
    if (first === undefined) found.set(name.text, one)
    else tables.diagnostics.push(boundTwice(name.text, nameOf(first).span, name.span))
  }
  found.delete('')
  return found
}

/** The names that a file declares. */
export const exportsOf = (tables: Tables, { declarations }: File): Exports => {
  const types = declarations.filter(d => d.kind === 'type')
  for (const { name } of types) if (preludeTypes.has(name.text)) tables.diagnostics.push(boundByPrelude(name))
  return {
    values: byName(tables, declarations.filter(isValue), d => d.name),
    types: byName(tables, types, d => d.name),
    constructors: byName(tables, types.flatMap(constructorsOf), constructorName),
  }
}

// --------------------------------------------------------------------------------------------- imports

/** Names brought by imports, with the place that brings each. */
interface Imported {
  readonly values: Map<string, Visible<ValueDeclaration>>
  readonly types: Map<string, Visible<TypeDeclaration>>
  readonly constructors: Map<string, Visible<DeclaredConstructor>>
  readonly places: Map<string, Name | ImportDeclaration>
  readonly lost: Set<string>
  isOpen: boolean
}

const placeSpan = (place: Name | ImportDeclaration) => ('kind' in place ? place.pathSpan : place.span)

const add = <A>(
  tables: Tables,
  imported: Imported,
  into: Map<string, Visible<A>>,
  name: string,
  value: A,
  place: Name | ImportDeclaration,
): void => {
  const known = into.get(name)
  const first = imported.places.get(name)
  if (known === undefined) {
    into.set(name, { value, imported: place.id })
    imported.places.set(name, place)
  } else if (known.value !== value && first !== undefined)
    tables.diagnostics.push(
      boundTwice(name, placeSpan(first), placeSpan(place), 'list the names to import, so that they differ'),
    )
}

const addType = (
  tables: Tables,
  imported: Imported,
  exported: Exports,
  type: TypeDeclaration,
  place: Name | ImportDeclaration,
): void => {
  add(tables, imported, imported.types, type.name.text, type, place)
  for (const [name, made] of exported.constructors)
    if (made.type === type) addConstructor(tables, imported, name, made, place)
}

const addConstructor = (
  tables: Tables,
  imported: Imported,
  name: string,
  made: DeclaredConstructor,
  place: Name | ImportDeclaration,
): void => {
  const known = imported.constructors.get(name)?.value
  // every import of a type brings its constructors anew
  if (known?.type === made.type && known.index === made.index) return
  add(tables, imported, imported.constructors, name, made, place)
}

const importAll = (tables: Tables, imported: Imported, from: Exports, place: ImportDeclaration): void => {
  for (const [name, value] of from.values) add(tables, imported, imported.values, name, value, place)
  for (const type of from.types.values()) addType(tables, imported, from, type, place)
}

const importName = (
  tables: Tables,
  imported: Imported,
  from: Exports,
  name: Name,
  declaration: ImportDeclaration,
): void => {
  const value = from.values.get(name.text)
  const type = from.types.get(name.text)
  const made = from.constructors.get(name.text)
  if (value !== undefined) add(tables, imported, imported.values, name.text, value, name)
  if (type !== undefined) addType(tables, imported, from, type, name)
  if (made !== undefined) addConstructor(tables, imported, name.text, made, name)
  if (value !== undefined || type !== undefined || made !== undefined || name.text === '') return
  imported.lost.add(name.text)
  const names = [...from.values.keys(), ...from.types.keys(), ...from.constructors.keys()]
  tables.diagnostics.push(nameNotExported(declaration, name, names))
  tables.used.add(name.id)
}

/** The names of a file that could not be read: using them is no further error. */
const lose = (imported: Imported, declaration: ImportDeclaration): void => {
  if (declaration.names === undefined) imported.isOpen = true
  else for (const name of declaration.names) imported.lost.add(name.text)
}

/** Own names stand before imported ones; one that was imported by name must not be declared again. */
const merged = <A>(
  tables: Tables,
  own: ReadonlyMap<string, A>,
  imported: ReadonlyMap<string, Visible<A>>,
  places: Imported['places'],
  nameOf: (one: A) => Name,
): ReadonlyMap<string, Visible<A>> => {
  const all = new Map(imported)
  for (const [text, value] of own) {
    const place = imported.has(text) ? places.get(text) : undefined
    if (place !== undefined && !('kind' in place) && place.text === text) {
      tables.diagnostics.push(boundTwice(text, place.span, nameOf(value).span))
      tables.used.add(place.id)
    }
    all.set(text, { value, imported: undefined })
  }
  return all
}

/** The names that the declarations of a file can use; `exported` holds those of every file. */
export const topLevelOf = (
  tables: Tables,
  file: File,
  modules: Modules,
  exported: ReadonlyMap<File, Exports>,
): TopLevel => {
  const imported: Imported = {
    values: new Map(),
    types: new Map(),
    constructors: new Map(),
    places: new Map(),
    lost: new Set(),
    isOpen: false,
  }
  for (const declaration of file.declarations) {
    if (declaration.kind !== 'import') continue
    const target = modules.imported.get(declaration)
    const from = target === undefined ? undefined : exported.get(target)
    if (from === undefined) lose(imported, declaration)
    else if (declaration.names === undefined) importAll(tables, imported, from, declaration)
    else for (const name of declaration.names) importName(tables, imported, from, name, declaration)
  }
  const own = exported.get(file)
  const { places } = imported
  return {
    values: merged(tables, own?.values ?? new Map(), imported.values, places, d => d.name),
    types: merged(tables, own?.types ?? new Map(), imported.types, places, d => d.name),
    constructors: merged(
      tables,
      own?.constructors ?? new Map(),
      imported.constructors,
      places,
      constructorName,
    ),
    lost: imported.lost,
    isOpen: imported.isOpen,
  }
}
