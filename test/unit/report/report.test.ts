import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { double } from '../../../src/markov/double.ts'
import { exact, rational } from '../../../src/markov/rational.ts'
import { numeralOf, printNumeral } from '../../../src/report/numeral.ts'
import { type Report, report, schema, toJsonLine } from '../../../src/report/report.ts'
import { left, lineUp, right } from '../../../src/report/table.ts'

const name = fc.stringMatching(/^[a-z]{1,8}$/)
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(n => n + 0),
  fc.constantFrom('1/3', '-7/2', '12'),
)
const text = fc.string()
const weighted = fc.array(fc.record({ action: text, probability: number }), { maxLength: 3 })
const valued = fc.record({ action: text, payoff: number })
const byPlayer = fc.dictionary(name, number, { maxKeys: 3, noNullPrototype: true })
const place = { decision: name, observation: text }
const change = fc.record({ ...place, from: weighted, to: text })
const move = fc.record({ ...place, action: text })
const gaining = { player: name, payoff: number, deviationPayoff: number, gain: number }
const few = <A>(of: fc.Arbitrary<A>) => fc.array(of, { maxLength: 3 })

const failure = fc.oneof(
  fc.record({ kind: fc.constant('oneShot' as const), ...gaining, ...place, from: weighted, to: text }),
  fc.record({ kind: fc.constant('joint' as const), ...gaining, changes: few(change) }),
  fc.record({
    kind: fc.constant('dominated' as const),
    ...gaining,
    changes: few(change),
    against: few(move),
  }),
  fc.record({
    kind: fc.constant('tie' as const),
    player: name,
    ...place,
    from: weighted,
    to: text,
    payoff: number,
    deviationPayoff: number,
    joint: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('mixed' as const), player: name, ...place, strategy: weighted }),
  fc.record({ kind: fc.constant('pareto' as const), moves: few(move), payoffs: byPlayer, better: byPlayer }),
)

const state = fc.record(
  {
    observation: text,
    probability: number,
    strategy: weighted,
    payoff: number,
    best: valued,
    regret: number,
    actions: few(valued),
    account: fc.constantFrom('onward' as const, 'whole' as const),
  },
  { requiredKeys: ['observation', 'probability', 'strategy', 'payoff', 'best', 'regret'] },
)

const check = fc.record(
  {
    line: fc.nat(),
    text,
    game: name,
    strategy: name,
    concept: name,
    negated: fc.boolean(),
    epsilon: number,
    holds: fc.constantFrom(true, false, null),
    pass: fc.boolean(),
    payoffs: byPlayer,
    decisions: few(fc.record({ decision: name, player: name, states: few(state) })),
    verdict: fc.constantFrom('holds' as const, 'fails' as const, 'unknown' as const),
    level: fc.constantFrom('oneShot' as const, 'joint' as const),
    failures: few(failure),
  },
  {
    requiredKeys: [
      'line',
      'text',
      'game',
      'strategy',
      'concept',
      'negated',
      'epsilon',
      'holds',
      'pass',
      'payoffs',
      'decisions',
    ],
  },
)

const anyReport: fc.Arbitrary<Report> = fc.record({
  schema: fc.constant(schema),
  file: text,
  diagnostics: few(
    fc.record({ code: name, severity: fc.constantFrom('error' as const, 'hint' as const), message: text }),
  ),
  checks: few(check),
  expects: few(fc.record({ line: fc.nat(), text, pass: fc.boolean() })),
  solutions: few(
    fc.record({
      game: name,
      concept: name,
      method: name,
      exact: fc.boolean(),
      profile: fc.dictionary(name, few(fc.record({ observation: text, strategy: weighted })), {
        maxKeys: 2,
        noNullPrototype: true,
      }),
      payoffs: byPlayer,
      regret: byPlayer,
    }),
  ),
})

describe('the codec of reports', () => {
  it('reads back what it wrote, as one line', () => {
    fc.assert(
      fc.property(anyReport, value => {
        const line = toJsonLine(value)
        expect(line).not.toContain('\n')
        expect(report.decode(JSON.parse(line))).toEqual(E.right(value))
      }),
    )
  })

  it('refuses another schema and a field of the wrong kind', () => {
    const empty = { schema, file: '', diagnostics: [], checks: [], expects: [], solutions: [] }
    expect(E.isRight(report.decode(empty))).toBe(true)
    expect(E.isLeft(report.decode({ ...empty, schema: 'coplay/report@2' }))).toBe(true)
    expect(E.isLeft(report.decode({ ...empty, expects: [{ line: '1', text: '', pass: true }] }))).toBe(true)
  })
})

describe('numbers', () => {
  it('are recorded as numbers in doubles and as text exactly', () => {
    expect(numeralOf(double, 0.5)).toBe(0.5)
    expect(numeralOf(exact, rational(1n, 3n))).toBe('1/3')
    expect(Object.is(numeralOf(double, -0), 0)).toBe(true)
    expect(numeralOf(double, Number.POSITIVE_INFINITY)).toBe('Infinity')
  })

  it('are printed to six digits, without noise and without a tail of zeros', () => {
    const printed = [0.1 + 0.2, 1 / 3, 54.4444444, 2, 1e-9, 1_234_567, -0.25].map(printNumeral)
    expect(printed).toEqual(['0.3', '0.333333', '54.4444', '2', '1e-9', '1234570', '-0.25'])
    expect(printNumeral('22/7')).toBe('22/7')
  })
})

describe('tables', () => {
  it('line up columns by what is visible, without blanks at the end', () => {
    const loud = { ...right('1'), stress: (t: string) => `<b>${t}</b>` }
    expect(
      lineUp([
        [left('a'), loud, left('x')],
        [left('long'), right('22'), left('')],
      ]),
    ).toEqual(['a      <b>1</b>  x', 'long  22'])
  })
})
