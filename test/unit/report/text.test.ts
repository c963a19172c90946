import { describe, expect, it } from 'vitest'
import { ansi, plain } from '../../../src/diagnostic/style.ts'
import { checkGame } from '../../../src/equilibrium/checkGame.ts'
import type { CheckedConcept } from '../../../src/equilibrium/concept.ts'
import type { ClosedGame } from '../../../src/game/game.ts'
import { budget } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { exact, rational } from '../../../src/markov/rational.ts'
import type { Scalar } from '../../../src/markov/scalar.ts'
import { checkRecord } from '../../../src/report/record.ts'
import { type CheckRecord, type Report, schema } from '../../../src/report/report.ts'
import { reportText, summaryText } from '../../../src/report/text.ts'
import { bimatrix, pureProfile, type Strategies, scripted, surely } from '../../arbitrary/scripted.ts'

const show = (value: unknown) => (value === null ? '()' : String(value))

const asked = <N>(
  scalar: Scalar<N>,
  line: number,
  text: string,
  concept: CheckedConcept,
  game: ClosedGame<N, Strategies<N>>,
  profile: Strategies<N>,
): CheckRecord => {
  const negated = text.includes(' not ')
  const [strategy = ''] = text.split(' ').slice(1)
  const verdict = checkGame(concept, game, profile, { scalar, budget: budget(1_000_000) })
  return checkRecord({ scalar, show }, { line, text, game: 'g', strategy, negated }, verdict)
}

const reportOf = (checks: readonly CheckRecord[], expects: Report['expects'] = []): Report => ({
  schema,
  file: 'games/g.game',
  diagnostics: [],
  checks: [...checks],
  expects,
  solutions: [],
})

const golden = (name: string) => `../../golden/report/${name}.txt`

const dilemma = bimatrix(
  double,
  [
    ['Cooperate', 'Defect'],
    ['Cooperate', 'Defect'],
  ],
  (row, column) => {
    const pay = (mine: string, other: string) =>
      mine === 'Cooperate' ? (other === 'Cooperate' ? 3 : 0) : other === 'Cooperate' ? 5 : 1
    return [pay(row, column), pay(column, row)]
  },
)
const both = (move: string) => pureProfile(double, { row: move, column: move })

describe('the text of a report', () => {
  it('is brief about what passes, and shows deviations of what fails', async () => {
    const report = reportOf(
      [
        asked(double, 31, 'check bothDefect is equilibrium', 'equilibrium', dilemma, both('Defect')),
        asked(
          double,
          32,
          'check bothCooperate is not equilibrium',
          'equilibrium',
          dilemma,
          both('Cooperate'),
        ),
        asked(double, 34, 'check bothCooperate is equilibrium', 'equilibrium', dilemma, both('Cooperate')),
        asked(double, 35, 'check bothDefect is not strict', 'strict', dilemma, both('Defect')),
        asked(double, 36, 'check bothCooperate is dominant', 'dominant', dilemma, both('Cooperate')),
        asked(double, 37, 'check bothDefect is pareto', 'pareto', dilemma, both('Defect')),
      ],
      [
        { line: 33, text: 'expect payoff bothCooperate "row" == 3', pass: true },
        { line: 38, text: 'expect payoff bothDefect "row" == 3', pass: false, detail: 'the left side is 1' },
      ],
    )
    const options = { style: plain, verbose: false }
    const text = `${reportText(report, options)}\n${summaryText([report], options)}\n`
    await expect(text).toMatchFileSnapshot(golden('dilemma'))
  })

  it('summarizes many states, which verbose lists', async () => {
    const values = Array.from({ length: 12 }, (_, k) => k)
    const game = scripted(double, [
      { kind: 'nature', name: 'value', draw: () => values.map(value => [value, 1 / 12] as const) },
      {
        kind: 'decide',
        player: 'alice',
        name: 'alice',
        observe: play => play['value'],
        actions: () => values,
        returns: play => -Math.abs(Number(play['alice']) - Number(play['value'])),
      },
    ])
    const constant = { alice: surely(double, 0) }
    const report = reportOf([asked(double, 3, 'check zero is equilibrium', 'equilibrium', game, constant)])
    await expect(reportText(report, { style: plain, verbose: false })).toMatchFileSnapshot(
      golden('many-states'),
    )
    await expect(reportText(report, { style: plain, verbose: true })).toMatchFileSnapshot(
      golden('many-states-verbose'),
    )
  })

  it('names all changes of a joint deviation', async () => {
    const game = scripted(double, [
      {
        kind: 'decide',
        player: 'p',
        name: 'first',
        actions: () => [0, 1],
        returns: play => (play['first'] === play['second'] ? 1 + Number(play['first']) : 0),
      },
      { kind: 'decide', player: 'p', name: 'second', actions: () => [0, 1], returns: () => 0 },
    ])
    const zero = pureProfile(double, { first: 0, second: 0 })
    const report = reportOf([
      asked(double, 8, 'check zero is equilibrium', 'equilibrium', game, zero),
      asked(double, 9, 'check zero is strict', 'strict', game, zero),
    ])
    expect(report.checks[0]?.level).toBe('joint')
    await expect(reportText(report, { style: plain, verbose: false })).toMatchFileSnapshot(golden('joint'))
  })

  it('writes exact numbers as fractions', async () => {
    const game = bimatrix(
      exact,
      [
        ['H', 'T'],
        ['H', 'T'],
      ],
      (row, column) => {
        const win = row === column ? rational(2n, 3n) : rational(-1n, 3n)
        return [win, rational(-win.numerator, win.denominator)]
      },
    )
    const half = () =>
      [
        ['H', rational(1n, 2n)],
        ['T', rational(1n, 2n)],
      ] as const
    const report = reportOf([
      asked(exact, 5, 'check mixed is strict', 'strict', game, { row: half, column: half }),
      asked(exact, 6, 'check mixed is equilibrium', 'equilibrium', game, { row: half, column: half }),
    ])
    expect(report.checks[1]?.payoffs).toEqual({ row: '1/6', column: '-1/6' })
    await expect(reportText(report, { style: plain, verbose: true })).toMatchFileSnapshot(golden('exact'))
  })

  it('colors the mark of a check and nothing that changes the columns', () => {
    const report = reportOf([
      asked(double, 1, 'check d is equilibrium', 'equilibrium', dilemma, both('Defect')),
    ])
    const text = reportText(report, { style: ansi, verbose: true })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what is stripped here are the escapes of ECMA-48
    const stripped = text.replace(/\u001b\[\d+m/g, '')
    expect(text).toContain('\u001b[32mok')
    expect(stripped).toBe(reportText(report, { style: plain, verbose: true }))
  })
})
