/** Information design and recommendations in trees, through the ways that `solve` takes. */
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { ExtensiveForm } from '../../../src/form/extensiveForm.ts'
import { openGambit } from '../../../src/gambit/open.ts'
import { budget } from '../../../src/markov/budget.ts'
import { exact, type Rational } from '../../../src/markov/rational.ts'
import type { FoundPlays, Goal, SolvedConcept } from '../../../src/solver/search.ts'
import { solve } from '../../../src/solver/solve.ts'
import { subjectOfTree } from '../../../src/solver/subject.ts'

const treeOf = (text: string): ExtensiveForm<Rational> => {
  const opened = openGambit({ path: 'game.efg', text })
  if (E.isLeft(opened) || opened.right.game.kind !== 'tree') throw new Error('a tree')
  return opened.right.game.form
}

const found = (text: string, concept: SolvedConcept, goal?: Goal): FoundPlays | string => {
  const search = solve({ budget: budget(5_000_000), floats: undefined }, subjectOfTree(treeOf(text)), {
    concept,
    all: false,
    ...(goal === undefined ? {} : { goal }),
  })
  if (E.isLeft(search)) return search.left.reason
  const [one] = search.right.found
  return one?.kind === 'plays' ? one : 'nothing'
}

/** Prior, and what the judge gets by state for convicting and acquitting; the prosecutor wants a conviction. */
const trial = (guilty: string, innocent: string): string => `EFG 2 R "Trial" { "prosecutor" "judge" }
c "" 1 "" { "guilty" ${guilty} "innocent" ${innocent} } 0
p "" 2 1 "judge" { "convict" "acquit" } 0
t "" 1 "" { 1 1 }
t "" 2 "" { 0 0 }
p "" 2 1 "judge" { "convict" "acquit" } 0
t "" 3 "" { 1 0 }
t "" 4 "" { 0 1 }
`

describe('information', () => {
  it('that persuades a judge as often as may be (Kamenica and Gentzkow 2011)', () => {
    const best = found(trial('3/10', '7/10'), 'bayesCorrelated', { kind: 'player', player: 'prosecutor' })
    if (typeof best === 'string') throw new Error(best)
    expect(best.payoffs.map(exact.show)).toEqual(['3/5', '7/10'])
    expect(best.regrets.map(exact.show)).toEqual(['0', '0'])
    const innocentConvicted = best.plays.find(
      ({ moves }) => moves[0]?.action === 'innocent' && moves[1]?.action === 'convict',
    )
    // 3/7 of the innocent.
    expect(exact.show(innocentConvicted?.probability ?? exact.zero)).toBe('3/10')
  })

  it('convicts twice as often as there is guilt, until everybody is convicted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 19 }), k => {
        const best = found(trial(`${k}/20`, `${20 - k}/20`), 'bayesCorrelated', {
          kind: 'player',
          player: 'prosecutor',
        })
        if (typeof best === 'string') throw new Error(best)
        const [convictions = exact.zero] = best.payoffs
        expect(exact.toNumber(convictions)).toBeCloseTo(Math.min(1, (2 * k) / 20), 12)
      }),
      { numRuns: 12 },
    )
  })

  it('is for games of types', () => {
    const turns = `EFG 2 R "Turns" { "a" "b" }
p "" 1 1 "a" { "l" "r" } 0
p "" 2 1 "b after l" { "l" "r" } 0
t "" 1 "" { 1 1 }
t "" 2 "" { 0 0 }
p "" 2 2 "b after r" { "l" "r" } 0
t "" 3 "" { 1 0 }
t "" 4 "" { 0 1 }
`
    expect(found(turns, 'bayesCorrelated')).toContain('somebody observes what another chose')
    expect(found(trial('1/2', '1/2'), 'bayesCorrelated', { kind: 'player', player: 'nobody' })).toContain(
      'there is no player',
    )
  })
})

describe('recommendations where they are due', () => {
  it('keep a signal from being trusted too early, and still do better than none', () => {
    // Whoever moves second is told what to do when it is its turn only (after von Stengel and Forges 2008).
    const signal = `EFG 2 R "Job" { "student" "firm" }
c "" 1 "" { "good" 1/2 "bad" 1/2 } 0
p "" 1 1 "good" { "study" "rest" } 0
p "" 2 1 "studied" { "hire" "pass" } 0
t "" 1 "" { 4 10 }
t "" 2 "" { 0 6 }
p "" 2 2 "rested" { "hire" "pass" } 0
t "" 3 "" { 6 10 }
t "" 4 "" { 1 6 }
p "" 1 2 "bad" { "study" "rest" } 0
p "" 2 1 "studied" { "hire" "pass" } 0
t "" 5 "" { 6 0 }
t "" 6 "" { 0 6 }
p "" 2 2 "rested" { "hire" "pass" } 0
t "" 7 "" { 6 0 }
t "" 8 "" { 1 6 }
`
    const best = found(signal, 'extensiveFormCorrelated')
    if (typeof best === 'string') throw new Error(best)
    const total = best.plays.reduce((sum, { probability }) => exact.add(sum, probability), exact.zero)
    expect(exact.show(total)).toBe('1')
    expect(exact.toNumber(best.payoffs.reduce(exact.add, exact.zero))).toBeGreaterThanOrEqual(7)
  })
})
