/**
 * Strategies at decisions whose actions are an interval: the program is run once more in numbers that are functions of
 * one action, so that what each action brings is known exactly, piece by piece, and where it is greatest.
 */
import { type Greatest, greatest } from '../algebra/greatest.ts'
import { type Ratios, ratios, showRatio, type Where } from '../algebra/ratio.ts'
import type { Adapt } from '../compile/compileProgram.ts'
import type { ClosedLanguageGame, Program, ValueProfile } from '../compile/program.ts'
import { EvaluationFailure } from '../core/failure.ts'
import { diagnosticAt, type Machine } from '../core/machine.ts'
import type { Value } from '../core/value.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { Judged } from '../equilibrium/judged.ts'
import { reference } from '../equilibrium/reference.ts'
import type { ActionValue, InformationState } from '../game/game.ts'
import { faithfulObservable } from '../game/interpretation.ts'
import { InvalidPlay } from '../game/invalidPlay.ts'
import type { Budget } from '../markov/budget.ts'
import { finite } from '../markov/finite.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { structuralKey } from '../markov/structuralKey.ts'

/** Numbers that may be functions of one action, for one run of a program. */
export interface ActionNumbers {
  readonly ratios: Ratios
  /** For `compileProgram`. */
  readonly adapt: Adapt<Rational>
}

const explanation = [
  'The greatest payoff over an interval is found exactly where payoffs are made of the action by `+`, `-`, `*`, `/` and comparisons.',
]

/** Says of a root, a power or a logarithm without an exact value that it cannot be searched over. */
export const notRational = (problem: Diagnostic): Diagnostic =>
  problem.code === 'G5105'
    ? { ...diagnostic('G5112', problem.title, { explanation }), ...placeOf(problem) }
    : problem

const placeOf = ({ primary, secondary }: Diagnostic) => ({
  secondary,
  ...(primary === undefined ? {} : { primary }),
})

/** Numbers for a run; failures know the machine once there is one. */
export const actionNumbers = (budget: Budget): ActionNumbers => {
  let running: Machine<Rational> | undefined
  const refuse = (n: Rational): never => {
    const about = {
      title: `the value of \`${showRatio(n)}\` would have to be known here, \`x\` being any action of an interval`,
      explanation,
      hint: 'round, take roots and powers, or index lists by what does not depend on the action',
    }
    throw new EvaluationFailure(
      running === undefined
        ? diagnostic('G5112', about.title)
        : diagnosticAt(running, running.calls[running.depth - 1] ?? -1, 'G5112', about),
    )
  }
  const numbers = ratios(budget, refuse)
  return {
    ratios: {
      ...numbers,
      during: (where, run) => {
        const depth = running?.depth
        try {
          return numbers.during(where, run)
        } finally {
          // A run that is given up has calls under way.
          if (running !== undefined && depth !== undefined) running.depth = depth
        }
      },
    },
    adapt: (machine, primitives) => {
      running = machine
      return primitives
    },
  }
}

/** A program in such numbers. */
export interface OfActions {
  readonly program: Program<Rational>
  readonly ratios: Ratios
  readonly budget: Budget
}

/** A game and a profile of the program. */
export interface Played {
  readonly closed: ClosedLanguageGame<Rational>
  readonly profile: ValueProfile<Rational>
}

/**
 * The game judged by the optics, each state at an interval with the best that can be done there among its actions.
 *
 * Errors: its questions throw G5112 where a payoff is no rational function of an action, or has no bound; otherwise as
 * `reference`.
 */
export const judgedOverIntervals = (of: OfActions, { closed, profile }: Played): Judged<Rational> => {
  const means = { scalar: of.ratios.scalar, budget: of.budget }
  const judged = reference(means, closed, profile)
  let states: readonly InformationState<Rational>[] | undefined
  return {
    ...judged,
    plan: {
      ...judged.plan,
      states: () => {
        states ??= judged.plan.states().map(state => withBest(of, { closed, profile }, state))
        return states
      },
      tremblingStates: () =>
        judged.plan.tremblingStates().map(state => withBest(of, { closed, profile }, reached(state))),
    },
  }
}

/** A state over an interval that the profile reaches: elsewhere nothing says what to believe of others' numbers. */
const reached = (state: InformationState<Rational>): InformationState<Rational> => {
  const { interval, probability, decision, observation } = state
  if (interval !== undefined && probability.numerator === 0n)
    throw new InvalidPlay({ kind: 'uncountable', decision, observation })
  return state
}

/** The state with its best actions, and the ends of its interval; another state as it is. */
const withBest = (
  of: OfActions,
  played: Played,
  state: InformationState<Rational>,
): InformationState<Rational> => {
  const { interval } = state
  if (interval === undefined) return state
  const best = bestActions(of, played, { ...state, interval })
  const values = [...best, interval.lo, interval.hi].flatMap(
    action => worthOf(of, played, state, action) ?? [],
  )
  const known = new Set(state.actions.map(({ action }) => structuralKey(action)))
  const others = values.filter(({ action }) => {
    const key = structuralKey(action)
    if (known.has(key)) return false
    known.add(key)
    return true
  })
  return { ...state, actions: [...state.actions, ...others] }
}

type Met = Pick<InformationState<Rational>, 'decision' | 'observation'>

/** What is best counting from the decision on, and counting the whole play, where these are not the same. */
export const bestActions = (
  of: OfActions,
  played: Played,
  state: Met & {
    readonly interval: { readonly lo: Rational; readonly hi: Rational }
    /** What the profile plays; no more than one of it is looked at. */
    readonly actions: readonly ActionValue<Rational>[]
  },
): readonly Rational[] => {
  let isOne = true
  // What is played is known to be worth as much.
  const own = state.actions[0]
  const search = (counted: (value: ActionValue<Rational>) => Rational): readonly Rational[] => {
    const found = greatest(
      of.budget,
      state.interval,
      where =>
        of.ratios.during(where, () => {
          const value = worthOf(of, played, state, actionAt(of.ratios, where))
          if (value === undefined) throw new RangeError('a state that the profile reaches')
          isOne &&= structuralKey(value.payoff) === structuralKey(value.total)
          return counted(value)
        }),
      own === undefined ? undefined : counted(own),
    )
    return placesOf(state, found)
  }
  const onward = search(({ payoff }) => payoff)
  return isOne ? onward : [...onward, ...search(({ total }) => total)]
}

const placesOf = ({ decision }: Met, found: Greatest): readonly Rational[] => {
  if (found.kind === 'found') return [found.near, ...found.ties]
  throw new EvaluationFailure(
    diagnostic('G5112', `the payoff of \`${decision.path}\` has no bound near ${exact.show(found.near)}`, {
      hint: 'leave out of the interval where the payoff is divided by zero',
    }),
  )
}

const actionAt = ({ variable }: Ratios, where: Where): Rational =>
  where.kind === 'at' && where.point.kind === 'fraction' ? where.point.value : variable

/** What an action brings at a state, everything else as in the profile; nothing where the profile does not reach it. */
export const worthOf = (
  { ratios: { scalar }, budget }: OfActions,
  { closed, profile }: Played,
  { decision: { key }, observation }: Met,
  action: Value<Rational>,
): ActionValue<Rational> | undefined => {
  const here = structuralKey(observation)
  const own = profile[key]
  const deviating: ValueProfile<Rational> = {
    ...profile,
    [key]: (seen: Value<Rational>) =>
      structuralKey(seen) === here ? [[action, scalar.one]] : (own?.(seen) ?? []),
  }
  const states = closed.evaluate(
    { ...faithfulObservable(finite(scalar, budget)), judges: decision => decision.key === key },
    deviating,
  )
  const found = states.find(state => structuralKey(state.observation) === here)?.actions[0]
  return found && { ...found, action }
}
