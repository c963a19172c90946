import type { Analysis } from '../compile/program.ts'
import { EvaluationFailure } from '../core/failure.ts'
import type { Numeric } from '../core/value.ts'
import { diagnostic } from '../diagnostic/diagnostic.ts'
import { regretOn } from '../equilibrium/joint.ts'
import type { Means } from '../equilibrium/payoffs.ts'
import { isSame } from '../equilibrium/tolerance.ts'
import { endlessPlan, endlessRegret } from './endless.ts'
import type { Judging } from './judging.ts'

/** What the functions of `expect` take from the equilibrium engine. A regret that no search settles fails with G5005. */
export const analysis = <N extends Numeric>(means: Means<N>, judge: Judging<N>): Analysis<N> => ({
  payoffs: (closed, profile) =>
    closed.forever === undefined
      ? judge(closed, profile).judged.plan.payoffs()
      : endlessPlan(means, closed.forever, profile).payoffs(),
  probability: (closed, profile, holds) => judge(closed, profile).probability(holds),
  regret: (closed, profile, player) => {
    const { lower, upper, reason }: ReturnType<typeof regretOn<N>> =
      closed.forever === undefined
        ? regretOn(means.scalar, judge(closed, profile).judged, player)
        : endlessRegret(means.scalar, endlessPlan(means, closed.forever, profile), player)
    if (upper !== undefined && isSame(means.scalar, lower, upper)) return upper
    const { show } = means.scalar
    throw new EvaluationFailure(
      diagnostic('G5005', `the regret of \`${player}\` is out of reach`, {
        explanation: [
          reason?.kind === 'continuum'
            ? `It is at least ${show(lower)}: the player has several decisions, and the actions at ${reason.decision} are an interval.`
            : upper === undefined
              ? `It is at least ${show(lower)}: the player forgets, and its side of the game is too large to search.`
              : `It is between ${show(lower)} and ${show(upper)}: the player forgets, and the search for its best response ended early.`,
        ],
        hint: 'ask about a smaller game, or let the player observe what it knew before',
      }),
    )
  },
})
