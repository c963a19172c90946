/** Profiles of Gambit's files: read back, and put to the test. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { type GambitGame, openGambit } from '../../../src/gambit/open.ts'
import { exact, rational } from '../../../src/markov/rational.ts'
import { checkForm, type FormConcept } from '../../../src/questions/checkForm.ts'
import { contentsOf } from '../../../src/questions/contentsOf.ts'
import { givenProfile } from '../../../src/questions/givenProfile.ts'
import { decodeProfiles, type ProfileRecord } from '../../../src/report/profile.ts'

const gameOf = (text: string): GambitGame => {
  const opened = openGambit({ path: 'game', text })
  if (E.isLeft(opened)) throw new RangeError(JSON.stringify(opened.left))
  return opened.right.game
}

/** An empty threat: the incumbent says that it will fight who enters, and nobody does. */
const entry = gameOf(`EFG 2 R "entry" { "entrant" "incumbent" }
p "" 1 1 "at the door" { "enter" "stay" } 0
p "" 2 1 "entered" { "fight" "share" } 0
t "" 1 "war" { -1, 0 }
t "" 2 "peace" { 2, 1 }
t "" 3 "alone" { 0, 3 }`)

const sure = (action: string) => [{ action, probability: 1 }]

const plays = (first: string, second: string): ProfileRecord => ({
  entrant: [{ observation: 'at the door', strategy: sure(first) }],
  incumbent: [{ observation: 'entered', strategy: sure(second) }],
})

const checked = (game: GambitGame, record: ProfileRecord, concept: FormConcept = 'nash') => {
  const given = givenProfile(game, record)
  if (E.isLeft(given)) throw new RangeError(given.left.reason)
  return checkForm(game, given.right.profile, { concept, epsilon: exact.zero, name: 'p' }, exact.show)
}

const misfit = (game: GambitGame, record: ProfileRecord): string => {
  const given = givenProfile(game, record)
  return E.isLeft(given) ? `${given.left.reason}; ${given.left.hint ?? ''}` : 'fits'
}

describe('a profile of a tree', () => {
  it('holds by an empty threat as a Nash equilibrium, and not in the subgame', () => {
    const threat = plays('stay', 'fight')
    expect(checked(entry, threat)).toMatchObject({ holds: true, decisions: [{ decision: 'entrant' }] })
    const perfect = checked(entry, threat, 'subgamePerfect')
    expect(perfect).toMatchObject({
      holds: false,
      level: 'oneShot',
      failures: [
        { kind: 'oneShot', player: 'incumbent', to: 'share', payoff: '0', deviationPayoff: '1', gain: '1' },
      ],
    })
    expect(perfect.failures).toHaveLength(1)
    // What is not reached is judged in the subgame, and has no probability.
    expect(perfect.decisions[1]?.states).toMatchObject([{ probability: '0', regret: '1' }])
    expect(checked(entry, plays('enter', 'share'), 'subgamePerfect').holds).toBe(true)
  })
  it('fails by changes that gain only together', () => {
    const twice = gameOf(`EFG 2 R "twice" { "A" }
p "" 1 1 "first" { "l" "r" } 0
p "" 1 2 "then" { "l" "r" } 0
t "" 1 "" { 0 }
t "" 2 "" { 3 }
t "" 3 "" { 1 }`)
    const stubborn = {
      A: [
        { observation: 'first', strategy: sure('r') },
        { observation: 'then', strategy: sure('l') },
      ],
    }
    expect(checked(twice, stubborn)).toMatchObject({
      holds: false,
      level: 'joint',
      failures: [
        {
          kind: 'joint',
          gain: '2',
          changes: [
            { observation: 'first', to: 'l' },
            { observation: 'then', to: 'r' },
          ],
        },
      ],
    })
  })
  it('is not settled where a player forgets', () => {
    const driver = gameOf(`EFG 2 R "driver" { "d" }
p "" 1 1 "exit" { "leave" "stay" } 0
t "" 1 "" { 0 }
p "" 1 1 0
t "" 2 "" { 4 }
t "" 3 "" { 1 }`)
    const stay = { d: [{ observation: 'exit', strategy: sure('stay') }] }
    expect(checked(driver, stay)).toMatchObject({
      holds: null,
      verdict: 'unknown',
      pass: false,
      unsettled: [{ player: 'd', upper: 'Infinity', forgets: { decision: 'd (exit)' } }],
    })
    expect(contentsOf(driver)).toMatchObject({ forgets: { player: 'd', informationSet: 'exit' } })
  })
  it('fails where one change gains, though a player forgets', () => {
    const forgetful = gameOf(`EFG 2 R "forgetful" { "d" }
p "" 1 1 "first" { "l" "r" } 0
p "" 1 2 "later" { "l" "r" } 0
t "" 1 "" { 1 }
t "" 2 "" { 0 }
p "" 1 2 0
t "" 2
t "" 3 "" { 2 }`)
    const wrong = {
      d: [
        { observation: 'first', strategy: sure('l') },
        { observation: 'later', strategy: sure('r') },
      ],
    }
    expect(checked(forgetful, wrong)).toMatchObject({
      holds: false,
      failures: [
        { to: 'r', gain: '2' },
        { to: 'l', gain: '1' },
      ],
    })
  })
  it('of a table is known by its strategies', () => {
    const table = gameOf('NFG 1 R "t" { "a" "b" } { { "x" "y" } { "x" "y" } } 1 1 0 0 0 0 1 1')
    const even = [
      {
        observation: '()',
        strategy: [
          { action: 'x', probability: '1/2' },
          { action: 'y', probability: 0.5 },
        ],
      },
    ]
    expect(checked(table, { a: even, b: even })).toMatchObject({
      holds: true,
      payoffs: { a: '1/2', b: '1/2' },
    })
    expect(contentsOf(table)).toEqual({
      kind: 'table',
      title: 't',
      players: [
        { player: 'a', actions: 2 },
        { player: 'b', actions: 2 },
      ],
    })
  })
})

describe('a record', () => {
  it('in doubles is what they are near', () => {
    const record = plays('stay', 'fight')
    record['entrant'] = [
      {
        observation: 'at the door',
        strategy: [
          { action: 'enter', probability: 0.3333333333333333 },
          { action: 'stay', probability: 0.6666666666666666 },
        ],
      },
    ]
    const given = givenProfile(entry, record)
    expect(given).toMatchObject({ right: { isExact: false } })
    const [row = []] = E.isRight(given) ? given.right.profile : []
    expect(row.reduce(exact.add, exact.zero)).toEqual(exact.one)
    expect(row[0]).toEqual(rational(3333333333333333n, 9999999999999999n))
  })
  it.each([
    ['nobody of this name decides; did you mean `entrant`?', { ...plays('enter', 'share'), entrand: [] }],
    ['cannot be done there; did you mean `share`?', plays('enter', 'shore')],
    ['nothing is said of this information set', { entrant: plays('enter', 'share')['entrant'] ?? [] }],
    [
      'there is no such information set; did you mean `entered`?',
      { ...plays('enter', 'share'), incumbent: [{ observation: 'enterd', strategy: sure('share') }] },
    ],
    [
      'probabilities sum to 3/4, not to 1',
      {
        ...plays('enter', 'share'),
        incumbent: [{ observation: 'entered', strategy: [{ action: 'share', probability: '3/4' }] }],
      },
    ],
    [
      '`-1` is no probability',
      {
        ...plays('enter', 'share'),
        incumbent: [
          {
            observation: 'entered',
            strategy: [
              { action: 'share', probability: -1 },
              { action: 'fight', probability: 2 },
            ],
          },
        ],
      },
    ],
    [
      '`half` is no number',
      {
        ...plays('enter', 'share'),
        incumbent: [{ observation: 'entered', strategy: [{ action: 'share', probability: 'half' }] }],
      },
    ],
  ])('that does not fit: %s', (said, record) => {
    expect(misfit(entry, record)).toContain(said)
  })
})

describe('decoding', () => {
  const good = plays('enter', 'share')
  it.each([
    ['a profile', good],
    ['a solution', { game: 'g', profile: good }],
    ['a report', { schema: 'coplay/report@1', solutions: [{ profile: good }] }],
  ])('takes %s', (_, json) => {
    expect(decodeProfiles(json)).toEqual(E.right([good]))
  })
  it.each([
    [
      'solutions[0].profile.a[0].strategy[0].probability: this is [1] where a number',
      {
        solutions: [
          { profile: { a: [{ observation: 'x', strategy: [{ action: 'y', probability: [1] }] }] } },
        ],
      },
    ],
    ['profile.a: this is 1 where a list is expected', { profile: { a: 1 } }],
    ['a[0].observation: this is nothing where a text is expected', { a: [{ strategy: [] }] }],
    ['this is [] where an object is expected', []],
    ['solutions: this is {} where a list is expected', { solutions: {} }],
    ['recommends moves together', { profile: good, recommendations: [] }],
  ])('says %s', (said, json) => {
    const decoded = decodeProfiles(json)
    expect(E.isLeft(decoded) ? decoded.left : '').toContain(said)
  })
})
