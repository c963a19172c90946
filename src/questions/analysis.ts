import type { Analysis } from '../compile/program.ts'
import { EvaluationFailure } from '../core/failure.ts'
import type { Numeric } from '../core/value.ts'
import { diagnostic } from '../diagnostic/diagnostic.ts'
import { regret } from '../equilibrium/bestResponse.ts'
import type { Means } from '../equilibrium/payoffs.ts'
import { isSame } from '../equilibrium/tolerance.ts'
import { endlessPlan, endlessRegret } from './endless.ts'

/** What the functions of `expect` take from the equilibrium engine. A regret that no search settles fails with G5005. */
export const analysis = <N extends Numeric>(means: Means<N>): Analysis<N> => ({
  endlessPayoffs: (game, profile) => endlessPlan(means, game, profile).payoffs(),
  regret: (closed, profile, player) => {
    const { lower, upper } =
      closed.forever === undefined
        ? regret(means, closed, profile, player)
        : endlessRegret(means.scalar, endlessPlan(means, closed.forever, profile), player)
    if (isSame(means.scalar, lower, upper)) return upper
    const { show } = means.scalar
    throw new EvaluationFailure(
      diagnostic('G5005', `the regret of \`${player}\` is out of reach`, {
        explanation: [
          `It is between ${show(lower)} and ${show(upper)}: the player forgets, and the search for its best response ended early.`,
        ],
        hint: 'ask about a smaller game, or let the player observe what it knew before',
      }),
    )
  },
})
