import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { binaryTree } from '../../../../bench/games/binaryTree.ts'
import { grown } from '../../../../bench/games/grown.ts'
import { kuhn } from '../../../../bench/games/poker.ts'
import { behaviorValues } from '../../../../src/form/behavior.ts'
import type { BehaviorProfile, ExtensiveForm } from '../../../../src/form/extensiveForm.ts'
import { budget, OutOfSteps, unlimited } from '../../../../src/markov/budget.ts'
import { exact, integer, type Rational, rational } from '../../../../src/markov/rational.ts'
import { backwardInduction } from '../../../../src/solver/backward/perfectInformation.ts'
import { type PositionGame, solvedPositions } from '../../../../src/solver/backward/positions.ts'
import { subgamePerfect } from '../../../../src/solver/backward/subgamePerfect.ts'

const ratio = (above: number, below: number): Rational => rational(BigInt(above), BigInt(below))
const shown = (payoffs: readonly Rational[]): readonly string[] => payoffs.map(exact.show)

const induced = (form: ExtensiveForm<Rational>) => {
  const result = backwardInduction(exact, unlimited, form)
  if (E.isLeft(result)) throw new Error(result.left.reason)
  return result.right
}

/** All that subgame decomposition finds; every part of a game of perfect information is one decision. */
const all = (form: ExtensiveForm<Rational>) => [
  ...subgamePerfect(exact, unlimited, form, () => {
    throw new Error('a part of more than one decision')
  }),
]

/** The centipede of McKelvey and Palfrey (1992) with four moves. */
const centipede = grown('centipede', ['a', 'b'], 0, (passed: number) => {
  const taken = [
    [4, 1],
    [2, 8],
    [16, 4],
    [8, 32],
    [64, 16],
  ].map(pair => pair.map(cents => ratio(cents, 10)))
  if (passed >= 4) return { kind: 'terminal', payoffs: taken[passed === 4 ? 4 : passed - 10] ?? [] }
  return {
    kind: 'decision',
    player: passed % 2,
    knows: String(passed),
    moves: [
      { label: 'take', next: passed + 10 },
      { label: 'pass', next: passed + 1 },
    ],
  }
})

describe('backward induction', () => {
  it('takes at every move of the centipede', () => {
    const { profile, payoffs, ties } = induced(centipede)
    expect(profile.map(weights => shown(weights))).toEqual(Array(4).fill(['1', '0']))
    expect(shown(payoffs)).toEqual(['2/5', '1/10'])
    expect(ties).toEqual([])
    expect(all(centipede)).toEqual([profile])
  })

  it('has the leader of a duopoly sell 45, and the follower 22.5', () => {
    // Price 100 less the total, unit cost 10; the leader sells whole quantities, the follower halves, so that its best
    // is always among them.
    const profit = (own: number, other: number): Rational => ratio(own * (180 - own - other), 4)
    const form = grown('stackelberg', ['leader', 'follower'], [], (halves: readonly number[]) => {
      const [first = 0, second = 0] = halves
      if (halves.length === 2)
        return { kind: 'terminal', payoffs: [profit(first, second), profit(second, first)] }
      const offered = Array.from({ length: 41 }, (_, k) => (halves.length === 0 ? 50 + 2 * k : 25 + k))
      return {
        kind: 'decision',
        player: halves.length,
        knows: halves.join(),
        moves: offered.map(q => ({ label: String(q), next: [...halves, q] })),
      }
    })
    const { payoffs, profile } = induced(form)
    expect(shown(payoffs)).toEqual(['2025/2', '2025/4'])
    expect(profile[0]?.findIndex(weight => exact.equals(weight, exact.one))).toBe((90 - 50) / 2)
  })

  it('agrees with the decomposition into subgames, and no other choice at any set gains', () => {
    const trees = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(trees, ends => {
        const form = grown('tree', ['a', 'b'], '', (moves: string) => {
          if (moves.length === 3)
            return {
              kind: 'terminal',
              payoffs: (ends[Number.parseInt(moves, 2)] ?? []).map(n => integer(BigInt(n))),
            }
          return {
            kind: 'decision',
            player: moves.length % 2,
            knows: moves,
            moves: ['0', '1'].map(label => ({ label, next: moves + label })),
          }
        })
        const { profile, payoffs, ties } = induced(form)
        const found = all(form)
        expect(found[0]).toEqual(profile)
        expect(found.length === 1).toBe(ties.length === 0)
        const values = behaviorValues(exact, form, profile)
        expect(shown(values.payoffs)).toEqual(shown(payoffs))
        // By brute force: a pure profile is subgame-perfect when it is best at every set, given what follows.
        expect(found.length).toBe(countByForce(ends))
      }),
      { numRuns: 100 },
    )
  })

  it('solves 255 decisions as the decomposition does', () => {
    const form = binaryTree(8)
    expect(form.informationSets.length).toBe(255)
    const { profile, ties } = induced(form)
    expect(ties).toEqual([])
    expect(all(form)).toEqual([profile])
  })

  it('needs to know all that has happened, and steps', () => {
    expect(E.isLeft(backwardInduction(exact, unlimited, kuhn(3)))).toBe(true)
    expect(() => backwardInduction(exact, budget(8), centipede)).toThrow(OutOfSteps)
  })
})

describe('decomposition into subgames', () => {
  it('puts every equilibrium of a part in its place, and goes on from what it is worth', () => {
    const paid = (a: number, b: number): readonly Rational[] => [ratio(a, 1), ratio(b, 1)]
    const form = grown('battle or not', ['a', 'b'], '', (moves: string) => {
      if (moves === 'out') return { kind: 'terminal', payoffs: paid(2, 2) }
      if (moves.length === 4)
        return {
          kind: 'terminal',
          payoffs: moves === 'in00' ? paid(3, 1) : moves === 'in11' ? paid(1, 3) : paid(0, 0),
        }
      if (moves === '')
        return {
          kind: 'decision',
          player: 0,
          knows: '',
          moves: ['out', 'in'].map(label => ({ label, next: label })),
        }
      return {
        kind: 'decision',
        player: moves.length - 2,
        knows: 'in',
        moves: ['0', '1'].map(label => ({ label, next: moves + label })),
      }
    })
    const found = [...subgamePerfect(exact, unlimited, form, pureEquilibria)]
    expect(found.map(profile => profile.map(shown))).toEqual([
      [
        ['0', '1'],
        ['1', '0'],
        ['1', '0'],
      ],
      [
        ['1', '0'],
        ['0', '1'],
        ['0', '1'],
      ],
    ])
  })
})

/** By trying every action at each of two information sets with two actions each. */
const pureEquilibria = (form: ExtensiveForm<Rational>): readonly BehaviorProfile<Rational>[] => {
  const pure = [0, 1].map(a => [0, 1].map(b => (a === b ? exact.one : exact.zero)))
  return pure
    .flatMap(first => pure.map(second => [first, second]))
    .filter(profile =>
      behaviorValues(exact, form, profile).oneShot.every(gain => exact.equals(gain, exact.zero)),
    )
}

/** How many of the 128 pure profiles of a tree of three moves are subgame-perfect. */
const countByForce = (ends: readonly (readonly [number, number])[]): number => {
  let count = 0
  for (let bits = 0; bits < 128; bits++) {
    const played = (moves: string): string => {
      if (moves.length === 3) return moves
      // Sets by heap order: 1 is the root, 2 and 3 its children.
      const set = Number.parseInt(`1${moves}`, 2)
      return played(moves + ((bits >> (set - 1)) & 1))
    }
    const isBest = (moves: string): boolean => {
      const player = moves.length % 2
      const worth = (from: string): number => ends[Number.parseInt(played(from), 2)]?.[player] ?? 0
      return worth(moves) === Math.max(worth(`${moves}0`), worth(`${moves}1`))
    }
    if (['', '0', '1', '00', '01', '10', '11'].every(isBest)) count += 1
  }
  return count
}

describe('positions', () => {
  it('a chain store that meets twenty entrants lets all of them in, each position being looked at once', () => {
    interface Market {
      readonly left: number
      readonly isEntered: boolean
    }
    const paying = (chain: number, left: number, entrant: number): readonly Rational[] =>
      Array.from({ length: 21 }, (_, p) => integer(BigInt(p === 0 ? chain : p === left ? entrant : 0)))
    const game: PositionGame<Market, Rational> = {
      players: 21,
      start: { left: 20, isEntered: false },
      nameOf: ({ left, isEntered }) => `${left} ${isEntered}`,
      at: ({ left, isEntered }) => {
        const next = { left: left - 1, isEntered: false }
        if (left === 0) return { kind: 'over' }
        if (isEntered)
          return {
            kind: 'decision',
            player: 0,
            steps: [
              { label: 'fight', pays: paying(0, left, 0), next },
              { label: 'cooperate', pays: paying(2, left, 2), next },
            ],
          }
        return {
          kind: 'decision',
          player: left,
          steps: [
            { label: 'out', pays: paying(5, left, 1), next },
            { label: 'in', pays: [], next: { left, isEntered: true } },
          ],
        }
      },
    }
    const solved = solvedPositions(exact, budget(41), game)
    if (!(solved instanceof Map)) throw new Error('a position came again')
    expect(solved.size).toBe(41)
    expect(shown(solved.get('20 false')?.payoffs ?? [])).toEqual(['40', ...Array(20).fill('2')])
    for (let left = 1; left <= 20; left++)
      for (const isEntered of [false, true])
        expect(solved.get(`${left} ${isEntered}`)).toMatchObject({ choice: 1, isTied: false })
  })

  it.each([
    [3, '91/100'],
    [4, '181/1000'],
  ])('bargaining over %i offers splits a pie by what waiting costs', (last, firstShare) => {
    // The last offer is the first player's if their number is odd; the share of whoever did not make it is the rest.
    interface Talk {
      readonly round: number
      readonly offered: number | undefined
    }
    const grid = 1000
    const discounted = (part: number, round: number): Rational =>
      ratio(part * 9 ** (round - 1), grid * 10 ** (round - 1))
    const game: PositionGame<Talk, Rational> = {
      players: 2,
      start: { round: 1, offered: undefined },
      nameOf: ({ round, offered }) => `${round} ${offered ?? ''}`,
      at: ({ round, offered }) => {
        const proposer = (round + 1) % 2
        if (round > last) return { kind: 'over' }
        if (offered === undefined)
          return {
            kind: 'decision',
            player: proposer,
            steps: Array.from({ length: grid + 1 }, (_, given) => ({
              label: String(given),
              pays: [],
              next: { round, offered: given },
            })),
          }
        const parts = proposer === 0 ? [grid - offered, offered] : [offered, grid - offered]
        return {
          kind: 'decision',
          player: 1 - proposer,
          steps: [
            {
              label: 'accept',
              pays: parts.map(part => discounted(part, round)),
              next: { round: last + 1, offered: 0 },
            },
            { label: 'refuse', pays: [], next: { round: round + 1, offered: undefined } },
          ],
        }
      },
    }
    const solved = solvedPositions(exact, unlimited, game)
    if (!(solved instanceof Map)) throw new Error('a position came again')
    expect(exact.show(solved.get('1 ')?.payoffs[0] ?? exact.zero)).toBe(firstShare)
  })

  it('come to their mean by chance, and may not come again', () => {
    const coin: PositionGame<string, Rational> = {
      players: 1,
      start: 'coin',
      nameOf: position => position,
      at: position =>
        position === 'coin'
          ? {
              kind: 'chance',
              steps: [1, 4].map(n => ({
                label: '',
                probability: ratio(1, 2),
                pays: [ratio(n, 1)],
                next: 'end',
              })),
            }
          : { kind: 'over' },
    }
    const solved = solvedPositions(exact, unlimited, coin)
    expect(solved instanceof Map && shown(solved.get('coin')?.payoffs ?? [])).toEqual(['5/2'])
    const again = solvedPositions(exact, unlimited, {
      ...coin,
      at: () => ({ kind: 'decision', player: 0, steps: [{ label: 'on', pays: [], next: 'coin' }] }),
    })
    expect(again).toEqual({ kind: 'recurrent', position: 'coin' })
  })
})
