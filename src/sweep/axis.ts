/** The values that a parameter takes one after the other: `0..1:0.05`, `[1, 2, 5]`, `[0, 1/10 .. 1]`. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { isListParameter, listGiven } from '../compile/listGiven.ts'
import { show } from '../core/show.ts'
import type { Value } from '../core/value.ts'
import { isNumber, isStructure } from '../core/view.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { Budget } from '../markov/budget.ts'
import { exact, type Rational, rational } from '../markov/rational.ts'
import { ratioOf } from '../report/numeral.ts'
import type { Expression } from '../syntax/ast.ts'
import { parseExpression } from '../syntax/parse.ts'
import type { Typed } from '../types/typed.ts'

/** A parameter with its values, each as the language writes it; as a number where it is one. */
export interface Axis {
  readonly name: string
  readonly values: readonly AxisValue[]
}

export interface AxisValue {
  readonly text: string
  readonly number: Rational | undefined
}

/** Parts that a range without a step is cut into. */
const usualParts = 20n

/** Points beyond which there is no table that anyone reads. */
export const mostPoints = 100_000

/** What a text is read in. */
export interface AxisContext {
  readonly typed: Typed
  readonly budget: Budget
}

const path = (name: string): string => `--set ${name}`

/**
 * The axis that a text means: a range `0..1:0.05`, or an expression that is a list, of lists where the parameter is one;
 * nothing where it is one value. Errors: G7005 for a wrong range, and what keeps the list from having a value.
 */
export const axisOf = (
  { typed, budget }: AxisContext,
  name: string,
  text: string,
): E.Either<Diagnostic, Axis | undefined> => {
  const span = /^\s*([^[\]]+?)\.\.([^:[\]]+)(?::(.+))?$/.exec(text)
  if (span !== null) return E.mapLeft(wrongRange)(steps(name, span[1], span[2], span[3]))
  const { tree, diagnostics } = parseExpression({ path: path(name), text })
  // Wrong syntax is told with that of all other settings.
  if (diagnostics.length > 0 || !isListLike(tree)) return E.right(undefined)
  const items = listGiven(typed, { scalar: exact, budget }, tree)
  if (E.isLeft(items)) return items
  const all = items.right
  if (all === undefined || (isListParameter(typed, name) && !all.every(isListValue)))
    return E.right(undefined)
  if (all.length > mostPoints) return E.left(wrongRange(`${name}: more than ${mostPoints} values`))
  const written = tree.kind === 'list' ? tree.items : []
  return E.right({
    name,
    values: all.map((value, k): AxisValue => {
      const own = written[k]?.span
      if (isNumber(value)) return axisValue(value)
      return {
        text: own === undefined ? show(exact, value) : text.slice(own.start, own.end),
        number: undefined,
      }
    }),
  })
}

const wrongRange = (title: string): Diagnostic => diagnostic('G7005', `--set ${title}`, { hint: howToSweep })

/** How parameters are given several values. */
export const howToSweep = 'write `--set p=0..1:0.05` or `--set "p=[1, 2, 5]"`'

/** Names may be lists, too; but a name that is meant as a value is more likely. */
const isListLike = ({ kind }: Expression): boolean =>
  kind === 'list' || kind === 'range' || kind === 'comprehension'

const isListValue = (value: Value<Rational>): boolean => isStructure(value) && value.kind === 'list'

/** The number at an end of a range, of which a fraction is one, too. */
const numberOf = (text = ''): Rational | undefined => O.toUndefined(ratioOf(text.trim()))

const steps = (
  name: string,
  from: string | undefined,
  to: string | undefined,
  by: string | undefined,
): E.Either<string, Axis> => {
  const [lo, hi] = [numberOf(from), numberOf(to)]
  if (lo === undefined || hi === undefined) return E.left(`${name}: ${from}..${to} is no range of numbers`)
  const step = by === undefined ? exact.div(exact.sub(hi, lo), rational(usualParts)) : numberOf(by)
  if (step === undefined || step.numerator <= 0n || exact.compare(lo, hi) > 0)
    return E.left(`${name}: it must be FROM..TO:STEP, with TO no less than FROM and a positive STEP`)
  return ranged(name, lo, hi, step)
}

const ranged = (name: string, lo: Rational, hi: Rational, step: Rational): E.Either<string, Axis> => {
  const count = exact.toNumber(exact.div(exact.sub(hi, lo), step))
  if (count > mostPoints) return E.left(`${name}: more than ${mostPoints} values`)
  const values: AxisValue[] = []
  for (let at = lo; exact.compare(at, hi) <= 0; at = exact.add(at, step)) values.push(axisValue(at))
  return E.right({ name, values })
}

/** A number as a value of an axis. */
export const axisValue = (number: Rational): AxisValue => ({ text: exact.show(number), number })
