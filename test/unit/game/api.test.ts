import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import {
  addPayoffs,
  backwardFunction,
  block,
  blockWithInputs,
  certainly,
  check,
  choice,
  close,
  decision,
  dependentDecision,
  discount,
  evaluate,
  extensiveForm,
  forwardFunction,
  fromFunctions,
  fromLens,
  kernel,
  label,
  lottery,
  nature,
  parallel,
  payoffs,
  plays,
  population,
  repeated,
  sequential,
  type Tree,
  type Unit,
  uniform,
  unit,
} from '../../../src/api.ts'

type Move = 'C' | 'D'
const prize = { CC: 3, CD: 0, DC: 5, DD: 1 }
const earn = (mine: Move, yours: Move): number => prize[`${mine}${yours}`]

const dilemma = block()
  .play('x', decision('row', ['C', 'D']))
  .play('y', decision('column', ['C', 'D']))
  .returns({ x: ({ x, y }) => earn(x, y), y: ({ x, y }) => earn(y, x) })

const right = <A>(result: E.Either<unknown, A>): A => {
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

describe('the prisoner’s dilemma', () => {
  it('pays each player according to both moves', () => {
    expect(payoffs(dilemma, { row: 'C', column: 'D' })).toEqual(E.right({ row: 0, column: 5 }))
    expect(payoffs(dilemma, { row: uniform(['C', 'D']), column: uniform(['C', 'D']) })).toEqual(
      E.right({ row: 2.25, column: 2.25 }),
    )
  })

  it('shows what a deviation would bring', () => {
    const states = right(evaluate(dilemma, { row: 'C', column: 'C' }))
    expect(
      states.map(({ decision, payoff, actions }) => [decision.path, payoff, actions.map(a => a.total)]),
    ).toEqual([
      ['row', 3, [3, 5]],
      ['column', 3, [3, 5]],
    ])
  })

  it('has its one equilibrium in mutual defection', () => {
    expect(right(check('equilibrium', dilemma, { row: 'D', column: 'D' })).judgement).toEqual({
      kind: 'holds',
    })
    expect(right(check('equilibrium', dilemma, { row: 'C', column: 'C' })).judgement).toMatchObject({
      kind: 'fails',
      failures: [
        { kind: 'oneShot', player: 'row', to: 'D', gain: 2 },
        { kind: 'oneShot', player: 'column', to: 'D', gain: 2 },
      ],
    })
    expect(right(check('equilibrium', dilemma, { row: 'C', column: 'C' }, 2)).judgement.kind).toBe('holds')
  })

  it('has four plays', () => {
    const leaves = (tree: Tree<number, unknown>): number =>
      tree.kind === 'choice' ? tree.branches.reduce((sum, branch) => sum + leaves(branch), 0) : 1
    expect(leaves(right(extensiveForm(dilemma)))).toBe(4)
  })

  it('is the same game composed side by side', () => {
    const returns = fromLens(
      (moves: readonly [Move, Move]) => moves,
      ([x, y], _: Unit): readonly [number, number] => [earn(x, y), earn(y, x)],
    )
    const composed = sequential(
      parallel(decision('row', ['C', 'D']), decision('column', ['C', 'D'])),
      returns,
    )
    const closed = close(composed, { input: certainly([unit, unit] as const), continuation: () => unit })
    const profile = { row: uniform(['C', 'D']), column: 'D' } as const
    expect(evaluate(closed, profile)).toEqual(evaluate(dilemma, profile))
  })
})

describe('coplay', () => {
  const bids = sequential(
    fromLens(
      (capacity: number) => capacity,
      (capacity, price: number) => capacity * price,
    ),
    fromFunctions(
      (offered: number) => offered,
      (demand: number) => demand / 2,
    ),
  )

  it('carries a price back through lenses, to what an earlier line is returned', () => {
    const market = block()
      .play('capacity', decision('owner', [1, 2, 3] as readonly number[]))
      .play('offered', bids, wires => wires.capacity)
      .play(
        'moved',
        dependentDecision('buyer', (_: number) => ['buy', 'pass']),
        wires => wires.offered,
      )
      .boundary({
        returns: {
          capacity: (_, later) => later.offered - 4,
          offered: wires => (wires.moved === 'buy' ? 2 * (5 - wires.offered) : 0),
          moved: wires => (wires.moved === 'buy' ? 1 : 0),
        },
        outputs: () => unit,
        feedback: (_, lines) => lines.offered,
      })
    // A capacity q sold at price 5 - q earns q (5 - q) - 4: best at 2 and at 3.
    const states = right(evaluate(market, { owner: 1, buyer: 'buy' }))
    expect(states[0]?.actions.map(({ payoff }) => payoff)).toEqual([0, 2, 2])
    // Nobody buys: nothing comes back, and the verdict on capacity turns around.
    const passed = right(evaluate(market, { owner: 1, buyer: 'pass' }))
    expect(passed[0]?.actions.map(({ payoff }) => payoff)).toEqual([-4, -4, -4])
    const verdict = (buyer: 'buy' | 'pass') => {
      const { states } = right(check('equilibrium', market, { owner: 1, buyer }))
      return states.filter(({ regret }) => regret > 0).map(({ decision }) => decision.path)
    }
    expect(verdict('buy')).toEqual(['owner'])
    expect(verdict('pass')).toEqual(['buyer'])
  })

  it('shows feedback only to earlier lines', () => {
    const fed = block<number>()
      .play('first', decision('alice', ['go']))
      .play(
        'signal',
        backwardFunction((n: number) => n + 1),
      )
      .boundary({
        returns: { first: (_, later) => later.signal, signal: (_, __, returned) => returned },
        outputs: wires => wires.first,
        feedback: () => unit,
      })
    const closed = close(fed, { input: certainly(unit), continuation: () => 6 })
    expect(payoffs(closed, { alice: 'go' })).toEqual(E.right({ alice: 7 }))
  })
})

describe('the running ledger', () => {
  it('discounts forward: stages paying 1 and then 3 at one half are worth 2.5', () => {
    const paying = (amount: number) =>
      sequential(
        forwardFunction((_: Unit) => amount),
        addPayoffs('alice'),
      )
    const game = sequential(
      sequential(
        paying(1),
        discount('alice', earned => earned / 2),
      ),
      paying(3),
    )
    expect(payoffs(game, {})).toEqual(E.right({ alice: 2.5 }))
  })

  it('counts as payoff what comes from a decision on, and as total everything', () => {
    const stage = (name: 'one' | 'two') => label(name, decision('alice', [0, 1] as readonly number[]))
    const game = block()
      .play('x', label('one', decision('alice', [0, 1] as readonly number[])))
      .play('y', label('two', decision('alice', [0, 1] as readonly number[])))
      .returns({ x: ({ y }) => -50 * y, y: ({ y }) => y })
    expect(
      stage('one')
        .within([])
        .decisions.map(({ path }) => path),
    ).toEqual(['one.alice'])
    const states = right(evaluate(game, { 'one.alice': 1, 'two.alice': 1 }))
    expect(states.map(({ payoff }) => payoff)).toEqual([-49, 1])
    expect(states[1]?.actions).toEqual([
      { action: 0, payoff: 0, total: 0, earlier: 0 },
      { action: 1, payoff: 1, total: -49, earlier: -50 },
    ])
  })
})

describe('information states', () => {
  const signal = (truth: 'high' | 'low') =>
    truth === 'high'
      ? lottery([
          ['up', 3 / 4],
          ['down', 1 / 4],
        ])
      : lottery([
          ['up', 1 / 4],
          ['down', 3 / 4],
        ])
  const game = block()
    .play('truth', nature(uniform(['high', 'low'])))
    .play('seen', kernel(signal), ({ truth }) => truth)
    .play(
      'act',
      dependentDecision('alice', (_: 'up' | 'down') => ['high', 'low']),
      ({ seen }) => seen,
    )
    .returns({ act: ({ act, truth }) => (act === truth ? 1 : 0) })

  it('are the observations, with what each action is worth given them', () => {
    const states = right(evaluate(game, { alice: seen => (seen === 'up' ? 'high' : 'low') }))
    expect(states.map(({ observation, probability, payoff }) => [observation, probability, payoff])).toEqual([
      ['up', 0.5, 0.75],
      ['down', 0.5, 0.75],
    ])
  })

  it('are those of the branch that is played, weighed by its probability', () => {
    const either = choice(
      dependentDecision('left', (_: 'l') => [0, 1]),
      dependentDecision('right', (_: 'r') => [0, 1]),
    )
    const closed = close(either, {
      input: lottery([
        [E.left('l'), 1 / 4],
        [E.right('r'), 3 / 4],
      ]),
      continuation: y => (E.isLeft(y) ? y.left : -y.right),
    })
    const states = right(evaluate(closed, { left: 0, right: 0 }))
    expect(states.map(s => [s.decision.path, s.probability, s.actions.map(a => a.payoff)])).toEqual([
      ['left', 0.25, [0, 1]],
      ['right', 0.75, [0, -1]],
    ])
    const onlyLeft = close(either, { input: certainly(E.left('l')), continuation: () => 0 })
    expect(right(evaluate(onlyLeft, { left: 0, right: 0 })).map(s => s.decision.path)).toEqual(['left'])
  })
})

describe('populations and repetitions', () => {
  it('tell decisions apart by index, while one name is one player', () => {
    const homes = population('homes', 3, () => decision('owner', [0, 1] as readonly number[]))
    const closed = close(homes, {
      input: certainly([unit, unit, unit]),
      continuation: loads => loads.map(load => load * (2 - loads.reduce((sum, l) => sum + l, 0))),
    })
    const profile = { 'homes.0.owner': 1, 'homes.1.owner': 1, 'homes.2.owner': 0 }
    expect(payoffs(closed, profile)).toEqual(E.right({ owner: 0 }))
    const states = right(evaluate(closed, profile))
    expect(states.map(({ decision, actions }) => [decision.path, actions.map(a => a.total)])).toEqual([
      ['homes.0.owner', [1, 0]],
      ['homes.1.owner', [1, 0]],
      ['homes.2.owner', [0, -3]],
    ])
  })

  it('feed outputs of a stage into the next and nest what the play names', () => {
    const stage = (index: number) =>
      blockWithInputs<{ readonly stock: number }>()
        .play(
          'taken',
          dependentDecision('fisher', (stock: number) => [0, stock]),
          ({ stock }) => stock,
        )
        .boundary({
          returns: { taken: ({ taken }) => taken },
          outputs: ({ stock, taken }) => ({ stock: 2 * (stock - taken) + index }),
          feedback: () => unit,
        })
    const season = repeated('season', 2, stage)
    const closed = close(season, { input: certainly({ stock: 1 }), continuation: () => unit })
    const [play] = right(plays(closed, { 'season.0.fisher': 0, 'season.1.fisher': stock => stock }))
    expect(play?.[0].output).toEqual({ stock: 1 })
    expect(play?.[0].trace.names).toEqual({
      season: { 0: { stock: 1, taken: 0 }, 1: { stock: 2, taken: 2 } },
    })
  })
})

describe('plays that cannot go on', () => {
  it('say which decision and why', () => {
    const offered = decision('alice', [1, 2] as readonly number[])
    const closed = close(offered, { input: certainly(unit), continuation: y => y })
    expect(payoffs(closed, { alice: 3 })).toMatchObject(
      E.left({ kind: 'actionOutsideList', action: 3, actions: [1, 2], decision: { path: 'alice' } }),
    )
    expect(payoffs(closed, { alice: lottery([[1, 0.5]]) })).toMatchObject(
      E.left({ kind: 'notADistribution', weights: { kind: 'notOne', sum: 0.5 } }),
    )
    const none = close(decision('bob', [] as readonly number[]), {
      input: certainly(unit),
      continuation: y => y,
    })
    expect(evaluate(none, { bob: 1 })).toMatchObject(E.left({ kind: 'noActions' }))
    const crowd = population('homes', 2, () => decision('owner', [0]))
    const short = close(crowd, { input: certainly([unit]), continuation: () => [0, 0] })
    expect(payoffs(short, { 'homes.0.owner': 0, 'homes.1.owner': 0 })).toEqual(
      E.left({ kind: 'wrongLength', members: 2, list: 'shorter' }),
    )
  })
})
