import { parseType } from '../syntax/parse.ts'
import { comparing, joining, operatorSignatures, signatures } from './prelude.ts'
import { generalize } from './scheme.ts'
import { type Reading, readType } from './signature.ts'
import {
  appendable,
  comparable,
  fresh,
  gameOf,
  type Substitution,
  setType,
  type Variable,
} from './substitution.ts'
import { emptyRecord, listOf } from './type.ts'
import type { Scheme, Type } from './typed.ts'

/** Schemes of the prelude that a program has used. */
const read = new WeakMap<Substitution, Map<string, Scheme>>()

/** The scheme of a name of the prelude, or of an operator. */
export const preludeScheme = (s: Substitution, name: string): Scheme | undefined => {
  const known = read.get(s) ?? new Map<string, Scheme>()
  read.set(s, known)
  const found = known.get(name)
  if (found !== undefined) return found
  const signature = entry(signatures, name) ?? entry(operatorSignatures, name)
  if (signature === undefined) return undefined
  const scheme = readSignature(s, name, signature)
  known.set(name, scheme)
  return scheme
}

const entry = (table: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

const requirementsOf = (name: string): number =>
  (comparing.has(name) ? comparable : 0) | (joining.has(name) ? appendable : 0)

const readSignature = (s: Substitution, name: string, signature: string): Scheme => {
  const { tree } = parseType({ path: `<prelude ${name}>`, text: signature })
  const variables = new Map<string, Variable>()
  s.level++
  const type = readType(preludeReading(s, variables), tree)
  const subject = variables.get('a')
  if (subject !== undefined) s.requirements[subject.id] = requirementsOf(name)
  givePlay(s, name, type)
  s.level--
  return generalize(s, type)
}

const preludeReading = (s: Substitution, variables: Map<string, Variable>): Reading => ({
  meaning: type => ({ kind: 'prelude', name: type.name.text }),
  variable: name => {
    const known = variables.get(name) ?? fresh(s)
    variables.set(name, known)
    return known
  },
  unknown: () => fresh(s),
  game: (wires, play) => gameOf(s, wires, play),
  report: () => undefined,
  unreadable: () => undefined,
})

/** Atoms name nothing in their plays; the play of a population is the list of its members' plays. */
const givePlay = (s: Substitution, name: string, type: Type): void => {
  let result = type
  let last: Type | undefined
  while (result.kind === 'function') {
    last = result.from
    result = result.to
  }
  if (result.kind !== 'game' || result.play.kind !== 'variable') return
  const member = last?.kind === 'function' ? last.to : undefined
  const isPopulation = name === 'population' && member?.kind === 'game'
  setType(s, result.play.id, isPopulation ? listOf(member.play) : emptyRecord)
}
