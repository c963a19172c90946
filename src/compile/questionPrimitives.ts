/**
 * The functions that questions are asked with: `payoff`, `welfare`, `regret`, `probability`, `belief`.
 */
import * as E from 'fp-ts/lib/Either.js'
import { binary, type Primitives, ternary, unary } from '../core/builtin.ts'
import { distOf } from '../core/dist.ts'
import { EvaluationFailure } from '../core/failure.ts'
import { applyFunction } from '../core/function.ts'
import { fail, type Machine } from '../core/machine.ts'
import { show } from '../core/show.ts'
import type { DistValue, Numeric, Value } from '../core/value.ts'
import { expectFunction, expectStrategy, expectText } from '../core/view.ts'
import { didYouMean } from '../diagnostic/suggest.ts'
import type { Decision, Outcome } from '../game/game.ts'
import { finite } from '../markov/finite.ts'
import type { Weighted } from '../markov/stochastic.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { condition } from '../markov/weighted.ts'
import { outcomesOf } from './play.ts'
import type { Analysis, ClosedLanguageGame, CompiledStrategy } from './program.ts'
import { playOf } from './toGame.ts'

/** Finds a strategy by its declaration; fails where it or its game has errors. */
export type FindStrategy<N extends Numeric> = (declaration: number) => CompiledStrategy<N>

interface Played<N extends Numeric> {
  readonly strategy: CompiledStrategy<N>
  readonly closed: ClosedLanguageGame<N>
  /** Every play; a game without end has none that could be listed. */
  readonly outcomes: () => Weighted<N, Outcome<N>>
  /** What everybody who decides or is paid gets. */
  readonly payoffs: () => ReadonlyMap<string, N>
}

/** Plays each strategy once, however many questions are asked of it. */
const player = <N extends Numeric>(m: Machine<N>, find: FindStrategy<N>, analysis: Analysis<N>) => {
  const played = new Map<number, Played<N>>()
  const markov = finite(m.scalar, m.budget)
  return (value: Value<N>): Played<N> => {
    const { declaration } = expectStrategy(value)
    const known = played.get(declaration)
    if (known !== undefined) return known
    const strategy = find(declaration)
    if (E.isLeft(strategy.closed)) throw new EvaluationFailure(strategy.closed.left)
    const closed = strategy.closed.right
    const { profile } = strategy
    const outcomes = once(() => outcomesOf(markov, closed, profile))
    const payoffs = once(() => new Map(Object.entries(analysis.payoffs(closed, profile))))
    const result = { strategy, closed, outcomes, payoffs }
    played.set(declaration, result)
    return result
  }
}

/** The function that is called the first time and remembered after it. */
const once = <A>(make: () => A): (() => A) => {
  let made: { readonly value: A } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/**
 * The players that a name stands for: the one of that name, else those of its copies in a population (`owner` for
 * `0.owner`, `1.owner`), else those whose decisions have a path that ends in it.
 */
const playersNamed = <N extends Numeric>(
  m: Machine<N>,
  { closed, payoffs, strategy }: Played<N>,
  name: string,
  site: number,
): readonly [string, ...string[]] => {
  const players = [...payoffs().keys()]
  const copies = players.filter(p => p.endsWith(`.${name}`))
  const owners = closed.decisions
    .filter(d => d.path === name || d.path.endsWith(`.${name}`))
    .map(d => d.player)
  const candidates = [players.filter(p => p === name), copies, [...new Set(owners)]]
  const [first, ...others] = candidates.find(found => found.length > 0) ?? []
  if (first !== undefined) return [first, ...others]
  const hint = didYouMean(name, players)
  return fail(m, site, 'G4108', `\`${strategy.gameName}\` has no player \`${name}\``, {
    explanation: [`Its players are ${players.map(p => `\`${p}\``).join(', ')}.`],
    ...(hint === undefined ? {} : { hint }),
  })
}

/** Decisions that a name stands for: a player's, or those whose path ends in it. */
const decisionsOf = <N extends Numeric>({ closed }: Played<N>, name: string): readonly Decision<N>[] =>
  closed.decisions.filter(d => d.player === name || d.path === name || d.path.endsWith(`.${name}`))

/** The distribution of the whole play given that one of these decisions observed `seen`. */
const beliefIn = <N extends Numeric>(
  m: Machine<N>,
  played: Played<N>,
  decisions: readonly Decision<N>[],
  seen: Value<N>,
  site: number,
): DistValue<N> => {
  const wanted = structuralKey(seen)
  const keys = new Set(decisions.map(d => d.key))
  const conditional = condition(m.scalar, played.outcomes(), ({ trace }) =>
    Object.entries(trace.events).some(([key, e]) => keys.has(key) && structuralKey(e.input) === wanted),
  )
  if (conditional._tag === 'None')
    return fail(m, site, 'G4110', `\`${show(m.scalar, seen)}\` is never observed there`, {
      explanation: [
        'Under this strategy the observation has probability zero, so there is no belief to form.',
      ],
    })
  return distOf(
    m.scalar,
    conditional.value.map(([o, p]) => [playOf<N>(o.trace.names, played.strategy.playIsList), p] as const),
  )
}

export const questionPrimitives = <N extends Numeric>(
  m: Machine<N>,
  find: FindStrategy<N>,
  analysis: Analysis<N>,
): Primitives<N> => {
  const play = player(m, find, analysis)
  const { scalar } = m
  return {
    payoff: binary(m, (s, name, site) => {
      const played = play(s)
      const payoffs = playersNamed(m, played, expectText(name), site).map(
        p => played.payoffs().get(p) ?? scalar.zero,
      )
      return payoffs.reduce((sum, payoff) => scalar.add(sum, payoff))
    }),
    welfare: unary(m, s => {
      return [...play(s).payoffs().values()].reduce((sum, payoff) => scalar.add(sum, payoff), scalar.zero)
    }),
    regret: binary(m, (s, name, site) => {
      const played = play(s)
      const regrets = playersNamed(m, played, expectText(name), site).map(p =>
        analysis.regret(played.closed, played.strategy.profile, p),
      )
      return regrets.reduce((most, regret) => (scalar.compare(regret, most) > 0 ? regret : most))
    }),
    probability: binary(m, (s, event, site) => {
      const { closed, strategy } = play(s)
      const holds = expectFunction(event)
      return analysis.probability(closed, strategy.profile, names =>
        applyFunction(holds, [playOf<N>(names, strategy.playIsList)], site),
      )
    }),
    belief: ternary(m, (s, name, seen, site) => {
      const played = play(s)
      const decisions = decisionsOf(played, expectText(name))
      if (decisions.length === 0) playersNamed(m, played, expectText(name), site)
      return beliefIn(m, played, decisions, seen, site)
    }),
  }
}
