/** A profile that was written down, as one of a game of Gambit's. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { didYouMean } from '../diagnostic/suggest.ts'
import type { BehaviorProfile } from '../form/extensiveForm.ts'
import type { GambitGame } from '../gambit/open.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { ratioOf } from '../report/numeral.ts'
import type { ProfileRecord } from '../report/profile.ts'
import { type NamedPlace, placesOf } from './solvingForms.ts'

export interface GivenProfile {
  readonly profile: BehaviorProfile<Rational>
  /** Whether probabilities are fractions; else they are what doubles are near. */
  readonly isExact: boolean
}

/** What is wrong with a profile: a sentence, and perhaps what to do. */
export interface Misfit {
  readonly reason: string
  readonly hint: string | undefined
}

/** How far sums of doubles may be from one; they are divided by what they are. */
const slack = exact.fromRatio(1n, 1_000_000_000n)

/** The probabilities by information set of the game. Errors: where a record does not fit the game. */
export const givenProfile = (game: GambitGame, record: ProfileRecord): E.Either<Misfit, GivenProfile> => {
  const places = placesOf(game)
  const stranger = strangerIn(places, record)
  if (stranger !== undefined) return E.left(stranger)
  const profile: (readonly Rational[])[] = []
  for (const place of places) {
    const row = rowAt(place, record)
    if (E.isLeft(row)) return row
    profile.push(row.right)
  }
  const isExact = Object.values(record).every(states =>
    states.every(({ strategy }) =>
      strategy.every(({ probability }) => typeof probability === 'string' || Number.isInteger(probability)),
    ),
  )
  return E.right({ profile, isExact })
}

const misfit = (reason: string, hint?: string): Misfit => ({ reason, hint })

/** Somebody, or something to observe or to do, that the game does not know. */
const strangerIn = (places: readonly NamedPlace[], record: ProfileRecord): Misfit | undefined => {
  const decisions = [...new Set(places.map(({ decision }) => decision))]
  for (const [decision, states] of Object.entries(record)) {
    const own = places.filter(place => place.decision === decision)
    if (own.length === 0)
      return misfit(`${decision}: nobody of this name decides`, didYouMean(decision, decisions))
    const observations = own.map(({ observation }) => observation)
    const seen = new Set<string>()
    for (const { observation, strategy } of states) {
      const actions = own.find(place => place.observation === observation)?.actions
      const where = `${decision}, ${observation}`
      if (actions === undefined)
        return misfit(`${where}: there is no such information set`, didYouMean(observation, observations))
      if (seen.has(observation)) return misfit(`${where}: this information set is there twice`)
      seen.add(observation)
      const unknown = strategy.find(({ action }) => !actions.includes(action))
      if (unknown !== undefined)
        return misfit(
          `${where}: \`${unknown.action}\` cannot be done there`,
          didYouMean(unknown.action, actions) ?? `choose from ${actions.join(', ')}`,
        )
    }
  }
  return undefined
}

const rowAt = (
  { decision, observation, actions }: NamedPlace,
  record: ProfileRecord,
): E.Either<Misfit, readonly Rational[]> => {
  const where = `${decision}, ${observation}`
  const own = Object.hasOwn(record, decision) ? (record[decision] ?? []) : []
  const strategy = own.find(state => state.observation === observation)?.strategy
  if (strategy === undefined) return E.left(misfit(`${where}: nothing is said of this information set`))
  const row = actions.map(() => exact.zero)
  for (const { action, probability } of strategy) {
    const p = ratioOf(probability)
    if (O.isNone(p)) return E.left(misfit(`${where}: \`${probability}\` is no number`))
    if (p.value.numerator < 0n) return E.left(misfit(`${where}: \`${probability}\` is no probability`))
    const a = actions.indexOf(action)
    row[a] = exact.add(row[a] ?? exact.zero, p.value)
  }
  const sum = row.reduce(exact.add, exact.zero)
  const off = exact.sub(sum, exact.one)
  const isNear = exact.compare(off, slack) <= 0 && exact.compare(exact.sub(exact.zero, off), slack) <= 0
  return isNear
    ? E.right(row.map(p => exact.div(p, sum)))
    : E.left(misfit(`${where}: probabilities sum to ${exact.show(sum)}, not to 1`))
}
