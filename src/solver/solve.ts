/** Which method finds what is asked for, and why. */
import * as E from 'fp-ts/lib/Either.js'
import { byTreeBranch } from './byBranch.ts'
import { byCommunication, byInformation, byRecommendation } from './byMediator.ts'
import { byTable } from './byTable.ts'
import {
  backward,
  byLemke,
  byOptimalPlans,
  byRegret,
  byRelevance,
  bySequences,
  regretMethodOf,
} from './byTree.ts'
import { type NotApplicable, notApplicable } from './notApplicable.ts'
import type { Asked, Means, Method, Search, SolvedConcept } from './search.ts'
import type { Subject } from './subject.ts'

/** Begins the search that suits the game. Errors: why there is none. */
export const solve = (means: Means, subject: Subject, asked: Asked): E.Either<NotApplicable, Search> => {
  const { goal } = asked
  if (goal?.kind === 'player' && !subject.players.includes(goal.player))
    return notApplicable(
      `there is no player \`${goal.player}\`; there are ${subject.players.map(name => `\`${name}\``).join(', ')}`,
    )
  if (goal?.kind === 'risk' && asked.method !== undefined && asked.method !== 'riskDominance')
    return notApplicable(`${asked.method}: the least risk is found by riskDominance alone`)
  const candidates = asked.method === undefined ? suited(subject, asked) : [asked.method]
  const refusals: string[] = []
  for (const method of candidates) {
    const begunSearch = begun(means, subject, { ...asked, method })
    const isTrial =
      (method === 'pure' || method === 'relevance') && asked.concept === 'nash' && asked.method === undefined
    const search = isTrial ? E.chain(nonEmpty)(begunSearch) : begunSearch
    if (E.isRight(search)) return search
    refusals.push(search.left.reason)
  }
  return E.left({ kind: 'notApplicable', reason: refusals.join('; ') })
}

/** A search that finds something. */
const nonEmpty = (search: Search): E.Either<NotApplicable, Search> => {
  const found = search.found[Symbol.iterator]()
  const first = found.next()
  if (first.done === true) return notApplicable(`${search.method}: there is none`)
  const all = function* () {
    yield first.value
    for (let next = found.next(); next.done !== true; next = found.next()) yield next.value
  }
  return E.right({ ...search, found: all() })
}

/** What a mediator brings about who needs a tree. */
const isMediated = (concept: SolvedConcept): boolean =>
  concept === 'bayesCorrelated' ||
  concept === 'extensiveFormCorrelated' ||
  concept === 'communication' ||
  concept === 'mechanism'

/** The methods to try, the best first. */
const suited = (subject: Subject, { concept, all, goal }: Asked): readonly Method[] => {
  if (goal?.kind === 'risk') return ['riskDominance']
  if (concept === 'pure') return ['pure']
  if (concept === 'subgamePerfect') return ['backward']
  if (concept === 'dominant') return ['dominance']
  if (concept === 'correlated' || concept === 'coarseCorrelated' || isMediated(concept)) return ['program']
  if (concept === 'ess') return ['stability']
  if (concept === 'qre') return ['logit']
  if (concept === 'stackelberg') return ['commitment']
  if (concept === 'rationalizable') return ['elimination']
  if (subject.hasPerfectInformation && !all && subject.tree !== undefined) return ['backward']
  if (subject.players.length === 1) return all ? ['vertices'] : ['pure']
  if (subject.players.length === 2)
    return all
      ? subject.isConstantSum
        ? ['optimal']
        : ['vertices']
      : subject.isConstantSum
        ? ['sequences', 'zeroSum']
        : ['lemke', 'lemkeHowson']
  return all ? ['polynomial', 'pure'] : ['pure', 'relevance', 'polynomial', 'logit']
}

const begun = (
  means: Means,
  subject: Subject,
  asked: Asked & { readonly method: Method },
): E.Either<NotApplicable, Search> => {
  const { method, concept } = asked
  if (isMediated(concept)) {
    if (method !== 'program') return notApplicable(`${method}: such equilibria are found by a linear program`)
    const { tree } = subject
    if (tree === undefined) return notApplicable('a table has no states and no moves in turn')
    if (concept === 'bayesCorrelated') return byInformation(means, tree, asked.goal)
    return concept === 'extensiveFormCorrelated'
      ? byRecommendation(means, tree, asked.goal)
      : byCommunication(means, tree, concept === 'mechanism', asked.goal)
  }
  if (method === 'backward')
    return backward(means, subject, piece => solve(means, piece, { concept: 'nash', all: true }))
  if (method === 'relevance')
    return byRelevance(means, subject, piece => solve(means, piece, { concept: 'nash', all: false }))
  const minimized = regretMethodOf(method)
  if (minimized !== undefined) return byRegret(means, subject, method, minimized)
  if (method === 'sequences') return bySequences(means, subject)
  if (method === 'lemke') return byLemke(means, subject)
  if (method === 'optimal' && subject.tree !== undefined) return byOptimalPlans(means, subject)
  if (method === 'logit' && subject.tree !== undefined && (concept === 'qre' || E.isLeft(subject.table())))
    return byTreeBranch(means, subject, concept, asked.all)
  if (subject.forgotten !== undefined && method !== 'pure')
    return notApplicable(
      `${method}: ${subject.players[subject.forgotten.player]} does not recall what it knew or did`,
    )
  const table = subject.table()
  if (E.isLeft(table)) return notApplicable(`${method}: the table has more than ${table.left.limit} entries`)
  const made = byTable(means, subject, table.right, asked)
  if (made.refusal !== undefined) return notApplicable(`${method}: ${made.refusal}`)
  return E.right({
    method,
    reason: made.reason,
    found: made.found,
    // Some know only when they are done whether they found all.
    get isComplete() {
      return made.isComplete
    },
    get notes() {
      return made.notes ?? []
    },
  })
}
