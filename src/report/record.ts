/** From what a check or a front end found to the records of a report. */
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type {
  Bounds,
  Change,
  Failure,
  Forgetting,
  Level,
  Move,
  Payoffs,
  StateVerdict,
  Unknown,
  Verdict,
} from '../equilibrium/verdict.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Weighted } from '../markov/stochastic.ts'
import { positionAt, type Source } from '../source/source.ts'
import { numeralOf } from './numeral.ts'
import type {
  ChangeRecord,
  CheckRecord,
  DecisionRecord,
  DiagnosticRecord,
  FailureRecord,
  ForgetsRecord,
  LevelRecord,
  MoveRecord,
  StateRecord,
  UnsettledRecord,
} from './report.ts'

/** How the numbers and the values of a run become text. */
export interface Notation<N> {
  readonly scalar: Scalar<N>
  /** An observation or an action, as the language writes it. */
  readonly show: (value: unknown) => string
}

/** A check as the file states it. */
export interface AskedCheck {
  readonly line: number
  readonly text: string
  readonly game: string
  readonly strategy: string
  readonly negated: boolean
}

/** The record of a check; a verdict that is out of reach passes neither as it stands nor negated. */
export const checkRecord = <N>(
  notation: Notation<N>,
  asked: AskedCheck,
  verdict: Verdict<N>,
): CheckRecord => {
  const { judgement } = verdict
  const holds = judgement.kind === 'unknown' ? null : judgement.kind === 'holds'
  return {
    line: asked.line,
    text: asked.text,
    game: asked.game,
    strategy: asked.strategy,
    concept: verdict.concept,
    negated: asked.negated,
    epsilon: numeralOf(notation.scalar, verdict.epsilon),
    holds,
    pass: holds !== null && holds !== asked.negated,
    verdict: judgement.kind,
    ...(judgement.kind === 'fails' ? failuresOf(notation, judgement.failures) : {}),
    ...(judgement.kind === 'unknown'
      ? { unsettled: judgement.reasons.map(reason => unsettledRecord(notation, reason)) }
      : {}),
    ...(verdict.levels === undefined
      ? {}
      : { levels: verdict.levels.map(level => levelRecord(notation, level)) }),
    payoffs: payoffsRecord(notation, verdict.payoffs),
    decisions: decisionRecords(notation, verdict.states),
  }
}

const failuresOf = <N>(notation: Notation<N>, failures: readonly Failure<N>[]) => {
  const level = failures.some(({ kind }) => kind === 'oneShot')
    ? 'oneShot'
    : failures.some(({ kind }) => kind === 'joint')
      ? 'joint'
      : undefined
  return {
    ...(level === undefined ? {} : ({ level } as const)),
    failures: failures.map(failure => failureRecord(notation, failure)),
  }
}

const payoffsRecord = <N>({ scalar }: Notation<N>, payoffs: Payoffs<N>): CheckRecord['payoffs'] =>
  Object.fromEntries(Object.entries(payoffs).map(([player, n]) => [player, numeralOf(scalar, n)]))

const strategyRecord = <N>(
  { scalar, show }: Notation<N>,
  strategy: Weighted<N, unknown>,
): ChangeRecord['from'] =>
  strategy.map(([action, weight]) => ({ action: show(action), probability: numeralOf(scalar, weight) }))

/** States by decision, in play order. */
const decisionRecords = <N>(
  notation: Notation<N>,
  states: readonly StateVerdict<N>[],
): CheckRecord['decisions'] => {
  const byKey = new Map<string, DecisionRecord>()
  for (const state of states) {
    const { key, path, player } = state.decision
    const record = byKey.get(key) ?? { decision: path, player, states: [] }
    record.states.push(stateRecord(notation, state))
    byKey.set(key, record)
  }
  return [...byKey.values()]
}

const stateRecord = <N>(notation: Notation<N>, state: StateVerdict<N>): StateRecord => {
  const { scalar, show } = notation
  const valued = ({ action, payoff }: { readonly action: unknown; readonly payoff: N }) => ({
    action: show(action),
    payoff: numeralOf(scalar, payoff),
  })
  return {
    observation: show(state.observation),
    probability: numeralOf(scalar, state.probability),
    strategy: strategyRecord(notation, state.strategy),
    payoff: numeralOf(scalar, state.payoff),
    best: valued(state.best),
    regret: numeralOf(scalar, state.regret),
    actions: state.actions.map(valued),
    account: state.account,
  }
}

const changeRecord = <N>(notation: Notation<N>, change: Change<N>): ChangeRecord => ({
  decision: change.decision.path,
  observation: notation.show(change.observation),
  from: strategyRecord(notation, change.from),
  to: notation.show(change.to),
})

const moveRecord = <N>({ show }: Notation<N>, { decision, observation, action }: Move<N>): MoveRecord => ({
  decision: decision.path,
  observation: show(observation),
  action: show(action),
})

const gainRecord = <N>(
  { scalar }: Notation<N>,
  found: { readonly player: string; readonly payoff: N; readonly deviationPayoff: N; readonly gain: N },
) => ({
  player: found.player,
  payoff: numeralOf(scalar, found.payoff),
  deviationPayoff: numeralOf(scalar, found.deviationPayoff),
  gain: numeralOf(scalar, found.gain),
})

const failureRecord = <N>(notation: Notation<N>, failure: Failure<N>): FailureRecord => {
  const { scalar, show } = notation
  switch (failure.kind) {
    case 'oneShot':
      return { kind: failure.kind, ...gainRecord(notation, failure), ...changeRecord(notation, failure) }
    case 'joint':
      return {
        kind: failure.kind,
        ...gainRecord(notation, failure),
        changes: failure.changes.map(change => changeRecord(notation, change)),
      }
    case 'dominated':
      return {
        kind: failure.kind,
        ...gainRecord(notation, failure),
        changes: failure.changes.map(change => changeRecord(notation, change)),
        against: failure.against.map(move => moveRecord(notation, move)),
      }
    case 'tie':
      return {
        kind: failure.kind,
        player: failure.player,
        ...changeRecord(notation, failure),
        payoff: numeralOf(scalar, failure.payoff),
        deviationPayoff: numeralOf(scalar, failure.deviationPayoff),
        joint: failure.joint,
      }
    case 'mixed':
      return {
        kind: failure.kind,
        player: failure.player,
        decision: failure.decision.path,
        observation: show(failure.observation),
        strategy: strategyRecord(notation, failure.strategy),
      }
    case 'pareto':
      return {
        kind: failure.kind,
        moves: failure.moves.map(move => moveRecord(notation, move)),
        payoffs: payoffsRecord(notation, failure.payoffs),
        better: payoffsRecord(notation, failure.better),
      }
  }
}

const unsettledRecord = <N>(notation: Notation<N>, unknown: Unknown<N>): UnsettledRecord => {
  const { kind, player, reason, forgets } = unknown
  return {
    kind,
    ...(player === undefined ? {} : { player }),
    ...boundsRecord(notation, unknown),
    ...(reason === undefined ? {} : { reason }),
    ...(forgets === undefined ? {} : { forgets: forgetsRecord(forgets) }),
  }
}

const boundsRecord = <N>({ scalar }: Notation<N>, { lower, upper }: Bounds<N>) => ({
  lower: numeralOf(scalar, lower),
  upper: upper === undefined ? 'Infinity' : numeralOf(scalar, upper),
})

const forgetsRecord = <N>({ decision, earlier }: Forgetting<N>): ForgetsRecord => ({
  decision: decision.path,
  earlier: earlier.path,
})

const levelRecord = <N>(
  notation: Notation<N>,
  { player, oneShot, epsilon, joint, forgets }: Level<N>,
): LevelRecord => ({
  player,
  oneShot: numeralOf(notation.scalar, oneShot),
  epsilon: numeralOf(notation.scalar, epsilon),
  ...(joint === undefined ? {} : { joint: boundsRecord(notation, joint) }),
  ...(forgets === undefined ? {} : { forgets: forgetsRecord(forgets) }),
})

/** The record of a diagnostic; `sourceOf` finds the text of a path. */
export const diagnosticRecord = (
  diagnostic: Diagnostic,
  sourceOf: (path: string) => Source | undefined,
): DiagnosticRecord => {
  const { code, severity, title, hint, primary } = diagnostic
  const source = primary === undefined ? undefined : sourceOf(primary.span.path)
  return {
    code,
    severity,
    message: title,
    ...(hint === undefined ? {} : { hint }),
    ...(primary === undefined ? {} : { file: primary.span.path }),
    ...(primary === undefined || source === undefined
      ? {}
      : { start: positionAt(source, primary.span.start), end: positionAt(source, primary.span.end) }),
  }
}
