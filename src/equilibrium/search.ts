/**
 * Depth-first branch and bound over the assignments of a contingent choice.
 *
 * The frontier of a partial assignment holds, by name, the contingencies that are next; all of one name are
 * decided together, so its bound already respects what cannot be told apart there.
 */
import type { Scalar } from '../markov/scalar.ts'
import type { Assignment, Contingency, Expression } from './contingent.ts'
import { larger } from './tolerance.ts'

/** What a search is after. */
export interface Aim<N> {
  /** Whether assignments whose values are at most `bounds`, component by component, are worth a look. */
  readonly admits: (bounds: readonly N[]) => boolean
  /** A complete assignment that is admitted; `stop` ends the search. */
  readonly found: (values: readonly N[], assignment: Assignment) => 'stop' | 'go on'
}

interface Frontier<N> {
  readonly settled: readonly N[]
  readonly groups: ReadonlyMap<string, Group<N>>
}

interface Group<N> {
  readonly members: readonly (readonly [contingency: Contingency<N>, weight: N])[]
  /** By option, the relaxed value of all members together. */
  readonly options: readonly (readonly N[])[]
  readonly upper: readonly N[]
}

/**
 * Visits the admitted assignments of `expression` that extend `given`, the promising ones first.
 *
 * Returns whether the search is complete: `false` when it took more than `limit` visits of contingencies.
 */
export const search = <N>(
  scalar: Scalar<N>,
  expression: Expression<N>,
  aim: Aim<N>,
  limit: number,
  given: Assignment = new Map(),
): boolean => {
  let visits = 0
  const explore = (frontier: Frontier<N>, assignment: Assignment): 'stop' | 'go on' => {
    if (visits > limit) return 'stop'
    if (!aim.admits(boundOf(scalar, frontier))) return 'go on'
    const chosen = largestGroup(frontier.groups)
    if (chosen === undefined) return aim.found(frontier.settled, assignment)
    const [name, group] = chosen
    visits += group.members.length
    const rest = new Map(frontier.groups)
    rest.delete(name)
    for (const option of byPromise(scalar, group)) {
      const next = new Map(assignment).set(name, option)
      const terms = group.members.flatMap(([{ options }, weight]) => {
        const term = options[option]
        return term === undefined ? [] : [[weight, term] as const]
      })
      if (explore(advance(scalar, { settled: frontier.settled, groups: rest }, terms, next), next) === 'stop')
        return 'stop'
    }
    return 'go on'
  }
  const start: Frontier<N> = { settled: expression.upper.map(() => scalar.zero), groups: new Map() }
  explore(advance(scalar, start, [[scalar.one, expression]], given), given)
  return visits <= limit
}

/** The bound that a search of `expression` starts from. */
export const rootBound = <N>(scalar: Scalar<N>, expression: Expression<N>): readonly N[] =>
  boundOf(
    scalar,
    advance(
      scalar,
      { settled: expression.upper.map(() => scalar.zero), groups: new Map() },
      [[scalar.one, expression]],
      new Map(),
    ),
  )

const plus = <N>(scalar: Scalar<N>, a: readonly N[], b: readonly N[]): readonly N[] =>
  a.map((value, k) => scalar.add(value, b[k] ?? scalar.zero))

const times = <N>(scalar: Scalar<N>, weight: N, values: readonly N[]): readonly N[] =>
  values.map(value => scalar.mul(weight, value))

const boundOf = <N>(scalar: Scalar<N>, { settled, groups }: Frontier<N>): readonly N[] => {
  let bound = settled
  for (const { upper } of groups.values()) bound = plus(scalar, bound, upper)
  return bound
}

/** The frontier after `terms` are added: what is settled already is counted, the rest waits in its group. */
const advance = <N>(
  scalar: Scalar<N>,
  frontier: Frontier<N>,
  terms: readonly (readonly [weight: N, term: Expression<N>])[],
  assignment: Assignment,
): Frontier<N> => {
  let settled = frontier.settled
  const waiting = new Map<string, (readonly [Contingency<N>, N])[]>()
  const add = (weight: N, term: Expression<N>): void => {
    switch (term.kind) {
      case 'constant':
        settled = plus(scalar, settled, times(scalar, weight, term.upper))
        return
      case 'sum':
        for (const [part, inner] of term.terms) add(scalar.mul(weight, part), inner)
        return
      case 'contingency': {
        const taken = assignment.get(term.name)
        const option = taken === undefined ? undefined : term.options[taken]
        const before = waiting.get(term.name)
        if (option !== undefined) add(weight, option)
        else if (before === undefined) waiting.set(term.name, [[term, weight]])
        else before.push([term, weight])
      }
    }
  }
  for (const [weight, term] of terms) add(weight, term)
  const groups = new Map(frontier.groups)
  for (const [name, members] of waiting)
    groups.set(name, groupOf(scalar, [...(groups.get(name)?.members ?? []), ...members]))
  return { settled, groups }
}

const groupOf = <N>(
  scalar: Scalar<N>,
  members: readonly (readonly [contingency: Contingency<N>, weight: N])[],
): Group<N> => {
  const [first] = members
  const count = first === undefined ? 0 : first[0].options.length
  const options = Array.from({ length: count }, (_, option) =>
    members.reduce<readonly N[]>(
      (total, [{ options, upper }, weight]) =>
        plus(scalar, total, times(scalar, weight, options[option]?.upper ?? upper)),
      first === undefined ? [] : first[0].upper.map(() => scalar.zero),
    ),
  )
  const upper = options.reduce((best, values) =>
    best.map((value, k) => larger(scalar, value, values[k] ?? scalar.zero)),
  )
  return { members, options, upper }
}

/** Deciding what occurs most often settles most. */
const largestGroup = <N>(groups: ReadonlyMap<string, Group<N>>): readonly [string, Group<N>] | undefined => {
  let best: readonly [string, Group<N>] | undefined
  for (const entry of groups)
    if (best === undefined || entry[1].members.length > best[1].members.length) best = entry
  return best
}

/** Options by their relaxed value in the first component, best first. */
const byPromise = <N>(scalar: Scalar<N>, { options }: Group<N>): readonly number[] =>
  options
    .map((values, index) => ({ index, value: values[0] ?? scalar.zero }))
    .sort((a, b) => scalar.compare(b.value, a.value))
    .map(({ index }) => index)

/** The best assignment found for the first component, and whether nothing better can be. */
export interface Best<N> {
  readonly value: N
  readonly assignment: Assignment
}

/** The assignments better than `floor` in the first component, narrowed to the best of them. */
export const maximize = <N>(
  scalar: Scalar<N>,
  expression: Expression<N>,
  floor: N,
  limit: number,
  given: Assignment = new Map(),
): { readonly best: Best<N> | undefined; readonly isComplete: boolean } => {
  let best: Best<N> | undefined
  const isBetter = (values: readonly N[]) =>
    scalar.compare(values[0] ?? scalar.zero, best === undefined ? floor : best.value) > 0
  const isComplete = search(
    scalar,
    expression,
    {
      admits: isBetter,
      found: (values, assignment) => {
        best = { value: values[0] ?? scalar.zero, assignment }
        return 'go on'
      },
    },
    limit,
    given,
  )
  return { best, isComplete }
}
