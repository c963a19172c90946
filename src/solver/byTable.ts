/** Methods that work on the table of a game. */
import * as E from 'fp-ts/lib/Either.js'
import type { NormalForm } from '../form/normalForm.ts'
import { budget as limited } from '../markov/budget.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { componentsOf } from './bimatrix/components.ts'
import { type ExtremeEquilibrium, extremeEquilibria } from './bimatrix/extreme.ts'
import { accessibleEquilibria, guidedLemkeHowson } from './bimatrix/guided.ts'
import { branchEnd, branchIn } from './branches.ts'
import type { Correlation } from './correlated/obedience.ts'
import { optimalCorrelated } from './correlated/optimum.ts'
import { dominantProfiles } from './dominant.ts'
import type { Matrix } from './evolution/even.ts'
import { evolutionarilyStable, symmetricMatrix } from './evolution/stable.ts'
import { byImprovement, bySupports } from './manyPlayers.ts'
import { pureEquilibria } from './pure.ts'
import { type RiskDominant, riskDominant } from './riskDominance.ts'
import { type Asked, type Begun, type Found, type Goal, type Means, type Method, refused } from './search.ts'
import { optimalCommitment } from './stackelberg.ts'
import { pureProfile, type Subject, type Table } from './subject.ts'
import { survivingOf, survivorsIn } from './surviving.ts'
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
    case 'riskDominance': {
      if (concept !== 'nash' && concept !== 'pure') return refused('only of equilibria')
      const found = riskDominant(means.budget, form)
      return E.isLeft(found)
        ? refused(found.left.reason)
        : {
            reason: `which of the strict equilibria is less risky than all others, ${size}`,
            found: [riskDominantIn(table, found.right)],
            isComplete: false,
          }
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
      if (weights === undefined) return refused('of recommendations none is the least risky')
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
    case 'bestResponse':
      return concept === 'pure' || concept === 'nash'
        ? byImprovement(means, table, `best responses one after the other, ${size}`)
        : refused('only for equilibria')
    case 'backward':
    case 'relevance':
    case 'regret':
    case 'cfr':
    case 'cfrPlus':
    case 'discountedCfr':
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
    const found = all.length > 0 ? all : someOf(form)
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

/** Where paths of Lemke and Howson lead, from every label while there are steps; one in any case. */
const someOf = (form: NormalForm<Rational>): readonly ExtremeEquilibrium[] => {
  const found = [guidedLemkeHowson(limited(stepsForOne), form)]
  try {
    const others = [...accessibleEquilibria(limited(stepsForOne), form)]
    return others.length > 0 ? others : found
  } catch {
    return found
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

const riskDominantIn = ({ form, behavior }: Table, { equilibrium, over }: RiskDominant): Found => ({
  kind: 'profile',
  profile: behavior(pureProfile(form, equilibrium)),
  note:
    over === 0
      ? 'the only strict equilibrium'
      : `risk-dominates ${over === 1 ? 'the other strict equilibrium' : `${over} other strict equilibria`}`,
})

function* dominantIn({ budget }: Means, { form, behavior }: Table): Generator<Found> {
  for (const strategies of dominantProfiles(exact, budget, form))
    yield { kind: 'profile', profile: behavior(pureProfile(form, strategies)) }
}

/** The weight of each player's payoff; nothing where the goal names nobody. */
const weightsOf = (
  { players }: NormalForm<Rational>,
  goal: Goal = { kind: 'welfare' },
): readonly Rational[] | undefined => {
  if (goal.kind === 'risk') return undefined
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

function* stableIn({ budget }: Means, { form, behavior }: Table, matrix: Matrix<Rational>): Generator<Found> {
  for (const { strategy, payoff } of evolutionarilyStable(budget, matrix))
    yield {
      kind: 'profile',
      profile: behavior([strategy, strategy]),
      proof: { kind: 'stability', form, strategy, payoff },
    }
}

/** Supports that are looked at one by one. */
const mostSupports = 200_000

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
    proof: { kind: 'commitment', form, commitment: found.right },
    note: `the leader gets ${exact.show(payoff)}`,
  }
}
