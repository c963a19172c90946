/**
 * What is odd about a game is said of its text, and a text may be played with many parameters. A move that does
 * nothing on a sunny day is no mistake of the game: it is told only where every instance shows it.
 */
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Span } from '../source/source.ts'

/** The decisions of a game that was looked at, by their place in the text, and what was odd there. */
export interface Look {
  readonly decisions: readonly Span[]
  readonly found: readonly Diagnostic[]
}

const ofTheGame: ReadonlySet<string> = new Set(['G6001', 'G6002'])

const placeOf = ({ path, start, end }: Span): string => `${path} ${start} ${end}`

/** The findings without those about a game that another look at the same decision does not share. */
export const inEveryInstance = (looks: readonly Look[]): readonly Diagnostic[] => {
  const lookedAt = looks.map(({ decisions, found }) => ({
    places: new Set(decisions.map(placeOf)),
    odd: new Set(
      found.flatMap(d => (d.primary === undefined ? [] : [`${d.code} ${placeOf(d.primary.span)}`])),
    ),
  }))
  const isShared = ({ code, primary }: Diagnostic): boolean => {
    if (primary === undefined || !ofTheGame.has(code)) return true
    const place = placeOf(primary.span)
    return lookedAt.every(({ places, odd }) => !places.has(place) || odd.has(`${code} ${place}`))
  }
  return looks.flatMap(({ found }) => found.filter(isShared))
}
