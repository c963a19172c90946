import * as O from 'fp-ts/lib/Option.js'
import { integer, type Rational, rational } from './rational.ts'

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i
const POWER_OF_TWO_BASE = /^([+-]?)(0x[\da-f]+|0b[01]+|0o[0-7]+)$/i

/** Exponents beyond this are refused: the number would have more digits than any program means. */
const LARGEST_EXPONENT = 100_000

/**
 * The exact value of a numeral: `0.1`, `1e-3`, `.5`, `2.`, `1_000`, `0x1f`, `0b101`, `0o17`, with or without a sign.
 *
 * Errors: none when the text is not a numeral or its exponent is beyond 100,000.
 */
export const fromDecimal = (text: string): O.Option<Rational> => {
  const digits = text.trim().replace(/(?<=[\da-f])_(?=[\da-f])/gi, '')
  const whole = POWER_OF_TWO_BASE.exec(digits)
  if (whole !== null) return O.some(signed(whole[1], integer(BigInt(whole[2] ?? '0'))))
  const parts = DECIMAL.exec(digits)
  if (parts === null) return O.none
  const [, sign, units = '', fraction = '', power = '0'] = parts
  if (units === '' && fraction === '') return O.none
  const exponent = Number(power) - fraction.length
  if (Math.abs(exponent) > LARGEST_EXPONENT) return O.none
  const significand = BigInt(units + fraction)
  const value =
    exponent < 0
      ? rational(significand, 10n ** BigInt(-exponent))
      : integer(significand * 10n ** BigInt(exponent))
  return O.some(signed(sign, value))
}

const signed = (sign: string | undefined, { numerator, denominator }: Rational): Rational =>
  rational(sign === '-' ? -numerator : numerator, denominator)

/** The exact value of a finite double, which is always a ratio of integers. */
export const fromDouble = (n: number): O.Option<Rational> => {
  if (!Number.isFinite(n)) return O.none
  let significand = n
  let exponent = 0
  while (!Number.isInteger(significand)) {
    significand *= 2
    exponent += 1
  }
  return O.some(rational(BigInt(significand), 1n << BigInt(exponent)))
}
