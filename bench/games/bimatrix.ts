/** Two-player games in normal form. */
import type { NormalForm } from '../../src/form/normalForm.ts'
import { integer, type Rational } from '../../src/markov/rational.ts'

const square = (size: number, payoffs: readonly (readonly Rational[])[]): NormalForm<Rational> => {
  const strategies = Array.from({ length: size }, (_, k) => `${k}`)
  return {
    title: `${size} by ${size}`,
    comment: '',
    players: ['row', 'column'],
    strategies: [strategies, strategies],
    payoffs,
  }
}

/** Whole payoffs from 0 to 99 that look like chance, the same at every run (the generator is mulberry32). */
export const randomSquare = (size: number, seed: number): NormalForm<Rational> => {
  let state = seed
  const next = (): Rational => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return integer(BigInt(((mixed ^ (mixed >>> 14)) >>> 0) % 100))
  }
  const payoffs = () => Array.from({ length: size * size }, next)
  return square(size, [payoffs(), payoffs()])
}

/** Both get 1 where they choose the same, else nothing: `2^size - 1` equilibria. */
export const coordination = (size: number): NormalForm<Rational> => {
  const identity = Array.from({ length: size * size }, (_, k) => integer(k % (size + 1) === 0 ? 1n : 0n))
  return square(size, [identity, identity])
}
