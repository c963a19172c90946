import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { double } from '../../../src/markov/double.ts'
import { answer } from '../../../src/questions/answer.ts'
import { play } from '../../../src/questions/play.ts'
import { typedProgram } from '../../../src/questions/typedProgram.ts'
import { parseExpression } from '../../../src/syntax/parse.ts'

const noFiles = () => E.left({ code: 'G7001' as const, reason: 'there are no other files' })
const programOf = (text: string) => typedProgram({ path: 'test.game', text }, noFiles)

const answered = (text: string, steps = 5_000_000) =>
  answer('test.game', programOf(text), { scalar: double, steps })

const codesOf = (text: string, steps?: number): readonly string[] =>
  answered(text, steps)
    .diagnostics.filter(d => d.severity === 'error')
    .map(d => d.code)

const verdicts = (text: string): readonly string[] =>
  answered(text).report.checks.map(c => `${c.verdict} ${c.pass}`)

/** Somebody bets 0 or 1 on a coin that lies for one stage. */
const coin = (sees: string, pays: string) => `
  game g = forever {
    inputs : side ; :-:
    inputs : ${sees} ; operation : dependentDecision "a" (const [0, 1]) ; outputs : x ; returns : ${pays} ;
    operation : nature (uniform [0, 1]) ; outputs : next ; :-:
    outputs : next ;
  } discount 0.5 at (uniform [0, 1])
  strategy s for g = { a = const 0 }
`
const match = 'if x == side then 1 else 0'

describe('checks of games without end', () => {
  it('fail with a deviation where the state is seen, and are out of reach where it is not', () => {
    expect(verdicts(`${coin('side', match)} check s is not equilibrium`)).toEqual(['fails true'])
    const blind = answered(`${coin('()', match)} check s is equilibrium`)
    expect(blind.report.checks.map(c => c.verdict)).toEqual(['unknown'])
    expect(blind.diagnostics.map(d => d.code)).toContain('G5005')
  })
  it('hold where the state is not seen and does not matter', () => {
    expect(
      verdicts(`${coin('()', 'if x == 0 then 1 else 0')} check s is equilibrium check s is strict`),
    ).toEqual(['holds true', 'holds true'])
  })
  it('know ties from strictness', () => {
    expect(verdicts(`${coin('side', '0')} check s is equilibrium check s is not strict`)).toEqual([
      'holds true',
      'fails true',
    ])
  })
  it('find changes in several stages', () => {
    const detour = `
      game g = forever {
        inputs : away ; :-:
        inputs : away ; operation : dependentDecision "a" (const [False, True]) ; outputs : go ;
        returns : if away then (if go then 10 else 0) else (if go then -1 else 0) ; :-:
        outputs : go && not away ;
      } discount 0.5 at False
      strategy s for g = { a = const False }
      check s is not equilibrium
      check s is not subgamePerfect
      expect regret s "a" == 16 / 3`
    const { report } = answered(detour)
    expect([...report.checks, ...report.expects].map(q => q.pass)).toEqual([true, true, true])
    const [failure] = report.checks[0]?.failures ?? []
    expect(failure?.kind).toBe('joint')
  })
  it('say what they do not answer', () => {
    expect(codesOf(`${coin('side', match)} check s is dominant`)).toEqual(['G4111'])
    expect(codesOf(`${coin('side', match)} check s is pareto`)).toEqual(['G4111'])
  })
})

describe('what has no answer', () => {
  const counting = (line: string) => `
    game g = forever {
      inputs : n ; :-: inputs : n ; operation : addPayoffs "a" ; ${line} :-: outputs : n + 1 ;
    } discount 0.5 at 0
    strategy s for g = { }
    expect payoff s "a" == 2`

  it('is told: states without end', () => {
    expect(codesOf(counting(''), 200_000)).toEqual(['G5005'])
  })
  it('is told: a stage that undoes the discount, or bends what comes later', () => {
    expect(codesOf(counting('operation : discount "a" (* 3) ;'))).toEqual(['G5108'])
    expect(codesOf(counting('operation : discount "a" (max 0) ;'))).toEqual(['G5108'])
  })
  it('is told: what asks for plays, and parts of games', () => {
    const asked = (question: string) => codesOf(`${coin('side', match)} ${question}`)
    expect(asked('expect probability s (\\p -> length p > 1) == 1')).toEqual(['G4112'])
    expect(asked('expect expected (do { p <- belief s "a" 0; pure (length p) }) == 1')).toEqual(['G4112'])
    const part = `${coin('side', match)} game h = g >>> g strategy t for h = { a = const 0 } check t is equilibrium`
    expect(codesOf(part)).toContain('G4112')
  })
  it('is told by play', () => {
    const played = play('test.game', programOf(coin('side', match)), {
      scalar: double,
      steps: 100_000,
      seed: 1n,
    })
    expect(played.report).toBeUndefined()
    expect(played.diagnostics.map(d => d.code)).toContain('G4112')
  })
})

describe('a year of hours', () => {
  const folder = join(import.meta.dirname, '../../../games/grid')
  const read = (path: string) => ({ path, text: readFileSync(path, 'utf8') })

  it('pays by the day', () => {
    const entry = read(join(folder, 'city-learn-year.game'))
    const text = entry.text.replace(/^check .*$/gm, '')
    const program = typedProgram({ ...entry, text }, path => E.right(read(path)))
    const setting = { path: '<command line>', text: '1' }
    const { report } = answer(entry.path, program, {
      scalar: double,
      steps: 10_000_000,
      settings: new Map([['days', parseExpression(setting).tree]]),
      settingSources: [setting],
    })
    expect(report.expects.map(e => e.pass)).toEqual([true, true])
  })
})
