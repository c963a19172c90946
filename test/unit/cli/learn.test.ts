import { describe, expect, it } from 'vitest'
import { learner, playerLearner } from '../../../src/cli/learn.ts'
import { learnerText } from '../../../src/questions/learn.ts'

describe('a learner on the command line', () => {
  it('is a name, and what is not as usual', () => {
    expect(learner('exp3')).toEqual({ name: 'exp3' })
    for (const full of [
      'qLearning,rate=0.5,exploration=0.1',
      'smoothFictitiousPlay,temperature=2',
      'fictitiousPlay,ties=even',
    ])
      expect(learnerText(learner(full))).toBe(full)
    expect(learner('qLearning,rate=0.5')).toEqual({ name: 'qLearning', rate: 0.5 })
  })

  it.each([
    'exp4',
    '',
    'exp3,',
    'qLearning,rate',
    'regretMatching,rate=1',
    'qLearning,speed=1',
    'qLearning,rate=0',
    'qLearning,rate=-1',
    'qLearning,rate=x',
    'qLearning,rate=Infinity',
    'exp3,exploration=2',
    'fictitiousPlay,ties=some',
  ])('is not %s', text => {
    expect(() => learner(text)).toThrow()
  })

  it('is given to a player, once', () => {
    const one = playerLearner('ann=qLearning,rate=0.1')
    expect([...playerLearner('bob=qLearning', one)]).toEqual([
      ['ann', { name: 'qLearning', rate: 0.1 }],
      ['bob', { name: 'qLearning' }],
    ])
    expect(() => playerLearner('ann=exp3', one)).toThrow()
    expect(() => playerLearner('exp3')).toThrow()
    expect(() => playerLearner('=exp3')).toThrow()
  })
})
