import type { Rational } from '../markov/rational.ts'
import type { Numeral, SolutionRecord } from '../report/report.ts'
import type { FoundSurvivors } from '../solver/search.ts'

type Told = Pick<SolutionRecord, 'concept' | 'method' | 'exact'> & { readonly name: string }

/** What is left to each player, and why the rest was dropped. */
export const survivorsRecord = (
  { name, concept, method, exact }: Told,
  { form: { players, strategies }, elimination: { dominance, survivors, trail }, note }: FoundSurvivors,
  numeral: (n: Rational) => Numeral,
): SolutionRecord => {
  const label = (player: number, strategy: number): string => strategies[player]?.[strategy] ?? ''
  return {
    game: name,
    concept,
    method,
    exact,
    profile: {},
    payoffs: {},
    regret: {},
    elimination: {
      dominance,
      survivors: Object.fromEntries(
        players.map((player, i) => [player, (survivors[i] ?? []).map(s => label(i, s))]),
      ),
      trail: trail.map(({ round, player, strategy, by }) => ({
        round,
        player: players[player] ?? '',
        strategy: label(player, strategy),
        by: by.map(one => ({ action: label(player, one.strategy), probability: numeral(one.probability) })),
      })),
    },
    ...(note === undefined ? {} : { note }),
  }
}
