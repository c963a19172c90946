/**
 * Correlation plans: how probable it is that a mediator's recommendations are a pair of sequences (von Stengel and
 * Forges, Extensive-form correlated equilibrium: definition and computational complexity, 2008), as variables of a linear
 * program.
 */
import type { ReducedForm } from '../../form/reduced.ts'
import type { Row } from '../../linear/program.ts'
import { exact, type Rational, rational } from '../../markov/rational.ts'
import { areRelevant, type Sequences } from './sequences.ts'

export type Terms = readonly (readonly [place: number, coefficient: Rational])[]

/** Variables from place 0 on, what they must meet, and the probability of a relevant pair of sequences in them. */
export interface Plan {
  readonly size: number
  readonly rows: readonly Row<Rational>[]
  readonly probability: (first: number, second: number) => readonly number[]
}

/**
 * A variable for each relevant pair of sequences. The rows say that the probability of a sequence is that of its
 * continuations at an information set; what meets them is a plan where the game is triangle-free.
 */
export const sequencePlan = (sequences: Sequences): Plan => {
  const [firstCount = 1, secondCount = 1] = sequences.counts
  const places = new Map<number, number>()
  for (let one = 0; one < firstCount; one++)
    for (let other = 0; other < secondCount; other++)
      if (areRelevant(sequences, one, other)) places.set(one * secondCount + other, places.size)
  const placeOf = (one: number, other: number): number => places.get(one * secondCount + other) ?? 0
  const rows: Row<Rational>[] = [{ coefficients: [[placeOf(0, 0), exact.one]], sense: '=', bound: exact.one }]
  const { first, before, lastSet } = sequences
  for (const [set, from] of first.entries()) {
    const isFirst = lastSet[0]?.[from] === set
    const end = from + (lastSet[isFirst ? 0 : 1] ?? []).filter(last => last === set).length
    const pair = (own: number, other: number): number => (isFirst ? placeOf(own, other) : placeOf(other, own))
    for (let other = 0; other < (isFirst ? secondCount : firstCount); other++) {
      const isRelevant = isFirst ? areRelevant(sequences, from, other) : areRelevant(sequences, other, from)
      if (!isRelevant) continue
      const coefficients: (readonly [number, Rational])[] = [[pair(before[set] ?? 0, other), rational(-1n)]]
      for (let own = from; own < end; own++) coefficients.push([pair(own, other), exact.one])
      rows.push({ coefficients, sense: '=', bound: exact.zero })
    }
  }
  return { size: places.size, rows, probability: (one, other) => [placeOf(one, other)] }
}

/** A variable for each pair of reduced strategies, the second player's fastest: right for every game, but many. */
export const strategyPlan = (
  { strategies }: Pick<ReducedForm<Rational>, 'strategies'>,
  { lastSet, first }: Sequences,
): Plan => {
  const [, second = []] = strategies
  // A strategy takes a sequence where it takes its last choice: it says nothing where it does not come.
  const taking = strategies.map((own, player) =>
    (lastSet[player] ?? []).map((set, sequence) =>
      [...own.keys()].filter(k => set < 0 || own[k]?.get(set) === sequence - (first[set] ?? 0)),
    ),
  )
  const size = strategies.reduce((product, own) => product * own.length, 1)
  return {
    size,
    rows: [
      {
        coefficients: Array.from({ length: size }, (_, place) => [place, exact.one] as const),
        sense: '=',
        bound: exact.one,
      },
    ],
    probability: (one, other) =>
      (taking[0]?.[one] ?? []).flatMap(a => (taking[1]?.[other] ?? []).map(b => a * second.length + b)),
  }
}
