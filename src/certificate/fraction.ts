/** Exact fractions, of the verifier's own: it shares no arithmetic with what it verifies. */

export interface Fraction {
  readonly top: bigint
  readonly bottom: bigint
}

export const zero: Fraction = { top: 0n, bottom: 1n }
export const one: Fraction = { top: 1n, bottom: 1n }

/** The fraction that a text like `-3` or `1/3` denotes, which has to be in lowest terms. */
export const fractionOf = (text: string): Fraction | undefined => {
  const found = /^(-?\d+)(?:\/([1-9]\d*))?$/.exec(text)
  if (found === null) return undefined
  const fraction = reduced(BigInt(found[1] ?? '0'), BigInt(found[2] ?? '1'))
  return show(fraction) === text ? fraction : undefined
}

export const show = ({ top, bottom }: Fraction): string => (bottom === 1n ? `${top}` : `${top}/${bottom}`)

export const plus = (a: Fraction, b: Fraction): Fraction =>
  a.top === 0n ? b : b.top === 0n ? a : reduced(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom)

export const times = (a: Fraction, b: Fraction): Fraction =>
  a.top === 0n || b.top === 0n ? zero : reduced(a.top * b.top, a.bottom * b.bottom)

export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { top: -b.top, bottom: b.bottom })

/** `b` is not zero. */
export const over = (a: Fraction, b: Fraction): Fraction =>
  b.top < 0n ? reduced(-a.top * b.bottom, -b.top * a.bottom) : reduced(a.top * b.bottom, a.bottom * b.top)

export const isEqual = (a: Fraction, b: Fraction): boolean => a.top === b.top && a.bottom === b.bottom

export const isLess = (a: Fraction, b: Fraction): boolean => a.top * b.bottom < b.top * a.bottom

export const most = (a: Fraction, b: Fraction): Fraction => (isLess(a, b) ? b : a)

export const sum = (all: readonly Fraction[]): Fraction => all.reduce(plus, zero)

const reduced = (top: bigint, bottom: bigint): Fraction => {
  let a = top < 0n ? -top : top
  let b = bottom
  while (b !== 0n) [a, b] = [b, a % b]
  return { top: top / a, bottom: bottom / a }
}
