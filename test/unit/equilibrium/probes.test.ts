import { describe, expect, it } from 'vitest'
import { isHeld } from '../../../src/equilibrium/check.ts'
import { checkGame } from '../../../src/equilibrium/checkGame.ts'
import { budget } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { exact, type Rational, rational } from '../../../src/markov/rational.ts'
import { bimatrix, type Line, pureProfile, scripted } from '../../arbitrary/scripted.ts'
import { checked, decide, failures, holds, uniform } from './asking.ts'

describe('the probes of open-game-engine', () => {
  it('P1: accepts a tie, which strict does not', () => {
    const game = scripted(double, [decide('p', 'x', ['a', 'b', 'c'], () => 1)])
    expect(holds('equilibrium', game, pureProfile(double, { x: 'a' }))).toBe(true)
    expect(failures(checked('strict', game, pureProfile(double, { x: 'a' })))).toMatchObject([
      { kind: 'tie', to: 'b', joint: false },
    ])
  })

  it('P2: refuses an action outside the list', () => {
    const game = scripted(double, [decide('p', 'x', [1, 2, 3], play => Number(play['x']))])
    expect(() => checked('equilibrium', game, pureProfile(double, { x: 9 }))).toThrow('outside its list')
  })

  it('P3: reports both lines of one player, the first with the later receipts', () => {
    const game = scripted(double, [
      decide('p', 'x', [0, 1], play => 10 * Number(play['x']) + Number(play['y'])),
      decide('p', 'y', [0, 1], play => 100 * Number(play['y'])),
    ])
    expect(failures(checked('equilibrium', game, pureProfile(double, { x: 0, y: 0 })))).toMatchObject([
      { decision: { key: 'x' }, payoff: 0, deviationPayoff: 10 },
      { decision: { key: 'y' }, payoff: 0, deviationPayoff: 101 },
    ])
  })

  it('P5: accepts an exact mixed equilibrium in thirds, in doubles and exactly', () => {
    const table = [
      [1n, 7n, 3n],
      [3n, 1n, 7n],
      [7n, 3n, 1n],
    ]
    const moves = ['0', '1', '2']
    const tenths = (row: string, column: string) => table[Number(row)]?.[Number(column)] ?? 0n
    const thirds = (): readonly (readonly [string, Rational])[] => moves.map(move => [move, rational(1n, 3n)])
    const inDoubles = bimatrix(double, [moves, moves], (row, column) => [
      Number(tenths(row, column)) / 10,
      Number(tenths(column, row)) / 10,
    ])
    expect(holds('equilibrium', inDoubles, { row: uniform(moves), column: uniform(moves) })).toBe(true)
    const exactly = bimatrix(exact, [moves, moves], (row, column) => [
      rational(tenths(row, column), 10n),
      rational(tenths(column, row), 10n),
    ])
    const verdict = checkGame(
      'equilibrium',
      exactly,
      { row: thirds, column: thirds },
      {
        scalar: exact,
        budget: budget(1_000_000),
      },
    )
    expect(isHeld(verdict)).toBe(true)
    expect(verdict.payoffs['row']).toEqual(rational(11n, 30n))
  })

  it('P7: forgives the decision’s own epsilon', () => {
    const line = decide('p', 'x', [2.6, 3], play => Number(play['x']))
    const strictly = scripted(double, [line])
    const loosely = scripted(double, [{ ...line, epsilon: 0.5 } as Line<number>])
    expect(holds('equilibrium', strictly, pureProfile(double, { x: 2.6 }))).toBe(false)
    expect(holds('equilibrium', loosely, pureProfile(double, { x: 2.6 }))).toBe(true)
  })

  it('P8: leaves out what has probability zero', () => {
    const game = scripted(double, [
      {
        kind: 'nature',
        name: 'n',
        draw: () => [
          ['lo', 0],
          ['hi', 1],
        ],
      },
      decide(
        'p',
        'x',
        ['lo', 'hi'],
        play => (play['x'] === play['n'] ? 1 : 0),
        play => play['n'],
      ),
    ])
    const verdict = checked('equilibrium', game, { x: (seen: unknown) => [[seen, 1]] })
    expect(isHeld(verdict)).toBe(true)
    expect(verdict.states.map(({ observation }) => observation)).toEqual(['hi'])
  })

  it('P10: discounts forward', () => {
    const game = scripted(double, [
      decide('p', 'x', [0], () => 1),
      { kind: 'discount', player: 'p', factor: later => later / 2 },
      decide('p', 'y', [0, 1], play => 2 + Number(play['y'])),
    ])
    const verdict = checked('equilibrium', game, pureProfile(double, { x: 0, y: 1 }))
    expect(verdict.payoffs).toEqual({ p: 2.5 })
    expect(verdict.states[1]).toMatchObject({ account: 'onward', payoff: 3, regret: 0 })
  })
})
