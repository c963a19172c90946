/** Subgames whose equilibria no fractions are: what is made of them is near one, and is told. */
import { expect, it } from 'vitest'
import { grown } from '../../../../bench/games/grown.ts'
import { integer } from '../../../../src/markov/rational.ts'
import { solvedTree } from '../../../differential/referenceGames.ts'

/** The first player opts out for `outside`, or all three choose at once, twice what the others' product is, or what is left of 1. */
const entry = (outside: bigint) =>
  grown<readonly number[]>('entry', ['a', 'b', 'c'], [], moves => {
    const [first, ...played] = moves
    if (first === 0) return { kind: 'terminal', payoffs: [integer(outside), integer(0n), integer(0n)] }
    if (played.length === 3)
      return {
        kind: 'terminal',
        payoffs: played.map((own, i) => {
          const others = BigInt(
            played.reduce((product, other, j) => (j === i ? product : product * other), 1),
          )
          return integer(own === 0 ? 2n * others : 1n - others)
        }),
      }
    const player = first === undefined ? 0 : played.length
    return {
      kind: 'decision',
      player,
      knows: first === undefined ? 'before' : 'after',
      moves: [0, 1].map(move => ({ label: String(move), next: [...moves, move] })),
    }
  })

it('a subgame whose equilibrium is irrational is part of a subgame-perfect one', () => {
  const { all } = solvedTree(entry(-1n), { concept: 'subgamePerfect', all: true })
  // All mix evenly over the root of a third: 2 q = 1 - q for the product q of two probabilities.
  const mixed = all.filter(
    ({ plays }) => Object.values(plays).filter(play => play.includes(',')).length === 3,
  )
  expect(mixed).toHaveLength(1)
  expect(mixed[0]?.plays['a before']).toBe('1')
  expect(mixed[0]?.note).toContain('near')
  const [above = '0', below = '1'] = (mixed[0]?.plays['b after'] ?? '').split(', 1 ')[1]?.split('/') ?? []
  expect(Number(above) / Number(below)).toBeCloseTo(Math.sqrt(1 / 3), 9)
})
