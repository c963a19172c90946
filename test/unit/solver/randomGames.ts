import * as fc from 'fast-check'
import { type NormalForm, profileCount, strides } from '../../../src/form/normalForm.ts'
import { integer, type Rational } from '../../../src/markov/rational.ts'

/** The table of a game by the payoffs of all in each profile. */
export const tableOf = (
  sizes: readonly number[],
  payoffs: (played: readonly number[], profile: number) => readonly number[],
): NormalForm<Rational> => {
  const form: NormalForm<Rational> = {
    title: '',
    comment: '',
    players: sizes.map((_, k) => `p${k}`),
    strategies: sizes.map(size => Array.from({ length: size }, (_, s) => String(s))),
    payoffs: [],
  }
  const steps = strides(form)
  const profiles = Array.from({ length: profileCount(form) }, (_, profile) =>
    payoffs(
      sizes.map((size, i) => Math.floor(profile / (steps[i] ?? 1)) % size),
      profile,
    ),
  )
  return { ...form, payoffs: sizes.map((_, i) => profiles.map(own => integer(BigInt(own[i] ?? 0)))) }
}

/** Tables of whole payoffs from nought to `most`. */
export const randomTables = (sizes: readonly number[], most: number): fc.Arbitrary<NormalForm<Rational>> => {
  const count = sizes.reduce((product, size) => product * size, sizes.length)
  return fc
    .array(fc.integer({ min: 0, max: most }), { minLength: count, maxLength: count })
    .map(numbers =>
      tableOf(sizes, (_, profile) => sizes.map((_, i) => numbers[profile * sizes.length + i] ?? 0)),
    )
}
