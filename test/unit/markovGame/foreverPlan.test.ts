import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { faithful } from '../../../src/game/interpretation.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { finite } from '../../../src/markov/finite.ts'
import { exact, type Rational } from '../../../src/markov/rational.ts'
import { unobserved } from '../../../src/markovGame/foreverPlan.ts'
import {
  doublePlan,
  exactPlan,
  isPerfect,
  planIn,
  ratio,
  regretOf,
  strategiesIn,
  written,
} from './endless.ts'

/** A game of two players with two actions each, whose payoffs and next states are drawn from tables. */
interface Random {
  readonly pay: readonly [readonly number[], readonly number[]]
  /** For each state and pair of actions two next states, as likely as not. */
  readonly next: readonly (readonly [number, number])[]
  /** For each player and state how often of four times it takes its second action. */
  readonly strategy: readonly [readonly number[], readonly number[]]
  readonly discount: number
}

const random = fc.integer({ min: 1, max: 3 }).chain(size => {
  const amounts = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 4 * size, maxLength: 4 * size })
  const odds = fc.array(fc.constantFrom(0, 0, 1, 4, 4), { minLength: size, maxLength: size })
  const state = fc.nat(size - 1)
  return fc.record({
    pay: fc.tuple(amounts, amounts),
    next: fc.array(fc.tuple(state, state), { minLength: 4 * size, maxLength: 4 * size }),
    strategy: fc.tuple(odds, odds),
    discount: fc.constantFrom(0, 1, 2, 3),
  })
})

const tables = ({ pay, next, strategy }: Random): string => `
  let payA = [${pay[0].join(', ')}]
  let payB = [${pay[1].join(', ')}]
  let next = [${next.map(([one, other]) => `[${one}, ${other}]`).join(', ')}]
  let row (s, x, y) = 4 * s + 2 * x + y
  let odds n = mix (n / 4) (pure 1) (pure 0)
  let asA = [${strategy[0].join(', ')}]
  let asB = [${strategy[1].join(', ')}]`

const stage = `
    inputs : s ; operation : dependentDecision "a" (const [0, 1]) ; outputs : x ; returns : payA !! row (s, x, y) ;
    inputs : s ; operation : dependentDecision "b" (const [0, 1]) ; outputs : y ; returns : payB !! row (s, x, y) ;
    inputs : s, x, y ; operation : liftStochastic (\\now -> uniform (next !! row now)) ; outputs : t ;`

const strategy = '{ a = \\s -> odds (asA !! s), b = \\s -> odds (asB !! s) }'

const endless = (game: Random): string => `${tables(game)}
  game g = forever { inputs : s ; :-: ${stage} :-: outputs : t ; } discount (${game.discount} / 4) at 0
  strategy s for g = ${strategy}`

const repeated = (game: Random, rounds: number): string => `${tables(game)}
  game g = {
    inputs : 0 ; operation : forwardFunction id ; outputs : s ;
    rounds: repeat ${rounds} { inputs : s ; :-: ${stage}
      operation : discount "a" (* (${game.discount} / 4)) ;
      operation : discount "b" (* (${game.discount} / 4)) ; :-: outputs : t ; }
  }
  strategy s for g = ${strategy}`

const payoffsOf = (text: string): { readonly [player: string]: number } => {
  const [played] = strategiesIn(double, text).values()
  if (played === undefined || E.isLeft(played.closed)) throw new Error('cannot be played')
  const markov = finite(double, unlimited)
  const outcomes = markov.outcomes(played.closed.right.receipts(faithful(markov), played.profile))
  const of = (player: string) => outcomes.reduce((sum, [ledger, p]) => sum + p * (ledger[player] ?? 0), 0)
  return { a: of('a'), b: of('b') }
}

describe('a game without end', () => {
  it('is what its first rounds come near to, as fast as the discount says', () => {
    fc.assert(
      fc.property(random, game => {
        const rounds = 3
        const early = payoffsOf(repeated(game, rounds))
        const all = doublePlan(endless(game)).payoffs()
        const d = game.discount / 4
        const rest = (4 * d ** rounds) / (1 - d)
        for (const player of ['a', 'b'])
          expect(Math.abs((early[player] ?? 0) - (all[player] ?? 0))).toBeLessThanOrEqual(rest + 1e-9)
      }),
      { numRuns: 40 },
    )
  })

  it('has a best reply that no stationary one beats', () => {
    fc.assert(
      fc.property(random, game => {
        const size = game.strategy[0].length
        const reply = exactPlan(endless(game)).bestReply('a')
        if (reply.kind !== 'found') throw new Error('nobody forgets here')
        const policies = Array.from({ length: 2 ** size }, (_, bits) =>
          Array.from({ length: size }, (__, state) => (((bits >> state) & 1) === 1 ? 4 : 0)),
        )
        const values = policies.map(policy => {
          const { payoffs } = exactPlan(endless({ ...game, strategy: [policy, game.strategy[1]] }))
          return payoffs()['a'] ?? exact.zero
        })
        const best = values.reduce((most, value) => (exact.compare(value, most) > 0 ? value : most))
        expect(exact.show(reply.value)).toBe(exact.show(best))
      }),
      { numRuns: 25 },
    )
  })

  it('has no gain by several changes where no change at any state gains, and none in doubles that is not exact', () => {
    fc.assert(
      fc.property(random, game => {
        const plan = exactPlan(endless(game))
        const regret = regretOf(exact, plan)
        if (isPerfect(exact, plan, exact.zero)) expect(exact.show(regret)).toBe('0')
        expect(regretOf(double, doublePlan(endless(game)))).toBeCloseTo(exact.toNumber(regret), 9)
      }),
      { numRuns: 60 },
    )
  })

  it('is met by states whose shares sum to one', () => {
    fc.assert(
      fc.property(random, game => {
        const shares = exactPlan(endless(game))
          .states()
          .filter(state => state.decision.player === 'a')
          .map(state => state.probability)
        expect(exact.show(shares.reduce(exact.add, exact.zero))).toBe('1')
      }),
      { numRuns: 30 },
    )
  })
})

describe('deviations', () => {
  // Going on is worth it only if the prize is taken next, which the strategy would not do.
  const detour = `
    game g = forever {
      inputs : away ; :-:
      inputs : away ; operation : dependentDecision "a" (const [False, True]) ; outputs : go ;
      returns : if away then (if go then 10 else 0) else (if go then -1 else 0) ; :-:
      outputs : go && not away ;
    } discount 0.5 at False
    strategy s for g = { a = \\_ -> False }`

  it('at several stages can gain where none at a state that is reached does', () => {
    const plan = exactPlan(detour)
    const gains = plan.states().flatMap(s => s.actions.map(a => exact.show(exact.sub(a.payoff, s.payoff))))
    expect(gains).toEqual(['0', '-1'])
    const reply = plan.bestReply('a')
    // -1 + 10 / 2 every other stage
    expect(reply.kind === 'found' && exact.show(reply.value)).toBe('16/3')
    expect(reply.kind === 'found' && reply.states.map(s => [s.reached, s.reachedByReply, s.best])).toEqual([
      [true, true, 1],
      [false, true, 1],
    ])
    expect(isPerfect(exact, plan, exact.zero)).toBe(false)
  })

  const twice = (seen: string) => `
    game g = forever {
      inputs : s ; :-:
      first: inputs : s ; operation : dependentDecision "a" (const [0, 1]) ; outputs : x ; returns : 0 ;
      second: inputs : ${seen} ; operation : dependentDecision "a" (const [0, 1]) ; outputs : y ;
      returns : if s + x + y == 3 then 8 else (if x + y > 0 then -1 else 0) ; :-:
      outputs : if x + y == 2 then 1 else 0 ;
    } discount (1 / 2) at 0
    strategy s for g = { first.a = const 0, second.a = const 0 }`

  it('can be several in one stage', () => {
    const plan = exactPlan(twice('s, x'))
    expect(plan.states().every(s => s.actions.every(a => exact.compare(a.payoff, s.payoff) <= 0))).toBe(true)
    const reply = plan.bestReply('a')
    // both at once: -1 in the first stage, and 8 in every later one
    expect(reply.kind === 'found' && exact.show(reply.value)).toBe('7')
    expect(
      reply.kind === 'found' &&
        reply.states
          .filter(s => s.reachedByReply)
          .map(s => `${s.decision.path} ${written(exact, s.observation)} ${s.best}`),
    ).toEqual(['first.a 0 1', 'second.a (0, 1) 1', 'first.a 1 1', 'second.a (1, 1) 1'])
  })

  it('need no memory where the same is done whatever was forgotten', () => {
    const reply = exactPlan(twice('s')).bestReply('a')
    expect(reply.kind === 'found' && exact.show(reply.value)).toBe('7')
  })

  it('that a player would have to remember for are no reply, but a bound', () => {
    const plan = exactPlan(`
      game g = forever {
        inputs : s ; :-:
        operation : nature (uniform [0, 1]) ; outputs : coin ;
        first: inputs : coin ; operation : dependentDecision "a" (const [0]) ; outputs : x ; returns : x ;
        second: inputs : s ; operation : dependentDecision "a" (const [0, 1]) ; outputs : y ;
        returns : if y == coin then 1 else 0 ; :-:
        outputs : s ;
      } discount (1 / 2) at 0
      strategy s for g = { a = const 0 }`)
    const reply = plan.bestReply('a')
    expect(reply.kind === 'forgets' && [reply.decision.path, reply.earlier.path]).toEqual([
      'second.a',
      'first.a',
    ])
    const { payoff, upper } = plan.replyBounds('a')
    expect([exact.show(payoff), exact.show(upper)]).toEqual(['1', '2'])
  })
})

describe('states that are not observed', () => {
  /** A coin lies on one side or the other; who bets on it does not see it. */
  const coin = (chance: string, bet: string) => `
    game g = forever {
      inputs : side ; :-:
      operation : decision "a" [0, 1] ; outputs : x ; returns : if x == side then 1 else ${bet} ;
      operation : nature (${chance}) ; outputs : next ; :-:
      outputs : next ;
    } discount (1 / 2) at (uniform [0, 1])
    strategy s for g = { a = 0 }`

  it('are told, and what could be gained by seeing them bounds what can be gained', () => {
    const plan = exactPlan(coin('uniform [0, 1]', '0'))
    expect(unobserved(plan.states()).map(s => s.decision.path)).toEqual(['a'])
    expect(plan.bestReply('a').kind).toBe('forgets')
    const { payoff, upper } = plan.replyBounds('a')
    expect([exact.show(payoff), exact.show(upper)]).toEqual(['1', '2'])
  })
  it('do not matter where the same is best in all of them', () => {
    const plan = exactPlan(coin('pure 0', '(if side == 1 then -1 else 0)').replace('x == side', 'x == 0'))
    expect(regretOf(exact, plan)).toEqual(exact.zero)
    expect(isPerfect(exact, plan, exact.zero)).toBe(true)
  })
  it('do not matter where another action is best in all of them', () => {
    const plan = exactPlan(coin('uniform [0, 1]', '0').replace('x == side', 'x == 1'))
    expect(exact.show(regretOf(exact, plan))).toBe('2')
  })
  it('are none where every decision sees the state', () => {
    expect(
      unobserved(
        exactPlan(
          coin('uniform [0, 1]', '0').replace(
            'operation : decision "a" [0, 1]',
            'inputs : side ; operation : dependentDecision "a" (const [0, 1])',
          ),
        ).states(),
      ),
    ).toEqual([])
  })
})

describe('discount lines within a stage', () => {
  const halving = (line: string, d = '1 / 2') => `
    game g = forever {
      inputs : s ; :-:
      inputs : 1 ; operation : addPayoffs "a" ;
      ${line}
      inputs : 1 ; operation : addPayoffs "b" ;
      inputs : 2 ; operation : addPayoffs "a" ; :-:
      outputs : s ;
    } discount (${d}) at ()
    strategy s for g = { }`
  const payoffs = (text: string) => {
    const found = exactPlan(text).payoffs()
    return [found['a'], found['b']].map(n => exact.show(n ?? exact.zero))
  }

  it('transform what comes later, in later stages too', () => {
    expect(payoffs(halving(''))).toEqual(['6', '2'])
    // V = 1 + (2 + V / 2) / 2
    expect(payoffs(halving('operation : discount "a" (* (1 / 2)) ;'))).toEqual(['8/3', '2'])
    // V = 1 + 3 + (2 + V / 2) / 2
    expect(payoffs(halving('operation : discount "a" (\\x -> 3 + x / 2) ;'))).toEqual(['20/3', '2'])
    // V = 1 - (2 + V / 2)
    expect(payoffs(halving('operation : discount "a" (\\x -> -x) ;'))).toEqual(['-2/3', '2'])
  })
  it('are the same in doubles', () => {
    expect(doublePlan(halving('operation : discount "a" (\\x -> 3 + x * 0.5) ;')).payoffs()['a']).toBeCloseTo(
      20 / 3,
      12,
    )
  })
  it('must leave later receipts less than they are now', () => {
    const found = planIn(exact, halving('operation : discount "a" (* 2) ;'))
    expect(E.isLeft(found) && found.left).toMatchObject({ kind: 'undiscounted', player: 'a' })
    expect(E.isRight(planIn(exact, halving('operation : discount "a" (* 2) ;', '0.49')))).toBe(true)
  })
  it('must be linear', () => {
    const found = planIn(exact, halving('operation : discount "a" (min 5) ;'))
    expect(E.isLeft(found) && found.left).toMatchObject({ kind: 'notAffine', player: 'a' })
  })
})

describe('states', () => {
  const counter = (next: string) => `
    game g = forever {
      inputs : n ; :-:
      inputs : n ; operation : dependentDecision "a" (const [0, 1]) ; outputs : x ; returns : x ; :-:
      outputs : ${next} ;
    } discount 0.9 at 0
    strategy s for g = { a = const 1 }`

  it('without end are an error that shows how far they went', () => {
    const found = planIn(double, counter('n + x'), 's', 300_000)
    expect(E.isLeft(found) && found.left).toMatchObject({ kind: 'manyStates', found: 301, last: 300 })
  })
  it('are as many as any actions reach', () => {
    const plan = doublePlan(counter('min 40 (n + x)'))
    expect(plan.stageStates).toEqual(Array.from({ length: 41 }, (_, i) => i))
    expect(plan.payoffs()['a']).toBeCloseTo(10, 12)
    expect(plan.values.bound).toBeLessThan(1e-12)
  })
  it('solve exactly in cycles', () => {
    const plan = exactPlan(counter('(n + x) `mod` 60'))
    const value: Rational = plan.payoffs()['a'] ?? exact.zero
    expect(value).toEqual(ratio('10'))
    expect(regretOf(exact, plan)).toEqual(exact.zero)
  })
})
