import { describe, expect, it } from 'vitest'
import { gameLints, profileLints } from '../../../src/equilibrium/lints.ts'
import { receiptsTree } from '../../../src/game/tree.ts'
import { budget } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { pureProfile, type Strategies, scripted, surely } from '../../arbitrary/scripted.ts'
import { checked, decide, uniform } from './asking.ts'

type Game = ReturnType<typeof scripted<number>>

const treeOf = (game: Game, profile: Strategies<number>) =>
  receiptsTree(double, budget(1_000_000), game, profile)
const gameFindings = (game: Game, profile: Strategies<number>, moves: readonly unknown[] = []) =>
  gameLints(double, treeOf(game, profile), game.decisions, () => moves)
const profileFindings = (game: Game, profile: Strategies<number>) =>
  profileLints(double, treeOf(game, profile), checked('equilibrium', game, profile).states)

describe('lints of games', () => {
  it('find a payoff that does not depend on the own action', () => {
    const game = scripted(double, [
      decide('p', 'x', [0, 1], play => Number(play['y'])),
      decide('q', 'y', [0, 1], play => Number(play['y'])),
    ])
    expect(gameFindings(game, pureProfile(double, { x: 0, y: 0 }))).toMatchObject([
      { code: 'G6001', decision: { key: 'x' } },
    ])
  })

  it('do not mistake the indifference of a mixed equilibrium for it', () => {
    const game = scripted(double, [
      decide('p', 'x', ['H', 'T'], play => (play['x'] === play['y'] ? 1 : 0)),
      decide('q', 'y', ['H', 'T'], play => (play['x'] === play['y'] ? 0 : 1)),
    ])
    const mixed = { x: uniform(['H', 'T']), y: uniform(['H', 'T']) }
    expect(gameFindings(game, mixed)).toEqual([])
  })

  it('find a move that is never offered, where the moves are known', () => {
    const game = scripted(double, [decide('p', 'x', ['a', 'b'], play => (play['x'] === 'a' ? 1 : 0))])
    const found = gameFindings(game, pureProfile(double, { x: 'a' }), ['a', 'b', 'c'])
    expect(found).toMatchObject([{ code: 'G6002', move: 'c' }])
  })

  it('find where a player forgets, and only there', () => {
    const lines = (observe?: (play: Record<string, unknown>) => unknown) =>
      scripted(double, [
        decide('p', 'x', [0, 1], play => Number(play['x'])),
        decide('p', 'y', [0, 1], play => Number(play['y']), observe),
      ])
    const zero = pureProfile(double, { x: 0, y: 0 })
    expect(gameFindings(lines(), zero)).toMatchObject([{ code: 'G6009', decision: { key: 'y' } }])
    expect(
      gameFindings(
        lines(play => play['x']),
        zero,
      ),
    ).toEqual([])
  })
})

describe('lints of profiles', () => {
  const game = scripted(double, [
    decide('p', 'x', ['a', 'b'], () => 1),
    decide(
      'q',
      'y',
      ['l', 'r'],
      play => (play['y'] === 'l' ? 1 : 0),
      play => play['x'],
    ),
  ])

  it('find states that are not reached and ties that are broken', () => {
    expect(profileFindings(game, { x: surely(double, 'a'), y: surely(double, 'l') })).toMatchObject([
      { code: 'G6003', decision: { key: 'y' }, observation: 'b' },
      { code: 'G6006', decision: { key: 'x' }, played: 'a', others: ['b'] },
    ])
  })

  it('have nothing against a tie that is mixed', () => {
    expect(profileFindings(game, { x: uniform(['a', 'b']), y: surely(double, 'l') })).toEqual([])
  })
})
