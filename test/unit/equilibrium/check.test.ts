import { describe, expect, it } from 'vitest'
import { check, isHeld } from '../../../src/equilibrium/check.ts'
import type { CheckedConcept } from '../../../src/equilibrium/concept.ts'
import type { Failure, Verdict } from '../../../src/equilibrium/verdict.ts'
import type { ClosedGame, Strategy } from '../../../src/game/game.ts'
import { budget } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { exact, type Rational, rational } from '../../../src/markov/rational.ts'
import {
  bimatrix,
  type Line,
  pureProfile,
  type Strategies,
  scripted,
  surely,
} from '../../arbitrary/scripted.ts'

const checked = (
  concept: CheckedConcept,
  game: ClosedGame<number, Strategies<number>>,
  profile: Strategies<number>,
  epsilon?: number,
): Verdict<number> =>
  check(concept, game, profile, {
    scalar: double,
    budget: budget(10_000_000),
    ...(epsilon === undefined ? {} : { epsilon }),
  })

const holds = (
  concept: CheckedConcept,
  game: ClosedGame<number, Strategies<number>>,
  profile: Strategies<number>,
) => isHeld(checked(concept, game, profile))

const failures = (verdict: Verdict<number>): readonly Failure<number>[] =>
  verdict.judgement.kind === 'fails' ? verdict.judgement.failures : []

const uniform = (moves: readonly string[]) => () => moves.map(move => [move, 1 / moves.length] as const)

/** A pure strategy that depends on what is observed. */
const playing =
  (move: (seen: unknown) => unknown): Strategy<number, unknown, unknown> =>
  seen => [[move(seen), 1]]

const decide = (
  player: string,
  name: string,
  moves: readonly unknown[],
  returns: (play: Record<string, unknown>) => number,
  observe?: (play: Record<string, unknown>) => unknown,
): Line<number> => ({
  kind: 'decide',
  player,
  name,
  actions: () => moves,
  returns: play => returns(play),
  ...(observe === undefined ? {} : { observe: play => observe(play) }),
})

const dilemma = bimatrix(
  double,
  [
    ['C', 'D'],
    ['C', 'D'],
  ],
  (row, column) => {
    const pay = (mine: string, other: string) =>
      mine === 'C' ? (other === 'C' ? 3 : 0) : other === 'C' ? 5 : 1
    return [pay(row, column), pay(column, row)]
  },
)

describe('the prisoner’s dilemma', () => {
  const cooperate = pureProfile(double, { row: 'C', column: 'C' })
  const defect = pureProfile(double, { row: 'D', column: 'D' })

  it('has mutual defection as its strict equilibrium in dominant strategies', () => {
    for (const concept of ['equilibrium', 'subgamePerfect', 'strict', 'dominant'] as const)
      expect(holds(concept, dilemma, defect)).toBe(true)
    expect(holds('pareto', dilemma, defect)).toBe(false)
  })

  it('refuses mutual cooperation with the deviation and its gain', () => {
    const verdict = checked('equilibrium', dilemma, cooperate)
    expect(verdict.payoffs).toEqual({ row: 3, column: 3 })
    expect(failures(verdict)).toMatchObject([
      { kind: 'oneShot', player: 'row', to: 'D', payoff: 3, deviationPayoff: 5, gain: 2 },
      { kind: 'oneShot', player: 'column', to: 'D', payoff: 3, deviationPayoff: 5, gain: 2 },
    ])
    expect(holds('pareto', dilemma, cooperate)).toBe(true)
  })

  it('accepts a regret of 2 within 2, and not within 1.9', () => {
    expect(isHeld(checked('equilibrium', dilemma, cooperate, 2))).toBe(true)
    expect(isHeld(checked('equilibrium', dilemma, cooperate, 1.9))).toBe(false)
  })

  it('shows what mutual cooperation is dominated by, and against what', () => {
    const [failure] = failures(checked('dominant', dilemma, cooperate))
    expect(failure).toMatchObject({
      kind: 'dominated',
      player: 'row',
      changes: [{ to: 'D' }],
      against: [{ decision: { player: 'column' }, action: 'C' }],
      payoff: 3,
      deviationPayoff: 5,
      gain: 2,
    })
  })

  it('shows the profile that is better for both', () => {
    expect(failures(checked('pareto', dilemma, defect))).toMatchObject([
      { kind: 'pareto', payoffs: { row: 1, column: 1 }, better: { row: 3, column: 3 } },
    ])
  })
})

describe('matching pennies', () => {
  const pennies = bimatrix(
    double,
    [
      ['H', 'T'],
      ['H', 'T'],
    ],
    (row, column) => (row === column ? [1, -1] : [-1, 1]),
  )

  it('is in equilibrium only where both mix evenly', () => {
    const mixed = { row: uniform(['H', 'T']), column: uniform(['H', 'T']) }
    expect(holds('equilibrium', pennies, mixed)).toBe(true)
    expect(holds('equilibrium', pennies, { ...mixed, row: surely(double, 'H') })).toBe(false)
    expect(failures(checked('strict', pennies, mixed)).map(({ kind }) => kind)).toEqual(['mixed', 'mixed'])
    expect(holds('dominant', pennies, mixed)).toBe(false)
  })
})

describe('the entry game', () => {
  const entry = scripted(double, [
    decide('entrant', 'enter', ['In', 'Out'], play =>
      play['enter'] === 'Out' ? 0 : play['reply'] === 'Fight' ? -1 : 1,
    ),
    {
      kind: 'decide',
      player: 'incumbent',
      name: 'reply',
      observe: play => play['enter'],
      actions: seen => (seen === 'In' ? ['Fight', 'Yield'] : ['Rest']),
      returns: play => (play['enter'] === 'Out' ? 2 : play['reply'] === 'Fight' ? -1 : 1),
    },
  ])
  const reply = (toEntry: string) => playing(seen => (seen === 'In' ? toEntry : 'Rest'))

  it('is Nash by an empty threat, which is not subgame perfect', () => {
    const threat = { enter: surely(double, 'Out'), reply: reply('Fight') }
    expect(holds('equilibrium', entry, threat)).toBe(true)
    const verdict = checked('subgamePerfect', entry, threat)
    expect(failures(verdict)).toMatchObject([
      { kind: 'oneShot', player: 'incumbent', observation: 'In', to: 'Yield', gain: 2 },
    ])
    expect(verdict.states.find(({ observation }) => observation === 'In')).toMatchObject({
      probability: 0,
      reached: false,
      regret: 2,
    })
  })

  it('is subgame perfect when entry is not fought', () => {
    const peace = { enter: surely(double, 'In'), reply: reply('Yield') }
    expect(holds('subgamePerfect', entry, peace)).toBe(true)
  })
})

describe('the ultimatum game', () => {
  const offers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
  const ultimatum = scripted(double, [
    decide('proposer', 'offer', offers, play =>
      play['reply'] === 'Accept' ? 10 - Number(play['offer']) : 0,
    ),
    decide(
      'responder',
      'reply',
      ['Accept', 'Reject'],
      play => (play['reply'] === 'Accept' ? Number(play['offer']) : 0),
      play => play['offer'],
    ),
  ])
  const atLeast = (least: number) => playing(offer => (Number(offer) >= least ? 'Accept' : 'Reject'))

  it('splits evenly in an equilibrium that is not subgame perfect', () => {
    const fair = { offer: surely(double, 5), reply: atLeast(5) }
    expect(holds('equilibrium', ultimatum, fair)).toBe(true)
    expect(failures(checked('subgamePerfect', ultimatum, fair))).toHaveLength(4)
  })

  it('gives all to the proposer in a subgame perfect one', () => {
    expect(holds('subgamePerfect', ultimatum, { offer: surely(double, 0), reply: atLeast(0) })).toBe(true)
  })
})

describe('a centipede', () => {
  const names = ['1', '2', '3', '4']
  const stops = (play: Record<string, unknown>) => names.findIndex(name => play[name] === 'Stop')
  const share = (player: number) => (play: Record<string, unknown>) => {
    const end = stops(play)
    if (end < 0) return player === 0 ? 6 : 4
    return end % 2 === player ? end + 2 : end - 1
  }
  const centipede = scripted(
    double,
    names.map((name, k) => ({
      kind: 'decide',
      player: k % 2 === 0 ? 'ann' : 'bob',
      name,
      observe: play => stops(play) < 0,
      actions: isOn => (isOn === true ? ['Go', 'Stop'] : ['Gone']),
      // The whole is paid at a player's last decision.
      returns: play => (k >= 2 ? share(k % 2)(play) : 0),
    })),
  )
  const always = (move: string) => playing(isOn => (isOn === true ? move : 'Gone'))

  it('stops at once when it is subgame perfect', () => {
    expect(holds('subgamePerfect', centipede, Object.fromEntries(names.map(n => [n, always('Stop')])))).toBe(
      true,
    )
  })

  it('does not go to the end', () => {
    expect(holds('equilibrium', centipede, Object.fromEntries(names.map(n => [n, always('Go')])))).toBe(false)
  })
})

describe('one player with two decisions', () => {
  const later = (y: number) => ({ x: surely(double, 0), y: surely(double, y) })

  it('counts what the later decision costs the earlier one (probe P3b)', () => {
    const game = scripted(double, [
      decide('p', 'x', [0], play => -50 * Number(play['y'])),
      decide('p', 'y', [0, 1], play => Number(play['y'])),
    ])
    const verdict = checked('equilibrium', game, later(1))
    expect(failures(verdict)).toMatchObject([
      { kind: 'oneShot', to: 0, payoff: -49, deviationPayoff: 0, gain: 49 },
    ])
    expect(verdict.payoffs).toEqual({ p: -49 })
    expect(holds('equilibrium', game, later(0))).toBe(true)
  })

  it('finds the joint deviation where no single one gains', () => {
    const game = scripted(double, [
      decide('p', 'x', [0, 1], play => (play['x'] === play['y'] ? 1 + Number(play['x']) : 0)),
      decide('p', 'y', [0, 1], () => 0),
    ])
    const verdict = checked('equilibrium', game, later(0))
    expect(failures(verdict)).toMatchObject([
      {
        kind: 'joint',
        player: 'p',
        changes: [
          { decision: { key: 'x' }, to: 1 },
          { decision: { key: 'y' }, to: 1 },
        ],
        payoff: 1,
        deviationPayoff: 2,
        gain: 1,
      },
    ])
  })

  it('finds it also for a player who forgets what it saw', () => {
    // The player sees a coin, then neither the coin nor its report: only a constant report can be matched.
    const game = scripted(double, [
      {
        kind: 'nature',
        name: 'coin',
        draw: () => [
          ['H', 0.5],
          ['T', 0.5],
        ],
      },
      decide(
        'p',
        'report',
        ['H', 'T'],
        () => 0,
        play => play['coin'],
      ),
      decide('p', 'guess', ['H', 'T'], play =>
        play['guess'] !== play['report'] ? 0 : play['guess'] === 'H' ? 1 : 2,
      ),
    ])
    const verdict = checked('equilibrium', game, { report: surely(double, 'H'), guess: surely(double, 'H') })
    expect(failures(verdict)).toMatchObject([{ kind: 'joint', payoff: 1, deviationPayoff: 2 }])
    const best = { report: surely(double, 'T'), guess: surely(double, 'T') }
    expect(holds('equilibrium', game, best)).toBe(true)
    expect(holds('strict', game, best)).toBe(true)
  })

  it('calls a joint tie no strict equilibrium', () => {
    const game = scripted(double, [
      decide('p', 'x', [0, 1], play => (play['x'] === play['y'] ? 1 : 0)),
      decide('p', 'y', [0, 1], () => 0),
    ])
    expect(failures(checked('strict', game, later(0)))).toMatchObject([
      { kind: 'tie', joint: true, to: 1 },
      { kind: 'tie', joint: true, to: 1 },
    ])
  })
})

describe('the probes of open-game-engine', () => {
  it('P1: accepts a tie, which strict does not', () => {
    const game = scripted(double, [decide('p', 'x', ['a', 'b', 'c'], () => 1)])
    expect(holds('equilibrium', game, pureProfile(double, { x: 'a' }))).toBe(true)
    expect(failures(checked('strict', game, pureProfile(double, { x: 'a' })))).toMatchObject([
      { kind: 'tie', to: 'b', joint: false },
    ])
  })

  it('P2: refuses an action outside the list', () => {
    const game = scripted(double, [decide('p', 'x', [1, 2, 3], play => Number(play['x']))])
    expect(() => checked('equilibrium', game, pureProfile(double, { x: 9 }))).toThrow('outside its list')
  })

  it('P3: reports both lines of one player, the first with the later receipts', () => {
    const game = scripted(double, [
      decide('p', 'x', [0, 1], play => 10 * Number(play['x']) + Number(play['y'])),
      decide('p', 'y', [0, 1], play => 100 * Number(play['y'])),
    ])
    expect(failures(checked('equilibrium', game, pureProfile(double, { x: 0, y: 0 })))).toMatchObject([
      { decision: { key: 'x' }, payoff: 0, deviationPayoff: 10 },
      { decision: { key: 'y' }, payoff: 0, deviationPayoff: 101 },
    ])
  })

  it('P5: accepts an exact mixed equilibrium in thirds, in doubles and exactly', () => {
    const table = [
      [1n, 7n, 3n],
      [3n, 1n, 7n],
      [7n, 3n, 1n],
    ]
    const moves = ['0', '1', '2']
    const tenths = (row: string, column: string) => table[Number(row)]?.[Number(column)] ?? 0n
    const thirds = (): readonly (readonly [string, Rational])[] => moves.map(move => [move, rational(1n, 3n)])
    const inDoubles = bimatrix(double, [moves, moves], (row, column) => [
      Number(tenths(row, column)) / 10,
      Number(tenths(column, row)) / 10,
    ])
    expect(holds('equilibrium', inDoubles, { row: uniform(moves), column: uniform(moves) })).toBe(true)
    const exactly = bimatrix(exact, [moves, moves], (row, column) => [
      rational(tenths(row, column), 10n),
      rational(tenths(column, row), 10n),
    ])
    const verdict = check(
      'equilibrium',
      exactly,
      { row: thirds, column: thirds },
      {
        scalar: exact,
        budget: budget(1_000_000),
      },
    )
    expect(isHeld(verdict)).toBe(true)
    expect(verdict.payoffs['row']).toEqual(rational(11n, 30n))
  })

  it('P7: forgives the decision’s own epsilon', () => {
    const line = decide('p', 'x', [2.6, 3], play => Number(play['x']))
    const strictly = scripted(double, [line])
    const loosely = scripted(double, [{ ...line, epsilon: 0.5 } as Line<number>])
    expect(holds('equilibrium', strictly, pureProfile(double, { x: 2.6 }))).toBe(false)
    expect(holds('equilibrium', loosely, pureProfile(double, { x: 2.6 }))).toBe(true)
  })

  it('P8: leaves out what has probability zero', () => {
    const game = scripted(double, [
      {
        kind: 'nature',
        name: 'n',
        draw: () => [
          ['lo', 0],
          ['hi', 1],
        ],
      },
      decide(
        'p',
        'x',
        ['lo', 'hi'],
        play => (play['x'] === play['n'] ? 1 : 0),
        play => play['n'],
      ),
    ])
    const verdict = checked('equilibrium', game, { x: (seen: unknown) => [[seen, 1]] })
    expect(isHeld(verdict)).toBe(true)
    expect(verdict.states.map(({ observation }) => observation)).toEqual(['hi'])
  })

  it('P10: discounts forward', () => {
    const game = scripted(double, [
      decide('p', 'x', [0], () => 1),
      { kind: 'discount', player: 'p', factor: later => later / 2 },
      decide('p', 'y', [0, 1], play => 2 + Number(play['y'])),
    ])
    const verdict = checked('equilibrium', game, pureProfile(double, { x: 0, y: 1 }))
    expect(verdict.payoffs).toEqual({ p: 2.5 })
    expect(verdict.states[1]).toMatchObject({ account: 'onward', payoff: 3, regret: 0 })
  })
})

describe('dominance in auctions', () => {
  const auction = (values: readonly number[], bidders: number, bids: readonly number[], rank: number) => {
    const names = Array.from({ length: bidders }, (_, k) => `${k}`)
    const offers = (play: Record<string, unknown>) => names.map(name => Number(play[`bid${name}`]))
    return scripted(double, [
      ...names.map(
        (name): Line<number> => ({
          kind: 'nature',
          name: `value${name}`,
          draw: () => values.map(value => [value, 1 / values.length] as const),
        }),
      ),
      ...names.map((name, k) =>
        decide(
          name,
          `bid${name}`,
          bids,
          play => {
            const made = offers(play)
            const top = Math.max(...made)
            const winners = made.filter(bid => bid === top).length
            const price = [...made].sort((a, b) => b - a)[rank] ?? 0
            return made[k] === top ? (Number(play[`value${name}`]) - price) / winners : 0
          },
          play => play[`value${name}`],
        ),
      ),
    ])
  }
  const truthful = (bidders: number): Strategies<number> =>
    Object.fromEntries(Array.from({ length: bidders }, (_, k) => [`bid${k}`, (v: unknown) => [[v, 1]]]))
  const steps = [0, 20, 40, 60, 80, 100]

  it('certifies truthful bids at the second price, two bidders with six values', () => {
    expect(holds('dominant', auction(steps, 2, steps, 1), truthful(2))).toBe(true)
  })

  it('certifies truthful bids at the second price, three bidders with three values and four bids', () => {
    expect(holds('dominant', auction([0, 20, 40], 3, [0, 20, 40, 60], 1), truthful(3))).toBe(true)
  })

  it('shows at the first price that bidding less is better', () => {
    const [failure] = failures(checked('dominant', auction(steps, 2, steps, 0), truthful(2)))
    expect(failure?.kind).toBe('dominated')
    if (failure?.kind === 'dominated') expect(failure.gain).toBeGreaterThan(1)
  })
})
