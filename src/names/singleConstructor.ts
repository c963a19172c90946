/**
 * `type Wrap = Box Real` reads like another name for a type. Where there is no type `Box`, and the file uses `Box`
 * as a constructor, it is the one constructor of a sum, as it would be in Haskell.
 */
import type { File, TypeDeclaration } from '../syntax/ast.ts'
import { preludeTypes } from './prelude.ts'

/** The file with such declarations as sums; `used` are the names that stand as constructors in it. */
export const withSingleConstructors = (
  file: File,
  used: ReadonlySet<string>,
  imported: readonly File[],
): File => {
  const types = new Set(
    [file, ...imported].flatMap(({ declarations }) =>
      declarations.flatMap(d => (d.kind === 'type' ? [d.name.text] : [])),
    ),
  )
  const isConstructor = (name: string): boolean =>
    used.has(name) && !types.has(name) && !preludeTypes.has(name)
  return {
    ...file,
    declarations: file.declarations.map(d => (d.kind === 'type' ? asSum(d, isConstructor) : d)),
  }
}

const asSum = (d: TypeDeclaration, isConstructor: (name: string) => boolean): TypeDeclaration => {
  if (d.body.kind !== 'alias' || d.body.type.kind !== 'named') return d
  const { name, arguments: fields, span } = d.body.type
  return isConstructor(name.text)
    ? { ...d, body: { kind: 'sum', constructors: [{ name, fields, span }] } }
    : d
}
