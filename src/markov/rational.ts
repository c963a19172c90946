/** An exact rational in lowest terms, `denominator > 0`. */
export interface Rational {
  readonly kind: 'rational'
  readonly numerator: bigint
  readonly denominator: bigint
}
