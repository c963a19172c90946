/** Games of many players of few kinds solved from what they come to together, in doubles with a bound on the regret. */
import * as E from 'fp-ts/lib/Either.js'
import type { ClosedLanguageGame, Program, ValueProfile } from '../compile/program.ts'
import type { Numeric, Value } from '../core/value.ts'
import type { Means } from '../equilibrium/payoffs.ts'
import { double } from '../markov/double.ts'
import { isRational, type Rational } from '../markov/rational.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import type { Diagram } from '../plan/diagram.ts'
import { planOf } from '../plan/planOf.ts'
import { actionsAt, observationsOf } from '../plan/withBehavior.ts'
import type { SolutionRecord } from '../report/report.ts'
import { symmetricEquilibrium } from '../solver/symmetric/equilibrium.ts'
import { type SymmetricGame, symmetricGame } from '../solver/symmetric/game.ts'
import { type Kind, kindsOf } from '../solver/symmetric/kinds.ts'
import { inDoubles } from '../trace/lower.ts'
import { edgesOf } from './judging.ts'
import type { Solved } from './solving.ts'

/** Regret that is still called an equilibrium, relative to the span of payoffs; more is told as what it is. */
const negligible = 1e-9

/** A profile in which players of a kind play alike, and how good it is in doubles. */
export interface SymmetricFound {
  readonly diagram: Diagram<number>
  readonly kinds: readonly Kind[]
  readonly game: SymmetricGame
  /** By state of the game and action. */
  readonly profile: Float64Array
  readonly payoffs: Readonly<Record<string, number>>
  /** By player, an upper bound: the largest gain at any information state, and how far doubles may be off. */
  readonly regret: Readonly<Record<string, number>>
  readonly most: number
  /** Whether that counts as an equilibrium. */
  readonly isFound: boolean
}

/** Looks for such a profile; nothing where the game has no kinds, or is no diagram that fits. */
export const symmetricFound = <N extends Numeric>(
  { budget }: Means<N>,
  program: Program<N>,
  closed: ClosedLanguageGame<N>,
): SymmetricFound | undefined => {
  const traced = program.traceEven(closed)
  if (E.isLeft(traced)) return undefined
  const diagram = asDoubles(traced.right.diagram)
  const kinds = kindsOf(diagram)
  if (kinds === undefined || kinds.every(({ decisions }) => decisions.length === 1)) return undefined
  const game = symmetricGame(budget, diagram, kinds, edgesOf(budget))
  const found = symmetricEquilibrium(game)
  if (E.isLeft(found)) return undefined
  const { profile } = found.right
  const judged = planOf(double, budget, game.diagramUnder(profile), edgesOf(budget))
  if (E.isLeft(judged)) return undefined
  const regret = regretBounds(judged.right)
  const payoffs = judged.right.payoffs()
  const most = Object.values(regret).reduce((a, b) => Math.max(a, b), 0)
  const span = Object.values(payoffs).reduce((a, b) => Math.max(a, Math.abs(b)), 1)
  return { diagram, kinds, game, profile, payoffs, regret, most, isFound: most <= negligible * span }
}

/** What a kind does at each of its states: what is observed, and the actions that are played with their weights. */
const behaviorOfKind = (
  { diagram, game, profile }: SymmetricFound,
  { representative }: Kind,
  kind: number,
): readonly {
  readonly observation: Value<number>
  readonly actions: readonly (readonly [action: Value<number>, weight: number])[]
}[] => {
  const observations = observationsOf(diagram, representative)
  return game.states
    .filter(state => state.kind === kind)
    .map(({ row, offset }) => ({
      // What a language game carries are values.
      observation: observations[row] as Value<number>,
      actions: actionsAt(diagram, representative, row).flatMap((action, a) => {
        const weight = profile[offset + a] ?? 0
        return weight > 0 ? [[representative.domain.values[action] as Value<number>, weight] as const] : []
      }),
    }))
}

/** The profile as one of the program. */
export const symmetricProfile = (found: SymmetricFound): ValueProfile<number> =>
  Object.fromEntries(
    found.kinds.flatMap((kind, k) => {
      const states = behaviorOfKind(found, kind, k)
      const byKey = new Map(states.map(({ observation, actions }) => [structuralKey(observation), actions]))
      const strategy = (observation: Value<number>) => byKey.get(structuralKey(observation)) ?? []
      return kind.decisions.flatMap(id => {
        const node = found.diagram.nodes[id]
        return node?.kind === 'decision' ? [[node.decision.key, strategy] as const] : []
      })
    }),
  )

/**
 * One equilibrium in which players of a kind play alike; nothing where the game has no kinds, or is no diagram that fits.
 *
 * The regret that is told is an upper bound: the largest gain of any player at any information state, as doubles have it,
 * and how far they may be off.
 */
export const solveSymmetric = <N extends Numeric>(
  means: Means<N>,
  program: Program<N>,
  closed: ClosedLanguageGame<N>,
  { name, show }: { readonly name: string; readonly show: (value: Value<number>) => string },
): Solved | undefined => {
  const found = symmetricFound(means, program, closed)
  if (found === undefined) return undefined
  const { kinds, payoffs, regret, most, isFound } = found
  const players = kinds.map(({ decisions }) => decisions.length)
  const own: SolutionRecord['profile'] = Object.fromEntries(
    kinds.map((kind, k) => [
      kind.representative.decision.path.replace(/\d+/g, '*'),
      behaviorOfKind(found, kind, k).map(({ observation, actions }) => ({
        observation: show(observation),
        strategy: actions.map(([action, probability]) => ({ action: show(action), probability })),
      })),
    ]),
  )
  const solution: SolutionRecord = {
    game: name,
    concept: 'nash',
    method: 'symmetric',
    exact: false,
    profile: own,
    payoffs,
    regret,
    note: isFound
      ? `an equilibrium up to ${most.toExponential(1)}, rounding included`
      : `no equilibrium: the least regret that was met, ${most.toPrecision(3)}`,
  }
  return {
    solutions: isFound ? [solution] : [],
    search: {
      game: name,
      concept: 'nash',
      method: 'symmetric',
      reason: `${players.join(' + ')} players of ${kinds.length} kind${kinds.length === 1 ? '' : 's'}, through what they come to together`,
      found: isFound ? 1 : 0,
      complete: false,
      ...(isFound ? {} : { notes: [solution.note ?? ''] }),
    },
  }
}

const asDoubles = <N extends Numeric>(diagram: Diagram<N>): Diagram<number> => {
  const isExact = (given: Diagram<N>): given is Diagram<N> & Diagram<Rational> =>
    given.nodes.some(node => node.kind === 'decision' && isRational(node.decision.epsilon))
  // A diagram that is not exact is one in doubles already.
  return isExact(diagram) ? inDoubles(diagram) : (diagram as Diagram<number>)
}

/** By player, the most that it could gain, as doubles have it, and how far they may be off. */
const regretBounds = (plan: Extract<ReturnType<typeof planOf<number>>, { _tag: 'Right' }>['right']) => {
  const regret: Record<string, number> = {}
  const bounds = plan.bounds.states()
  for (const [k, { decision, payoff, actions }] of plan.states().entries()) {
    const slack = bounds[k]
    for (const [a, action] of actions.entries()) {
      const gain = action.payoff - payoff + (slack?.payoff ?? 0) + (slack?.actions[a]?.payoff ?? 0)
      regret[decision.player] = Math.max(regret[decision.player] ?? 0, gain)
    }
  }
  return regret
}
