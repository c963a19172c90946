import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { unlimited } from '../../../src/markov/budget.ts'
import { typedProgram } from '../../../src/questions/typedProgram.ts'
import { axisOf } from '../../../src/sweep/axis.ts'

const text = `
type Mood = Calm | Bold Real
let tenth = 1 / 10
param p : Real = 0
param mood : Mood = Calm
param bets : List Real = [1, 2]
`
const { typed } = typedProgram({ path: 'a.game', text }, () => E.left({ code: 'G7001', reason: '' }))

const valuesOf = (name: string, given: string) => {
  const axis = axisOf({ typed, budget: unlimited }, name, given)
  return E.isLeft(axis) ? axis.left.code : axis.right?.values.map(value => value.text)
}

describe('the values of a parameter', () => {
  it.each([
    ['0..1:0.25', ['0', '1/4', '1/2', '3/4', '1']],
    ['-1/2..0:1/4', ['-1/2', '-1/4', '0']],
    // What the last step misses is left out.
    ['0..1:0.4', ['0', '2/5', '4/5']],
    ['3..3:1', ['3']],
    ['[0, 1/2, 2]', ['0', '1/2', '2']],
    ['[0, 1/3 .. 1]', ['0', '1/3', '2/3', '1']],
    ['[k * tenth | k <- [1 .. 3]]', ['1/10', '1/5', '3/10']],
  ])('are those of %s', (given, values) => {
    expect(valuesOf('p', given)).toEqual(values)
  })

  it('are twenty parts where no step is given', () => {
    expect(valuesOf('p', '0..10')).toHaveLength(21)
  })

  it('may be no numbers', () => {
    expect(valuesOf('mood', '[Calm, Bold 2]')).toEqual(['Calm', 'Bold 2'])
    expect(valuesOf('mood', '[Bold x | x <- [1, 2]]')).toEqual(['Bold 1', 'Bold 2'])
  })

  it('are one value where there is no list, or the parameter is one', () => {
    expect(valuesOf('p', '3')).toBeUndefined()
    expect(valuesOf('p', 'tenth + 1')).toBeUndefined()
    expect(valuesOf('bets', '[3, 4]')).toBeUndefined()
    expect(valuesOf('bets', '[[3, 4], [5]]')).toEqual(['[3, 4]', '[5]'])
  })

  it.each([
    ['1..0', 'G7005'],
    ['0..1:0', 'G7005'],
    ['0..1:-1', 'G7005'],
    ['a..b', 'G7005'],
    ['0..1:0.000001', 'G7005'],
    ['[1 / 0]', 'G5101'],
    ['[unknown]', 'G2001'],
  ])('are refused of %s', (given, code) => {
    expect(valuesOf('p', given)).toBe(code)
  })
})
