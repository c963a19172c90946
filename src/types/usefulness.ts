/**
 * Which values a matrix of patterns leaves unmatched, and which of its rows nothing reaches.
 *
 * Source: Maranget, Warnings for pattern matching, Journal of Functional Programming 17 (2007): the predicate U,
 * which here also gives a witness. Worst-case exponential, hence the budget.
 */

/** A constructor, tuple, record, list of one length, or literal. */
export interface Head {
  readonly form: 'constructor' | 'tuple' | 'record' | 'list' | 'literal'
  /** Equal heads of one column have equal keys. */
  readonly key: string
  readonly arity: number
  /** Fields of a record pattern. */
  readonly labels: readonly string[]
  /** All heads of the type where they are finitely many. */
  readonly siblings: readonly Head[] | undefined
}

export type Shape = 'any' | { readonly head: Head; readonly fields: readonly Shape[] }

export interface Budget {
  steps: number
}

type Vector = readonly Shape[]

const anys = (count: number): Vector => Array.from({ length: count }, () => 'any')

/** The fields of a pattern seen as one of this head; nothing where it is of another. */
const fieldsAs = (head: Head, shape: Shape): Vector | undefined => {
  if (shape === 'any') return anys(head.arity)
  if (shape.head.key !== head.key) return undefined
  if (head.form !== 'record') return shape.fields
  const { labels } = shape.head
  return head.labels.map(label => shape.fields[labels.indexOf(label)] ?? 'any')
}

const specialize = (head: Head, row: Vector): readonly Vector[] => {
  const [first = 'any', ...rest] = row
  const fields = fieldsAs(head, first)
  return fields === undefined ? [] : [[...fields, ...rest]]
}

/** The heads of a column, each once; records with all the fields that any of them names. */
const headsOf = (column: Vector): ReadonlyMap<string, Head> => {
  const heads = new Map<string, Head>()
  for (const shape of column) {
    if (shape === 'any') continue
    const { head } = shape
    const known = heads.get(head.key)
    if (known === undefined) heads.set(head.key, head)
    else if (head.form === 'record') heads.set(head.key, merged(known, head))
  }
  return heads
}

const merged = (a: Head, b: Head): Head => {
  const labels = [...new Set([...a.labels, ...b.labels])]
  return { ...a, labels, arity: labels.length }
}

const column = (rows: readonly Vector[]): Vector => rows.map(([first = 'any']) => first)

const wrap = (head: Head, witness: Vector): Vector => [
  { head, fields: witness.slice(0, head.arity) },
  ...witness.slice(head.arity),
]

/**
 * Values that `query` matches and no row does, as patterns; nothing where there are none or the budget is used up
 * (then `budget.steps` is below zero).
 */
export const useful = (rows: readonly Vector[], query: Vector, budget: Budget): Vector | undefined => {
  budget.steps -= 1 + rows.length
  if (budget.steps < 0) return undefined
  const [first, ...rest] = query
  if (first === undefined) return rows.length === 0 ? [] : undefined
  if (first !== 'any') {
    const head = headsOf([...column(rows), first]).get(first.head.key) ?? first.head
    return within(rows, query, head, budget)
  }
  const heads = headsOf(column(rows))
  const [some] = heads.values()
  const all = some === undefined ? undefined : signature(some, heads)
  if (all?.every(head => heads.has(head.key)) === true) {
    for (const head of all) {
      const witness = within(rows, query, head, budget)
      if (witness !== undefined) return witness
    }
    return undefined
  }
  const others = rows.flatMap(([shape = 'any', ...after]) => (shape === 'any' ? [after] : []))
  const witness = useful(others, rest, budget)
  return witness === undefined ? undefined : [absent(some, all, heads), ...witness]
}

/** All heads of a column's type: of a record the one with all fields named. */
const signature = (some: Head, heads: ReadonlyMap<string, Head>): readonly Head[] | undefined =>
  some.form === 'record' || some.form === 'tuple' ? [heads.get(some.key) ?? some] : some.siblings

const within = (rows: readonly Vector[], query: Vector, head: Head, budget: Budget): Vector | undefined => {
  const [inner] = specialize(head, query)
  if (inner === undefined) return undefined
  const witness = useful(
    rows.flatMap(row => specialize(head, row)),
    inner,
    budget,
  )
  return witness === undefined ? undefined : wrap(head, witness)
}

/** A head that is not in the column. */
const absent = (
  some: Head | undefined,
  all: readonly Head[] | undefined,
  heads: ReadonlyMap<string, Head>,
): Shape => {
  const head = all?.find(h => !heads.has(h.key))
  if (head !== undefined) return { head, fields: anys(head.arity) }
  if (some?.form !== 'list') return 'any'
  let length = 0
  while (heads.has(`list ${length}`)) length++
  return { head: listHead(length), fields: anys(length) }
}

export const listHead = (length: number): Head => ({
  form: 'list',
  key: `list ${length}`,
  arity: length,
  labels: [],
  siblings: undefined,
})
