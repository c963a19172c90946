import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { ExtensiveForm } from '../../../src/form/extensiveForm.ts'
import type { NormalForm } from '../../../src/form/normalForm.ts'
import { treeOfTable } from '../../../src/form/tableTree.ts'
import { arenaOfTree, payoffRanges } from '../../../src/learning/arena.ts'
import type { LearnerName } from '../../../src/learning/learners.ts'
import { learnersOf } from '../../../src/learning/learners.ts'
import { nashConv } from '../../../src/learning/point.ts'
import { repeatedPlay } from '../../../src/learning/repeatedPlay.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { integer, type Rational } from '../../../src/markov/rational.ts'
import { splitMix64 } from '../../../src/markov/splitMix64.ts'
import { learnableForm } from '../../../src/questions/learnable.ts'
import { climbing } from './known.ts'
import { endOf, gameOf, runIn } from './learned.ts'

/** A machine wears out, and works less well until it is replaced (Howard 1960). */
const machine = gameOf(`
  let profit wear = if wear == 0 then 10 else if wear == 1 then 8 else if wear == 2 then 5 else 0

  let worn now =
    if now == (0, False) then distFromList [(0, 1 / 2), (1, 1 / 2)]
    else if now == (1, False) then distFromList [(1, 1 / 2), (2, 1 / 2)]
    else if now == (2, False) then distFromList [(2, 1 / 2), (3, 1 / 2)]
    else if now == (3, False) then pure 3
    else pure 0

  game upkeep = forever {
    inputs : wear ; :-:
    inputs : wear ; operation : dependentDecision "owner" (const [False, True]) ; outputs : anew ;
    returns : if anew then -6 else profit wear ;
    inputs : (wear, anew) ; operation : liftStochastic worn ; outputs : next ; :-:
    outputs : next ;
  } discount 0.9 at 0
`)

const absentMinded: ExtensiveForm<Rational> = {
  ...{ title: 'driver', comment: '', players: ['driver'], draws: [] },
  informationSets: [{ player: 0, label: 'at an exit', actions: ['leave', 'stay'] }],
  outcomes: [0n, 4n, 1n].map(n => ({ label: '', payoffs: [integer(n)] })),
  nodes: [
    { kind: 'decision', label: '', outcome: undefined, informationSet: 0, children: [1, 2] },
    { kind: 'terminal', label: '', outcome: 0 },
    { kind: 'decision', label: '', outcome: undefined, informationSet: 0, children: [3, 4] },
    { kind: 'terminal', label: '', outcome: 1 },
    { kind: 'terminal', label: '', outcome: 2 },
  ],
}

const placed: readonly LearnerName[] = ['qLearning', 'actorCritic', 'centralCritic']

/** The likeliest action of each place, for sure. */
const greedy = (played: readonly (readonly number[])[]) =>
  played.map(own => own.map(p => (p === Math.max(...own) ? 1 : 0)))

describe('one who is alone with chance', () => {
  it('finds by Q-learning the policy that policy iteration finds', () => {
    const { current } = endOf(runIn(machine, { name: 'qLearning' }, { rounds: 20_000 }))
    // The gain is that of the best reply, by policy iteration in the game itself.
    expect(machine.judge(greedy(current)).gains).toEqual([0])
    const other = greedy(current).map(own => own.toReversed())
    expect(machine.judge(other).gains[0]).toBeGreaterThan(1)
  })

  it('comes near it by actors and critics', () => {
    for (const name of ['actorCritic', 'centralCritic'] as const) {
      const points = E.getOrElseW(() => ({ points: [] }))(runIn(machine, { name }, { rounds: 20_000 })).points
      const [first] = points
      const gain = points.at(-1)?.gains.current[0] ?? Number.NaN
      expect(gain, name).toBeLessThan(3)
      expect(first?.gains.current[0], name).toBeGreaterThan(2 * gain)
    }
  })
})

const trust = gameOf(`
  type Move = Work | Rest
  let pay mine yours = if mine == Work then (if yours == Work then 3 else 0) else (if yours == Work then 5 else 1)
  game partnership = forever {
    inputs : trust ; :-:
    inputs : trust ; operation : dependentDecision "ann" (const [Work, Rest]) ; outputs : x ; returns : pay x y ;
    inputs : trust ; operation : dependentDecision "bob" (const [Work, Rest]) ; outputs : y ; returns : pay y x ; :-:
    outputs : trust && x == Work && y == Work ;
  } discount 0.8 at True
`)

describe('two in a game without end', () => {
  it.each(placed)('learn by %s, the same from the same seed', name => {
    const run = runIn(trust, { name }, { rounds: 2_000 })
    expect(runIn(trust, { name }, { rounds: 2_000 })).toEqual(run)
    expect(runIn(trust, { name }, { rounds: 2_000, seed: 2n })).not.toEqual(run)
    const last = endOf(run)
    expect(last.hindsight).toBeUndefined()
    for (const own of [...last.current, ...last.average])
      expect(own.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9)
    expect(nashConv(last.gains.current)).toBeLessThan(1)
  })

  it('are not told to learn whole strategies', () => {
    const run = runIn(trust, { name: 'fictitiousPlay' })
    expect(E.isLeft(run) ? run.left.code : '').toBe('G7005')
  })

  it('whose names are not known are asked for', () => {
    const run = runIn(trust, { name: 'qLearning' }, { players: new Map([['carol', { name: 'exp3' }]]) })
    expect(E.isLeft(run) ? run.left.code : '').toBe('G7005')
  })
})

const entry = gameOf(`
  game entry = [opengame|
    operation : decision "entrant" [False, True] ; outputs : enters ;
    returns : if enters then (if fights then -1 else 2) else 0 ;
    inputs : enters ; operation : dependentDecision "owner" (const [True, False]) ; outputs : fights ;
    returns : if enters then (if fights then -1 else 1) else 3 ;
  |]
`)

describe('players of a tree', () => {
  it.each(placed)('learn by %s what is best where they come', name => {
    const last = endOf(runIn(entry, { name }, { rounds: 20_000 }))
    expect(nashConv(last.gains.current)).toBeLessThan(0.2)
    expect(last.payoffs[0]).toBeGreaterThan(1.5)
  })

  it('who learn whole strategies are measured in the tree, too', () => {
    for (const name of ['fictitiousPlay', 'regretMatching'] as const) {
      const last = endOf(runIn(entry, { name }, { rounds: 5_000 }))
      expect(nashConv(last.gains.average)).toBeLessThan(0.02)
      expect(entry.judge(last.average).gains.reduce<number>((sum, gain) => sum + (gain ?? 0), 0)).toBeCloseTo(
        nashConv(last.gains.average) ?? Number.NaN,
        6,
      )
    }
  })

  it('know what they may be paid', () => {
    expect(payoffRanges(entry.arena)).toEqual([
      { lowest: -1, highest: 2 },
      { lowest: -1, highest: 3 },
    ])
    const { stages, spots } = arenaOfTree(treeOfTable(climbing))
    expect([stages.length, spots]).toEqual([1, 1 + 3 + 9])
  })
})

describe('one who forgets', () => {
  /** Leaves at the second exit for 4, but does not know which it is at (Piccione and Rubinstein 1997). */
  const driver = learnableForm({ kind: 'tree', form: absentMinded })

  it('does not learn whole strategies', () => {
    const run = runIn(driver, { name: 'regretMatching' })
    expect(E.isLeft(run) ? run.left.code : '').toBe('G7005')
  })

  it('learns what to do where it is, and nobody knows what it could gain', () => {
    const last = endOf(runIn(driver, { name: 'actorCritic' }, { rounds: 5_000 }))
    expect(last.gains.current).toEqual([undefined])
    expect(last.payoffs[0]).toBeGreaterThan(0.8)
  })
})

/** All get what those come to who do their part. */
const team = (size: number): NormalForm<number> => {
  const players = Array.from({ length: size }, (_, k) => `player ${k + 1}`)
  const joint = Array.from({ length: 2 ** size }, (_, k) => k.toString(2).replaceAll('0', '').length)
  return {
    ...{ title: 'team', comment: '', players },
    strategies: players.map(() => ['rest', 'work']),
    payoffs: players.map(() => joint),
  }
}

describe('a central critic', () => {
  const seeds = Array.from({ length: 12 }, (_, seed) => seed)
  const lastIn = (form: NormalForm<number>, name: LearnerName, rate: number, seed: number) => {
    const random = splitMix64(seed)
    const learners = learnersOf(
      form,
      form.players.map(() => ({ name, rate })),
      600,
      random,
    )
    const options = { rounds: 600, meeting: 'drawn' as const, random, points: 2 }
    return [...repeatedPlay(unlimited, form, learners, options)].at(-1)
  }

  it('tells in a team whose part it was, where with large steps one who hears only the payoff is misled', () => {
    const successes = (name: LearnerName): number =>
      seeds.filter(seed => lastIn(team(5), name, 2, seed)?.current.every(([, work = 0]) => work > 0.9)).length
    expect(successes('centralCritic')).toBe(12)
    expect(successes('actorCritic')).toBeLessThan(6)
  })

  it('does not climb where what is best together is bad alone', () => {
    for (const name of ['actorCritic', 'centralCritic'] as const) {
      const payoffs = seeds.map(seed => lastIn(climbing, name, 0.5, seed)?.payoffs[0] ?? Number.NaN)
      const mean = payoffs.reduce((sum, payoff) => sum + payoff, 0) / seeds.length
      expect(mean).toBeGreaterThan(3)
      expect(mean).toBeLessThan(7)
    }
  })
})
