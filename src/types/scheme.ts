/** Types with all that is known put in, generalized, and made anew for every use. */
import { cellOf, flatten, freshId, prune, pruneRow, type Substitution } from './substitution.ts'
import { rowOf } from './type.ts'
import type { Row, Scheme, Type } from './typed.ts'

/** Of a type that is a tree of more nodes, or deeper, nothing is said but that it is too large. */
const largest = 50_000
const deepest = 400

/** A type that holds for one use. */
export const mono = (type: Type): Scheme => ({ variables: [], type })

/** What stands for anything: the type of what has an error that was reported. */
export const anything = (s: Substitution): Scheme => {
  const id = freshId(s)
  return { variables: [id], type: { kind: 'variable', id } }
}

/** How each part of a type is rebuilt. */
interface Rebuild {
  readonly type: (id: number) => Type
  readonly row: (id: number) => Row
  readonly play: (play: Type) => Type
  readonly known: Map<Type, Type>
}

const rebuild = (s: Substitution, type: Type, by: Rebuild): Type => {
  const t = prune(s, type)
  if (t.kind === 'variable') return by.type(t.id)
  if (s.plain.has(t)) return t
  const known = by.known.get(t)
  if (known !== undefined) return known
  const made = rebuildParts(s, t, by)
  by.known.set(t, made)
  return made
}

const rebuildParts = (s: Substitution, t: Type, by: Rebuild): Type => {
  const again = (part: Type): Type => rebuild(s, part, by)
  switch (t.kind) {
    case 'variable':
      return t
    case 'constructor':
      return t.arguments.length === 0 ? t : { ...t, arguments: t.arguments.map(again) }
    case 'function':
      return { kind: 'function', from: again(t.from), to: again(t.to) }
    case 'tuple':
      return t.items.length === 0 ? t : { kind: 'tuple', items: t.items.map(again) }
    case 'record': {
      const { fields, tail } = flatten(s, t.row)
      const rest: Row = tail === undefined ? { kind: 'empty' } : by.row(tail)
      return {
        kind: 'record',
        row: rowOf(
          [...fields].map(([label, field]) => [label, again(field)] as const),
          rest,
        ),
      }
    }
    case 'game':
      return {
        kind: 'game',
        ...{ x: again(t.x), s: again(t.s), y: again(t.y), r: again(t.r) },
        play: by.play(again(t.play)),
      }
  }
}

/** Puts in for every variable what is known of it; one resolver shares what it has built. */
export const resolver = (s: Substitution): ((type: Type) => Type) => {
  const by: Rebuild = {
    type: id => ({ kind: 'variable', id }),
    row: id => ({ kind: 'variable', id }),
    play: play => play,
    known: new Map(),
  }
  return type => rebuild(s, type, by)
}

export const resolve = (s: Substitution, type: Type): Type => resolver(s)(type)

/**
 * Whether a type, written out, is larger than any program needs: types are shared, and a few definitions can
 * make one whose text would not fit the memory (Mairson 1990).
 */
export const isTooLarge = (s: Substitution, type: Type): boolean => {
  let nodes = 0
  const fits = (part: Type, depth: number): boolean => {
    let t = prune(s, part)
    for (;;) {
      if (++nodes > largest || depth > deepest) return false
      if (t.kind !== 'function') return partsOf(s, t).every(inner => fits(inner, depth + 1))
      if (!fits(t.from, depth + 1)) return false
      t = prune(s, t.to)
    }
  }
  return !fits(type, 0)
}

const partsOf = (s: Substitution, t: Type): readonly Type[] => {
  switch (t.kind) {
    case 'variable':
      return []
    case 'constructor':
      return t.arguments
    case 'function':
      return [t.from, t.to]
    case 'tuple':
      return t.items
    case 'record':
      return [...flatten(s, t.row).fields.values()]
    case 'game':
      return [t.x, t.s, t.y, t.r, t.play]
  }
}

/** The scheme of a type: its variables above the current level are general. The type must not be too large. */
export const generalize = (s: Substitution, type: Type): Scheme => {
  const general = new Set<number>()
  const seen = new Set<Type>()
  let hasGame = false
  const note = (id: number) => {
    if ((s.levels[id] ?? 0) > s.level) general.add(id)
  }
  const visit = (part: Type): void => {
    const t = prune(s, part)
    if (t.kind === 'variable') {
      note(t.id)
      return
    }
    if (seen.has(t) || s.plain.has(t)) return
    seen.add(t)
    if (t.kind === 'game') hasGame = true
    if (t.kind === 'record') {
      const { tail } = flatten(s, t.row)
      if (tail !== undefined) note(tail)
    }
    for (const inner of partsOf(s, t)) visit(inner)
  }
  visit(type)
  const resolved = resolve(s, type)
  if (general.size === 0 && !hasGame) s.plain.add(resolved)
  return { variables: [...general], type: resolved }
}

/**
 * The type of one use: general variables are new, with the requirements of the old; plays get cells of their own.
 *
 * `made` keeps which variable stands for which; uses that share it share their variables.
 */
export const instantiate = (s: Substitution, scheme: Scheme, made: Map<number, number> = new Map()): Type => {
  if (scheme.variables.length === 0 && isPlain(s, scheme.type)) return scheme.type
  const general = new Set(scheme.variables)
  const anew = (id: number): number => {
    if (!general.has(id)) return id
    const known = made.get(id)
    if (known !== undefined) return known
    const next = freshId(s)
    s.requirements[next] = s.requirements[id] ?? 0
    made.set(id, next)
    return next
  }
  return rebuild(s, scheme.type, {
    type: id => ({ kind: 'variable', id: anew(id) }),
    row: id => pruneRow(s, { kind: 'variable', id: anew(id) }),
    play: play => cellOf(s, play),
    known: new Map(),
  })
}

/** A quick sufficient test that there is no game in the type. */
const isPlain = (s: Substitution, type: Type): boolean =>
  type.kind === 'variable' ||
  (type.kind === 'constructor' && type.arguments.length === 0) ||
  s.plain.has(type)
