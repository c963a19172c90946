/** Types as written turned into types: aliases expanded, numbers of parameters checked. */
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { NamedType, NodeId, Type as Written } from '../syntax/ast.ts'
import { functionFrom, recordOf, strategyOf } from './type.ts'
import type { Type } from './typed.ts'

/** Types that need no declaration, with their numbers of parameters; `Strategy` may leave its play unsaid. */
const preludeArities: ReadonlyMap<string, readonly number[]> = new Map([
  ['Real', [0]],
  ['Bool', [0]],
  ['String', [0]],
  ['List', [1]],
  ['Maybe', [1]],
  ['Dist', [1]],
  ['Either', [2]],
  ['OpenGame', [4]],
  ['Strategy', [0, 1]],
])

export const preludeTypeNames: readonly string[] = [...preludeArities.keys()]

/** What a name in a type stands for. */
export type Meaning =
  | { readonly kind: 'prelude'; readonly name: string }
  | { readonly kind: 'sum'; readonly name: string; readonly arity: number }
  /** `expand` gives nothing where the alias stands for a type that contains itself. */
  | {
      readonly kind: 'alias'
      readonly arity: number
      readonly expand: (parameters: readonly Type[]) => Type | undefined
    }

/** How to read a written type. */
export interface Reading {
  /** Nothing where the name is not bound, which has been reported. */
  readonly meaning: (type: NamedType) => Meaning | undefined
  readonly variable: (name: string, id: NodeId) => Type
  /** A type that nothing is known of yet: the play of a game or strategy, what could not be read. */
  readonly unknown: () => Type
  readonly game: (wires: { x: Type; s: Type; y: Type; r: Type }, play: Type) => Type
  readonly report: (diagnostic: Diagnostic) => void
  readonly unreadable: () => void
}

/** The type that was written. */
export const readType = (reading: Reading, written: Written): Type => {
  switch (written.kind) {
    case 'variable':
      return reading.variable(written.name, written.id)
    case 'function':
      return functionFrom(readType(reading, written.from), readType(reading, written.to))
    case 'tuple':
      return { kind: 'tuple', items: written.items.map(item => readType(reading, item)) }
    case 'record':
      return recordOf(written.fields.map(f => [f.name.text, readType(reading, f.type)] as const))
    case 'broken':
      reading.unreadable()
      return reading.unknown()
    case 'named':
      return readNamed(reading, written)
  }
}

const readNamed = (reading: Reading, written: NamedType): Type => {
  const given = written.arguments.map(a => readType(reading, a))
  const meaning = reading.meaning(written)
  if (meaning === undefined) {
    reading.unreadable()
    return reading.unknown()
  }
  const wanted = meaning.kind === 'prelude' ? (preludeArities.get(meaning.name) ?? [0]) : [meaning.arity]
  if (!wanted.includes(given.length)) {
    reading.report(wrongArity(written, wanted[0] ?? 0))
    return reading.unknown()
  }
  switch (meaning.kind) {
    case 'sum':
      return { kind: 'constructor', name: meaning.name, arguments: given }
    case 'prelude':
      return readPrelude(reading, meaning.name, given)
    case 'alias': {
      const type = meaning.expand(given)
      if (type === undefined) reading.report(endlessAlias(written))
      return type ?? reading.unknown()
    }
  }
}

const readPrelude = (reading: Reading, name: string, given: readonly Type[]): Type => {
  const [x, s, y, r] = given
  if (name === 'OpenGame' && x !== undefined && s !== undefined && y !== undefined && r !== undefined)
    return reading.game({ x, s, y, r }, reading.unknown())
  if (name === 'Strategy') return strategyOf(x ?? reading.unknown())
  return { kind: 'constructor', name, arguments: given }
}

const wrongArity = (written: NamedType, wanted: number): Diagnostic => {
  const given = written.arguments.length
  const parameters = wanted === 1 ? '1 parameter' : `${wanted === 0 ? 'no' : wanted} parameters`
  return {
    code: 'G3010',
    severity: 'error',
    title: `\`${written.name.text}\` takes ${parameters}, not ${given === 0 ? 'none' : given}`,
    primary: { span: written.span },
    secondary: [],
    explanation: [],
    hint: arityHint(written.name.text, wanted, given),
  }
}

const arityHint = (name: string, wanted: number, given: number): string => {
  if (given > wanted) return wanted === 0 ? `write \`${name}\` alone` : 'leave out the others'
  if (given > 0) return 'write the others after it'
  return `write a type after it, as in \`${[name, ...Array<string>(wanted).fill('Real')].join(' ')}\``
}

const endlessAlias = (written: NamedType): Diagnostic => ({
  code: 'G3002',
  severity: 'error',
  title: `\`${written.name.text}\` stands for a type that contains itself`,
  primary: { span: written.span },
  secondary: [],
  explanation: ['An alias is another name for a type, so that it would never come to an end.'],
  hint: 'make it a sum type: a constructor may hold a value of its own type',
})
