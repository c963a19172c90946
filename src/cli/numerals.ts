/** Numbers on the command line: the numerals of the language, and ratios. */
import * as O from 'fp-ts/lib/Option.js'
import { fromDecimal } from '../markov/decimal.ts'
import { exact, type Rational } from '../markov/rational.ts'

/** `0.1`, `1e-9`, `1/3`. */
export const ratioOf = (text: string): O.Option<Rational> => {
  const [numerator, denominator, ...rest] = text.split('/')
  if (rest.length > 0 || numerator === undefined) return O.none
  const above = fromDecimal(numerator)
  if (denominator === undefined || O.isNone(above)) return above
  const below = fromDecimal(denominator)
  if (O.isNone(below) || exact.equals(below.value, exact.zero)) return O.none
  return O.some(exact.div(above.value, below.value))
}

/** A whole number from `least` to `most`: `1000`, `1e6`, `10_000_000`. */
export const wholeNumberOf = (text: string, least: bigint, most: bigint): O.Option<bigint> => {
  const ratio = fromDecimal(text)
  if (O.isNone(ratio) || ratio.value.denominator !== 1n) return O.none
  const { numerator } = ratio.value
  return numerator >= least && numerator <= most ? O.some(numerator) : O.none
}
