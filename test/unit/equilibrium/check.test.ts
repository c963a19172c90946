import { describe, expect, it } from 'vitest'
import { isHeld } from '../../../src/equilibrium/check.ts'
import { double } from '../../../src/markov/double.ts'
import { bimatrix, pureProfile, scripted, surely } from '../../arbitrary/scripted.ts'
import { checked, decide, failures, holds, playing, uniform } from './asking.ts'

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
