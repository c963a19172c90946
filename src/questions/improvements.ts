import type { Rational } from '../markov/rational.ts'
import type { ImprovementRecord, Numeral } from '../report/report.ts'
import type { ImprovementPath } from '../solver/search.ts'

/** Profiles of which the potential is told. */
const mostTold = 1_000

/** How improvements led to an equilibrium, and what made sure that they would. */
export const improvementRecord = (
  { form: { players, strategies }, guarantee, improvements }: ImprovementPath,
  numeral: (n: Rational) => Numeral,
): ImprovementRecord => ({
  guarantee: guarantee.kind === 'potential' ? guarantee.potential.kind : guarantee.kind,
  changes: improvements.map(({ player, from, to, gain }) => ({
    player: players[player] ?? '',
    from: strategies[player]?.[from] ?? '',
    to: strategies[player]?.[to] ?? '',
    gain: numeral(gain),
  })),
  ...(guarantee.kind === 'potential'
    ? {
        weights: Object.fromEntries(
          guarantee.potential.weights.map((weight, i) => [players[i] ?? '', numeral(weight)]),
        ),
        ...(guarantee.potential.values.length > mostTold
          ? {}
          : { potential: guarantee.potential.values.map(numeral) }),
      }
    : {}),
})
