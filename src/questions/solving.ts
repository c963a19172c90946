/** Games of the language solved: searched as trees and tables, and every solution put to the checker. */
import * as E from 'fp-ts/lib/Either.js'
import type { ClosedLanguageGame, CompiledGame, Program } from '../compile/program.ts'
import { show as showValue } from '../core/show.ts'
import type { Numeric, Value } from '../core/value.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { check } from '../equilibrium/check.ts'
import type { CheckedConcept } from '../equilibrium/concept.ts'
import type { Means } from '../equilibrium/payoffs.ts'
import { defaultEpsilon } from '../equilibrium/tolerance.ts'
import type { Level } from '../equilibrium/verdict.ts'
import type { BehaviorProfile, ExtensiveForm } from '../form/extensiveForm.ts'
import type { FloatSolver } from '../linear/highs.ts'
import { Interrupted, OutOfSteps } from '../markov/budget.ts'
import { double } from '../markov/double.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Notation } from '../report/record.ts'
import type { Numeral, SearchRecord, SolutionRecord } from '../report/report.ts'
import type { Found, FoundProfile, Goal, Method, Search, SolvedConcept } from '../solver/search.ts'
import { solve } from '../solver/solve.ts'
import { subjectOfTree } from '../solver/subject.ts'
import type { Span } from '../source/source.ts'
import type { Evidence } from './evidence.ts'
import { type GameForm, gameForm, profileIn } from './gameForm.ts'
import { improvementRecord } from './improvements.ts'
import { readied } from './judging.ts'
import { playsRecord } from './playsFound.ts'
import { recommendationsRecord } from './recommendations.ts'
import { solveEndless } from './solvingEndless.ts'
import { survivorsRecord } from './survivors.ts'
import { solveSymmetric } from './symmetric.ts'

/** Nodes that a tree may have which is searched. */
const mostNodes = 500_000

/** Decisions beyond which a game is one of many, whose table is no use. */
export const mostTabled = 8

/** Which of several solutions is told. */
export type Select = Goal

export interface SolveOptions {
  readonly concept: SolvedConcept
  readonly all: boolean
  readonly method?: Method
  readonly select?: Select
  /** Told of the method that is at work, and of how many it has found. */
  readonly searching?: (method: string, found: number) => void
}

export interface Solving<N extends Numeric> {
  readonly means: Means<N>
  readonly program: Program<N>
  readonly notation: Notation<N>
  /** How numbers are told. */
  readonly numeral: (n: N) => Numeral
  readonly floats: FloatSolver | undefined
}

export interface Solved {
  readonly search: SearchRecord
  readonly solutions: readonly SolutionRecord[]
  /** What the solutions are in the tree of the game, where they were found in it. */
  readonly evidence?: Evidence
}

/**
 * Finds what is asked for in a game.
 *
 * Errors: G4105 and its like where the game cannot be played, G5007 where no method suits it, and what the program
 * itself fails with.
 */
export const solveGame = <N extends Numeric>(
  solving: Solving<N>,
  game: CompiledGame<N>,
  span: Span,
  options: SolveOptions,
): E.Either<Diagnostic, Solved> => {
  const { closed } = game
  if (E.isLeft(closed)) return closed
  const { means, program, notation } = solving
  const { forever } = closed.right
  if (forever !== undefined) {
    const found = program.attempt(span, () => solveEndless(solving, forever, game.name, options))
    if (E.isLeft(found)) return found
    return E.mapLeft((reason: string) => notSolved(game.name, span, reason))(found.right)
  }
  if (options.concept === 'nash' && !options.all && closed.right.decisions.length > mostTabled) {
    const show = (value: Value<number>): string => showValue(double, value)
    const symmetric = program.attempt(span, () =>
      solveSymmetric(means, program, closed.right, { name: game.name, show }),
    )
    if (E.isLeft(symmetric)) return symmetric
    if (symmetric.right !== undefined) return E.right(symmetric.right)
  }
  const formed = program.attempt(span, () =>
    gameForm(means, program, closed.right, { title: game.name, show: notation.show }, mostNodes),
  )
  if (E.isLeft(formed)) return formed
  if (E.isLeft(formed.right))
    return E.left(notSolved(game.name, span, `its tree has more than ${mostNodes} nodes`))
  const form = formed.right.right
  const searched = solve({ budget: means.budget, floats: solving.floats }, subjectOfTree(form.form), {
    concept: options.concept,
    all: options.all || options.select !== undefined,
    ...(options.method === undefined ? {} : { method: options.method }),
    ...(options.select === undefined ? {} : { goal: options.select }),
  })
  if (E.isLeft(searched)) return E.left(notSolved(game.name, span, searched.left.reason))
  const judge = judgeIn(solving, { closed: closed.right, form, span }, options.concept)
  return E.right(
    gather(
      {
        name: game.name,
        search: searched.right,
        judge,
        exact: means.scalar.exact,
        numeral: ratio => solving.numeral(numberOf(means.scalar)(ratio)),
        tree: () => form.form,
      },
      options,
      profileRecord(solving, form),
    ),
  )
}

export const notSolved = (game: string, span: Span, reason: string): Diagnostic =>
  diagnostic('G5007', `\`${game}\` is not solved`, {
    primary: { span },
    explanation: [`No method suits it: ${reason}.`],
  })

/** What the checker makes of a solution. */
export interface Judged {
  readonly payoffs: SolutionRecord['payoffs']
  readonly regret: SolutionRecord['regret']
  readonly note?: string
}

/** How much regret a solution may have: none, what is between it and an equilibrium nearby, or any. */
export type Forgiven = 'none' | 'near' | 'any'

/** A search under way in a game. */
export interface Underway {
  readonly name: string
  readonly search: Search
  /** Whether numbers are exact. */
  readonly exact: boolean
  /** A sentence where the solution is refuted, which would be a fault. */
  readonly judge: (profile: BehaviorProfile<Rational>, forgiven: Forgiven) => E.Either<string, Judged>
  readonly numeral: (n: Rational) => Numeral
  /** The tree in whose information sets profiles are told. */
  readonly tree: () => ExtensiveForm<Rational>
}

/** Takes solutions until there are enough; where the budget ends first, those that there are. */
export const gather = (
  { name, search, exact: isExact, judge, numeral, tree }: Underway,
  { concept, all, select, searching }: SolveOptions,
  profileRecord: (profile: BehaviorProfile<Rational>) => SolutionRecord['profile'],
): Solved => {
  const solutions: SolutionRecord[] = []
  const evidence = new Map<SolutionRecord, Found>()
  const notes: string[] = []
  let isStopped = false
  // What the checker refutes may hide another: the search asks for less than the checker does.
  let isRefuted = false
  const take = (found: Found): void => {
    if (found.kind === 'recommendations') {
      solutions.push(
        recommendationsRecord({ name, method: search.method, concept, exact: isExact }, found, numeral),
      )
      return
    }
    if (found.kind === 'plays') {
      solutions.push(playsRecord({ name, method: search.method, concept, exact: isExact }, found, numeral))
      return
    }
    if (found.kind === 'survivors') {
      const { profile } = found
      const judged = profile === undefined ? undefined : judge(profile, 'none')
      if (judged !== undefined && E.isLeft(judged)) {
        notes.push(judged.left)
        isRefuted = true
        return
      }
      solutions.push({
        ...survivorsRecord({ name, method: search.method, concept, exact: isExact }, found, numeral),
        ...(profile === undefined ? {} : { profile: profileRecord(profile) }),
        ...(judged === undefined ? {} : { payoffs: judged.right.payoffs, regret: judged.right.regret }),
      })
      return
    }
    const { profile, component, bounds, precision, isCommitment = false, note, path } = found
    const judged = judge(
      profile,
      precision !== undefined || isCommitment ? 'any' : bounds !== undefined ? 'near' : 'none',
    )
    if (E.isLeft(judged)) {
      notes.push(judged.left)
      isRefuted = true
      return
    }
    const { payoffs, regret, note: doubt = note } = judged.right
    solutions.push({
      game: name,
      concept,
      method: search.method,
      exact: isExact && bounds === undefined && precision === undefined,
      profile: profileRecord(profile),
      payoffs,
      regret,
      ...(component === undefined ? {} : { component }),
      ...(bounds === undefined || bounds.length === 0
        ? {}
        : { bounds: bounds.flat().map(({ lo, hi }): [Numeral, Numeral] => [lo, hi]) }),
      ...(precision === undefined ? {} : { precision }),
      ...(path === undefined ? {} : { improvement: improvementRecord(path, numeral) }),
      ...noteOf(doubt, bounds),
    })
  }
  try {
    searching?.(search.method, 0)
    for (const found of search.found) {
      take(found)
      searching?.(search.method, solutions.length)
      const last = solutions.at(-1)
      if (last !== undefined && !evidence.has(last)) evidence.set(last, found)
      // A branch is one answer of many points, and what is left of an elimination the only one.
      const isOneAnswer = concept === 'qre' || concept === 'rationalizable'
      if (!all && select === undefined && solutions.length > 0 && !isOneAnswer) {
        isStopped = true
        break
      }
    }
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error
    isStopped = true
    notes.push(error instanceof Interrupted ? error.reason : `stopped after ${error.limit} steps`)
  }
  notes.push(...(search.notes ?? []))
  const told = select === undefined ? solutions : bestOf(solutions, select)
  return {
    solutions: told,
    evidence: {
      kind: 'tree',
      game: name,
      concept,
      tree: tree(),
      found: told.flatMap(one => evidence.get(one) ?? []),
    },
    search: {
      game: name,
      concept,
      method: search.method,
      reason: search.reason,
      found: told.length,
      complete: search.isComplete && !isStopped && !isRefuted && told.length === solutions.length,
      ...(notes.length === 0 ? {} : { notes }),
    },
  }
}

const noteOf = (note: string | undefined, bounds: FoundProfile['bounds']): Pick<SolutionRecord, 'note'> => {
  if (note !== undefined) return { note }
  return bounds === undefined
    ? {}
    : { note: 'near an equilibrium that is proved to be there, and to be the only one nearby' }
}

/** The first of the largest welfare, or of the largest payoff of a player. */
export const bestOf = (solutions: readonly SolutionRecord[], select: Select): readonly SolutionRecord[] => {
  const worth = ({ payoffs }: SolutionRecord): number =>
    select.kind === 'player'
      ? asNumber(payoffs[select.player] ?? 0)
      : Object.values(payoffs).reduce<number>((sum, payoff) => sum + asNumber(payoff), 0)
  const [first, ...others] = solutions
  if (first === undefined) return []
  return [others.reduce((best, one) => (worth(one) > worth(best) ? one : best), first)]
}

const asNumber = (numeral: Numeral): number => {
  if (typeof numeral === 'number') return numeral
  const [above = '0', below = '1'] = numeral.split('/')
  return Number(above) / Number(below)
}

/** The regret that a profile near an irrational equilibrium may have is 1 in so many. */
const nearness = 1_000_000n

/** What the checker of strategies says. */
const judgeIn =
  <N extends Numeric>(
    { means, program, numeral }: Solving<N>,
    { closed, form, span }: { closed: ClosedLanguageGame<N>; form: GameForm<N>; span: Span },
    concept: SolvedConcept,
  ) =>
  (profile: BehaviorProfile<Rational>, forgiven: Forgiven): E.Either<string, Judged> => {
    const { scalar } = means
    const epsilons: Readonly<Record<Forgiven, N>> = {
      none: defaultEpsilon(scalar),
      near: scalar.fromRatio(1n, nearness),
      any: scalar.fromRatio(10n ** 300n, 1n),
    }
    const epsilon = epsilons[forgiven]
    const checked = program.attempt(span, () => {
      const { judged } = readied(means, program.trace, closed, profileIn(form, profile, numberOf(scalar)))
      return check(checkedConcept(concept), judged, { scalar, epsilon })
    })
    if (E.isLeft(checked)) return E.left(`one more was found, which cannot be checked: ${checked.left.title}`)
    const { judgement, payoffs, levels = [] } = checked.right
    if (judgement.kind === 'fails') return E.left('one more was found, which the checker refutes')
    return E.right({
      payoffs: Object.fromEntries(
        Object.entries(payoffs).map(([player, payoff]) => [player, numeral(payoff)]),
      ),
      regret: Object.fromEntries(levels.map(level => [level.player, numeral(regretOf(scalar, level))])),
      ...(judgement.kind === 'unknown' ? { note: 'not settled by the checker' } : {}),
    })
  }

const profileRecord =
  <N extends Numeric>({ means: { scalar }, notation, numeral }: Solving<N>, { places }: GameForm<N>) =>
  (profile: BehaviorProfile<Rational>): SolutionRecord['profile'] => {
    const decisions = new Map<
      string,
      { observation: string; strategy: { action: string; probability: Numeral }[] }[]
    >()
    const number = numberOf(scalar)
    for (const [set, { decision, observation, actions }] of places.entries()) {
      const own = decisions.get(decision.path) ?? []
      decisions.set(decision.path, own)
      own.push({
        observation: notation.show(observation),
        strategy: actions.flatMap((action, a) => {
          const probability = profile[set]?.[a] ?? exact.zero
          return probability.numerator === 0n
            ? []
            : [{ action: notation.show(action), probability: numeral(number(probability)) }]
        }),
      })
    }
    return Object.fromEntries(decisions)
  }

const checkedConcept = (concept: SolvedConcept): CheckedConcept => {
  switch (concept) {
    case 'dominant':
      return 'dominant'
    case 'pure':
    case 'nash':
    case 'ess':
    case 'qre':
    case 'stackelberg':
    case 'correlated':
    case 'coarseCorrelated':
    case 'bayesCorrelated':
    case 'extensiveFormCorrelated':
    case 'communication':
    case 'mechanism':
    case 'rationalizable':
      return 'equilibrium'
    case 'subgamePerfect':
      return 'subgamePerfect'
  }
}

const regretOf = <N>(scalar: Scalar<N>, { oneShot, joint }: Level<N>): N => {
  const upper = joint?.upper
  return upper !== undefined && scalar.compare(upper, oneShot) > 0 ? upper : oneShot
}

const numberOf =
  <N extends Numeric>(scalar: Scalar<N>) =>
  ({ numerator, denominator }: Rational): N =>
    scalar.fromRatio(numerator, denominator)
