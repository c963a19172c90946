/** A closed game of the language in extensive form, and what its information sets and actions are in the program. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { ClosedLanguageGame, Program, ValueProfile } from '../compile/program.ts'
import type { Numeric, Value } from '../core/value.ts'
import type { Means } from '../equilibrium/payoffs.ts'
import type { BehaviorProfile, Draw, ExtensiveForm, ExtensiveNode, Outcome } from '../form/extensiveForm.ts'
import type { Decision, Ledger } from '../game/game.ts'
import { receiptsTree, type Tree } from '../game/tree.ts'
import { fromDouble } from '../markov/decimal.ts'
import { exact, isRational, type Rational } from '../markov/rational.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { diagramTree } from '../plan/tree/diagramTree.ts'
import type { TooWide } from '../plan/tree/flatTree.ts'
import { replaceWires, wiresWithin } from '../trace/parts.ts'

/** An information set of the form: where and what is observed there, and what may be done. */
export interface Place<N extends Numeric> {
  readonly decision: Decision<N>
  readonly observation: Value<N>
  readonly actions: readonly Value<N>[]
}

export interface GameForm<N extends Numeric> {
  /** Its players are those who decide. Numbers are those of the program, doubles as the fractions that they are. */
  readonly form: ExtensiveForm<Rational>
  /** By information set. */
  readonly places: readonly Place<N>[]
}

export type Show<N extends Numeric> = (value: Value<N>) => string

/** What is named after values of the program. */
export interface Naming<N extends Numeric> {
  readonly title: string
  readonly show: Show<N>
}

/**
 * The tree of a game under no profile in particular.
 *
 * Errors: `TooWide` with more than `limit` nodes; throws what every play meets, and `OutOfSteps`.
 */
export const gameForm = <N extends Numeric>(
  { scalar, budget }: Means<N>,
  program: Program<N>,
  closed: ClosedLanguageGame<N>,
  naming: Naming<N>,
  limit: number,
): E.Either<TooWide, GameForm<N>> => {
  const traced = program.traceEven(closed)
  const tree = E.isRight(traced)
    ? diagramTree(scalar, budget, traced.right.diagram, limit)
    : E.right(receiptsTree(scalar, budget, closed, {}))
  return E.map((grown: Tree<N, Ledger<N>>) => formOf(closed, grown, naming))(tree)
}

const formOf = <N extends Numeric>(
  { decisions }: ClosedLanguageGame<N>,
  root: Tree<N, Ledger<N>>,
  { title, show }: Naming<N>,
): GameForm<N> => {
  const players = [...new Set(decisions.map(({ player }) => player))]
  const nodes: ExtensiveNode[] = []
  const draws = numbered<Draw<Rational>>()
  const outcomes = numbered<Outcome<Rational>>()
  const sets = numbered<Place<N>>()
  const grow = (tree: Tree<N, Ledger<N>>): number => {
    const id = nodes.length
    // The place in the depth-first order is taken before the children take theirs.
    nodes.push({ kind: 'terminal', label: '', outcome: undefined })
    nodes[id] = nodeOf(tree)
    return id
  }
  const nodeOf = (tree: Tree<N, Ledger<N>>): ExtensiveNode => {
    switch (tree.kind) {
      case 'leaf': {
        const payoffs = players.map(player => ratioOf(tree.value[player]))
        const outcome = outcomes.of(payoffs.map(exact.show).join(), () => ({ label: '', payoffs }))
        return { kind: 'terminal', label: '', outcome }
      }
      case 'chance': {
        const branches = tree.branches.map(([, p], i) => ({ label: String(i + 1), probability: ratioOf(p) }))
        const key = branches.map(({ probability }) => exact.show(probability)).join()
        const draw = draws.of(key, () => ({ label: '', branches }))
        return {
          kind: 'chance',
          label: '',
          outcome: undefined,
          draw,
          children: tree.branches.map(([child]) => grow(child)),
        }
      }
      case 'choice': {
        const { decision, informationSet, branches } = tree
        // What is observed and done in a language game are values.
        const place = { decision, observation: tree.observation, actions: tree.actions } as Place<N>
        return {
          kind: 'decision',
          label: '',
          outcome: undefined,
          informationSet: sets.of(informationSet, () => place),
          children: branches.map(grow),
        }
      }
    }
  }
  grow(root)
  return {
    places: sets.all,
    form: {
      title,
      comment: '',
      players,
      nodes,
      draws: draws.all,
      outcomes: outcomes.all,
      informationSets: sets.all.map(({ decision: { player, path }, observation, actions }) => ({
        player: players.indexOf(player),
        label: placeLabel(path, show(observation)),
        actions: actions.map(show),
      })),
    },
  }
}

/** What observes nothing is known by its path alone. */
const placeLabel = (path: string, observation: string): string =>
  observation === '()' ? path : `${path} ${observation}`

/** Things that are numbered by a key, in the order of their first use. */
const numbered = <A>() => {
  const places = new Map<string, number>()
  const all: A[] = []
  const of = (key: string, make: () => A): number => {
    const known = places.get(key)
    if (known !== undefined) return known
    places.set(key, all.length)
    return all.push(make()) - 1
  }
  return { all, of }
}

/** Every double but infinities and no number is a fraction. */
/** A number of a program as the fraction that it stands for. */
export const ratioOf = (n: Numeric | undefined): Rational =>
  n === undefined ? exact.zero : isRational(n) ? n : O.getOrElse(() => exact.zero)(fromDouble(n))

/**
 * A behavior profile of the form as a profile of the game. An action that is not taken has no weight.
 *
 * `number` makes numbers of the program of exact ones.
 */
export const profileIn = <N extends Numeric>(
  { places }: Pick<GameForm<N>, 'places'>,
  behavior: BehaviorProfile<Rational>,
  number: (ratio: Rational) => N,
): ValueProfile<N> =>
  profileAt(places, (set, action) => {
    const probability = behavior[set]?.[action] ?? exact.zero
    return probability.numerator === 0n ? undefined : number(probability)
  })

/** The profile that takes actions with these weights, by place and action; without any where there is none. */
export const profileAt = <N extends Numeric>(
  places: readonly Place<N>[],
  weightOf: (place: number, action: number) => N | undefined,
): ValueProfile<N> => {
  const strategies = new Map<string, Map<string, readonly (readonly [Value<N>, N])[]>>()
  for (const [set, { decision, observation, actions }] of places.entries()) {
    const strategy = strategies.get(decision.key) ?? new Map<string, readonly (readonly [Value<N>, N])[]>()
    strategies.set(decision.key, strategy)
    const weighted = actions.flatMap((action, a) => {
      const weight = weightOf(set, a)
      return weight === undefined ? [] : [[action, weight] as const]
    })
    strategy.set(structuralKey(observation), weighted)
  }
  return Object.fromEntries(
    [...strategies].map(([key, strategy]) => [
      key,
      (observation: Value<N>) => strategy.get(structuralKey(settled(observation))) ?? [],
    ]),
  )
}

/** What is observed, each wire of it known: while a game is traced the strategy is asked value by value. */
const settled = <N extends Numeric>(observation: Value<N>): Value<N> => {
  const read = replaceWires(observation, wire => wire.tracer.read(wire))
  return wiresWithin(read).length === 0 ? read : settled(read)
}
