/** Small games for tests of correlated equilibria. */

import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { type NormalForm, profileCount } from '../../../../src/form/normalForm.ts'
import { exact, integer, type Rational, rational } from '../../../../src/markov/rational.ts'

/** A game of numbered strategies with whole payoffs, by player and profile. */
export const wholeGame = (
  sizes: readonly number[],
  payoffs: readonly (readonly number[])[],
): NormalForm<Rational> => ({
  title: '',
  comment: '',
  players: sizes.map((_, i) => `p${i}`),
  strategies: sizes.map(size => Array.from({ length: size }, (_, s) => `s${s}`)),
  payoffs: payoffs.map(own => own.map(n => integer(BigInt(n)))),
})

export const gameOf = (sizes: readonly number[]): fc.Arbitrary<NormalForm<Rational>> => {
  const cells = sizes.reduce((product, size) => product * size, 1)
  const own = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: cells, maxLength: cells })
  return fc
    .array(own, { minLength: sizes.length, maxLength: sizes.length })
    .map(payoffs => wholeGame(sizes, payoffs))
}

export const right = <A>(found: E.Either<unknown, A>): A => {
  if (E.isLeft(found)) throw new Error(JSON.stringify(found.left))
  return found.right
}

export const ratio = (text: string): Rational => {
  const [above = '0', below = '1'] = text.split('/')
  return rational(BigInt(above), BigInt(below))
}

export const shown = (numbers: readonly Rational[]): readonly string[] => numbers.map(exact.show)

/** A distribution as the probability of every profile. */
export const dense = (form: NormalForm<Rational>, distribution: ReadonlyMap<number, Rational>) =>
  Array.from({ length: profileCount(form) }, (_, profile) => distribution.get(profile) ?? exact.zero)
