/** Which method finds what is asked for, and why. */
import * as E from 'fp-ts/lib/Either.js'
import type { BehaviorProfile, ExtensiveForm } from '../form/extensiveForm.ts'
import type { MixedProfile } from '../form/normalForm.ts'
import { subgameRoots } from '../form/subgame.ts'
import type { FloatSolver } from '../linear/highs.ts'
import type { Budget } from '../markov/budget.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { subgamePerfect } from './backward/subgamePerfect.ts'
import { componentsOf } from './bimatrix/components.ts'
import { type ExtremeEquilibrium, extremeEquilibria } from './bimatrix/extreme.ts'
import { pureEquilibria } from './pure.ts'
import { type Subject, subjectOfTree, type Table } from './subject.ts'
import { solveZeroSum } from './zeroSum.ts'

/** What can be searched for. */
export const solvedConcepts = ['pure', 'nash', 'subgamePerfect'] as const
export type SolvedConcept = (typeof solvedConcepts)[number]

export interface Found {
  readonly profile: BehaviorProfile<Rational>
  /** The set of connected equilibria that it is of, from 1. */
  readonly component?: number
  readonly note?: string
}

/** A method under way. */
export interface Search {
  readonly method: Method
  /** Why this one. */
  readonly reason: string
  readonly found: Iterable<Found>
  /** Whether it finds all there are. */
  readonly isComplete: boolean
}

export const methods = ['pure', 'vertices', 'zeroSum', 'backward'] as const
export type Method = (typeof methods)[number]
type TableMethod = Exclude<Method, 'backward'>

/** Why a method, or any, cannot be used. */
export interface NotApplicable {
  readonly kind: 'notApplicable'
  readonly reason: string
}

export interface Asked {
  readonly concept: SolvedConcept
  /** All of them, instead of one. */
  readonly all: boolean
  readonly method?: Method
}

export interface Means {
  readonly budget: Budget
  /** Doubles as a guide for linear programs. */
  readonly floats: FloatSolver | undefined
}

/** Begins the search that suits the game. Errors: why there is none. */
export const solve = (means: Means, subject: Subject, asked: Asked): E.Either<NotApplicable, Search> => {
  const candidates = asked.method === undefined ? suited(subject, asked) : [asked.method]
  const refusals: string[] = []
  for (const method of candidates) {
    const search = begun(means, subject, method, asked.concept)
    if (E.isRight(search)) return search
    refusals.push(search.left.reason)
  }
  return E.left({ kind: 'notApplicable', reason: refusals.join('; ') })
}

/** The methods to try, the best first. */
const suited = (subject: Subject, { concept, all }: Asked): readonly Method[] => {
  if (concept === 'pure') return ['pure']
  if (concept === 'subgamePerfect') return ['backward']
  if (subject.hasPerfectInformation && !all) return ['backward']
  if (subject.players.length === 2)
    return subject.isConstantSum && !all ? ['zeroSum', 'vertices'] : ['vertices']
  return ['pure']
}

const notApplicable = (reason: string): E.Either<NotApplicable, never> =>
  E.left({ kind: 'notApplicable', reason })

const begun = (
  means: Means,
  subject: Subject,
  method: Method,
  concept: SolvedConcept,
): E.Either<NotApplicable, Search> => {
  if (method === 'backward') return backward(means, subject)
  if (subject.forgotten !== undefined && method !== 'pure')
    return notApplicable(
      `${method}: ${subject.players[subject.forgotten.player]} does not recall what it knew or did`,
    )
  const table = subject.table()
  if (E.isLeft(table)) return notApplicable(`${method}: the table has more than ${table.left.limit} entries`)
  const made = { method, ...byTable(means, subject, table.right, { method, concept }) }
  return 'refusal' in made && made.refusal !== undefined
    ? notApplicable(`${method}: ${made.refusal}`)
    : E.right(made)
}

/** Subgame by subgame; one solution of each part is enough where parts have many. */
const backward = (means: Means, subject: Subject): E.Either<NotApplicable, Search> => {
  const { tree, hasPerfectInformation } = subject
  if (tree === undefined) return notApplicable('backward: the game is no tree')
  let isComplete = true
  const solvePiece = function* (piece: ExtensiveForm<Rational>): Generator<BehaviorProfile<Rational>> {
    const search = solve(means, subjectOfTree(piece), { concept: 'nash', all: true })
    if (E.isLeft(search)) {
      isComplete = false
      return
    }
    isComplete &&= search.right.isComplete
    for (const { profile } of search.right.found) yield profile
  }
  const found = function* (): Generator<Found> {
    for (const profile of subgamePerfect(exact, means.budget, tree, solvePiece)) yield { profile }
  }
  const pieces = subgameRoots(tree).length
  return E.right({
    method: 'backward',
    reason: hasPerfectInformation
      ? `everybody knows all that has happened, ${tree.informationSets.length} decisions`
      : `${pieces} subgame${pieces === 1 ? '' : 's'}, the innermost first`,
    found: found(),
    get isComplete() {
      return isComplete
    },
  })
}

interface Begun {
  readonly reason: string
  readonly found: Iterable<Found>
  readonly isComplete: boolean
  readonly refusal?: string
}

const refused = (refusal: string): Begun => ({ reason: '', found: [], isComplete: false, refusal })

const byTable = (
  means: Means,
  subject: Subject,
  table: Table,
  { method, concept }: { readonly method: TableMethod; readonly concept: SolvedConcept },
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
      return subject.players.length === 2
        ? { reason: `two players, ${size}`, found: extremeIn(means, table), isComplete: true }
        : refused('only for two players')
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
    const mixed: MixedProfile<Rational> = form.strategies.map((own, i) =>
      own.map((_, s) => (s === strategies[i] ? exact.one : exact.zero)),
    )
    yield { profile: behavior(mixed), ...(isStrict ? { note: 'strict' } : {}) }
  }
}

/** Components are known once all extreme equilibria are. */
function* extremeIn({ budget }: Means, { form, behavior }: Table): Generator<Found> {
  const all: ExtremeEquilibrium[] = []
  for (const one of extremeEquilibria(budget, form)) all.push(one)
  const components = componentsOf(budget, all)
  for (const [c, { extreme }] of components.entries())
    for (const e of extreme) {
      const one = all[e]
      if (one === undefined) continue
      const component = components.length < all.length ? { component: c + 1 } : {}
      yield { profile: behavior([one.row, one.column]), ...component }
    }
}

function* zeroSumIn({ budget, floats }: Means, { form, behavior }: Table): Generator<Found> {
  const solved = solveZeroSum(budget, form, floats)
  if (solved !== undefined)
    yield { profile: behavior(solved.profile), note: `value ${exact.show(solved.value)}` }
}
