/** The names of a play as text, those of parts by dotted paths. */
import type { Value } from '../core/value.ts'
import { isStructure } from '../core/view.ts'
import type { Notation } from '../report/record.ts'

/** Values by path: of a record, and of a list of records, each part; anything else is shown whole. */
export const printed = (
  { show }: Pick<Notation<number>, 'show'>,
  names: { readonly [name: string]: Value<number> },
): ReadonlyMap<string, string> => {
  const found = new Map<string, string>()
  const visit = (path: string, value: Value<number>): void => {
    const parts = partsOf(value)
    if (parts === undefined) found.set(path, show(value))
    else for (const [name, part] of parts) visit(`${path}.${name}`, part)
  }
  for (const [name, value] of Object.entries(names)) visit(name, value)
  return found
}

const isRecord = (value: Value<number>): boolean => isStructure(value) && value.kind === 'record'

/** What has names or numbers of its own in a play: records, and the plays of rounds and of members. */
const partsOf = (value: Value<number>): readonly (readonly [string, Value<number>])[] | undefined => {
  if (!isStructure(value)) return undefined
  if (value.kind === 'record') return Object.entries(value.fields)
  const isOfRecords = value.kind === 'list' && value.items.length > 0 && value.items.every(isRecord)
  return isOfRecords ? value.items.map((item, i) => [String(i), item]) : undefined
}
