import type { Rational } from '../markov/rational.ts'

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))

const ratio = (numerator: bigint, denominator: bigint): Rational => {
  const divisor = gcd(numerator < 0n ? -numerator : numerator, denominator)
  return { kind: 'rational', numerator: numerator / divisor, denominator: denominator / divisor }
}

/** The largest power of ten a literal may scale by: beyond the range of doubles, and small enough to compute. */
const largestExponent = 400

/**
 * The rational a literal denotes exactly: `0.1` is 1/10, `1e-3` is 1/1000, `0x1f` is 31, `-2` is -2.
 *
 * Nothing where the text is no number or its exponent is out of range.
 */
export const literal = (text: string): Rational | undefined => {
  const plain = text.replaceAll('_', '')
  if (/^0[xXoObB][0-9a-fA-F]+$/.test(plain)) return ratio(BigInt(plain), 1n)
  const parts = /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(plain)
  if (parts === null) return undefined
  const [, sign = '', whole = '', fraction = '', power = '0'] = parts
  if (whole === '' && fraction === '') return undefined
  const exponent = Number(power)
  if (Math.abs(exponent) > largestExponent) return undefined
  const digits = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n)
  const scale = exponent - fraction.length
  return scale >= 0 ? ratio(digits * 10n ** BigInt(scale), 1n) : ratio(digits, 10n ** BigInt(-scale))
}
