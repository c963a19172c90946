/** What is to be solved: a game as a tree where it is one, and as a table where that fits. */
import * as E from 'fp-ts/lib/Either.js'
import type { BehaviorProfile, ExtensiveForm } from '../form/extensiveForm.ts'
import type { MixedProfile, NormalForm } from '../form/normalForm.ts'
import { constantSum, type Forgotten, forgotten } from '../form/recall.ts'
import { behaviorOf, type ReducedForm, reducedForm, type TooManyStrategies } from '../form/reduced.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { Interval } from './polynomial/interval.ts'

/** The game as a table, and its strategies as behavior. */
export interface Table {
  readonly form: NormalForm<Rational>
  readonly behavior: (mixed: MixedProfile<Rational>) => BehaviorProfile<Rational>
}

export interface Subject {
  readonly players: readonly string[]
  /** Solutions are behavior: by information set of the tree, by player where the game is a table. */
  readonly tree: ExtensiveForm<Rational> | undefined
  readonly table: () => E.Either<TooManyStrategies, Table>
  /** Where somebody forgets. */
  readonly forgotten: Forgotten | undefined
  readonly isConstantSum: boolean
  readonly hasPerfectInformation: boolean
}

/** Profiles that a table may have. */
const mostProfiles = 2_000_000

export const subjectOfTree = (tree: ExtensiveForm<Rational>): Subject => ({
  players: tree.players,
  tree,
  table: once(() =>
    E.map(
      (reduced: ReducedForm<Rational>): Table => ({
        form: reduced.form,
        behavior: mixed => behaviorOf(exact, tree, reduced, mixed),
      }),
    )(reducedForm(exact, tree, mostProfiles)),
  ),
  forgotten: forgotten(tree),
  isConstantSum: tree.players.length === 2 && constantSum(exact, tree) !== undefined,
  hasPerfectInformation: isPerfect(tree),
})

/** Of a table everybody moves once, at one information set. */
export const subjectOfTable = (form: NormalForm<Rational>): Subject => ({
  players: form.players,
  tree: undefined,
  table: () => E.right({ form, behavior: mixed => mixed }),
  forgotten: undefined,
  isConstantSum: form.players.length === 2 && addsUp(form),
  hasPerfectInformation: form.players.length === 1,
})

/** Whether the payoffs of both add up to the same everywhere. */
const addsUp = ({ payoffs: [a = [], b = []] }: NormalForm<Rational>): boolean => {
  const total = exact.add(a[0] ?? exact.zero, b[0] ?? exact.zero)
  return a.every((payoff, k) => exact.equals(exact.add(payoff, b[k] ?? exact.zero), total))
}

/** Whether everybody knows all that has happened: every information set is one node. */
const isPerfect = ({ nodes, informationSets }: ExtensiveForm<Rational>): boolean => {
  const counts = informationSets.map(() => 0)
  for (const node of nodes)
    if (node.kind === 'decision') counts[node.informationSet] = (counts[node.informationSet] ?? 0) + 1
  return counts.every(count => count <= 1)
}

/** Bounds by information set of those by player and strategy; none where somebody chooses more than once. */
export const boundsOfBehavior = (
  { tree }: Subject,
  bounds: readonly (readonly Interval[])[],
): readonly (readonly Interval[])[] => {
  if (tree === undefined) return bounds
  const movers = tree.informationSets.map(({ player }) => player)
  return new Set(movers).size < movers.length ? [] : movers.map(player => bounds[player] ?? [])
}

/** Everybody plays one strategy for certain. */
export const pureProfile = (
  form: NormalForm<Rational>,
  strategies: readonly number[],
): MixedProfile<Rational> =>
  form.strategies.map((own, i) => own.map((_, s) => (s === strategies[i] ? exact.one : exact.zero)))

const once = <A>(make: () => A): (() => A) => {
  let made: { readonly value: A } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
