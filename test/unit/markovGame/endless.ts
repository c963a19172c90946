/** Games without end from texts, for the tests of their plans. */
import * as E from 'fp-ts/lib/Either.js'
import { compileProgram } from '../../../src/compile/compileProgram.ts'
import type { CompiledStrategy } from '../../../src/compile/program.ts'
import { show } from '../../../src/core/show.ts'
import type { Numeric, Value } from '../../../src/core/value.ts'
import { budget } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { exact, type Rational, rational } from '../../../src/markov/rational.ts'
import type { Scalar } from '../../../src/markov/scalar.ts'
import type { Unbounded } from '../../../src/markovGame/explore.ts'
import { type ForeverPlan, foreverPlan } from '../../../src/markovGame/foreverPlan.ts'
import { resolveProgram } from '../../../src/names/resolve.ts'
import { inferTypes } from '../../../src/types/infer.ts'

const noFiles = () => E.left({ code: 'G7001', reason: 'there are no other files' } as const)

/** The strategies of a program of one file that has no errors. */
export const strategiesIn = <N extends Numeric>(
  scalar: Scalar<N>,
  text: string,
  steps = 20_000_000,
): ReadonlyMap<string, CompiledStrategy<N>> => {
  const typed = inferTypes(resolveProgram({ path: 'test.game', text }, noFiles))
  const analysis = { regret: () => scalar.zero, payoffs: () => ({}), probability: () => scalar.zero }
  const compiled = compileProgram(typed, { scalar, budget: budget(steps), analysis })
  const errors = [...typed.diagnostics, ...compiled.diagnostics].filter(d => d.severity === 'error')
  if (errors.length > 0) throw new Error(errors.map(d => `${d.code} ${d.title}`).join('\n'))
  return new Map(compiled.program.strategies.map(strategy => [strategy.name, strategy]))
}

/** The plan of a strategy of a program, or why there is none. */
export const planIn = <N extends Numeric>(
  scalar: Scalar<N>,
  text: string,
  name = 's',
  steps = 20_000_000,
): E.Either<Unbounded<Value<N>>, ForeverPlan<N, Value<N>>> => {
  const strategy = strategiesIn(scalar, text, steps).get(name)
  if (strategy === undefined || E.isLeft(strategy.closed)) throw new Error(`${name} cannot be played`)
  const { forever } = strategy.closed.right
  if (forever === undefined) throw new Error(`the game of ${name} has an end`)
  return foreverPlan({ scalar, budget: budget(steps) }, forever, strategy.profile)
}

export const right = <L, A>(either: E.Either<L, A>): A => {
  if (E.isLeft(either)) throw new Error(`no answer: ${JSON.stringify(either.left)}`)
  return either.right
}

export const doublePlan = (text: string, name?: string) => right(planIn(double, text, name))
export const exactPlan = (text: string, name?: string) => right(planIn(exact, text, name))

/** What somebody could gain at an information state, at most. */
const largestGain = <N>(scalar: Scalar<N>, states: ReturnType<ForeverPlan<N, unknown>['states']>): N =>
  states
    .flatMap(({ payoff, actions }) => actions.map(action => scalar.sub(action.payoff, payoff)))
    .reduce((most, gain) => (scalar.compare(gain, most) > 0 ? gain : most), scalar.zero)

/** Whether no single deviation gains more than `epsilon` at any state whatever. */
export const isPerfect = <N>(scalar: Scalar<N>, plan: ForeverPlan<N, unknown>, epsilon: N): boolean =>
  scalar.compare(largestGain(scalar, plan.tremblingStates()), epsilon) <= 0

/** What the players of a plan could gain by any change of strategy, at most. */
export const regretOf = <N>(scalar: Scalar<N>, plan: ForeverPlan<N, unknown>): N =>
  plan.players
    .map(player => {
      const reply = plan.bestReply(player)
      if (reply.kind !== 'found') throw new Error(`${player} forgets`)
      return scalar.sub(reply.value, reply.payoff)
    })
    .reduce((most, gain) => (scalar.compare(gain, most) > 0 ? gain : most), scalar.zero)

export const written = <N extends Numeric>(scalar: Scalar<N>, value: unknown): string =>
  // Observations and actions of language games are values.
  show(scalar, value as Value<N>)

export const ratio = (text: string): Rational => {
  const [numerator = '0', denominator = '1'] = text.split('/')
  return rational(BigInt(numerator), BigInt(denominator))
}

/** The least number of a sequence of bisections from [0, 1] at which `holds`, which stays true from some number on. */
export const threshold = (holds: (x: Rational) => boolean, bits = 34): number => {
  let low = 0n
  let high = 1n << BigInt(bits)
  while (high - low > 1n) {
    const middle = (low + high) / 2n
    if (holds(rational(middle, 1n << BigInt(bits)))) high = middle
    else low = middle
  }
  return Number(high) / 2 ** bits
}
