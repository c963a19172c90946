/** Whole numbers on the command line: the numerals of the language. */
import * as O from 'fp-ts/lib/Option.js'
import { fromDecimal } from '../markov/decimal.ts'

/** A whole number from `least` to `most`: `1000`, `1e6`, `10_000_000`. */
export const wholeNumberOf = (text: string, least: bigint, most: bigint): O.Option<bigint> => {
  const ratio = fromDecimal(text)
  if (O.isNone(ratio) || ratio.value.denominator !== 1n) return O.none
  const { numerator } = ratio.value
  return numerator >= least && numerator <= most ? O.some(numerator) : O.none
}
