/** Counting, sorting and combining in a monoid of the program, by the optics and by the plan. */
import { describe, expect, it } from 'vitest'
import { exact } from '../../../src/markov/rational.ts'
import { answer } from '../../../src/questions/answer.ts'
import { compareProgram, programOf } from '../../differential/agreement.ts'

/** Voters of types that chance draws, and what their votes come to. */
const game = (outcome: string, questions = ''): string => `
game vote = [opengame|
    inputs    : [() | _ <- [1 .. 3]] ;
    operation : population 3 (\\_ -> decision "voter" [0, 1, 2]) ;
    outputs   : votes ;
    returns   : [outcome * x | x <- votes] ;

    inputs    : ${outcome} ;
    operation : forwardFunction id ;
    outputs   : outcome ;
|]
strategy mixed for vote = { voter = uniform [0, 1, 2] }
strategy high  for vote = { voter = 2 }
${questions}
`

const outcomes = {
  'counts those who do': 'count (\\v -> v > 0) votes',
  'counts in a filtered list': 'count (\\v -> v == 2) (filter (\\v -> v /= 1) votes)',
  'takes the median': 'sort votes !! 1',
  'takes the least of a sorted list': 'head (sort votes)',
  'combines by the greatest': 'aggregate 0 max votes',
  'combines modulo a number': 'aggregate 0 (\\a b -> mod (a + b) 3) votes',
  'combines pairs':
    'fst (aggregate (0, 0) (\\a b -> (max (fst a) (fst b), snd a + snd b)) [(v, 1) | v <- votes])',
  'combines what is left of a list': 'aggregate 0 max (filter (\\v -> v < 2) votes)',
}

describe('what many come to together', () => {
  it.each(Object.entries(outcomes))('%s', (_, outcome) => {
    const { errors, compared } = compareProgram(exact, programOf(game(outcome)), 2_000_000)
    expect(errors).toEqual([])
    expect(compared.map(({ strategy, planned, differences }) => [strategy, planned, differences])).toEqual([
      ['mixed', true, []],
      ['high', true, []],
    ])
  })

  it('is known exactly', () => {
    const questions = `
expect count (\\v -> v > 1) [1, 2, 3] == 2
expect sort [3, 1, 2] == [1, 2, 3]
expect aggregate 1 (\\a b -> a * b) [2, 3, 4] == 24
expect aggregate 7 max [] == 7
expect probability mixed (\\play -> play.outcome == 2) == 19 / 27`
    const { report } = answer('votes.game', programOf(game('aggregate 0 max votes', questions)), {
      scalar: exact,
      steps: 2_000_000,
    })
    expect(report.expects.map(({ text, pass }) => [text, pass])).toEqual(
      report.expects.map(({ text }) => [text, true]),
    )
    expect(report.expects).toHaveLength(5)
  })

  it.each([
    ['has no such unit', 'aggregate 1 (\\a b -> a + b) votes'],
    ['depends on the order', 'aggregate 0 (\\a b -> if b == 0 then a else b) votes'],
    ['depends on the grouping', 'aggregate 0 (\\a b -> abs (a - b)) [v + 1 | v <- votes]'],
  ])('is refused where it %s', (_, outcome) => {
    const { report } = answer('votes.game', programOf(game(outcome, 'check mixed is equilibrium')), {
      scalar: exact,
      steps: 2_000_000,
    })
    expect(report.diagnostics.map(({ code }) => code)).toContain('G5109')
  })
})
