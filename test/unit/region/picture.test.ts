import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { integer } from '../../../src/markov/rational.ts'
import { typedProgram } from '../../../src/questions/typedProgram.ts'
import { picture, type Range } from '../../../src/region/picture.ts'
import { regionOf } from '../../../src/region/question.ts'

const root = join(import.meta.dirname, '../../..')

const drawn = (
  text: string,
  over: readonly string[],
  strategy: string,
  ranges: readonly Range[] = [],
): string => {
  const program = typedProgram({ path: 'main.game', text }, () =>
    E.left({ code: 'G7001', reason: 'no files here' } as const),
  )
  const { answer, report } = regionOf('main.game', program, {
    over,
    steps: 10_000_000,
    selection: { strategy },
  })
  if (answer === undefined || report === undefined) return ''
  return picture(answer.region, report, answer.declared, ranges)
}

const range = (from: number, to: number): Range => ({ from: integer(BigInt(from)), to: integer(BigInt(to)) })

const market = `
param p : Real = 1
param q : Real = 2
game market = [opengame|
    operation : decision "ann" [0, 1] ; outputs : x ; returns : x * (p + q - 4) ;
    operation : decision "bob" [0, 1] ; outputs : y ; returns : y * (2 - p) ;
    operation : decision "<eve>" [0, 1] ; outputs : z ; returns : z * (3 - q) ;
|]
strategy all  for market = { ann = 1, bob = 1, eve = 1 }
`

const named = market.replace('<eve>', 'eve')
const half = `${named}
strategy split for market = { ann = uniform [0, 1], bob = 1, eve = 1 }
strategy point for market = { ann = uniform [0, 1], bob = uniform [0, 1], eve = 1 }
strategy clash for market = { ann = 1, bob = uniform [0, 1], eve = uniform [0, 1] }
`

const count = (text: string, part: string): number => text.split(part).length - 1

describe('the picture of a region', () => {
  it('in the manual is the one that is drawn', () => {
    const text = readFileSync(join(root, 'games/markets/day-ahead-real-time.game'), 'utf8')
    const found = drawn(text, ['imbalancePrice', 'salvagePrice'], 'contract', [
      range(0, 160),
      range(-100, 150),
    ])
    expect(found).toBe(readFileSync(join(root, 'docs/pictures/region.svg'), 'utf8'))
  })

  it('is a polygon with its edges numbered', () => {
    const svg = drawn(named, ['p', 'q'], 'all')
    expect(count(svg, '<polygon')).toBe(1)
    expect(/points="([^"]*)"/.exec(svg)?.[1]?.split(' ')).toHaveLength(3)
    expect(count(svg, 'stroke="#0b69a3" stroke-width="2"')).toBe(3)
    expect(svg).toContain('p + q &gt;= 4')
    expect(svg).toContain('as declared')
  })

  it('is a segment where the strategy holds on a line, and a dot where it holds in a point', () => {
    expect(/points="([^"]*)"/.exec(drawn(half, ['p', 'q'], 'split'))?.[1]?.split(' ')).toHaveLength(2)
    const point = drawn(half, ['p', 'q'], 'point')
    expect(point).not.toContain('<polygon')
    expect(point).toContain('fill="#0b69a3"')
  })

  it('says nowhere where there is nothing to draw', () => {
    const none = drawn(half.replace('(3 - q)', '(1 - q)'), ['p', 'q'], 'clash')
    expect(none).toContain('nowhere')
    expect(none).not.toContain('<polygon')
  })
})
