import { describe, expect, it } from 'vitest'
import { kernel, lens } from '../../../src/game/atom.ts'
import { close } from '../../../src/game/close.ts'
import { sequential } from '../../../src/game/compose.ts'
import { decision } from '../../../src/game/decision.ts'
import type { Decision } from '../../../src/game/game.ts'
import { InvalidPlay } from '../../../src/game/invalidPlay.ts'
import { gameTree, informationSet, type Tree } from '../../../src/game/tree.ts'
import { budget, OutOfSteps, unlimited } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'

const at = (key: string, player: string): Decision<number> => ({ key, path: key, player, epsilon: 0 })

/** Nature tosses a coin that alice does not see: she guesses. */
const coin = kernel<number, null, null, boolean, null>(
  () => [
    [true, 0.25],
    [false, 0.75],
    [true, 0],
  ],
  null,
)
const hide = lens<number, boolean, null, string, number>(
  () => 'nothing',
  () => null,
)
const guess = decision<number, string, string, number, boolean>(
  at('0', 'alice'),
  () => [true, false, true],
  0,
)
const closed = close(sequential(sequential(coin, hide), guess), {
  input: [[null, 1]],
  continuation: (y: boolean) => (y ? 1 : 0),
})

const shape = <A>(tree: Tree<number, A>): unknown => {
  switch (tree.kind) {
    case 'leaf':
      return 'leaf'
    case 'chance':
      return tree.branches.map(([subtree, probability]) => [probability, shape(subtree)])
    case 'choice':
      return { [tree.decision.key]: tree.actions.map((action, i) => [action, shapeAt(tree.branches, i)]) }
  }
}
const shapeAt = <A>(branches: readonly Tree<number, A>[], i: number): unknown =>
  branches.slice(i, i + 1).map(shape)

describe('the tree of a game', () => {
  it('has chance and choice nodes in play order, impossible branches and repeated actions left out', () => {
    const choice = {
      0: [
        [true, ['leaf']],
        [false, ['leaf']],
      ],
    }
    expect(shape(gameTree(double, unlimited, closed, {}))).toEqual([
      [0.25, choice],
      [0.75, choice],
    ])
  })

  it('names information sets by decision and observation', () => {
    const tree = gameTree(double, unlimited, closed, {})
    const names =
      tree.kind === 'chance' ? tree.branches.map(([t]) => (t.kind === 'choice' ? t.informationSet : '')) : []
    expect(names).toEqual([informationSet('0', 'nothing'), informationSet('0', 'nothing')])
    expect(informationSet('0', 'nothing')).not.toBe(informationSet('1', 'nothing'))
  })

  it('has the outcome of the play in its leaves', () => {
    const tree = gameTree(double, unlimited, closed, { 0: () => [[true, 1]] }, () => false)
    expect(tree).toMatchObject({
      kind: 'chance',
      branches: [
        [{ kind: 'leaf', value: { ledger: { alice: 1 }, output: true } }, 0.25],
        [{ kind: 'leaf', value: { ledger: { alice: 1 }, output: true } }, 0.75],
      ],
    })
  })

  it('plays decisions that are not chosen by their strategies', () => {
    const mixed = {
      0: () =>
        [
          [true, 0.5],
          [false, 0.5],
        ] as const,
    }
    expect(shape(gameTree(double, unlimited, closed, mixed, () => false))).toEqual([
      [
        0.25,
        [
          [0.5, 'leaf'],
          [0.5, 'leaf'],
        ],
      ],
      [
        0.75,
        [
          [0.5, 'leaf'],
          [0.5, 'leaf'],
        ],
      ],
    ])
    expect(() => gameTree(double, unlimited, closed, {}, () => false)).toThrow(InvalidPlay)
  })

  it('spends a step for each branch', () => {
    expect(() => gameTree(double, budget(5), closed, {})).toThrow(OutOfSteps)
    const enough = budget(7)
    gameTree(double, enough, closed, {})
    expect(enough.spent()).toBe(7)
  })
})
