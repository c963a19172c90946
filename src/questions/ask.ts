/** The answer to one question. */
import * as E from 'fp-ts/lib/Either.js'
import type {
  CheckQuestion,
  ClosedLanguageGame,
  ExpectQuestion,
  Program,
  ValueProfile,
} from '../compile/program.ts'
import type { Numeric } from '../core/value.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { check } from '../equilibrium/check.ts'
import { type CheckedConcept, isCheckedConcept, isConcept } from '../equilibrium/concept.ts'
import { gameLints, profileLints } from '../equilibrium/lints.ts'
import type { Means } from '../equilibrium/payoffs.ts'
import { defaultEpsilon } from '../equilibrium/tolerance.ts'
import type { StateVerdict } from '../equilibrium/verdict.ts'
import type { GameTree } from '../equilibrium/wholeTree.ts'
import { receiptsTree } from '../game/tree.ts'
import { diagramTree } from '../plan/tree/diagramTree.ts'
import { numeralOf } from '../report/numeral.ts'
import { checkRecord, type Notation } from '../report/record.ts'
import type { CheckRecord, ExpectRecord } from '../report/report.ts'
import { unsettledSentence } from '../report/sentence.ts'
import type { Span } from '../source/source.ts'
import type { Allowance } from './allowance.ts'
import { checkEndless } from './endless.ts'
import type { Look } from './everyInstance.ts'
import type { Judging } from './judging.ts'
import { lintDiagnostics } from './playLints.ts'
import type { Solved } from './solving.ts'

export interface Asking<N extends Numeric> {
  readonly program: Program<N>
  readonly means: Means<N>
  readonly judge: Judging<N>
  readonly budget: Allowance
  readonly notation: Notation<N>
  readonly epsilon: N | undefined
  /** Strategies whose lints are known; each is looked at once. */
  readonly linted: Set<string>
}

export interface Answer {
  readonly check?: CheckRecord
  readonly expect?: ExpectRecord
  readonly diagnostics: readonly Diagnostic[]
  readonly solved?: Solved
  /** What the game and the profile of the question look like. */
  readonly look?: Look
}

/** Steps that looking for oddities may take; a game too large for them has none told. */
const lintSteps = 30_000

/** Answers a check; in a survey no verdict is a failure. */
export const answerCheck = <N extends Numeric>(
  asking: Asking<N>,
  question: CheckQuestion<N>,
  isSurvey: boolean,
): Answer => {
  const { concept, closed } = question
  if (!isConcept(concept) || !isCheckedConcept(concept)) {
    const problem: Diagnostic = { ...unanswered(concept, question.conceptSpan), severity: 'error' }
    return { check: openRecord(asking, question), diagnostics: [problem] }
  }
  if (E.isLeft(closed)) return notPlayed(asking, question, closed.left, isSurvey)
  const verdict = verdictOf(asking, question, concept, closed.right)
  if (E.isLeft(verdict)) return { check: openRecord(asking, question), diagnostics: [verdict.left] }
  const { record } = verdict.right
  const look = lookAt(asking, question, closed.right, verdict.right.states)
  return {
    check: isSurvey ? surveyed(record) : record,
    diagnostics: record.verdict === 'unknown' ? [unsettled(question, record)] : [],
    ...(look === undefined ? {} : { look }),
  }
}

const askedOf = <N extends Numeric>({ line, text, strategy, negated }: CheckQuestion<N>) => ({
  line,
  text,
  game: strategy.gameName,
  strategy: strategy.name,
  negated,
})

/** A verdict as the report tells it, and the states that were judged. */
interface Judgment<N extends Numeric> {
  readonly states: readonly StateVerdict<N>[]
  readonly record: CheckRecord
}

const verdictOf = <N extends Numeric>(
  { program, means, epsilon, judge, notation }: Asking<N>,
  question: CheckQuestion<N>,
  concept: CheckedConcept,
  closed: ClosedLanguageGame<N>,
): E.Either<Diagnostic, Judgment<N>> => {
  const forgiven = question.epsilon ?? epsilon ?? defaultEpsilon(means.scalar)
  const { profile } = question.strategy
  const asked = { ...means, epsilon: forgiven }
  const told = askedOf(question)
  return program.attempt(question.span, () => {
    if (closed.forever !== undefined) {
      const verdict = checkEndless(concept, closed.forever, profile, asked)
      return { states: verdict.states, record: checkRecord(notation, told, verdict) }
    }
    const { judged, certify } = judge(closed, profile)
    if (certify !== undefined) {
      const { states, record } = certify(concept, forgiven)
      return { states, record: record(told) }
    }
    const verdict = check(concept, judged, asked)
    return { states: verdict.states, record: checkRecord(notation, told, verdict) }
  })
}

/** A check that could not be made: it neither holds nor passes. */
const openRecord = <N extends Numeric>(
  { means, notation, epsilon }: Asking<N>,
  question: CheckQuestion<N>,
): CheckRecord => ({
  ...askedOf(question),
  concept: question.concept,
  epsilon: numeralOf(notation.scalar, question.epsilon ?? epsilon ?? defaultEpsilon(means.scalar)),
  holds: null,
  pass: false,
  verdict: 'unknown',
  payoffs: {},
  decisions: [],
})

/** A game that cannot be played as it stands: an error where the file asks for it, and passed over where nobody did. */
const notPlayed = <N extends Numeric>(
  asking: Asking<N>,
  question: CheckQuestion<N>,
  problem: Diagnostic,
  isSurvey: boolean,
): Answer =>
  isSurvey
    ? { diagnostics: [{ ...problem, severity: 'warning' }] }
    : { check: openRecord(asking, question), diagnostics: [problem] }

/** What was found, as a statement that is true: nothing was asked that could fail. */
const surveyed = (record: CheckRecord): CheckRecord => {
  if (record.holds === null) return record
  const finding = record.holds ? 'is an equilibrium' : 'is no equilibrium'
  return { ...record, text: `${record.text} ${finding}`, pass: true }
}

const unsettled = <N extends Numeric>(question: CheckQuestion<N>, record: CheckRecord): Diagnostic =>
  diagnostic('G5005', `whether \`${question.strategy.name}\` is ${question.concept} is out of reach`, {
    primary: { span: question.span },
    explanation: (record.unsettled ?? []).map(unsettledSentence),
    hint: 'ask about a smaller game, or forgive more with `within`',
  })

/** What is odd about the game and the strategy of a question; nothing where that is known, or takes too long. */
const lookAt = <N extends Numeric>(
  asking: Asking<N>,
  { strategy, span, concept }: CheckQuestion<N>,
  closed: ClosedLanguageGame<N>,
  states: readonly StateVerdict<N>[],
): Look | undefined => {
  const { program, means, budget, notation, linted } = asking
  const isKnown = linted.has(strategy.name)
  if (isKnown || (concept !== 'equilibrium' && concept !== 'strict')) return undefined
  linted.add(strategy.name)
  budget.renew(Math.min(lintSteps, budget.limit))
  const { scalar } = means
  const found = program.attempt(span, () => {
    const tree = smallTree(asking, closed, strategy.profile)
    if (tree === undefined) return []
    return [
      ...gameLints(scalar, tree, closed.decisions, d => strategy.places.get(d.key)?.moves ?? []),
      ...profileLints(scalar, tree, states),
    ]
  })
  if (E.isLeft(found)) return undefined
  return {
    decisions: [...strategy.places.values()].map(place => place.span),
    found: lintDiagnostics(notation.show, strategy, found.right),
  }
}

/** The whole game, where it has few branches. */
const smallTree = <N extends Numeric>(
  { means: { scalar, budget }, judge }: Asking<N>,
  closed: ClosedLanguageGame<N>,
  profile: ValueProfile<N>,
): GameTree<N> | undefined => {
  const { diagram } = judge(closed, profile)
  if (diagram === undefined) return receiptsTree(scalar, budget, closed, profile)
  const tree = diagramTree(scalar, budget, diagram, lintSteps)
  return E.isRight(tree) ? tree.right : undefined
}

/** Answers an `expect`; one that cannot be evaluated does not pass. */
export const answerExpect = ({ line, text, holds }: ExpectQuestion): Answer => {
  const outcome = holds()
  if (E.isRight(outcome)) return { expect: { line, text, pass: outcome.right }, diagnostics: [] }
  const { code, title } = outcome.left
  return {
    expect: { line, text, pass: false, detail: `not evaluated: ${title} (${code})` },
    diagnostics: [outcome.left],
  }
}

const unanswered = (concept: string, span: Span): Diagnostic =>
  diagnostic('G4111', `\`${concept}\` is not answered by this version`, { primary: { span } })
