import { strides } from '../form/normalForm.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { Numeral, SolutionRecord } from '../report/report.ts'
import { deviationGains } from '../solver/correlated/check.ts'
import { expectedPayoffs } from '../solver/correlated/distribution.ts'
import type { FoundRecommendations } from '../solver/search.ts'

type Told = Pick<SolutionRecord, 'concept' | 'method' | 'exact'> & { readonly name: string }

/** What is recommended, and what each player could gain by not obeying, worked out from the definition. */
export const recommendationsRecord = (
  { name, concept, method, exact: isExact }: Told,
  { form, distribution, correlation, note }: FoundRecommendations,
  numeral: (n: Rational) => Numeral,
): SolutionRecord => {
  const { players, strategies } = form
  const steps = strides(form)
  const gains = players.map(() => exact.zero)
  for (const { player, gain } of deviationGains(form, distribution, correlation))
    if (exact.compare(gain, gains[player] ?? exact.zero) > 0) gains[player] = gain
  const byPlayer = (numbers: readonly Rational[]): Record<string, Numeral> =>
    Object.fromEntries(players.map((player, k) => [player, numeral(numbers[k] ?? exact.zero)]))
  const told = [...distribution].filter(([, probability]) => probability.numerator !== 0n)
  return {
    game: name,
    concept,
    method,
    exact: isExact,
    profile: {},
    payoffs: byPlayer(expectedPayoffs(form, distribution)),
    regret: byPlayer(gains),
    recommendations: told.map(([profile, probability]) => ({
      probability: numeral(probability),
      moves: players.map((decision, i) => {
        const own = strategies[i] ?? []
        const strategy = Math.floor(profile / (steps[i] ?? 1)) % Math.max(1, own.length)
        return { decision, observation: '()', action: own[strategy] ?? '' }
      }),
    })),
    ...(note === undefined ? {} : { note }),
  }
}
