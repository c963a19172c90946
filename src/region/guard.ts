/**
 * Failures of forms with their place in the text, and the primitives that look at numbers without computing.
 */
import { EvaluationFailure } from '../core/failure.ts'
import { diagnosticAt, type Machine, type Message } from '../core/machine.ts'
import type { FunctionValue, Value } from '../core/value.ts'
import { isStructure } from '../core/view.ts'
import type { Rational } from '../markov/rational.ts'
import type { Demand } from './affine.ts'
import { hasForm } from './distinct.ts'

/** A failure whose place is only known to be within a call. */
class Unplaced extends EvaluationFailure {
  readonly about: Message
  constructor(machine: Machine<Rational>, about: Message) {
    super(diagnosticAt(machine, machine.calls[machine.depth - 1] ?? nowhere, 'G5110', about))
    this.about = about
  }
}

const nowhere = -1

const explanation = [
  'The region is exact for payoffs that are affine in the parameters: sums of them, and products with numbers that do not depend on them. What is played, and how probable it is, must not depend on them.',
]
const hint = 'leave the parameter out of `--over`, or let payoffs alone depend on it'

/** What to say of a demand; `show` writes numbers. */
export const messageOf = (demand: Demand, show: (n: Rational) => string): Message => {
  const title =
    demand.kind === 'value'
      ? `the value of \`${show(demand.of)}\` would have to be known here`
      : `\`(${show(demand.of)}) ${demand.kind === 'product' ? '*' : '/'} (${show(demand.by)})\` is not affine in the parameters`
  return { title, explanation, hint }
}

export const refusal = (machine: Machine<Rational>, about: Message): EvaluationFailure =>
  new Unplaced(machine, about)

type Primitives = ReadonlyMap<string, Value<Rational>>

/** The primitives with failures put where they are applied, and without those that would tell forms apart. */
export const guarded = (machine: Machine<Rational>, primitives: Primitives): Primitives =>
  new Map(
    [...primitives].map(([name, value]): readonly [string, Value<Rational>] => [
      name,
      isStructure(value) && value.kind === 'function' ? guardedFunction(machine, name, value) : value,
    ]),
  )

const guardedFunction = (
  machine: Machine<Rational>,
  name: string,
  { kind, arity, call }: FunctionValue<Rational>,
): FunctionValue<Rational> => ({
  kind,
  arity,
  call: (values, site) => {
    try {
      return call(inspecting.has(name) ? values.map(value => unparametrized(machine, value)) : values, site)
    } catch (error) {
      if (!(error instanceof Unplaced)) throw error
      throw new EvaluationFailure(diagnosticAt(machine, site, 'G5110', error.about))
    }
  },
})

/** Primitives whose result tells which values are equal without comparing numbers. */
const inspecting: ReadonlySet<string> = new Set(['show', 'support', 'invert'])

/** A value without parameters, a function that gives such. */
const unparametrized = (machine: Machine<Rational>, value: Value<Rational>): Value<Rational> => {
  if (isStructure(value) && value.kind === 'function') {
    const { kind, arity, call } = value
    return { kind, arity, call: (values, site) => unparametrized(machine, call(values, site)) }
  }
  if (!hasForm(value)) return value
  throw refusal(machine, { title: 'a parameter is looked at here', explanation, hint })
}
