/** Methods that work on the table of a game. */
import * as E from 'fp-ts/lib/Either.js'
import { type MixedProfile, mapPayoffs, type NormalForm } from '../form/normalForm.ts'
import { budget as limited } from '../markov/budget.ts'
import { exact, type Rational, rational } from '../markov/rational.ts'
import { componentsOf } from './bimatrix/components.ts'
import { type ExtremeEquilibrium, extremeEquilibria } from './bimatrix/extreme.ts'
import { guidedLemkeHowson } from './bimatrix/guided.ts'
import type { Correlation } from './correlated/obedience.ts'
import { optimalCorrelated } from './correlated/optimum.ts'
import { dominantProfiles } from './dominant.ts'
import type { Dominance } from './dominated.ts'
import { eliminate, restricted } from './elimination.ts'
import type { Matrix } from './evolution/even.ts'
import { evolutionarilyStable, symmetricMatrix } from './evolution/stable.ts'
import { followToEquilibrium } from './follow.ts'
import { type BranchPoint, logitBranch } from './logit.ts'
import { polynomialEquilibria } from './polynomial/equilibria.ts'
import { pureEquilibria } from './pure.ts'
import { type Asked, type Begun, type Found, type Goal, type Means, type Method, refused } from './search.ts'
import { optimalCommitment } from './stackelberg.ts'
import type { Subject, Table } from './subject.ts'
import { optimalStrategies, solveZeroSum } from './zeroSum.ts'

/** Begins a method on the table. */
export const byTable = (
  means: Means,
  subject: Subject,
  table: Table,
  { method, concept, goal, all }: Asked & { readonly method: Method },
): Begun => {
  const { form } = table
  const size = form.strategies.map(own => own.length).join(' x ')
  switch (method) {
    case 'pure':
      return {
        reason: `best replies marked in a table of ${size}`,
        found: pureIn(means, table),
        isComplete: concept === 'pure',
      }
    case 'vertices':
      if (subject.players.length === 1)
        return { reason: `one player, ${size}`, found: bestIn(means, table), isComplete: true }
      return subject.players.length === 2
        ? { reason: `two players, ${size}`, found: extremeIn(means, table), isComplete: true }
        : refused('only for two players')
    case 'optimal':
      return subject.isConstantSum
        ? {
            reason: `what one wins the other loses: all optimal strategies, ${size}`,
            found: optimalIn(means, table),
            isComplete: true,
          }
        : refused('payoffs do not add up to a constant')
    case 'dominance':
      return {
        reason: `what is best against everything, in a table of ${size}`,
        found: dominantIn(means, table),
        isComplete: true,
      }
    case 'elimination':
    case 'weakElimination':
      return concept === 'rationalizable'
        ? {
            reason: `${method === 'elimination' ? 'strictly' : 'weakly'} dominated strategies dropped in rounds, ${size}`,
            found: survivorsIn(means, table, method === 'elimination' ? 'strict' : 'weak'),
            isComplete: true,
          }
        : refused('only for what is rationalizable')
    case 'program': {
      if (concept !== 'correlated' && concept !== 'coarseCorrelated')
        return refused('only for correlated and coarse correlated equilibria')
      const weights = weightsOf(form, goal)
      if (weights === undefined) return refused('there is no such player')
      return {
        reason: `a linear program over ${size} outcomes`,
        found: recommendedIn(means, table, concept === 'correlated' ? 'correlated' : 'coarse', weights),
        isComplete: false,
      }
    }
    case 'stability': {
      const matrix = symmetricMatrix(form)
      return E.isLeft(matrix)
        ? refused(matrix.left.reason)
        : {
            reason: `supports of a symmetric game, ${size}`,
            found: stableIn(means, table, matrix.right),
            isComplete: true,
          }
    }
    case 'polynomial': {
      const surviving = survivingOf(means, table)
      const most = surviving.table.form.strategies.reduce(
        (product, own) => product * (2 ** own.length - 1),
        1,
      )
      return most > mostSupports
        ? refused(`there are ${most} supports`)
        : bySupports(means, subject, surviving, `indifference solved support by support, ${size}`)
    }
    case 'logit':
      return concept === 'qre'
        ? {
            reason: `the branch of quantal responses from even mixing, ${size}`,
            found: branchIn(means, table, all),
            isComplete: false,
          }
        : {
            reason: `where quantal responses lead, ${size}`,
            found: branchEnd(means, subject, table),
            isComplete: false,
          }
    case 'lemkeHowson':
      return subject.players.length === 2
        ? { reason: `one of two players, ${size}`, found: oneIn(means, table), isComplete: false }
        : refused('only for two players')
    case 'commitment':
      return subject.players.length === 2
        ? {
            reason: `${subject.players[0]} announces its strategy, a linear program for each reply, ${size}`,
            found: commitmentIn(means, table),
            isComplete: true,
          }
        : refused('only for two players')
    case 'backward':
    case 'bestResponse':
      return refused('only for games whose actions are an interval')
    case 'regret':
    case 'sequences':
    case 'lemke':
      return refused('the game is no tree')
    case 'zeroSum': {
      if (!subject.isConstantSum) return refused('payoffs do not add up to a constant')
      return {
        reason: `two players, what one wins the other loses, ${size}`,
        found: zeroSumIn(means, table),
        isComplete: false,
      }
    }
  }
}

function* pureIn({ budget }: Means, { form, behavior }: Table): Generator<Found> {
  for (const { strategies, isStrict } of pureEquilibria(exact, budget, form)) {
    const mixed = pureProfile(form, strategies)
    yield { kind: 'profile', profile: behavior(mixed), ...(isStrict ? { note: 'strict' } : {}) }
  }
}

/** What is best for one alone: all mixtures of it are, too. */
function* bestIn(means: Means, table: Table): Generator<Found> {
  const all = [...pureIn(means, table)]
  for (const one of all) yield one.kind === 'profile' && all.length > 1 ? { ...one, component: 1 } : one
}

/** What one equilibrium may take where all of them took too much. */
const stepsForOne = 2_000_000

/** Components are known once all extreme equilibria are. */
function* extremeIn(means: Means, whole: Table): Generator<Found> {
  const { budget } = means
  const { form, behavior } = survivingOf(means, whole).table
  const all: ExtremeEquilibrium[] = []
  try {
    for (const one of extremeEquilibria(budget, form)) all.push(one)
  } catch (error) {
    // What was found before the steps ran out is told, and one equilibrium in any case.
    const found = all.length > 0 ? all : [guidedLemkeHowson(limited(stepsForOne), form)]
    for (const { row, column } of found) yield { kind: 'profile', profile: behavior([row, column]) }
    throw error
  }
  const components = componentsOf(budget, all)
  for (const [c, { extreme }] of components.entries())
    for (const e of extreme) {
      const one = all[e]
      if (one === undefined) continue
      const component = components.length < all.length ? { component: c + 1 } : {}
      yield { kind: 'profile', profile: behavior([one.row, one.column]), ...component }
    }
}

function* zeroSumIn({ budget, floats }: Means, { form, behavior }: Table): Generator<Found> {
  const solved = solveZeroSum(budget, form, floats)
  if (solved !== undefined)
    yield { kind: 'profile', profile: behavior(solved.profile), note: `value ${exact.show(solved.value)}` }
}

/** Pairs of corners of the sets of optimal strategies: one component. */
function* optimalIn({ budget, floats }: Means, { form, behavior }: Table): Generator<Found> {
  let corners: ReturnType<typeof optimalStrategies>
  try {
    corners = optimalStrategies(budget, form, floats)
  } catch (error) {
    const one = solveZeroSum(limited(stepsForOne), form, floats)
    if (one !== undefined) yield { kind: 'profile', profile: behavior(one.profile) }
    throw error
  }
  const [rows = [], columns = []] = corners ?? []
  const component = rows.length * columns.length > 1 ? { component: 1 } : {}
  for (const row of rows)
    for (const column of columns) yield { kind: 'profile', profile: behavior([row, column]), ...component }
}

function* dominantIn({ budget }: Means, { form, behavior }: Table): Generator<Found> {
  for (const strategies of dominantProfiles(exact, budget, form))
    yield { kind: 'profile', profile: behavior(pureProfile(form, strategies)) }
}

interface Surviving {
  readonly table: Table
  /** A row of the smaller table with what is dropped in its places. */
  readonly filled: <A>(player: number, own: readonly A[], nothing: A) => readonly A[]
}

/** The table without what is iteratively strictly dominated, which no equilibrium uses. */
const survivingOf = (means: Means, table: Table): Surviving => {
  const { survivors, trail } = eliminate(means, table.form, 'strict')
  if (trail.length === 0) return { table, filled: (_, own) => own }
  const filled = <A>(player: number, own: readonly A[], nothing: A): readonly A[] =>
    (table.form.strategies[player] ?? []).map((_, s) => {
      const at = survivors[player]?.indexOf(s) ?? -1
      return at < 0 ? nothing : (own[at] ?? nothing)
    })
  return {
    filled,
    table: {
      form: restricted(table.form, survivors),
      behavior: mixed => table.behavior(mixed.map((own, player) => filled(player, own, exact.zero))),
    },
  }
}

/** What is left when everybody drops what is dominated. */
function* survivorsIn(means: Means, { form, behavior }: Table, dominance: Dominance): Generator<Found> {
  const elimination = eliminate(means, form, dominance)
  const { survivors } = elimination
  const note =
    dominance === 'strict'
      ? 'the order does not matter; no equilibrium is lost'
      : 'of weak dominance the order matters: in each round everybody drops all at once; equilibria may be lost'
  const isOne = survivors.every(own => own.length === 1)
  const profile = isOne
    ? behavior(
        pureProfile(
          form,
          survivors.map(([s = 0]) => s),
        ),
      )
    : undefined
  yield { kind: 'survivors', form, elimination, note, ...(profile === undefined ? {} : { profile }) }
}

const pureProfile = (form: NormalForm<Rational>, strategies: readonly number[]): MixedProfile<Rational> =>
  form.strategies.map((own, i) => own.map((_, s) => (s === strategies[i] ? exact.one : exact.zero)))

/** The weight of each player's payoff; nothing where the goal names nobody. */
const weightsOf = (
  { players }: NormalForm<Rational>,
  goal: Goal = { kind: 'welfare' },
): readonly Rational[] | undefined => {
  if (goal.kind === 'welfare') return players.map(() => exact.one)
  return players.includes(goal.player)
    ? players.map(player => (player === goal.player ? exact.one : exact.zero))
    : undefined
}

function* recommendedIn(
  { budget, floats }: Means,
  { form }: Table,
  correlation: Correlation,
  weights: readonly Rational[],
): Generator<Found> {
  const found = optimalCorrelated(budget, form, correlation, { kind: 'payoffs', weights }, floats)
  if (E.isRight(found))
    yield {
      kind: 'recommendations',
      form,
      correlation,
      distribution: found.right.distribution,
      note: `the best there is: ${exact.show(found.right.value)}`,
    }
}

function* stableIn({ budget }: Means, { behavior }: Table, matrix: Matrix<Rational>): Generator<Found> {
  for (const { strategy } of evolutionarilyStable(budget, matrix))
    yield { kind: 'profile', profile: behavior([strategy, strategy]) }
}

/** Supports that are looked at one by one. */
const mostSupports = 200_000

/** All equilibria that are isolated; others are told by their support alone. */
const bySupports = (
  { budget }: Means,
  { tree }: Subject,
  { table: { form, behavior }, filled }: Surviving,
  reason: string,
): Begun => {
  let isComplete = true
  const found = function* (): Generator<Found> {
    for (const one of polynomialEquilibria(budget, form)) {
      if (one.kind === 'undecided') {
        isComplete = false
        continue
      }
      const profile = behavior(one.profile)
      if (one.kind === 'exact') yield { kind: 'profile', profile }
      // The bounds of a table are those of its players; those of behavior would be others.
      else if (tree === undefined)
        yield {
          kind: 'profile',
          profile,
          bounds: one.bounds.map((own, player) => filled(player, own, { lo: 0, hi: 0 })),
        }
      else yield { kind: 'profile', profile, bounds: [] }
    }
  }
  return {
    reason,
    found: found(),
    get isComplete() {
      return isComplete
    },
  }
}

/** Points of a branch are told where the precision grew by so much, unless all are asked for. */
const apart = 1.5

function* branchIn({ budget }: Means, { form, behavior }: Table, all: boolean): Generator<Found> {
  let told = 0
  let last: BranchPoint | undefined
  for (const point of logitBranch(budget, mapPayoffs(form, exact.toNumber))) {
    last = point
    if (!all && point.precision < told * apart && point.precision > 0) continue
    told = point.precision
    last = undefined
    yield branchPoint(behavior, point)
  }
  if (last !== undefined) yield branchPoint(behavior, last)
}

const branchPoint = (behavior: Table['behavior'], { profile, precision }: BranchPoint): Found => ({
  kind: 'profile',
  profile: behavior(profile.map(fractionsOf)),
  precision,
})

/** An equilibrium near the end of a branch; where none is proved to be there, the end of the principal one. */
function* branchEnd({ budget }: Means, { tree }: Subject, { form, behavior }: Table): Generator<Found> {
  const { known, end } = followToEquilibrium(budget, form)
  if (known?.kind === 'exact') yield { kind: 'profile', profile: behavior(known.profile) }
  else if (known !== undefined)
    yield {
      kind: 'profile',
      profile: behavior(known.profile),
      bounds: tree === undefined ? known.bounds : [],
    }
  else if (end !== undefined)
    yield {
      kind: 'profile',
      profile: behavior(end.profile.map(fractionsOf)),
      bounds: [],
      note: 'the end of the branch of quantal responses, an equilibrium up to its regret',
    }
}

/** Doubles that sum to about one as fractions that sum to one; the largest makes up for the rest. */
const fractionsOf = (weights: readonly number[]): readonly Rational[] => {
  const scale = 2 ** 52
  const whole = weights.map(weight => BigInt(Math.round(weight * scale)))
  const most = whole.reduce((at, n, k) => (n > (whole[at] ?? 0n) ? k : at), 0)
  const rest = whole.reduce((sum, n, k) => (k === most ? sum : sum - n), BigInt(scale))
  return whole.map((n, k) => rational(k === most ? rest : n, BigInt(scale)))
}

function* oneIn({ budget }: Means, { form, behavior }: Table): Generator<Found> {
  const { row, column } = guidedLemkeHowson(budget, form)
  yield { kind: 'profile', profile: behavior([row, column]) }
}

function* commitmentIn({ budget }: Means, { form, behavior }: Table): Generator<Found> {
  const found = optimalCommitment(budget, form, 0)
  if (E.isLeft(found)) return
  const { strategy, reply, payoff } = found.right
  const replies = (form.strategies[1] ?? []).map((_, s) => (s === reply ? exact.one : exact.zero))
  yield {
    kind: 'profile',
    profile: behavior([strategy, replies]),
    isCommitment: true,
    note: `the leader gets ${exact.show(payoff)}`,
  }
}
