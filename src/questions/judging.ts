/** Games under profiles, made ready to be judged: by their diagrams, or by the optics where they have none. */
import * as E from 'fp-ts/lib/Either.js'
import type { ClosedLanguageGame, Program, ValueProfile } from '../compile/program.ts'
import { EvaluationFailure } from '../core/failure.ts'
import type { Numeric, Value } from '../core/value.ts'
import { expectBoolean } from '../core/view.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { CheckedConcept } from '../equilibrium/concept.ts'
import type { Extensive, Judged, TooLarge } from '../equilibrium/judged.ts'
import type { Means } from '../equilibrium/payoffs.ts'
import { reference } from '../equilibrium/reference.ts'
import { sequenceForm } from '../equilibrium/sequenceForm.ts'
import type { GameTree } from '../equilibrium/wholeTree.ts'
import type { Decision, Outcome } from '../game/game.ts'
import { faithful } from '../game/interpretation.ts'
import { type Budget, unlimited } from '../markov/budget.ts'
import { finite } from '../markov/finite.ts'
import { merged, total } from '../markov/weighted.ts'
import type { Diagram } from '../plan/diagram.ts'
import type { TooWide } from '../plan/elimination/trellis.ts'
import { payoffIn, planOf } from '../plan/planOf.ts'
import { diagramTree } from '../plan/tree/diagramTree.ts'
import { isBestWhatever } from '../plan/whatever.ts'
import { asked } from '../trace/diagram.ts'
import { NotTraceable } from '../trace/tracer.ts'
import type { Certified } from './certified.ts'
import { once } from './once.ts'

/**
 * Memory for an edge of a trellis with all that hangs on it, in bytes. Measured were 60 where players see little and 800
 * where they see every play; most of the latter is no table and bounded by whoever grants memory.
 */
const bytesOfEdge = 200

/** Memory for the tables of a player where nobody has said how much there is, in MiB. */
const usualMb = 4096

/** Nodes that a tree may have which is searched as a whole. */
const mostNodes = 2_000_000

type Names<N> = Outcome<N>['trace']['names']

/** A game under a profile, ready for questions. */
export interface Ready<N extends Numeric> {
  readonly judged: Judged<N>
  /** The diagram, where the game has one that fits. */
  readonly diagram: Diagram<N> | undefined
  /** The probability of an event of the play. */
  readonly probability: (holds: (names: Names<N>) => Value<N>) => N
  /** Whether the actions of some decision are an interval, of which there is no list. */
  readonly isContinuous?: boolean
  /** A verdict that no rounding has made. */
  readonly certify?: (concept: CheckedConcept, epsilon: N) => Certified<N>
}

export type Judging<N extends Numeric> = (closed: ClosedLanguageGame<N>, profile: ValueProfile<N>) => Ready<N>

/** What makes games of a program ready, each under each profile once. */
export const judging = <N extends Numeric>(means: Means<N>, trace: Program<N>['trace']): Judging<N> => {
  const known = new Map<ClosedLanguageGame<N>, Map<ValueProfile<N>, Ready<N>>>()
  return (closed, profile) => {
    const profiles = known.get(closed) ?? new Map<ValueProfile<N>, Ready<N>>()
    known.set(closed, profiles)
    const ready = profiles.get(profile) ?? readied(means, trace, closed, profile)
    profiles.set(profile, ready)
    return ready
  }
}

export const readied = <N extends Numeric>(
  means: Means<N>,
  trace: Program<N>['trace'],
  closed: ClosedLanguageGame<N>,
  profile: ValueProfile<N>,
): Ready<N> => {
  const { scalar, budget } = means
  const enumerated = (holds: (names: Names<N>) => Value<N>): N => {
    const markov = finite(scalar, budget)
    const plays = markov.outcomes(closed.play(faithful(markov), profile))
    return total(
      scalar,
      plays.filter(
        ([
          {
            trace: { names },
          },
        ]) => expectBoolean(holds(names)),
      ),
    )
  }
  const byOptics = { judged: reference(means, closed, profile), diagram: undefined, probability: enumerated }
  const traced = trace(closed, profile)
  if (E.isLeft(traced)) {
    const isContinuous = traced.left instanceof NotTraceable && traced.left.isContinuous
    return { ...byOptics, isContinuous }
  }
  const { diagram, event } = traced.right
  // What no play meets has a place in the game, too.
  const plan = {
    ...fitting(planOf(scalar, unlimited, diagram, edgesOf(budget))),
    decisions: closed.decisions,
  }
  return {
    judged: {
      plan,
      isBestWhatever: (player, epsilon) => isBestWhatever(scalar, diagram, player, epsilon),
      ...extensive(means, diagram, profile),
    },
    diagram,
    probability: holds => {
      return fitting(payoffIn(scalar, unlimited, event(holds), asked, edgesOf(budget)))
    },
  }
}

/** Edges that the trellis of one player may have, for the steps and the memory of a budget. */
export const edgesOf = ({ limit, memoryMb = usualMb }: Pick<Budget, 'limit' | 'memoryMb'>): number =>
  Math.min(Math.floor((memoryMb * 2 ** 20) / bytesOfEdge), limit)

/** What fits; else G5006, which names where it does not. */
export const fitting = <A>(made: E.Either<TooWide, A>): A => {
  if (E.isRight(made)) return made.right
  throw new EvaluationFailure(tooWide(made.left))
}

/** Things to remember that a message lists. */
const mostListed = 6

const tooWide = ({ name, remembered, limit }: TooWide): Diagnostic => {
  const listed = remembered.slice(0, mostListed).map(each => `\`${each}\``)
  const more = remembered.length - listed.length
  return diagnostic('G5006', `too much to remember at \`${name}\``, {
    explanation: [
      `What matters later is ${listed.join(', ')}${more > 0 ? ` and ${more} more` : ''}: more than ${limit} ways in all.`,
    ],
    hint: 'let payoffs and observations depend on sums, maxima or counts, or raise the limits, `--steps` and `--memory`',
  })
}

export const extensive = <N extends Numeric>(
  { scalar, budget }: Means<N>,
  diagram: Diagram<N>,
  profile: ValueProfile<N>,
): Extensive<N> => {
  const grow = (isChoice?: (decision: Decision<N>) => boolean): E.Either<TooLarge, GameTree<N>> =>
    E.mapLeft((): TooLarge => ({ kind: 'tooLarge', limit: mostNodes }))(
      diagramTree(scalar, budget, diagram, mostNodes, isChoice),
    )
  return {
    tree: once(() => grow()),
    side: player =>
      E.map((tree: GameTree<N>) => sequenceForm(scalar, tree, player))(grow(d => d.player === player)),
    strategyAt: (decision, observation) =>
      // What is observed in a language game is a value.
      merged(scalar, profile[decision.key]?.(observation as Value<N>) ?? []),
  }
}
