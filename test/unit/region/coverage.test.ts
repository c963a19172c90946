import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { plain } from '../../../src/diagnostic/style.ts'
import { typedProgram } from '../../../src/questions/typedProgram.ts'
import { regionOf } from '../../../src/region/question.ts'
import { regionText } from '../../../src/report/regionText.ts'

/** One player who decides so often, observing nothing, and is paid for doing so every time or never. */
const often = (times: number): string => `
param prize : Real = -1
game often = [opengame|
${Array.from({ length: times }, (_, i) => {
  const last = i === times - 1
  const all = Array.from({ length: times }, (__, k) => `x${k}`).join(' * ')
  return `    operation : decision "ann" [0, 1] ; outputs : x${i} ; returns : ${last ? `prize * ${all}` : '0'} ;`
}).join('\n')}
|]
strategy never for often = { ann = 0 }
`

const reportOf = (times: number, steps = 10_000_000) => {
  const program = typedProgram({ path: 'main.game', text: often(times) }, () =>
    E.left({ code: 'G7001', reason: 'no files here' } as const),
  )
  return regionOf('main.game', program, { over: ['prize'], steps }).report
}

describe('what a region covers', () => {
  it('is all joint deviations of a player with few ways to play', () => {
    const report = reportOf(3)
    expect(report?.joint).toEqual({ ann: 'complete' })
    expect(report?.isComplete).toBe(true)
    expect(report?.halfSpaces.map(({ text }) => text)).toEqual(['prize <= 0'])
    expect(report?.halfSpaces[0]?.deviations[0]?.changes).toHaveLength(3)
  })

  it('is told where there are too many', () => {
    const report = reportOf(13)
    expect(report?.joint).toEqual({ ann: 'tooMany' })
    expect(report?.region).toBe('everywhere')
    expect(report?.isComplete).toBe(false)
    const text = report === undefined ? '' : regionText(report, { style: plain, verbose: false })
    expect(text).toContain('is not known to be no equilibrium for any prize')
    expect(text).toContain('no joint deviation of ann: too many ways to play')
  })

  it('is told where the steps do not suffice', () => {
    expect(reportOf(11, 30_000)?.joint).toEqual({ ann: 'tooMany' })
  })
})
