/**
 * Zero-sum games in extensive form by linear programming over sequences: as large as the tree, not as the number of
 * strategies (Koller and Megiddo 1992; von Stengel, Games and Economic Behavior 14, 1996).
 */
import * as E from 'fp-ts/lib/Either.js'
import { childrenOf, paidAt } from '../../form/behavior.ts'
import type { BehaviorProfile, ExtensiveForm } from '../../form/extensiveForm.ts'
import { constantSum, forgotten } from '../../form/recall.ts'
import type { FloatSolver } from '../../linear/highs.ts'
import { optimalCorners } from '../../linear/optimalFace.ts'
import type { LinearProgram, Row } from '../../linear/program.ts'
import { solveLinear } from '../../linear/repaired.ts'
import type { Budget } from '../../markov/budget.ts'
import { exact, type Rational, rational } from '../../markov/rational.ts'
import { type Sequences, sequencesOf } from '../correlated/sequences.ts'
import { type NotApplicable, notApplicable } from '../notApplicable.ts'
import { behaviorAt } from './realization.ts'

export interface SequenceSolution {
  /** What the first player can be sure of, and the second can keep it to. */
  readonly value: Rational
  readonly profile: BehaviorProfile<Rational>
}

/**
 * The value and optimal behavior, exactly: the program of the first player over its realization plan and what each
 * information set of the second is worth; its duals are the realization plan of the second. Where a player's own plan
 * never comes, all actions are taken evenly.
 *
 * Errors: other than two players, payoffs that do not add up to a constant, a player who does not recall.
 */
export const solveSequences = (
  budget: Budget,
  form: ExtensiveForm<Rational>,
  floats: FloatSolver | undefined,
): E.Either<NotApplicable, SequenceSolution> => {
  const reason = refusal(form)
  if (reason !== undefined) return notApplicable(reason)
  const sequences = sequencesOf(form)
  const solved = solveLinear(budget, programOf(form, sequences), floats)
  if (solved.kind !== 'optimal') return notApplicable(`the linear program is ${solved.kind}`)
  const own = solved.point.slice(0, sequences.counts[0])
  const others = solved.duals.slice(0, sequences.counts[1])
  return E.right({
    value: solved.value,
    profile: form.informationSets.map(({ player, actions }, set) =>
      behaviorAt(player === 0 ? own : others, sequences, set, actions.length),
    ),
  })
}

const refusal = (form: ExtensiveForm<Rational>): string | undefined => {
  if (form.players.length !== 2) return 'only for two players'
  if (constantSum(exact, form) === undefined) return 'payoffs do not add up to a constant'
  return forgotten(form) === undefined ? undefined : 'a player does not recall what it knew or did'
}

/**
 * By player, the corners of the set of its optimal realization plans, as behavior at its own information sets and
 * nothing elsewhere: all equilibria are pairs of their mixtures, but for what is done where a player's own plan does not
 * come.
 *
 * Errors: as above.
 */
export const optimalPlans = (
  budget: Budget,
  form: ExtensiveForm<Rational>,
  floats: FloatSolver | undefined,
): E.Either<NotApplicable, readonly (readonly BehaviorProfile<Rational>[])[]> => {
  const reason = refusal(form)
  if (reason !== undefined) return notApplicable(reason)
  const found: BehaviorProfile<Rational>[][] = []
  for (const [player, side] of [form, turned(form)].entries()) {
    const sequences = sequencesOf(side)
    const program = programOf(side, sequences)
    const optimum = solveLinear(budget, program, floats)
    if (optimum.kind !== 'optimal') return notApplicable(`the linear program is ${optimum.kind}`)
    found.push(
      optimalCorners(budget, program, optimum, sequences.counts[0] ?? 1).map(plan =>
        form.informationSets.map((set, s) =>
          set.player === player ? behaviorAt(plan, sequences, s, set.actions.length) : [],
        ),
      ),
    )
  }
  return E.right(found)
}

/** The same game with the second player first. */
const turned = (form: ExtensiveForm<Rational>): ExtensiveForm<Rational> => ({
  ...form,
  players: form.players.toReversed(),
  informationSets: form.informationSets.map(set => ({ ...set, player: 1 - set.player })),
  outcomes: form.outcomes.map(outcome => ({ ...outcome, payoffs: outcome.payoffs.toReversed() })),
})

/** Variables: the first player's sequences, then the worth of the root and of each set of the second player. */
const programOf = (form: ExtensiveForm<Rational>, sequences: Sequences): LinearProgram<Rational> => {
  const { counts, first, before } = sequences
  const [own = 1, others = 1] = counts
  const { informationSets } = form
  const worth = new Map<number, number>()
  for (const [set, { player }] of informationSets.entries())
    if (player === 1) worth.set(set, own + 1 + worth.size)
  const minusOne = rational(-1n)
  const gains = payoffRows(form, sequences)
  // What the second player's sequence gives it is no less than the sets it opens: worth of the own set - sets after <= gain.
  const replies = Array.from({ length: others }, (_, sequence): [number, Rational][] =>
    [...(gains[sequence] ?? new Map<number, Rational>())].map(([at, gain]) => [
      at,
      exact.sub(exact.zero, gain),
    ]),
  )
  replies[0]?.push([own, exact.one])
  const plans: Row<Rational>[] = [{ coefficients: [[0, exact.one]], sense: '=', bound: exact.one }]
  for (const [set, { player, actions }] of informationSets.entries()) {
    const from = first[set] ?? 0
    const sequence = before[set] ?? 0
    if (player === 1) {
      const variable = worth.get(set) ?? 0
      replies[sequence]?.push([variable, minusOne])
      for (const a of actions.keys()) replies[from + a]?.push([variable, exact.one])
    } else
      plans.push({
        coefficients: [[sequence, minusOne], ...actions.map((_, a) => [from + a, exact.one] as const)],
        sense: '=',
        bound: exact.zero,
      })
  }
  const variables = own + 1 + worth.size
  return {
    objective: Array.from({ length: variables }, (_, k) => (k === own ? exact.one : exact.zero)),
    isFree: Array.from({ length: variables }, (_, k) => k >= own),
    rows: [
      ...replies.map((coefficients): Row<Rational> => ({ coefficients, sense: '<=', bound: exact.zero })),
      ...plans,
    ],
  }
}

/** By sequence of the second player, what it brings the first with each of its sequences, chance weighed in. */
const payoffRows = (
  form: ExtensiveForm<Rational>,
  { counts, at }: Sequences,
): readonly ReadonlyMap<number, Rational>[] => {
  const { nodes, draws } = form
  const rows = Array.from({ length: counts[1] ?? 1 }, () => new Map<number, Rational>())
  const weights: Rational[] = nodes.map(() => exact.one)
  for (const [id, node] of nodes.entries()) {
    const weight = weights[id] ?? exact.one
    const paid = paidAt(exact, form, node, 0)
    if (paid.numerator !== 0n) {
      const row = rows[at[1]?.[id] ?? 0]
      const column = at[0]?.[id] ?? 0
      row?.set(column, exact.add(row.get(column) ?? exact.zero, exact.mul(weight, paid)))
    }
    for (const [k, child] of childrenOf(node).entries())
      weights[child] =
        node.kind === 'chance'
          ? exact.mul(weight, draws[node.draw]?.branches[k]?.probability ?? exact.zero)
          : weight
  }
  return rows
}
