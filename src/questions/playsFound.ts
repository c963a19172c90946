/** What a mediator brings about, as reports tell it: the plays that happen, and how often. */
import { exact, type Rational } from '../markov/rational.ts'
import type { Numeral, SolutionRecord } from '../report/report.ts'
import type { FoundPlays } from '../solver/search.ts'

type Told = Pick<SolutionRecord, 'concept' | 'method' | 'exact'> & { readonly name: string }

export const playsRecord = (
  { name, concept, method, exact: isExact }: Told,
  { players, plays, payoffs, regrets, note }: FoundPlays,
  numeral: (n: Rational) => Numeral,
): SolutionRecord => {
  const byPlayer = (numbers: readonly Rational[]): Record<string, Numeral> =>
    Object.fromEntries(players.map((player, k) => [player, numeral(numbers[k] ?? exact.zero)]))
  return {
    game: name,
    concept,
    method,
    exact: isExact,
    profile: {},
    payoffs: byPlayer(payoffs),
    regret: byPlayer(regrets),
    recommendations: plays.map(({ moves, probability }) => ({
      probability: numeral(probability),
      moves: moves.map(move => ({ ...move })),
    })),
    note,
  }
}
