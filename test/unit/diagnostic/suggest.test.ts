import { describe, expect, it } from 'vitest'
import { didYouMean, suggest } from '../../../src/diagnostic/suggest.ts'

describe('suggest', () => {
  it.each([
    ['colum', ['column', 'row'], ['column']],
    ['colmun', ['column'], ['column']],
    ['COLUMN', ['column'], ['column']],
    ['alicePayments', ['payments', 'bids'], ['payments']],
    ['payof', ['payoff', 'addPayoffs'], ['payoff']],
    ['x', ['y', 'row'], ['y']],
    ['abc', ['xyz'], []],
    ['row', ['row'], []],
    ['bat', ['cat', 'hat', 'mat', 'rat'], ['cat', 'hat', 'mat']],
  ])('%s among %j: %j', (written, names, expected) => {
    expect(suggest(written, names)).toEqual(expected)
  })
})

describe('didYouMean', () => {
  it('joins its suggestions', () => {
    expect(didYouMean('bat', ['cat', 'hat', 'mat'])).toBe('did you mean `cat`, `hat` or `mat`?')
    expect(didYouMean('colum', ['column'])).toBe('did you mean `column`?')
    expect(didYouMean('abc', ['xyz'])).toBeUndefined()
  })
})
