/** Games of the library and of the literature solved, and what is found put to the checker. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { loadHighs } from '../../../src/linear/highs.ts'
import { exact } from '../../../src/markov/rational.ts'
import { solveProgram } from '../../../src/questions/solveProgram.ts'
import type { SolveOptions } from '../../../src/questions/solving.ts'
import { typedProgram } from '../../../src/questions/typedProgram.ts'
import type { Source } from '../../../src/source/source.ts'
import { programOf } from '../../differential/agreement.ts'
import { inSmall } from '../../differential/inSmall.ts'

const floats = await loadHighs()
const root = join(import.meta.dirname, '../../../games')
const sourceAt = (path: string): Source => ({ path, text: readFileSync(path, 'utf8') })

const solved = (file: string, asked: Partial<SolveOptions> = {}) => {
  const path = join(root, file)
  const program = typedProgram(sourceAt(path), other => E.right(sourceAt(join(dirname(path), other))))
  return solveProgram(
    path,
    program,
    { scalar: exact, steps: 20_000_000, floats, standIn: inSmall(exact) },
    { concept: 'nash', all: true, ...asked },
  ).report
}

const solvedText = (text: string, asked: Partial<SolveOptions> = {}) =>
  solveProgram(
    'main.game',
    programOf(text),
    { scalar: exact, steps: 20_000_000, floats },
    { concept: 'nash', all: true, ...asked },
  ).report

/** What is played in each solution, in short. */
const plays = ({ solutions }: ReturnType<typeof solved>) =>
  solutions.map(({ profile }) =>
    Object.values(profile)
      .flat()
      .map(({ strategy }) =>
        strategy
          .map(({ action, probability }) => `${action}${probability === '1' ? '' : ` ${probability}`}`)
          .join('/'),
      )
      .join(' | '),
  )

describe('games of the library', () => {
  it.each([
    ['classic/prisoners-dilemma.game', ['Defect | Defect']],
    ['classic/battle-of-the-sexes.game', 3],
    ['classic/rock-paper-scissors.game', 1],
    ['classic/matching-pennies.game', 1],
    ['classic/stag-hunt.game', 3],
    ['classic/chicken.game', 3],
    ['classic/hawk-dove.game', 3],
    ['classic/beer-quiche.game', 4],
    ['classic/entry-deterrence.game', 3],
    ['classic/public-goods.game', ['0 | 0 | 0 | 0']],
  ] as const)('%s has all its equilibria', (file, expected) => {
    const report = solved(file)
    expect(report.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    if (typeof expected === 'number') expect(report.solutions).toHaveLength(expected)
    else expect(plays(report)).toEqual(expected)
    expect(report.searches?.every(({ complete, notes }) => complete && notes === undefined)).toBe(true)
    // The checker gave no player anything to gain.
    for (const { regret } of report.solutions)
      expect(Object.values(regret).every(gain => gain === '0')).toBe(true)
  })

  it('of perfect information are solved from the end', () => {
    const report = solved('classic/entry-deterrence.game', { concept: 'subgamePerfect' })
    expect(plays(report)).toEqual(['In | Accommodate | Accommodate'])
    expect(report.searches?.[0]?.method).toBe('backward')
    expect(plays(solved('classic/ultimatum.game', { concept: 'subgamePerfect' }))).toHaveLength(2)
  })

  it('have the best recommendations that are obeyed', () => {
    const [found] = solved('classic/chicken.game', { concept: 'correlated' }).solutions
    expect(found?.payoffs).toEqual({ left: '21/4', right: '21/4' })
    expect(found?.recommendations?.map(({ probability }) => probability).sort()).toEqual([
      '1/2',
      '1/4',
      '1/4',
    ])
  })

  it('have the strategies that mutants do not invade', () => {
    expect(plays(solved('classic/hawk-dove.game', { concept: 'ess' }))).toEqual([
      'Hawk 1/2/Dove 1/2 | Hawk 1/2/Dove 1/2',
    ])
  })

  it('of many are solved through what these come to together', () => {
    const path = join(root, 'classic/el-farol.game')
    const { report } = solveProgram(
      path,
      typedProgram(sourceAt(path), other => E.right(sourceAt(other))),
      { scalar: exact, steps: 20_000_000 },
      { concept: 'nash', all: false },
    )
    const [found] = report.solutions
    const going = found?.profile['*.guest']?.[0]?.strategy.find(
      ({ action }) => action === 'True',
    )?.probability
    // P(Bin(99, p) <= 59) = 1/2
    expect(going).toBeCloseTo(0.6006692573018673, 9)
  })
})

describe('games of the literature', () => {
  /** First price, two bidders, values 1 to 4, bids below the value, ties by lot: symmetric pure equilibria. */
  it('a first-price auction on a grid', () => {
    const report = solvedText(
      `
let values = [1, 2, 3, 4]
let win : Real -> Real -> Real -> Real
  | v mine other = if mine > other then v - mine else if mine == other then (v - mine) / 2 else 0
game auction = [opengame|
    operation : nature (uniform values) ; outputs : v ;
    operation : nature (uniform values) ; outputs : w ;
    inputs : v ; operation : dependentDecision "a" (\\x -> [0 .. x - 1]) ; outputs : b ; returns : win v b c ;
    inputs : w ; operation : dependentDecision "b" (\\x -> [0 .. x - 1]) ; outputs : c ; returns : win w c b ;
|]`,
      { concept: 'pure' },
    )
    const symmetric = plays(report).filter(play => {
      const bids = play.split(' | ')
      return bids.slice(0, 4).join() === bids.slice(4).join()
    })
    expect(symmetric.sort()).toEqual(['0 | 1 | 1 | 2 | 0 | 1 | 1 | 2', '0 | 1 | 2 | 2 | 0 | 1 | 2 | 2'])
  })

  it('duopolists who set prices on a grid', () => {
    const report = solvedText(
      `
let profit : Real -> Real -> Real
  | p q = if p < q then (p - 10) * (100 - p) else if p == q then (p - 10) * (100 - p) / 2 else 0
game bertrand = [opengame|
    operation : decision "one" [0 .. 60] ; outputs : p ; returns : profit p q ;
    operation : decision "other" [0 .. 60] ; outputs : q ; returns : profit q p ;
|]`,
      { concept: 'pure' },
    )
    expect(plays(report)).toEqual(['10 | 10', '11 | 11'])
  })

  it('a poker of three cards is worth a loss of 1/18 to the first player', () => {
    const report = solvedText(
      `
type Card = Jack | Queen | King
let deals = [(Jack, Queen), (Jack, King), (Queen, Jack), (Queen, King), (King, Jack), (King, Queen)]
let rank : Card -> Real
  | Jack = 0
  | Queen = 1
  | King = 2
type Act = Bet | Check
-- What the first player wins.
let pot : (Card, Card) -> Act -> Act -> Act -> Real
  | (x, y) Bet   Bet   _     = if rank x > rank y then 2 else -2
  | _      Bet   Check _     = 1
  | (x, y) Check Check _     = if rank x > rank y then 1 else -1
  | (x, y) Check Bet   Bet   = if rank x > rank y then 2 else -2
  | _      Check Bet   Check = -1
game kuhn = [opengame|
    operation : nature (uniform deals) ; outputs : cards ;
    open:
    inputs : fst cards ; operation : dependentDecision "first" (const [Bet, Check]) ; outputs : a ; returns : pot cards a b c ;
    inputs : (snd cards, a) ; operation : dependentDecision "second" (const [Bet, Check]) ; outputs : b ; returns : -(pot cards a b c) ;
    answer:
    inputs : (fst cards, a, b) ; operation : dependentDecision "first" (\\(_, x, y) -> if x == Check && y == Bet then [Bet, Check] else [Check]) ; outputs : c ; returns : 0 ;
|]`,
      { all: false },
    )
    expect(report.solutions[0]?.payoffs).toEqual({ first: '-1/18', second: '1/18' })
    expect(report.searches?.[0]?.method).toBe('sequences')
  })
})
