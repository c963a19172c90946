/** The repeated prisoner's dilemma, whose discount thresholds are in every textbook. */
import { describe, expect, it } from 'vitest'
import { double } from '../../../src/markov/double.ts'
import { exact, type Rational } from '../../../src/markov/rational.ts'
import { states } from '../compile/compiling.ts'
import { doublePlan, exactPlan, isPerfect, ratio, regretOf, threshold } from './endless.ts'

interface Dilemma {
  readonly temptation: number
  readonly reward: number
  readonly punishment: number
  readonly sucker: number
}

const usual: Dilemma = { temptation: 5, reward: 3, punishment: 1, sucker: 0 }

const preamble = ({ temptation, reward, punishment, sucker }: Dilemma): string => `
  type Move = Cooperate | Defect
  let pay : Move -> Move -> Real
    | Cooperate Cooperate = ${reward}
    | Cooperate Defect    = ${sucker}
    | Defect    Cooperate = ${temptation}
    | Defect    Defect    = ${punishment}

  let trigger both = if both == (Cooperate, Cooperate) then Cooperate else Defect
  let tit (mine, yours) = yours
  let tat (mine, yours) = mine`

const stage = `
    inputs : last ; operation : dependentDecision "row" (const [Cooperate, Defect]) ;
    outputs : x ; returns : pay x y ;
    inputs : last ; operation : dependentDecision "column" (const [Cooperate, Defect]) ;
    outputs : y ; returns : pay y x ;`

/** The dilemma that remembers the last moves. */
const dilemma = (
  discount: string,
  values = usual,
  start = '(Cooperate, Cooperate)',
): string => `${preamble(values)}
  game g = forever { inputs : last ; :-: ${stage} :-: outputs : x, y ; } discount (${discount}) at ${start}
  strategy grim      for g = { row = trigger, column = trigger }
  strategy titForTat for g = { row = tit, column = tat }
  strategy noisy     for g = { row = const (distFromList [(Cooperate, 0.9), (Defect, 0.1)]),
                               column = const (distFromList [(Cooperate, 0.9), (Defect, 0.1)]) }
  strategy defect    for g = { row = const Defect, column = const Defect }`

const fraction = ({ numerator, denominator }: Rational): string => `${numerator} / ${denominator}`

const isPerfectAt = (name: string, values: Dilemma) => (d: Rational) =>
  isPerfect(exact, exactPlan(dilemma(fraction(d), values), name), exact.zero)

const isEquilibriumAt = (name: string, values: Dilemma) => (d: Rational) =>
  exact.compare(regretOf(exact, exactPlan(dilemma(fraction(d), values), name)), exact.zero) <= 0

describe('grim trigger', () => {
  it.each([usual, { temptation: 7, reward: 4, punishment: 1.5, sucker: -2 }])(
    'is perfect from (T - R) / (T - P) on, for %o',
    values => {
      const { temptation: t, reward: r, punishment: p } = values
      expect(threshold(isPerfectAt('grim', values))).toBeCloseTo((t - r) / (t - p), 9)
      expect(threshold(isEquilibriumAt('grim', values))).toBeCloseTo((t - r) / (t - p), 9)
    },
  )
  it('is found so in doubles, too', () => {
    const holds = (d: number) => isPerfect(double, doublePlan(dilemma(String(d)), 'grim'), 1e-9)
    expect([0.5 - 1e-9, 0.5, 0.5 + 1e-9].map(holds)).toEqual([false, true, true])
  })
  it('brings 3 / (1 - d) from the start and 1 / (1 - d) after a defection', () => {
    const plan = exactPlan(dilemma('2 / 3'), 'grim')
    expect(plan.payoffs()).toEqual({ row: ratio('9'), column: ratio('9') })
    expect(plan.values.of('row').map(exact.show)).toEqual(['9', '3', '3', '3'])
    expect(plan.values.bound).toBe(0)
  })
})

describe('tit for tat', () => {
  // Axelrod, The Evolution of Cooperation (1984), theorem 2: against it nothing beats always defecting or alternating.
  it.each([usual, { temptation: 6, reward: 5, punishment: 2, sucker: 0 }])(
    'is an equilibrium from max((T - R) / (T - P), (T - R) / (R - S)) on, for %o',
    values => {
      const { temptation: t, reward: r, punishment: p, sucker: s } = values
      expect(threshold(isEquilibriumAt('titForTat', values))).toBeCloseTo(
        Math.max((t - r) / (t - p), (t - r) / (r - s)),
        9,
      )
    },
  )
  // After one defection the moves alternate: who is to defect wants d <= (T - R) / (R - S), and who starts cooperating
  // wants the opposite; after two, likewise with (P - S) / (T - P) (Kalai, Samet and Stanford, A note on reactive
  // equilibria in the discounted prisoner's dilemma and associated games, 1988).
  it('is perfect on a knife edge alone', () => {
    const even = { temptation: 4, reward: 3, punishment: 1, sucker: 0 }
    expect(isPerfectAt('titForTat', even)(ratio('1/3'))).toBe(true)
    expect(isPerfectAt('titForTat', even)(ratio('333333333/1000000000'))).toBe(false)
    expect(isPerfectAt('titForTat', even)(ratio('333333334/1000000000'))).toBe(false)
    for (const d of ['0', '1/4', '1/2', '2/3', '9/10'])
      expect(isPerfectAt('titForTat', usual)(ratio(d))).toBe(false)
  })
})

describe('without a future', () => {
  it('the stage alone counts, and only the states it begins in', () => {
    const defect = exactPlan(dilemma('0'), 'defect')
    expect(defect.payoffs()).toEqual({ row: ratio('1'), column: ratio('1') })
    expect(defect.states()).toHaveLength(2)
    expect(defect.tremblingStates()).toHaveLength(8)
    expect(isPerfect(exact, defect, exact.zero)).toBe(true)
    expect(exact.show(regretOf(exact, exactPlan(dilemma('0'), 'grim')))).toBe('2')
  })
})

describe('a mixed profile', () => {
  it('brings everybody the expectation of every stage', () => {
    const plan = exactPlan(dilemma('1 / 2'), 'noisy')
    expect(exact.show(plan.payoffs()['row'] ?? exact.zero)).toBe('289/50')
    const [first] = plan.states()
    expect(first?.actions.map(action => exact.show(action.payoff))).toEqual(['559/100', '749/100'])
  })
  it('starts where chance says', () => {
    const start = '(distFromList [((Cooperate, Cooperate), 1 / 4), ((Defect, Defect), 3 / 4)])'
    const plan = exactPlan(dilemma('1 / 2', usual, start), 'grim')
    expect(exact.show(plan.payoffs()['row'] ?? exact.zero)).toBe('3')
    const shares = plan.states().filter(state => state.decision.path === 'row')
    expect(shares.map(state => exact.show(state.probability))).toEqual(['1/4', '3/4'])
  })
})

describe('a number of rounds', () => {
  const rounds = (n: number, start: string): string => `${preamble(usual)}
    game g = {
      inputs : ${start} ; operation : forwardFunction id ; outputs : last ;
      rounds: repeat ${n} { inputs : last ; :-: ${stage}
        operation : discount "row" (* 0.5) ;
        operation : discount "column" (* 0.5) ; :-: outputs : x, y ; }
    }
    strategy s for g = { row = trigger, column = trigger }`
  const first = (n: number, start: string): string | undefined =>
    states(rounds(n, start)).find(line => line.startsWith('rounds.0.row'))

  // The numbers that open-game-engine gives for its RepeatedPD at discount 1/2.
  it.each([
    [1, '3', '5'],
    [2, '4.5', '5.5'],
    [3, '5.25', '5.75'],
    [5, '5.8125', '5.9375'],
    [10, '5.994140625', '5.998046875'],
  ])('%i rounds bring %s, and %s to a deviator', (n, payoff, deviation) => {
    expect(first(n, '(Cooperate, Cooperate)')).toBe(
      `rounds.0.row (Cooperate, Cooperate) 1 ${payoff}: Cooperate ${payoff}/${payoff}, Defect ${deviation}/${deviation}`,
    )
  })
  it.each([
    [1, '1'],
    [2, '1.5'],
    [3, '1.75'],
    [5, '1.9375'],
    [10, '1.998046875'],
  ])('%i rounds after a defection bring %s', (n, payoff) => {
    expect(first(n, '(Defect, Defect)')).toContain(` 1 ${payoff}: `)
  })
  it('come near to the game without end, where nothing is gained any more', () => {
    const plan = exactPlan(dilemma('1 / 2'), 'grim')
    const [state] = plan.states()
    expect(state?.actions.map(action => exact.show(action.payoff))).toEqual(['6', '6'])
  })
})
