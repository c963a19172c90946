import * as E from 'fp-ts/lib/Either.js'
import type { CoreStrategy } from '../core/core.ts'
import { weightedOf } from '../core/dist.ts'
import { evaluate } from '../core/evaluate.ts'
import { applyFunction } from '../core/function.ts'
import { attempt, fail } from '../core/machine.ts'
import { show } from '../core/show.ts'
import type { GameTerm, Numeric, Value } from '../core/value.ts'
import { expectGame, isStructure } from '../core/view.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Weighted } from '../markov/stochastic.ts'
import { show as showType } from '../types/show.ts'
import { boundaryOf } from './boundary.ts'
import { compileGame } from './compileGame.ts'
import type { Compiling } from './compiling.ts'
import { conforms } from './conforms.ts'
import { entryTypeErrors } from './entryTypes.ts'
import { keyErrors, matchKeys } from './matchKeys.ts'
import type { CompiledStrategy, ValueProfile } from './program.ts'
import type { Unfolded } from './toGame.ts'

type Entry = CoreStrategy['entries'][number]

/** A function of the observation; a constant, or the result, is a distribution or stands for its certainty. */
const behaviour = <N extends Numeric>(
  { machine, typed }: Compiling<N>,
  entry: Entry,
  value: Value<N>,
): ((observation: Value<N>) => Weighted<N, Value<N>>) => {
  const { scalar } = machine
  const type = typed.types.get(entry.value.site)
  if (isStructure(value) && value.kind === 'function')
    return observation => {
      // What a decision of a polymorphic game observes is known when it is played.
      if (type?.kind === 'function' && !conforms(observation, type.from)) {
        const [seen, wanted] = [show(scalar, observation), showType(type.from)]
        return fail(machine, entry.value.site, 'G4103', 'this is no strategy for what is observed', {
          explanation: [`It takes \`${wanted}\`, and the decision observes \`${seen}\`.`],
        })
      }
      return weightedOf(scalar, applyFunction(value, [observation], entry.id))
    }
  const constant = weightedOf(scalar, value)
  return () => constant
}

const profileOf = <N extends Numeric>(
  c: Compiling<N>,
  { leaves }: Unfolded<N>,
  chosen: ReadonlyMap<string, Entry>,
): ValueProfile<N> => {
  const behaviours = new Map<Entry, ReturnType<typeof behaviour<N>>>()
  const of = (entry: Entry) => {
    const known = behaviours.get(entry) ?? behaviour(c, entry, evaluate(c.runtime, entry.value))
    behaviours.set(entry, known)
    return known
  }
  return Object.fromEntries(
    leaves.flatMap(({ decision, site }) => {
      const entry = chosen.get(decision.key)
      if (entry === undefined) return []
      c.origins.set(decision, { site, entry: entry.id })
      return [[decision.key, of(entry)] as const]
    }),
  )
}

/** The core of a strategy's game evaluated to its term. */
const termOf = <N extends Numeric>(
  c: Compiling<N>,
  strategy: Pick<CoreStrategy, 'game'>,
): E.Either<Diagnostic, GameTerm<N>> =>
  attempt(c.machine, strategy.game.site, () => expectGame(evaluate(c.runtime, strategy.game)))

const compileFor = <N extends Numeric>(
  c: Compiling<N>,
  strategy: CoreStrategy,
  term: GameTerm<N>,
): E.Either<readonly Diagnostic[], CompiledStrategy<N>> => {
  const boundary = boundaryOf(c.typed, strategy.game)
  const { name, nameSpan: span, gameName, entries } = strategy
  const { unfolded, ...game } = compileGame(c, term, { name: gameName, span, boundary })
  const wrong = keyErrors({ name, gameName, span }, entries, game.decisions)
  if (wrong.length > 0) return E.left(wrong)
  const chosen = matchKeys(entries, game.decisions)
  const illTyped = entryTypeErrors(c, unfolded.leaves, chosen)
  if (illTyped.length > 0) return E.left(illTyped)
  const profile = profileOf(c, unfolded, chosen)
  return E.right({ ...game, name, gameName, profile })
}

/** A strategy with its game unfolded and every decision given its behaviour, or what is wrong with it. */
export const compileStrategy = <N extends Numeric>(
  c: Compiling<N>,
  strategy: CoreStrategy,
): E.Either<readonly Diagnostic[], CompiledStrategy<N>> => {
  const compiled = attempt(c.machine, strategy.game.site, () => {
    const term = termOf(c, strategy)
    return E.isLeft(term) ? E.left([term.left]) : compileFor(c, strategy, term.right)
  })
  return E.isLeft(compiled) ? E.left([compiled.left]) : compiled.right
}
