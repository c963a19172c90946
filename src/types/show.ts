/** Types as the user writes them: `OpenGame (Action, Charge) () Action Real`, variables `a`, `b`, … */
import type { Row, Type } from './typed.ts'

/** What printing needs to know; one for all the types of a message, so that equal variables get equal names. */
export interface Naming {
  /** The name of a variable. */
  readonly variable: (id: number) => string
  /** The alias that the user wrote for a type, given its text. */
  readonly alias: (text: string) => string | undefined
}

const letters = 'abcdefghijklmnopqrstuvwxyz'

/** `a` … `z`, `a1`, … */
const letter = (index: number): string => {
  const round = Math.floor(index / letters.length)
  return `${letters[index % letters.length] ?? 'a'}${round === 0 ? '' : round}`
}

/** Names variables in order of appearance; `written` are those that the user has named, `taken` names not to invent. */
export const naming = (
  written: ReadonlyMap<number, string> = new Map(),
  taken: ReadonlySet<string> = new Set(),
  aliases: ReadonlyMap<string, string> = new Map(),
): Naming => {
  const given = new Map<number, string>()
  let next = 0
  const invent = (): string => {
    while (taken.has(letter(next))) next++
    return letter(next++)
  }
  return {
    variable: id => {
      const known = written.get(id) ?? given.get(id)
      if (known !== undefined) return known
      const name = invent()
      given.set(id, name)
      return name
    },
    alias: text => aliases.get(text),
  }
}

/** Deeper than this, a type is cut short in print. */
const deepest = 40
const ellipsis = '...'

/** Binding strength: a function needs parentheses in an argument of `->`, an application in one of a type. */
type Place = 'top' | 'from' | 'argument'

/** The text of a resolved type. */
export const show = (type: Type, names: Naming = naming()): string => write(type, 'top', names, 0)

const write = (type: Type, place: Place, names: Naming, depth: number): string => {
  if (depth > deepest) return ellipsis
  const inner = (t: Type, at: Place): string => write(t, at, names, depth + 1)
  switch (type.kind) {
    case 'variable':
      return names.variable(type.id)
    case 'constructor':
      return applied(type.name, type.arguments, place, inner)
    case 'function':
      return arrows(type, place, names, depth)
    case 'tuple':
      return `(${type.items.map(item => inner(item, 'top')).join(', ')})`
    case 'record': {
      const text = fields(type.row, t => inner(t, 'top'))
      return names.alias(text) ?? text
    }
    case 'game':
      return applied('OpenGame', [type.x, type.s, type.y, type.r], place, inner)
  }
}

const applied = (
  name: string,
  parts: readonly Type[],
  place: Place,
  inner: (t: Type, at: Place) => string,
): string => {
  if (parts.length === 0) return name
  const text = [name, ...parts.map(part => inner(part, 'argument'))].join(' ')
  return place === 'argument' ? `(${text})` : text
}

const arrows = (type: Type, place: Place, names: Naming, depth: number): string => {
  const parts: string[] = []
  let rest = type
  while (rest.kind === 'function') {
    parts.push(write(rest.from, 'from', names, depth + 1))
    rest = rest.to
  }
  const text = [...parts, write(rest, 'from', names, depth + 1)].join(' -> ')
  return place === 'top' ? text : `(${text})`
}

const fields = (row: Row, inner: (t: Type) => string): string => {
  const written: string[] = []
  let rest = row
  while (rest.kind === 'extend') {
    written.push(`${rest.label} : ${inner(rest.type)}`)
    rest = rest.rest
  }
  if (rest.kind === 'variable') written.push(ellipsis)
  return written.length === 0 ? '{}' : `{ ${written.join(', ')} }`
}
