import * as E from 'fp-ts/lib/Either.js'
import { type Compiled, compileProgram } from '../../../src/compile/compileProgram.ts'
import type { CompiledStrategy } from '../../../src/compile/program.ts'
import { show } from '../../../src/core/show.ts'
import type { Value } from '../../../src/core/value.ts'
import { expectBoolean } from '../../../src/core/view.ts'
import type { Diagnostic } from '../../../src/diagnostic/diagnostic.ts'
import { expectedPayoffs, receipts } from '../../../src/equilibrium/payoffs.ts'
import { faithful, faithfulObservable } from '../../../src/game/interpretation.ts'
import { budget } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { finite } from '../../../src/markov/finite.ts'
import { total } from '../../../src/markov/weighted.ts'
import { resolveProgram } from '../../../src/names/resolve.ts'
import { parseExpression } from '../../../src/syntax/parse.ts'
import { inferTypes } from '../../../src/types/infer.ts'

const noFiles = () => E.left({ code: 'G7001', reason: 'there are no other files' } as const)

export interface Given {
  readonly set?: { readonly [name: string]: string }
  readonly steps?: number
  readonly maxDepth?: number
}

/** The regret that one-shot deviations show, which is enough for games in which a player moves once. */
const largestGain = (
  states: readonly { readonly payoff: number; readonly actions: readonly { readonly payoff: number }[] }[],
) => Math.max(0, ...states.map(s => Math.max(...s.actions.map(a => a.payoff)) - s.payoff))

/** Compiles a program of one file in doubles. */
export const compileText = (text: string, given: Given = {}): Compiled<number> => {
  const source = { path: 'test.game', text }
  const typed = inferTypes(resolveProgram(source, noFiles))
  const settings = new Map(
    Object.entries(given.set ?? {}).map(([name, value]) => [
      name,
      parseExpression({ path: '<command line>', text: value }).tree,
    ]),
  )
  const steps = budget(given.steps ?? 5_000_000)
  const markov = finite(double, steps)
  return compileProgram(typed, {
    scalar: double,
    budget: steps,
    settings,
    ...(given.maxDepth === undefined ? {} : { maxDepth: given.maxDepth }),
    analysis: {
      payoffs: (closed, profile) =>
        expectedPayoffs(
          double,
          closed.decisions,
          receipts({ scalar: double, budget: steps }, closed, profile),
        ),
      probability: (closed, profile, holds) =>
        total(
          double,
          markov
            .outcomes(closed.play(faithful(markov), profile))
            .filter(([{ trace }]) => expectBoolean(holds(trace.names))),
        ),
      regret: (closed, profile, player) =>
        largestGain(
          closed.evaluate(faithfulObservable(markov), profile).filter(s => s.decision.player === player),
        ),
    },
  })
}

const place = (text: string, { code, primary }: Diagnostic): string =>
  `${code} at \`${primary === undefined ? '' : text.slice(primary.span.start, primary.span.end)}\``

/** Codes and places of what compilation complains of. */
export const complaints = (text: string, given: Given = {}): readonly string[] =>
  compileText(text, given).diagnostics.map(d => place(text, d))

/** What each `expect` comes to. */
export const expects = (text: string, given: Given = {}): readonly string[] => {
  const { program, diagnostics } = compileText(text, given)
  return [
    ...diagnostics.filter(d => d.severity === 'error').map(d => place(text, d)),
    ...program.questions.map(q => {
      if (q.kind !== 'expect') return q.kind
      const result = q.holds()
      return E.isRight(result) ? String(result.right) : place(text, result.left)
    }),
  ]
}

export const only = <A>(items: readonly A[]): A => {
  const [item] = items
  if (item === undefined || items.length > 1) throw new RangeError(`${items.length} where one was expected`)
  return item
}

/** Information states as text, sorted: decision, observation, payoff, and what each action would bring. */
export const statesOf = (strategy: CompiledStrategy<number>): readonly string[] => {
  const { closed } = strategy
  if (E.isLeft(closed)) return [closed.left.code]
  const markov = finite(double, budget(5_000_000))
  return closed.right
    .evaluate(faithfulObservable(markov), strategy.profile)
    .map(s => {
      const actions = s.actions.map(a => `${written(a.action)} ${rounded(a.payoff)}/${rounded(a.total)}`)
      return `${s.decision.path} ${written(s.observation)} ${rounded(s.probability)} ${rounded(s.payoff)}: ${actions.join(', ')}`
    })
    .sort()
}

const rounded = (n: number): string => String(Number(n.toFixed(9)))

const written = (value: unknown): string =>
  // Observations and actions of language games are values.
  show(double, value as Value<number>)

/** The states of the strategy `s` of a program. */
export const states = (text: string, given: Given = {}): readonly string[] => {
  const { program, diagnostics } = compileText(text, given)
  const errors = diagnostics.filter(d => d.severity === 'error')
  if (errors.length > 0) return errors.map(d => place(text, d))
  return program.strategies.filter(s => s.name === 's').flatMap(statesOf)
}
