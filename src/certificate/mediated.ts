/**
 * Whether what a mediator tells is obeyed: where it knows the case (Bergemann and Morris 2016), and where it only hears what
 * players say of it, so that they have to be honest, too (Myerson 1982; Forges 1986).
 */
import * as E from 'fp-ts/lib/Either.js'
import { type Fraction, isLess, minus, most, plus, show, sum, times, zero } from './fraction.ts'
import type { SolutionClaim } from './solutions.ts'
import { distributionOf, type Tree } from './solvedTree.ts'
import { type Case, combinations, paidIn, type TypedTree, typedTree } from './typedTree.ts'

type Told = readonly { readonly actions: readonly number[]; readonly probability: Fraction }[]

/** What is wrong, each in a clause. */
export const informedProblems = (
  tree: Tree,
  claim: SolutionClaim & { readonly kind: 'informed' },
): readonly string[] => {
  const typed = typedTree(tree)
  if (E.isLeft(typed)) return [typed.left]
  const { cases, deciding } = typed.right
  const rule = claim.rule.map(own => toldOf(typed.right, own))
  if (rule.length !== cases.length) return ['not every case has its rule']
  const told: Told[] = []
  for (const own of rule) {
    if (own === undefined) return ['what is told in some case is no distribution over actions']
    told.push(own)
  }
  const wrong = [...payoffProblems(typed.right, claim.payoffs, (_, k) => told[k] ?? [])]
  for (const [k, player] of deciding.entries())
    for (const set of setsOf(typed.right, k))
      for (const [recommended, other] of pairs(typed.right, k)) {
        const gain = sum(
          cases.flatMap((one, c) =>
            one.sets[k] !== set
              ? []
              : (told[c] ?? []).flatMap(({ actions, probability }) =>
                  actions[k] !== recommended
                    ? []
                    : [
                        times(
                          times(one.probability, probability),
                          minus(
                            paid(typed.right, one, actions.with(k, other), player),
                            paid(typed.right, one, actions, player),
                          ),
                        ),
                      ],
                ),
          ),
        )
        if (gain.top > 0n) wrong.push(`${tree.players[player]} gains ${show(gain)} by disobeying`)
      }
  return wrong
}

/** What is wrong, each in a clause. */
export const communicationProblems = (
  tree: Tree,
  claim: SolutionClaim & { readonly kind: 'communication' },
): readonly string[] => {
  const typed = typedTree(tree)
  if (E.isLeft(typed)) return [typed.left]
  const { cases, deciding } = typed.right
  const told = new Map<string, Told>()
  for (const { reports, told: own } of claim.rule) {
    const read = toldOf(typed.right, own)
    if (read === undefined) return ['what is told after some reports is no distribution over actions']
    told.set(reports.join(), read)
  }
  const all = combinations(deciding.map((_, k) => setsOf(typed.right, k)))
  if (all.some(reports => !told.has(reports.join()))) return ['not all reports have their rule']
  const after = (reports: readonly number[]): Told => told.get(reports.join()) ?? []
  const wrong = [...payoffProblems(typed.right, claim.payoffs, ({ sets }) => after(sets))]
  for (const [k, player] of deciding.entries()) {
    if (claim.principal && player === 0) continue
    for (const set of setsOf(typed.right, k)) {
      const own = cases.filter(({ sets }) => sets[k] === set)
      /** By what it is told, the sum of what it gets who reports so and then does what `act` says. */
      const worth = (report: number, recommended: number, done: number): Fraction =>
        sum(
          own.flatMap(one =>
            after(one.sets.with(k, report)).flatMap(({ actions, probability }) =>
              actions[k] === recommended
                ? [
                    times(
                      times(one.probability, probability),
                      paid(typed.right, one, actions.with(k, done), player),
                    ),
                  ]
                : [],
            ),
          ),
        )
      const every = Array.from({ length: typed.right.actions[k] ?? 0 }, (_, a) => a)
      const honest = sum(every.map(a => worth(set, a, a)))
      for (const report of setsOf(typed.right, k)) {
        const lying = sum(
          every.map(a => every.map(done => worth(report, a, done)).reduce(most, worth(report, a, a))),
        )
        if (isLess(honest, lying))
          wrong.push(
            `${tree.players[player]} gains ${show(minus(lying, honest))} by ${report === set ? 'disobeying' : 'lying'}`,
          )
      }
    }
  }
  return wrong
}

const paid = (typed: TypedTree, one: Case, actions: readonly number[], player: number): Fraction =>
  paidIn(typed, one, actions)[player] ?? zero

const setsOf = ({ cases }: TypedTree, k: number): readonly number[] => [
  ...new Set(cases.flatMap(({ sets }) => sets[k] ?? [])),
]

const pairs = ({ actions }: TypedTree, k: number): readonly (readonly [number, number])[] => {
  const own = Array.from({ length: actions[k] ?? 0 }, (_, a) => a)
  return own.flatMap(a => own.flatMap(b => (a === b ? [] : [[a, b] as const])))
}

const toldOf = (
  { actions: counts }: TypedTree,
  told: readonly { readonly actions: readonly number[]; readonly probability: string }[],
): Told | undefined => {
  const probabilities = distributionOf(told.map(({ probability }) => probability))
  const isTold = told.every(
    ({ actions }) =>
      actions.length === counts.length &&
      actions.every((action, k) => Number.isInteger(action) && action >= 0 && action < (counts[k] ?? 0)),
  )
  if (probabilities === undefined || !isTold) return undefined
  return told.map(({ actions }, k) => ({ actions, probability: probabilities[k] ?? zero }))
}

const payoffProblems = (
  typed: TypedTree,
  payoffs: readonly string[],
  told: (one: Case, at: number) => Told,
): readonly string[] =>
  typed.tree.players.flatMap((name, player) => {
    const payoff = typed.cases.reduce(
      (so, one, at) =>
        told(one, at).reduce(
          (inner, { actions, probability }) =>
            plus(inner, times(times(one.probability, probability), paid(typed, one, actions, player))),
          so,
        ),
      zero,
    )
    return payoffs[player] === show(payoff)
      ? []
      : [`the payoff of ${name} is ${show(payoff)}, not ${payoffs[player] ?? 'told'}`]
  })
