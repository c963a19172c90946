/**
 * Where the decisions of unfolded games come from in the text: what turns failures of the engine, which knows no
 * text, into diagnostics.
 */
import { diagnosticAt, type Machine } from '../core/machine.ts'
import { show } from '../core/show.ts'
import type { Numeric, Value } from '../core/value.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Decision } from '../game/game.ts'
import { InvalidPlay, type InvalidPlayReason } from '../game/invalidPlay.ts'

/** The sites of a decision and of the strategy entry that plays it. */
export interface Origin {
  readonly site: number
  readonly entry: number | undefined
}

export type Origins = ReadonlyMap<Decision<unknown>, Origin>

type At<K> = Extract<InvalidPlayReason, { readonly kind: K }>

/** Observations and actions of language games are values, whatever the engine takes them for. */
const written = <N extends Numeric>(m: Machine<N>, value: unknown): string =>
  show(m.scalar, value as Value<N>)

const outsideList = <N extends Numeric>(m: Machine<N>, origins: Origins, reason: At<'actionOutsideList'>) => {
  const { decision, observation, action, actions } = reason
  const origin = origins.get(decision)
  const listed = actions.map(a => written(m, a)).join(', ')
  const place = diagnosticAt(m, origin?.entry ?? origin?.site ?? -1, 'G4104', {
    title: `\`${decision.path}\` plays \`${written(m, action)}\`, which is not in its list`,
    explanation: [`At observation \`${written(m, observation)}\` the decision may choose from [${listed}].`],
  })
  const span = origin === undefined ? undefined : m.spans.get(origin.site)
  return span === undefined || origin?.entry === undefined
    ? place
    : { ...place, secondary: [{ span, text: 'the decision and its list' }] }
}

const outsideInterval = <N extends Numeric>(
  m: Machine<N>,
  origins: Origins,
  { decision, observation, action, lo, hi }: At<'actionOutsideInterval'>,
) => {
  const origin = origins.get(decision)
  return diagnosticAt(m, origin?.entry ?? origin?.site ?? -1, 'G4104', {
    title: `\`${decision.path}\` plays \`${written(m, action)}\`, which is not in its interval`,
    explanation: [
      `At observation \`${written(m, observation)}\` the decision may choose from ${written(m, lo)} to ${written(m, hi)}.`,
    ],
  })
}

/** The diagnostic of a play that cannot go on; nothing for other exceptions. */
export const invalidPlay = <N extends Numeric>(
  m: Machine<N>,
  origins: Origins,
  error: unknown,
): Diagnostic | undefined => {
  if (!(error instanceof InvalidPlay)) return undefined
  const { reason } = error
  switch (reason.kind) {
    case 'actionOutsideList':
      return outsideList(m, origins, reason)
    case 'uncountable':
      return diagnosticAt(m, origins.get(reason.decision)?.site ?? -1, 'G5111', {
        title: `the actions of \`${reason.decision.path}\` are an interval, which has no list`,
        hint: 'ask whether the strategy is an equilibrium, or give a list of actions',
      })
    case 'actionOutsideInterval':
      return outsideInterval(m, origins, reason)
    case 'noActions':
      return diagnosticAt(m, origins.get(reason.decision)?.site ?? -1, 'G4106', {
        title: `\`${reason.decision.path}\` has no action to choose from`,
        explanation: [`At observation \`${written(m, reason.observation)}\` its list of actions is empty.`],
      })
    case 'noStrategy':
      return diagnosticAt(m, origins.get(reason.decision)?.site ?? -1, 'G4101', {
        title: `\`${reason.decision.path}\` has no strategy`,
      })
    case 'notADistribution':
      return diagnosticAt(m, origins.get(reason.decision)?.entry ?? -1, 'G5103', {
        title: `the strategy of \`${reason.decision.path}\` is no probability distribution`,
      })
    case 'wrongLength':
      return diagnosticAt(m, -1, 'G5107', {
        title: `a population of ${reason.members} got a ${reason.list} list`,
        explanation: ['Its inputs and returns must be lists with one element for each member.'],
      })
  }
}
