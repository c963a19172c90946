/**
 * Equilibria of games whose decisions choose from intervals: one action at each information state, found by replies that
 * are exact, and told with the exact regret of the fractions that are told.
 */
import * as E from 'fp-ts/lib/Either.js'
import { simplest } from '../algebra/root.ts'
import type { ClosedLanguageGame, ValueProfile } from '../compile/program.ts'
import { show } from '../core/show.ts'
import type { Value } from '../core/value.ts'
import { expectNumber } from '../core/view.ts'
import { check } from '../equilibrium/check.ts'
import { larger } from '../equilibrium/tolerance.ts'
import type { Decision, Interpretation } from '../game/game.ts'
import { isContinuum, type Menu } from '../game/menu.ts'
import { double } from '../markov/double.ts'
import { finite } from '../markov/finite.ts'
import { exact, type Rational, rational } from '../markov/rational.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { numeralOf } from '../report/numeral.ts'
import type { Numeral, SolutionRecord } from '../report/report.ts'
import { type Coordinate, settle } from '../solver/settle.ts'
import { valueInDoubles } from '../trace/lower.ts'
import { bestActions, judgedOverIntervals, type OfActions, worthOf } from './interval.ts'
import type { Solved, SolveOptions } from './solving.ts'

/** An information state, and what may be chosen there. */
interface State {
  readonly decision: Decision<Rational>
  readonly observation: Value<Rational>
  readonly menu: Menu<Rational, Value<Rational>>
}

/** Actions by information state. */
type Table = ReadonlyMap<string, Value<Rational>>

const keyOf = ({ key }: Decision<Rational>, observation: unknown): string => structuralKey([key, observation])

export interface SolvingIntervals {
  readonly of: OfActions
  readonly closed: ClosedLanguageGame<Rational>
  readonly name: string
  /** Whether numbers are told exactly. */
  readonly isExact: boolean
}

/**
 * One equilibrium in which everybody chooses one action; several from several starts where all are asked for, and never
 * known to be all.
 *
 * Errors: why the game is none that this finds equilibria of; the program's own failures are thrown.
 */
export const solveOverIntervals = (
  solving: SolvingIntervals,
  { concept, all, select, method }: SolveOptions,
): E.Either<string, Solved> => {
  if (concept !== 'nash' && concept !== 'pure')
    return E.left(`the actions of a decision are an interval, and \`${concept}\` is not searched for there`)
  if (method !== undefined && method !== 'bestResponse')
    return E.left(
      `${method}: the actions of a decision are an interval; \`bestResponse\` is a method for such games`,
    )
  if (select !== undefined)
    return E.left('of games with intervals nobody knows all equilibria to select from')
  const states = statesOf(solving)
  if (E.isLeft(states)) return states
  const solutions: SolutionRecord[] = []
  const known = new Set<string>()
  let failures = 0
  let astray = 0
  for (const part of starts) {
    if (!all && solutions.length > 0) break
    const table = settledFrom(solving, states.right, part)
    if (table === undefined) {
      failures += 1
      continue
    }
    const record = recordOf(solving, states.right, rounded(solving, states.right, table), concept)
    if (record === undefined) {
      astray += 1
      continue
    }
    const key = structuralKey(record.profile)
    if (known.has(key)) continue
    known.add(key)
    solutions.push(record)
  }
  return E.right({
    solutions,
    search: {
      game: solving.name,
      concept,
      method: 'bestResponse',
      reason:
        'the actions of a decision are an interval: exact best replies in turn, and Newton’s method on them',
      found: solutions.length,
      complete: false,
      ...notesOf(failures, astray),
    },
  })
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

const notesOf = (failures: number, astray: number): { readonly notes?: string[] } => {
  const notes = [
    ...(failures === 0 ? [] : [`from ${counted(failures, 'start')} the replies did not settle`]),
    ...(astray === 0
      ? []
      : [`from ${counted(astray, 'start')} they settled where somebody would rather move away`]),
  ]
  return notes.length === 0 ? {} : { notes }
}

/** How far along their intervals everybody starts. */
const starts = [0.5, 0.25, 0.75, 0.125, 0.875, 0.375, 0.625, 0, 1]

/** The information states that are reached when everybody chooses somewhere, whatever is chosen from lists. */
const statesOf = (solving: SolvingIntervals): E.Either<string, readonly State[]> => {
  const [here, there] = [0.5, 0.375].map(part => explored(solving, part))
  const states = [...(here ?? new Map<string, State>()).values()]
  const moved = states.find(({ decision, observation }) => !there?.has(keyOf(decision, observation)))
  if (moved === undefined) return E.right(states)
  return E.left(
    `what \`${moved.decision.path}\` observes depends on an action of an interval: its strategy is a function, which can be checked but is not searched for`,
  )
}

const explored = ({ of, closed }: SolvingIntervals, part: number): ReadonlyMap<string, State> => {
  const markov = finite(of.ratios.scalar, of.budget)
  const states = new Map<string, State>()
  const anywhere: Interpretation<'Finite', Rational> = {
    markov,
    decide: (decision, observation, menu) => {
      // What a language game carries are values.
      const state: State = {
        decision,
        observation: observation as Value<Rational>,
        menu: menu as Menu<Rational, Value<Rational>>,
      }
      states.set(keyOf(decision, observation), state)
      if (!isContinuum(menu)) {
        const share = rational(1n, BigInt(menu.length))
        return markov.fromWeights(menu.map(action => [action, share] as const))
      }
      return markov.of(along(menu, part) as never)
    },
  }
  markov.outcomes(closed.receipts(anywhere, {}))
  return states
}

const along = ({ lo, hi }: { readonly lo: Rational; readonly hi: Rational }, part: number): Rational =>
  exact.add(lo, exact.mul(exact.sub(hi, lo), fractionOf(part)))

/** A double as the fraction that it is. */
const fractionOf = (x: number): Rational => {
  const scale = 2 ** 60
  return rational(BigInt(Math.round(x * scale)), BigInt(scale))
}

const profileOf = (closed: ClosedLanguageGame<Rational>, table: Table): ValueProfile<Rational> =>
  Object.fromEntries(
    closed.decisions.map(decision => [
      decision.key,
      (observation: Value<Rational>) => {
        const action = table.get(keyOf(decision, observation))
        return action === undefined ? [] : [[action, exact.one] as const]
      },
    ]),
  )

/** Actions that settle, from a start; nothing where they do not. */
const settledFrom = (
  solving: SolvingIntervals,
  states: readonly State[],
  part: number,
): Table | undefined => {
  const table = new Map<string, Value<Rational>>()
  for (const { decision, observation, menu } of states) {
    const action = isContinuum(menu) ? along(menu, part) : menu[Math.floor(part * (menu.length - 1))]
    if (action !== undefined) table.set(keyOf(decision, observation), action)
  }
  const over = states.flatMap(state => (isContinuum(state.menu) ? [{ ...state, menu: state.menu }] : []))
  const listed = states.filter(({ menu }) => !isContinuum(menu))
  const coordinates = over.map(
    ({ menu: { lo, hi } }): Coordinate => ({ lo: exact.toNumber(lo), hi: exact.toNumber(hi) }),
  )
  const place = (at: readonly number[]): Table => {
    const moved = new Map(table)
    for (const [k, { decision, observation, menu }] of over.entries()) {
      const action = fractionOf(at[k] ?? 0)
      const held =
        exact.compare(action, menu.lo) < 0 ? menu.lo : exact.compare(action, menu.hi) > 0 ? menu.hi : action
      moved.set(keyOf(decision, observation), held)
    }
    return moved
  }
  for (let round = 0; round < mostRounds; round++) {
    const found = settle(
      coordinates,
      over.map(state => numberAt(table, state)),
      (at, k) => {
        const state = over[k]
        if (state === undefined) return 0
        const before = place(at)
        const best = replyAt(solving, before, state)
        return best === undefined ? (at[k] ?? 0) : exact.toNumber(expectNumber<Rational>(best))
      },
    )
    if (found.kind === 'unsettled') return undefined
    for (const [key, action] of place(found.at)) table.set(key, action)
    let isChanged = false
    for (const state of listed) {
      const best = replyAt(solving, table, state)
      const key = keyOf(state.decision, state.observation)
      if (best === undefined || structuralKey(best) === structuralKey(table.get(key))) continue
      table.set(key, best)
      isChanged = true
    }
    if (!isChanged) return table
  }
  return undefined
}

/** Rounds of choices from lists between which the numbers settle anew. */
const mostRounds = 32

const numberAt = (table: Table, { decision, observation }: State): number =>
  exact.toNumber(expectNumber<Rational>(table.get(keyOf(decision, observation)) ?? exact.zero))

/** The best action at a state; the one of the table where it is as good, nothing where the state is not reached. */
const replyAt = (
  { of, closed }: SolvingIntervals,
  table: Table,
  { decision, observation, menu }: State,
): Value<Rational> | undefined => {
  const played = { closed, profile: profileOf(closed, table) }
  const state = { decision, observation }
  const own = table.get(keyOf(decision, observation))
  const kept = own === undefined ? undefined : worthOf(of, played, state, own)
  if (kept === undefined) return undefined
  const others = isContinuum(menu) ? bestActions(of, played, { ...state, interval: menu, actions: [] }) : menu
  let [best, most]: [Value<Rational>, Rational] = [own ?? exact.zero, kept.payoff]
  for (const action of others) {
    const worth = worthOf(of, played, state, action)?.payoff
    if (worth === undefined || exact.compare(worth, most) <= 0) continue
    ;[best, most] = [action, worth]
  }
  return best
}

/** How far from where the replies settled simple fractions are looked for. */
const nearness = rational(1n, 10n ** 9n)

/** Simple fractions nearby, where nobody regrets those; else the actions as they are. */
const rounded = (solving: SolvingIntervals, states: readonly State[], table: Table): Table => {
  const simple = new Map(table)
  for (const { decision, observation, menu } of states) {
    const key = keyOf(decision, observation)
    const action = table.get(key)
    if (!isContinuum(menu) || action === undefined) continue
    const n = expectNumber<Rational>(action)
    const width = exact.mul(exact.sub(menu.hi, menu.lo), nearness)
    simple.set(key, within(menu, simplest(exact.sub(n, width), exact.add(n, width))))
  }
  return isContent(solving, simple) ? simple : table
}

const within = ({ lo, hi }: { readonly lo: Rational; readonly hi: Rational }, n: Rational): Rational =>
  exact.compare(n, lo) < 0 ? lo : exact.compare(n, hi) > 0 ? hi : n

const verdictOf = ({ of, closed }: SolvingIntervals, table: Table) => {
  const judged = judgedOverIntervals(of, { closed, profile: profileOf(closed, table) })
  return check('equilibrium', judged, { scalar: of.ratios.scalar, epsilon: exact.zero })
}

const isContent = (solving: SolvingIntervals, table: Table): boolean =>
  verdictOf(solving, table).judgement.kind === 'holds'

const recordOf = (
  solving: SolvingIntervals,
  states: readonly State[],
  table: Table,
  concept: SolveOptions['concept'],
): SolutionRecord | undefined => {
  const { isExact, name } = solving
  const numeral = (n: Rational): Numeral =>
    isExact ? numeralOf(exact, n) : numeralOf(double, exact.toNumber(n))
  const written = (value: Value<Rational>): string =>
    isExact ? show(exact, value) : show(double, valueInDoubles(value))
  const { payoffs, levels = [], judgement } = verdictOf(solving, table)
  const profile: Record<
    string,
    { observation: string; strategy: { action: string; probability: Numeral }[] }[]
  > = {}
  for (const { decision, observation } of states) {
    const action = table.get(keyOf(decision, observation))
    if (action === undefined) continue
    profile[decision.path] = [
      ...(profile[decision.path] ?? []),
      {
        observation: written(observation),
        strategy: [{ action: written(action), probability: numeral(exact.one) }],
      },
    ]
  }
  const regret = levels.map(
    ({ player, oneShot, joint }) => [player, larger(exact, oneShot, joint?.upper ?? oneShot)] as const,
  )
  const span = Object.values(payoffs).reduce(
    (most, n) => larger(exact, most, larger(exact, n, exact.sub(exact.zero, n))),
    exact.one,
  )
  if (regret.some(([, gain]) => exact.compare(gain, exact.mul(span, nearness)) > 0)) return undefined
  const isNone = regret.every(([, gain]) => gain.numerator === 0n)
  return {
    game: name,
    concept,
    method: 'bestResponse',
    exact: isExact && isNone,
    profile,
    payoffs: Object.fromEntries(Object.entries(payoffs).map(([player, n]) => [player, numeral(n)])),
    regret: Object.fromEntries(regret.map(([player, n]) => [player, numeral(n)])),
    ...(judgement.kind === 'unknown'
      ? { note: 'a player decides several times: changes of several decisions together were not looked at' }
      : isNone
        ? {}
        : { note: 'near an equilibrium; nobody gains more than its regret by any action' }),
  }
}
