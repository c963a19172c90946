/** Oddities of games and profiles as warnings and hints at the decision they are about. */
import type { CompiledStrategy, DecisionPlace } from '../compile/program.ts'
import type { Numeric } from '../core/value.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { Lint } from '../equilibrium/lints.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import type { Show } from './notation.ts'

/** Observations told before the rest is only counted. */
const told = 4

type Of<N, C extends Lint<N>['code']> = Extract<Lint<N>, { readonly code: C }>

const listed = (texts: readonly string[]): string => {
  const shown = texts.slice(0, told).map(text => `\`${text}\``)
  const rest = texts.length - shown.length
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ')
}

/** The diagnostics of lints about one strategy and its game, one for each code and decision. */
export const lintDiagnostics = <N extends Numeric>(
  show: Show,
  strategy: CompiledStrategy<N>,
  lints: readonly Lint<N>[],
): readonly Diagnostic[] => {
  const groups = new Map<string, Lint<N>[]>()
  for (const lint of withoutOffered(strategy, lints)) {
    const key = `${lint.code} ${lint.decision.key}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [lint])
    else group.push(lint)
  }
  return [...groups.values()].flatMap(group => groupDiagnostic(show, strategy, group))
}

/** A move that another decision offers was meant for that one: types are shared by decisions. */
const withoutOffered = <N extends Numeric>(
  { decisions, places }: CompiledStrategy<N>,
  lints: readonly Lint<N>[],
): readonly Lint<N>[] => {
  const nameOf = (key: string, move: unknown) => structuralKey([key, move])
  const missing = new Set(lints.flatMap(l => (l.code === 'G6002' ? [nameOf(l.decision.key, l.move)] : [])))
  const reported = new Set<string>()
  return lints.filter(lint => {
    if (lint.code !== 'G6002') return true
    const type = places.get(lint.decision.key)?.moveType
    const sharing = decisions.filter(d => places.get(d.key)?.moveType === type)
    const move = structuralKey([type, lint.move])
    if (reported.has(move) || sharing.some(d => !missing.has(nameOf(d.key, lint.move)))) return false
    reported.add(move)
    return true
  })
}

const groupDiagnostic = <N extends Numeric>(
  show: Show,
  strategy: CompiledStrategy<N>,
  group: readonly Lint<N>[],
): readonly Diagnostic[] => {
  const [lint] = group
  const place = lint === undefined ? undefined : strategy.places.get(lint.decision.key)
  if (lint === undefined || place === undefined) return []
  const states = group.flatMap(one => ('observation' in one ? [show(one.observation)] : []))
  switch (lint.code) {
    case 'G6001':
      return [indifferent(strategy, lint, place)]
    case 'G6002':
      return [unavailable(show, group, place)]
    case 'G6003':
      return [unreached(strategy, lint, place, states)]
    case 'G6006':
      return [tied(show, strategy, lint, place)]
    case 'G6009':
      return [forgetful(lint, place, states)]
  }
}

const indifferent = <N extends Numeric>(
  { gameName }: CompiledStrategy<N>,
  { decision }: Of<N, 'G6001'>,
  { span }: DecisionPlace<N>,
): Diagnostic =>
  diagnostic('G6001', `what \`${decision.path}\` does changes nothing for \`${decision.player}\``, {
    primary: { span, text: 'every action pays the same' },
    explanation: [`In \`${gameName}\` the player receives the same whatever it plays here.`],
    hint: 'check `returns`: it should depend on the move',
  })

const unavailable = <N extends Numeric>(
  show: Show,
  group: readonly Lint<N>[],
  { span, moveType }: DecisionPlace<N>,
): Diagnostic => {
  const moves = listed(group.flatMap(lint => (lint.code === 'G6002' ? [show(lint.move)] : [])))
  return diagnostic('G6002', `no decision offers ${moves}`, {
    primary: { span, text: 'not in this list' },
    explanation: [`${moves} is of type \`${moveType ?? ''}\`, from which this decision chooses.`],
    hint: 'add the move to the list, or take it out of the type',
  })
}

const unreached = <N extends Numeric>(
  { name }: CompiledStrategy<N>,
  { decision }: Of<N, 'G6003'>,
  { span }: DecisionPlace<N>,
  states: readonly string[],
): Diagnostic =>
  diagnostic('G6003', `under \`${name}\`, \`${decision.path}\` never observes ${listed(states)}`, {
    primary: { span },
    explanation: ['`equilibrium` does not judge what a strategy does where it is never asked.'],
    hint: 'ask for `subgamePerfect` to have such states judged too',
  })

const tied = <N extends Numeric>(
  show: Show,
  { name }: CompiledStrategy<N>,
  { decision, observation, played, others }: Of<N, 'G6006'>,
  { span }: DecisionPlace<N>,
): Diagnostic =>
  diagnostic(
    'G6006',
    `under \`${name}\`, \`${decision.path}\` could as well play ${listed(others.map(show))}`,
    {
      primary: { span },
      explanation: [`At \`${show(observation)}\` it plays \`${show(played)}\`, which pays the same.`],
    },
  )

const forgetful = <N extends Numeric>(
  { decision }: Of<N, 'G6009'>,
  { span }: DecisionPlace<N>,
  states: readonly string[],
): Diagnostic =>
  diagnostic('G6009', `\`${decision.path}\` forgets what \`${decision.player}\` knew before`, {
    primary: { span },
    explanation: [`At ${listed(states)} the player cannot tell apart what it has itself seen or done.`],
    hint: 'add its earlier observations and moves to `inputs`',
  })
