/** The values that a parameter takes one after the other: `0..1:0.05`, `[1, 2, 5]`, `[0, 1/10 .. 1]`. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { exact, type Rational, rational } from '../markov/rational.ts'
import { ratioOf } from '../report/numeral.ts'
import type { Source } from '../source/source.ts'
import type { Expression } from '../syntax/ast.ts'
import { parseExpression } from '../syntax/parse.ts'

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

/**
 * The axis that a text means; nothing where it is one value: what is no range of numbers, and no list.
 * Errors: what is wrong with the range.
 */
export const axisOf = (name: string, text: string): E.Either<string, Axis | undefined> => {
  const span = /^\s*([^[\]]+?)\.\.([^:[\]]+)(?::(.+))?$/.exec(text)
  if (span !== null) return steps(name, span[1], span[2], span[3])
  if (!/^\s*\[/.test(text)) return E.right(undefined)
  const { tree, diagnostics } = parseExpression({ path: `--set ${name}`, text })
  return diagnostics.length > 0 ? E.right(undefined) : listed(name, { path: name, text }, tree)
}

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

const listed = (name: string, source: Source, tree: Expression): E.Either<string, Axis | undefined> => {
  const textOf = ({ span }: Expression): string => source.text.slice(span.start, span.end)
  if (tree.kind === 'list')
    return E.right({
      name,
      values: tree.items.map(item => ({ text: textOf(item), number: numberOf(textOf(item)) })),
    })
  if (tree.kind !== 'range') return E.right(undefined)
  const [from, to] = [numberOf(textOf(tree.from)), numberOf(textOf(tree.to))]
  const next = tree.next === undefined ? undefined : numberOf(textOf(tree.next))
  if (from === undefined || to === undefined || (tree.next !== undefined && next === undefined))
    return E.left(`${name}: the ends of a range that is swept must be numbers`)
  const step = next === undefined ? exact.one : exact.sub(next, from)
  if (step.numerator <= 0n) return E.left(`${name}: a range that is swept must go up`)
  return ranged(name, from, to, step)
}
