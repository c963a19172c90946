import { describe, expect, it } from 'vitest'
import {
  finiteDouble,
  finiteExact,
  type GameOperations,
  gameLaws,
  gameOperations,
  pair,
  unlimited,
} from '../../src/testing.ts'

describe('open games over exact distributions', () => {
  for (const { name, check } of gameLaws(finiteExact(unlimited), gameOperations))
    it(name, () => check({ numRuns: 25 }))
})

describe('open games over doubles', () => {
  for (const { name, check } of gameLaws(finiteDouble(unlimited), gameOperations))
    it(name, () => check({ numRuns: 25 }))
})

describe('the laws notice', () => {
  const notices = (changes: Partial<GameOperations>, name: string) => {
    const operations = { ...gameOperations, ...changes }
    const [law, ...others] = gameLaws(finiteExact(unlimited), operations).filter(l => l.name === name)
    expect(others).toEqual([])
    expect(() => law?.check({ numRuns: 300, seed: 1 })).toThrow(/Property failed/)
  }
  const { sequential, parallel, reindex } = gameOperations

  /** Diagnostics of the second part are lost. */
  const halfEvaluated: GameOperations['sequential'] = (first, second) =>
    sequential(first, { ...second, evaluate: () => [] })
  it('a sequence that does not evaluate its second part', () => {
    notices({ sequential: halfEvaluated }, 'identity on the left')
  })

  const twice: GameOperations['sequential'] = (first, second) => {
    const whole = sequential(first, second)
    return {
      ...whole,
      evaluate: (interpretation, profile, context) =>
        whole.evaluate(interpretation, profile, context).flatMap(state => [state, state]),
    }
  }
  it('diagnostics that come twice, by the unit', () =>
    notices({ sequential: twice }, 'identity on the right'))
  it('diagnostics that come twice, by association', () =>
    notices({ sequential: twice }, 'sequential is associative'))

  it('a sequence that drops the diagnostics of a game after a change of payoffs', () =>
    notices({ sequential: halfEvaluated }, 'positive affine change of payoffs'))

  const lopsided: GameOperations['parallel'] = (left, right) =>
    parallel({ ...left, evaluate: () => [] }, right)
  it('a parallel that does not evaluate its left part, by symmetry', () =>
    notices({ parallel: lopsided }, 'symmetry'))
  it('a sequence that does not evaluate its second part, by what is side by side', () =>
    notices({ sequential: halfEvaluated }, 'side by side is one after the other'))

  const unpaid: GameOperations['parallel'] = (left, right) => {
    const whole = parallel(left, right)
    return {
      ...whole,
      play: (interpretation, profile) => use =>
        whole.play(
          interpretation,
          profile,
        )(optic =>
          use({
            ...optic,
            coplay: (residual, r, ledger) =>
              interpretation.markov.map(optic.coplay(residual, r, ledger), ([s]) => pair(s, ledger)),
          }),
        ),
    }
  }
  it('a parallel that pays nobody', () => notices({ parallel: unpaid }, 'interchange'))

  it('a renaming that loses diagnostics', () =>
    notices(
      { reindex: (game, strategies) => ({ ...reindex(game, strategies), evaluate: () => [] }) },
      'renaming strategies',
    ))
})
