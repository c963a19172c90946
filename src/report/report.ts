/**
 * The report `coplay/report@1`: what a command found in one file, as plain JSON.
 *
 * Numbers are JSON numbers, or strings (`"1/3"`) where arithmetic is exact or JSON has no such number. Values,
 * observations and actions are text, as the language writes them. Fields are only ever added under one version.
 */
import * as t from 'io-ts/lib/index.js'
import { contentsCodec } from './contents.ts'

export const schema = 'coplay/report@1'

export const numeral = t.union([t.number, t.string])

/** A number of a report. */
export type Numeral = t.TypeOf<typeof numeral>

export const numeralsByPlayer = t.record(t.string, numeral)

const position = t.type({ line: t.number, column: t.number, offset: t.number })

export const diagnosticCodec = t.intersection([
  t.type({
    code: t.string,
    severity: t.keyof({ error: null, warning: null, hint: null }),
    message: t.string,
  }),
  // A diagnostic about an option or a missing file has no place in a text.
  t.partial({ hint: t.string, file: t.string, start: position, end: position }),
])
export type DiagnosticRecord = t.TypeOf<typeof diagnosticCodec>

const weightedAction = t.type({ action: t.string, probability: numeral })
const valuedAction = t.type({ action: t.string, payoff: numeral })

const state = t.intersection([
  t.type({
    observation: t.string,
    probability: numeral,
    strategy: t.array(weightedAction),
    payoff: numeral,
    best: valuedAction,
    regret: numeral,
  }),
  t.partial({
    /** Every action and what it is worth. */
    actions: t.array(valuedAction),
    /** `whole` where receipts of earlier decisions are counted, since they depend on this one. */
    account: t.keyof({ onward: null, whole: null }),
  }),
])
export type StateRecord = t.TypeOf<typeof state>

const decision = t.type({ decision: t.string, player: t.string, states: t.array(state) })
export type DecisionRecord = t.TypeOf<typeof decision>

const place = { decision: t.string, observation: t.string }
const change = { ...place, from: t.array(weightedAction), to: t.string }
const move = t.type({ ...place, action: t.string })
const gaining = { player: t.string, payoff: numeral, deviationPayoff: numeral, gain: numeral }
export type ChangeRecord = t.TypeOf<typeof changeRecord>
export type MoveRecord = t.TypeOf<typeof move>
const changeRecord = t.type(change)

const failure = t.union([
  t.type({ kind: t.literal('oneShot'), ...gaining, ...change }),
  t.type({ kind: t.literal('joint'), ...gaining, changes: t.array(changeRecord) }),
  t.type({
    kind: t.literal('dominated'),
    ...gaining,
    changes: t.array(changeRecord),
    against: t.array(move),
  }),
  t.type({
    kind: t.literal('tie'),
    player: t.string,
    ...change,
    payoff: numeral,
    deviationPayoff: numeral,
    joint: t.boolean,
  }),
  t.type({ kind: t.literal('mixed'), player: t.string, ...place, strategy: t.array(weightedAction) }),
  t.type({
    kind: t.literal('pareto'),
    moves: t.array(move),
    payoffs: numeralsByPlayer,
    better: numeralsByPlayer,
  }),
])
export type FailureRecord = t.TypeOf<typeof failure>

/** At `decision` the player does not recall what it knew or did at `earlier`. */
const forgets = t.type({ decision: t.string, earlier: t.string })
export type ForgetsRecord = t.TypeOf<typeof forgets>

/** What a player could gain: at one information state, and by changes at all its decisions together. */
const level = t.intersection([
  t.type({ player: t.string, oneShot: numeral, epsilon: numeral }),
  t.partial({
    /** Between these; `"Infinity"` where nothing is known from above. */
    joint: t.type({ lower: numeral, upper: numeral }),
    forgets,
  }),
])
export type LevelRecord = t.TypeOf<typeof level>

const unsettled = t.intersection([
  t.type({
    kind: t.keyof({ joint: null, tie: null, dominant: null, pareto: null }),
    lower: numeral,
    upper: numeral,
  }),
  t.partial({
    player: t.string,
    /** What came to its end: a search, or writing the game out; and how far it might go. */
    reason: t.union([
      t.type({ kind: t.keyof({ search: null, tooLarge: null }), limit: t.number }),
      /** The actions of a decision are an interval. */
      t.type({ kind: t.literal('continuum'), decision: t.string }),
    ]),
    forgets,
  }),
])
export type UnsettledRecord = t.TypeOf<typeof unsettled>

const check = t.intersection([
  t.type({
    line: t.number,
    text: t.string,
    game: t.string,
    strategy: t.string,
    concept: t.string,
    negated: t.boolean,
    epsilon: numeral,
    /** Null where the verdict is out of reach. */
    holds: t.union([t.boolean, t.null]),
    pass: t.boolean,
    payoffs: numeralsByPlayer,
    decisions: t.array(decision),
  }),
  t.partial({
    verdict: t.keyof({ holds: null, fails: null, unknown: null }),
    /** Whether single changes or only changes at several decisions together break it. */
    level: t.keyof({ oneShot: null, joint: null }),
    failures: t.array(failure),
    unsettled: t.array(unsettled),
    levels: t.array(level),
    /** How the numbers were come by: exactly, or in doubles that are no further than `error` from the true ones. */
    arithmetic: t.union([
      t.type({ kind: t.literal('exact') }),
      t.type({ kind: t.literal('doubles'), error: t.number }),
    ]),
  }),
])
export type CheckRecord = t.TypeOf<typeof check>

const expectation = t.intersection([
  t.type({ line: t.number, text: t.string, pass: t.boolean }),
  t.partial({ detail: t.string }),
])
export type ExpectRecord = t.TypeOf<typeof expectation>

const elimination = t.type({
  dominance: t.keyof({ strict: null, weak: null }),
  survivors: t.record(t.string, t.array(t.string)),
  /** What was dropped, by round, with the mixture that dominates it. */
  trail: t.array(
    t.type({ round: t.number, player: t.string, strategy: t.string, by: t.array(weightedAction) }),
  ),
})
export type EliminationRecord = t.TypeOf<typeof elimination>

const improvement = t.intersection([
  t.type({
    /** What makes sure that improvements end: a potential, or that none form a cycle. */
    guarantee: t.keyof({ exact: null, weighted: null, acyclic: null, none: null }),
    /** From the start on. */
    changes: t.array(t.type({ player: t.string, from: t.string, to: t.string, gain: numeral })),
  }),
  t.partial({
    /** What a player gains is its weight times the rise of the potential. */
    weights: numeralsByPlayer,
    /** By profile of the table, the last player's strategy fastest, where it is not large. */
    potential: t.array(numeral),
  }),
])
export type ImprovementRecord = t.TypeOf<typeof improvement>

const solution = t.intersection([
  t.type({
    game: t.string,
    concept: t.string,
    method: t.string,
    exact: t.boolean,
    /** By decision; of a solution that recommends moves, what it recommends to each alone. */
    profile: t.record(
      t.string,
      t.array(
        t.intersection([
          t.type({ observation: t.string, strategy: t.array(weightedAction) }),
          /** Of games without end: what it brings from there on, and how much more another action would. */
          t.partial({ payoff: numeral, regret: numeral }),
        ]),
      ),
    ),
    payoffs: numeralsByPlayer,
    /** What each player could gain, of all that the concept lets it change. */
    regret: numeralsByPlayer,
  }),
  t.partial({
    /** What is recommended together, and how often. */
    recommendations: t.array(t.type({ moves: t.array(move), probability: numeral })),
    /** What is left to each player, and what was dropped before. */
    elimination,
    /** How it was come to, where that was by improvements. */
    improvement,
    /** How precise the players are, where they err as quantal responses do. */
    precision: numeral,
    /** Bounds of each probability, in the order of the profile, where only they are known exactly. */
    bounds: t.array(t.tuple([numeral, numeral])),
    /** The set of connected equilibria that it is of, numbered from 1. */
    component: t.number,
    /** Of games without end: the profile as the language writes it, to be pasted into a file. */
    strategy: t.string,
    note: t.string,
  }),
])
export type SolutionRecord = t.TypeOf<typeof solution>

const search = t.intersection([
  t.type({
    game: t.string,
    concept: t.string,
    method: t.string,
    /** Why this method. */
    reason: t.string,
    found: t.number,
    /** Whether there can be no others. */
    complete: t.boolean,
  }),
  t.partial({ line: t.number, text: t.string, notes: t.array(t.string) }),
])
export type SearchRecord = t.TypeOf<typeof search>

/** The codec of reports: decoding says which field is wrong. */
export const report = t.intersection([
  t.type({
    schema: t.literal(schema),
    file: t.string,
    diagnostics: t.array(diagnosticCodec),
    checks: t.array(check),
    expects: t.array(expectation),
    solutions: t.array(solution),
  }),
  // How the solutions were come by: a record for each question.
  // A file of Gambit's of which nothing is asked is told by its contents.
  t.partial({ searches: t.array(search), contents: contentsCodec }),
])
export type Report = t.TypeOf<typeof report>

/** The report as one line of JSON, to be one of many. */
export const toJsonLine = (value: Report): string => JSON.stringify(report.encode(value))
