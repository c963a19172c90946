/**
 * Strategy keys against decision paths: a key stands for every decision whose path ends in it, and of several the
 * longest wins.
 */
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/suggest.ts'
import type { Span } from '../source/source.ts'

export interface Key {
  readonly id: number
  readonly key: readonly string[]
  readonly keySpan: Span
}

/** A place that keys are matched to. */
export interface Place {
  readonly key: string
  readonly path: string
}

const text = (key: Key): string => key.key.join('.')

const fits = (key: string, path: string): boolean => path === key || path.endsWith(`.${key}`)

/** The key that each decision takes, by decision key; a decision that no key fits is absent. */
export const matchKeys = <K extends Key>(
  keys: readonly K[],
  places: readonly Place[],
): ReadonlyMap<string, K> => {
  const chosen = new Map<string, K>()
  for (const place of places) {
    const candidates = keys.filter(key => fits(text(key), place.path))
    const [longest] = candidates.sort((a, b) => text(b).length - text(a).length)
    if (longest !== undefined) chosen.set(place.key, longest)
  }
  return chosen
}

/** `a`, `b` and `c` */
const enumerate = (names: readonly string[]): string => {
  const quoted = names.map(name => `\`${name}\``)
  const last = quoted.pop()
  return quoted.length === 0 ? (last ?? 'none') : `${quoted.join(', ')} and ${last}`
}

const theDecisions = (places: readonly Place[]): string => {
  const paths = [...new Set(places.map(p => p.path))]
  const shown = paths.slice(0, 12)
  const rest = paths.length > shown.length ? ` and ${paths.length - shown.length} more` : ''
  return paths.length === 0 ? 'The game has no decisions.' : `Its decisions are ${enumerate(shown)}${rest}.`
}

const suffixes = (path: string): readonly string[] => {
  const words = path.split('.')
  return words.map((_, i) => words.slice(i).join('.'))
}

const unfitting = (key: Key, game: string, places: readonly Place[]): Diagnostic =>
  diagnostic('G4102', `no decision of \`${game}\` is called \`${text(key)}\``, {
    primary: { span: key.keySpan },
    explanation: [theDecisions(places)],
    hint: didYouMean(
      text(key),
      places.flatMap(p => suffixes(p.path)),
    ),
  })

const missing = (
  paths: readonly string[],
  strategy: { readonly name: string; readonly span: Span },
  places: readonly Place[],
): Diagnostic =>
  diagnostic('G4101', `\`${strategy.name}\` has no strategy for ${enumerate(paths)}`, {
    primary: { span: strategy.span },
    explanation: [theDecisions(places)],
    hint: `add \`${paths[0] ?? ''} = …\``,
  })

const repeatedKey = (first: Key, again: Key): Diagnostic =>
  diagnostic('G4107', `\`${text(again)}\` is given twice`, {
    primary: { span: again.keySpan },
    secondary: [{ span: first.keySpan, text: 'given here first' }],
    hint: 'keep one of them, or write more of the path to tell them apart',
  })

const repeatedKeys = (keys: readonly Key[]): readonly Diagnostic[] => {
  const seen = new Map<string, Key>()
  return keys.flatMap(key => {
    const first = seen.get(text(key))
    if (first !== undefined) return [repeatedKey(first, key)]
    seen.set(text(key), key)
    return []
  })
}

/** What is wrong with the keys of a strategy: repeated (G4107), for no decision (G4102), missing (G4101). */
export const keyErrors = (
  strategy: { readonly name: string; readonly gameName: string; readonly span: Span },
  keys: readonly Key[],
  places: readonly Place[],
): readonly Diagnostic[] => {
  const chosen = matchKeys(keys, places)
  const left = [...new Set(places.filter(p => !chosen.has(p.key)).map(p => p.path))]
  return [
    ...repeatedKeys(keys),
    ...keys
      .filter(key => !places.some(p => fits(text(key), p.path)))
      .map(key => unfitting(key, strategy.gameName, places)),
    ...(left.length === 0 ? [] : [missing(left, strategy, places)]),
  ]
}
