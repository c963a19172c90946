/** Games whose actions are an interval, against closed forms of the literature and against grids. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exact, rational } from '../../../src/markov/rational.ts'
import { answer } from '../../../src/questions/answer.ts'
import { solveProgram } from '../../../src/questions/solveProgram.ts'
import { programOf } from '../../differential/agreement.ts'

const answered = (text: string) =>
  answer('main.game', programOf(text), { scalar: exact, steps: 10_000_000 }).report

const solved = (text: string, all = false) =>
  solveProgram('main.game', programOf(text), { scalar: exact, steps: 20_000_000 }, { concept: 'nash', all })
    .report

const decision = (player: string, menu: string, output: string, payoff: string): string =>
  `    operation : decision "${player}" (${menu}) ;\n    outputs   : ${output} ;\n    returns   : ${payoff} ;\n`

const game = (name: string, lines: readonly string[]): string =>
  `game ${name} = [opengame|\n${lines.join('')}|]\n`

/** The one action that each player takes. */
const actions = ({ solutions }: ReturnType<typeof solved>) =>
  solutions.map(({ profile }) => Object.values(profile).map(([state]) => state?.strategy[0]?.action ?? ''))

const small = fc.integer({ min: 1, max: 9 })

describe('closed forms', () => {
  it('of Cournot are found for any number of firms, demand and costs', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 4 }),
        fc.integer({ min: 40, max: 60 }),
        fc.array(small, { minLength: 4, maxLength: 4 }),
        (n, a, all) => {
          const costs = all.slice(0, n)
          const total = costs.map((_, k) => `q${k}`).join(' + ')
          const text = game(
            'market',
            costs.map((c, k) =>
              decision(`f${k}`, `interval 0 ${a}`, `q${k}`, `q${k} * (${a} - (${total})) - ${c} * q${k}`),
            ),
          )
          // q_k = (a - (n + 1) c_k + sum of costs) / (n + 1)
          const sum = costs.reduce((x, y) => x + y, 0)
          const wanted = costs.map(c => exact.show(rational(BigInt(a - (n + 1) * c + sum), BigInt(n + 1))))
          expect(actions(solved(text))).toEqual([wanted])
        },
      ),
      { numRuns: 4 },
    )
  })

  it('of Tullock contests are found', () => {
    fc.assert(
      fc.property(small, small, (v, w) => {
        const own = (x: string, y: string, worth: number) => `${worth} * ${x} / (${x} + ${y}) - ${x}`
        const text = game('contest', [
          decision('a', 'interval (1/1000) 10', 'x', own('x', 'y', v)),
          decision('b', 'interval (1/1000) 10', 'y', own('y', 'x', w)),
        ])
        const effort = (p: number, q: number) => exact.show(rational(BigInt(p * p * q), BigInt((p + q) ** 2)))
        expect(actions(solved(text))).toEqual([[effort(v, w), effort(w, v)]])
      }),
      { numRuns: 3 },
    )
  })

  it('of differentiated prices are strict, and no price beside them is an equilibrium', () => {
    const margin = (p: string, r: string) => `(${p} - 3) * (12 - 2 * ${p} + ${r})`
    const text = `${game('prices', [
      decision('a', 'interval 3 12', 'p', margin('p', 'r')),
      decision('b', 'interval 3 12', 'r', margin('r', 'p')),
    ])}
strategy settled for prices = { a = 6, b = 6 }
strategy beside for prices = { a = 6, b = 6 + 1 / 1000000 }
check settled is strict
check beside is not equilibrium
expect regret beside "b" == 2 / 1000000000000
`
    const { checks, expects } = answered(text)
    expect([...checks, ...expects].map(({ pass }) => pass)).toEqual([true, true, true])
  })
})

describe('verdicts', () => {
  it('say that undercutting has no best reply, and that it pays', () => {
    const sells = 'let sells p r = if p < r then p else if p == r then p / 2 else 0\n'
    const text = `${sells}${game('market', [
      decision('a', 'interval 0 10', 'p', 'sells p r'),
      decision('b', 'interval 0 10', 'r', 'sells r p'),
    ])}
strategy zero for market = { a = 0, b = 0 }
strategy five for market = { a = 5, b = 5 }
check zero is equilibrium
check five is equilibrium
`
    const [zero, five] = answered(text).checks
    expect(zero?.holds).toBe(true)
    expect(five?.holds).toBe(false)
    const [top = '0', bottom = '1'] = String(
      five?.failures?.map(each => ('gain' in each ? each.gain : 0))[0],
    ).split('/')
    expect(Number(top) / Number(bottom)).toBeCloseTo(2.5, 10)
    expect(Number(top) / Number(bottom)).toBeLessThan(2.5)
  })

  it('of a reply that observes a number are about the whole function', () => {
    const profit = 'let profit mine yours = mine * (12 - mine - yours)\n'
    const text = (reply: string) => `${profit}game duopoly = [opengame|
    operation : decision "leader" (interval 0 12) ;
    outputs   : q ;
    returns   : profit q r ;

    inputs    : q ;
    operation : dependentDecision "follower" (\\_ -> interval 0 12) ;
    outputs   : r ;
    returns   : profit r q ;
|]
strategy both for duopoly = { leader = 6, follower = ${reply} }
check both is equilibrium
`
    expect(answered(text('\\q -> (12 - q) / 2')).checks[0]?.holds).toBe(true)
    // A follower who threatens to flood the market after any other quantity is believed by the concept of Nash.
    expect(answered(text('\\q -> if q == 6 then 3 else 12')).checks[0]?.holds).toBe(true)
    expect(answered(text('\\q -> 3')).checks[0]?.holds).toBe(false)
  })

  it('of payoffs cut by comparisons are those of a fine grid, or better', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 6, maxLength: 6 }),
        fc.integer({ min: 0, max: 16 }),
        ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0], played) => {
          const payoff = `if x * x + ${d} * x < ${e} then ${a} * x + ${b} else ${c} * x * x + ${f} * x / (x + 5)`
          const head = `let worth x = ${payoff}\n`
          const one = (menu: string) =>
            `${head}${game('alone', [decision('me', menu, 'x', 'worth x')])}
strategy some for alone = { me = ${played} / 4 }
check some is equilibrium
`
          const [smooth] = answered(one('interval 0 4')).checks
          const [grid] = answered(one('[0, 1/32 .. 4]')).checks
          const worst = (check: typeof grid) => {
            const regrets = check?.decisions.flatMap(({ states }) => states.map(({ regret }) => regret)) ?? []
            const [top = '0', bottom = '1'] = String(regrets[0]).split('/')
            return Number(top) / Number(bottom)
          }
          expect(worst(smooth)).toBeGreaterThanOrEqual(worst(grid) - 1e-6)
          expect(worst(smooth)).toBeLessThanOrEqual(worst(grid) + 4)
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('what is out of reach', () => {
  it('is said', () => {
    const text = `${game('twice', [
      decision('me', 'interval 0 1', 'a', 'a * (1 - a)'),
      decision('me2', 'interval 0 1', 'b', 'b * (1 - b) + a'),
    ]).replaceAll('me2', 'me')}
strategy top for twice = { me = 1/2 }
check top is equilibrium
check top is dominant
`
    const [top, dominant] = answered(text).checks
    expect(top?.holds).not.toBe(true)
    expect(dominant?.holds).toBe(null)
  })

  it('of one decision is no less than an equilibrium', () => {
    const text = `${game('alone', [decision('me', 'interval 0 10', 'x', 'x')])}
strategy nine for alone = { me = 9 }
strategy ten for alone = { me = 10 }
check nine is subgamePerfect
check ten is subgamePerfect
`
    expect(answered(text).checks.map(({ holds }) => holds)).toEqual([false, true])
  })

  it('is refused by name', () => {
    const root = game('effort', [decision('me', 'interval 0 1', 'x', 'sqrt x - x')])
    expect(solved(root).diagnostics.map(({ code }) => code)).toContain('G5112')
    expect(
      solved(root.replace('interval 0 1', 'interval 2 1')).diagnostics.map(({ code }) => code),
    ).toContain('G5106')
  })
})
