import { expect, it } from 'vitest'
import { double } from '../../../src/markov/double.ts'
import { tableText } from '../../../src/report/tableText.ts'

it('payoffs stand in a table, best replies marked', () => {
  const dilemma = {
    title: 'A dilemma',
    comment: '',
    players: ['row', 'column'],
    strategies: [
      ['Stay', 'Tell'],
      ['Stay', 'Tell'],
    ],
    payoffs: [
      [3, 0, 5, 1],
      [3, 5, 0, 1],
    ],
  }
  expect(tableText(double, dilemma)).toBe(
    ['A dilemma', '', '       Stay    Tell', 'Stay   3, 3   0, 5*', 'Tell  5*, 0  1*, 1*', ''].join('\n'),
  )
})

it('of three players there is a table for each strategy of the third', () => {
  const majority = {
    title: '',
    comment: '',
    players: ['a', 'b', 'c'],
    strategies: [
      ['0', '1'],
      ['0', '1'],
      ['0', '1'],
    ],
    payoffs: Array.from({ length: 3 }, (_, player) =>
      Array.from({ length: 8 }, (_, k) => {
        const votes = [k >> 2, (k >> 1) & 1, k & 1]
        const won = votes.reduce((x, y) => x + y) >= 2 ? 1 : 0
        return votes[player] === won ? 1 : 0
      }),
    ),
  }
  const text = tableText(double, majority)
  expect(text.split('\n').filter(line => line.startsWith('c '))).toEqual(['c 0', 'c 1'])
  expect(text).toContain('1*, 1*, 1*')
})
