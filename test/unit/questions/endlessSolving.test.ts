/** Games without end solved through the language, in exact numbers. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadHighs } from '../../../src/linear/highs.ts'
import { exact, rational } from '../../../src/markov/rational.ts'
import { answer } from '../../../src/questions/answer.ts'
import { solveProgram } from '../../../src/questions/solveProgram.ts'
import type { SolveOptions } from '../../../src/questions/solving.ts'
import { programOf } from '../../differential/agreement.ts'

const floats = await loadHighs()

const solved = (text: string, asked: Partial<SolveOptions> = {}) =>
  solveProgram(
    'main.game',
    programOf(text),
    { scalar: exact, steps: 20_000_000, floats },
    { concept: 'nash', all: false, ...asked },
  ).report

const library = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../games/classic', name), 'utf8')

const fishery = `
-- Two boats fish or wait; fish left over grow back with probability 1/2.
game fishery = forever {
    inputs    : rich ;
    :---:
    inputs    : rich ;
    operation : dependentDecision "ann" (const [0, 1]) ;
    outputs   : x ;
    returns   : caught rich x y ;

    inputs    : rich ;
    operation : dependentDecision "bob" (const [0, 1]) ;
    outputs   : y ;
    returns   : caught rich y x ;

    inputs    : rich, x, y ;
    operation : liftStochastic (\\(r, x, y) -> if x + y == 0 || (r && x + y == 1) then bernoulli (3 / 4) else bernoulli (1 / 4)) ;
    outputs   : next ;
    :---:
    outputs   : next ;
} discount (1 / 2) at True

let caught rich mine yours = if rich then (if yours == 1 then 2 * mine else 3 * mine) else mine * (1 - 2 * yours)
`

describe('the big match', () => {
  it.each([
    [1n, 2n],
    [9n, 10n],
    [99n, 100n],
  ])('is worth one half at a discount of %s/%s, and row stops with probability l / (1 + l)', (n, d) => {
    const text = library('big-match.game').replace('= 9 / 10', `= ${n} / ${d}`)
    const { solutions } = solved(text)
    expect(solutions).toHaveLength(1)
    const [found] = solutions
    expect(found?.exact).toBe(true)
    expect(found?.payoffs).toEqual({ row: '1/2', column: '-1/2' })
    const left = exact.sub(exact.one, rational(n, d))
    expect(found?.profile['row']?.[0]?.strategy[0]).toEqual({
      action: 'Stop',
      probability: exact.show(exact.div(left, exact.add(exact.one, left))),
    })
    expect(found?.profile['column']?.[0]?.strategy.map(({ probability }) => probability)).toEqual([
      '1/2',
      '1/2',
    ])
  })
})

describe('a fishery', () => {
  it('has stationary equilibria, whose regret the checker tells', () => {
    for (const asked of [{ concept: 'pure', all: true }, { method: 'logit' }, {}] as const) {
      const { solutions, searches, diagnostics } = solved(fishery, asked)
      expect(diagnostics).toEqual([])
      expect(solutions.length).toBeGreaterThan(0)
      expect(searches?.[0]?.complete).toBe(asked.concept === 'pure')
      for (const { regret } of solutions)
        for (const gain of Object.values(regret))
          expect(Number(String(gain).split('/')[0])).toBeGreaterThanOrEqual(0)
    }
  })

  it('has one that is best for both together', () => {
    const best = solved(fishery, { select: { kind: 'welfare' } }).solutions
    expect(best).toHaveLength(1)
  })
})

describe('stop or go', () => {
  const text = library('stop-or-go.game')

  it('has two pure equilibria and one in which both hardly ever stop', () => {
    const { solutions } = solved(text, { all: true })
    expect(solutions.map(({ exact: isExact }) => isExact)).toEqual([true, true, true])
    expect(solutions.map(({ payoffs }) => payoffs)).toEqual([
      { ann: '1/3', bob: '2' },
      { ann: '99/101', bob: '33/101' },
      { ann: '1/3', bob: '101/297' },
    ])
  })

  it('is best for both together where ann stops', () => {
    const { solutions } = solved(text, { select: { kind: 'welfare' } })
    expect(solutions.map(({ payoffs }) => payoffs)).toEqual([{ ann: '1/3', bob: '2' }])
  })

  it('tells strategies that the checker takes as they are written', () => {
    const { solutions } = solved(text, { all: true })
    for (const { strategy, payoffs } of solutions) {
      const pasted = `${text}\n${strategy}\ncheck found is subgamePerfect\n`
      const { checks, diagnostics } = answer('main.game', programOf(pasted), {
        scalar: exact,
        epsilon: exact.zero,
        steps: 20_000_000,
      }).report
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
      const own = checks.find(({ strategy: name }) => name === 'found')
      expect(own?.pass).toBe(true)
      expect(own?.payoffs).toEqual(payoffs)
    }
  })
})

describe('a storage for ever', () => {
  it('is drawn by both, to which best replies come', () => {
    const file = '../../../games/grid/city-learn-forever.game'
    const text = readFileSync(join(import.meta.dirname, file), 'utf8')
    const { solutions, searches } = solved(text.replace('capacity : Real = 4', 'capacity : Real = 1'))
    expect(searches?.[0]?.method).toBe('bestResponse')
    const [found] = solutions
    expect(found?.regret).toEqual({ home1: '0', home2: '0' })
    const moves = Object.values(found?.profile ?? {}).flat()
    expect(moves.length).toBeGreaterThan(80)
    for (const { strategy, observation } of moves)
      if (!observation.endsWith(', 0)')) expect(strategy.map(({ action }) => action)).toEqual(['-1'])
  })
})

describe('a gain that doubles hardly see', () => {
  const lonely = (more: string) => `
game lonely = forever {
    inputs    : on ;
    :---:
    inputs    : on ;
    operation : dependentDecision "ann" (const [0, 1]) ;
    outputs   : x ;
    returns   : if x == 1 then 1 ${more} else 1 ;
    :---:
    outputs   : on ;
} discount (1 / 2) at True
`

  it('is told from none', () => {
    const plays = (text: string) =>
      solved(text, { concept: 'pure', all: true }).solutions.map(
        ({ profile }) => profile['ann']?.[0]?.strategy[0]?.action,
      )
    expect(plays(lonely(''))).toEqual(['0', '1'])
    expect(plays(lonely('+ 1 / 10 ^ 14'))).toEqual(['1'])
  })
})

describe('what is not searched for', () => {
  it('is refused by name', () => {
    const messages = (asked: Partial<SolveOptions>) =>
      solved(fishery, asked).diagnostics.map(({ code }) => code)
    expect(messages({ concept: 'correlated' })).toEqual(['G5007'])
    expect(messages({ method: 'vertices' })).toEqual(['G5007'])
    expect(messages({ select: { kind: 'risk' } })).toEqual(['G5007'])
  })

  it('is refused where somebody does not see the state', () => {
    const blind = fishery
      .replace(
        'inputs    : rich ;\n    operation : dependentDecision "bob"',
        'operation : dependentDecision "bob"',
      )
      .replace('"bob" (const [0, 1])', '"bob" (\\_ -> [0, 1])')
    const { diagnostics } = solved(blind)
    expect(diagnostics.map(({ code }) => code)).toEqual(['G5007'])
  })
})
