import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, it } from 'vitest'
import { wholeNumberOf } from '../../../src/cli/numerals.ts'
import { progress, progressText, rounded } from '../../../src/cli/progress.ts'
import { exact } from '../../../src/markov/rational.ts'
import { ratioOf } from '../../../src/report/numeral.ts'

describe('numbers of the command line', () => {
  it.each([
    ['0.1', '1/10'],
    ['1e-9', '1/1000000000'],
    ['2/6', '1/3'],
    ['-1/2', '-1/2'],
    ['.5/.25', '2'],
  ])('%s is %s', (text, ratio) => {
    expect(O.map(exact.show)(ratioOf(text))).toEqual(O.some(ratio))
  })
  it.each(['', 'x', '1/0', '1/2/3', '/', 'Infinity', 'NaN'])('%j is none', text => {
    expect(ratioOf(text)).toEqual(O.none)
  })
  it('are whole where they must be, and in range', () => {
    expect(wholeNumberOf('1e6', 1n, 10n ** 9n)).toEqual(O.some(1_000_000n))
    expect(wholeNumberOf('10_000', 1n, 10n ** 9n)).toEqual(O.some(10_000n))
    expect(wholeNumberOf('0', 1n, 10n)).toEqual(O.none)
    expect(wholeNumberOf('11', 1n, 10n)).toEqual(O.none)
    expect(wholeNumberOf('1.5', 1n, 10n)).toEqual(O.none)
  })
})

describe('progress', () => {
  it.each([
    [999, '999'],
    [65_536, '65 k'],
    [3_210_000, '3.2 M'],
    [10_000_000, '10 M'],
    [2e9, '2 G'],
  ])('%d steps are %s', (n, text) => {
    expect(rounded(n)).toBe(text)
  })

  const atWork = { file: 'x.game', line: 31, limit: 1e7, isJson: false, isQuiet: false }

  const alone = { files: 0, of: 1, elapsed: 5000 }

  it('names the question', () => {
    expect(progressText(atWork, 3.2e6, alone)).toBe('checking x.game:31 … 3.2 M of 10 M steps')
    expect(progressText({ ...atWork, line: 0 }, 0, alone)).toBe('reading x.game … 0 of 10 M steps')
  })

  it('says which question and which file of several it is', () => {
    const third = { ...atWork, place: { before: 0, of: 3 } }
    expect(progressText(third, 0, { ...alone, of: 4 })).toBe(
      'checking x.game:31 … 0 of 10 M steps, question 1 of 3, file 1 of 4',
    )
  })

  it('estimates from what is done: files, and questions of this file', () => {
    const half = { ...atWork, place: { before: 1, of: 2 } }
    expect(progressText(half, 0, alone)).toMatch(/, question 2 of 2, about 5 s left$/)
    expect(progressText(half, 0, { files: 1, of: 3, elapsed: 6000 })).toMatch(
      /, file 2 of 3, about 6 s left$/,
    )
    expect(progressText(atWork, 0, { files: 1, of: 101, elapsed: 6000 })).toMatch(/, about 10 min left$/)
  })

  const told = (isTerminal: boolean, times: readonly number[]): readonly string[] => {
    const lines: string[] = []
    const line = progress(text => lines.push(text), isTerminal, 0)
    for (const time of times) line.tick(time, () => `at ${time}`)
    line.clear()
    line.clear()
    return lines
  }

  it('waits a second, and then is told ever more rarely', () => {
    expect(told(false, [500, 999, 1000, 1500, 2100, 3000, 4000, 9000])).toEqual([
      'at 1000\n',
      'at 2100\n',
      'at 4000\n',
      'at 9000\n',
    ])
  })
  it('is rewritten on a terminal, and wiped once', () => {
    expect(told(true, [500, 1000, 1100])).toEqual(['\r\u001b[Kat 1000', '\r\u001b[Kat 1100', '\r\u001b[K'])
  })
})
