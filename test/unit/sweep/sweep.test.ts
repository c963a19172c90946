import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { main } from '../../../src/cli/main.ts'
import {
  type SweepPoint,
  type SweepThreshold,
  sweepPoint,
  sweepThreshold,
} from '../../../src/report/sweep.ts'
import { world } from '../cli/world.ts'

/** Cooperation of the patient: from 1/2 on where every defection is punished, from 2/3 on where it is echoed. */
const dilemma = `
param patience : Real = 0.9
type Move = Cooperate | Defect
let payoffOf : Move -> Move -> Real
  | Cooperate Cooperate = 3
  | Cooperate Defect    = 0
  | Defect    Cooperate = 5
  | Defect    Defect    = 1
game stage : OpenGame (Move, Move) () (Move, Move) () = [opengame|
    inputs    : last ;
    feedback  : ;
    :---------------------------:
    inputs    : last ;
    operation : dependentDecision "row" (const [Cooperate, Defect]) ;
    outputs   : x ;
    returns   : payoffOf x y ;

    inputs    : last ;
    operation : dependentDecision "column" (const [Cooperate, Defect]) ;
    outputs   : y ;
    returns   : payoffOf y x ;
    :---------------------------:
    outputs   : x, y ;
    returns   : ;
|]
game dilemma = forever stage discount patience at (Cooperate, Cooperate)
let trigger last = if last == (Cooperate, Cooperate) then Cooperate else Defect
strategy grim      for dilemma = { row = trigger, column = trigger }
strategy titForTat for dilemma = { row = snd, column = fst }
check grim is equilibrium
check titForTat is not equilibrium
expect patience == 0.9
`

/** A seller is inspected with probability 1/4, and fined for each unit above one. */
const market = `
param fee : Real = 1
param fine : Real = 10
game market = [opengame|
    operation : nature (distFromList [(True, 1 / 4), (False, 3 / 4)]) ;
    outputs   : inspected ;
    operation : decision "seller" [0, 1, 2] ;
    outputs   : sold ;
    returns   : sold * (3 - fee) - (if inspected && sold > 1 then fine else 0) ;
|]
strategy fair for market = { seller = 1 }
strategy greedy for market = { seller = 2 }
`

const files = { 'dilemma.game': dilemma, 'market.game': market }

const sweep = async (...argv: readonly string[]) => {
  const all = world(files)
  const status = await main(['sweep', ...argv], all.io)
  const points: SweepPoint[] = []
  const thresholds: SweepThreshold[] = []
  if (argv.includes('--json'))
    for (const line of all.written.out.trim().split('\n')) {
      const record: unknown = JSON.parse(line)
      const [point, threshold] = [sweepPoint.decode(record), sweepThreshold.decode(record)]
      if (E.isRight(point)) points.push(point.right)
      else if (E.isRight(threshold)) thresholds.push(threshold.right)
      else throw new TypeError(`neither a point nor a threshold: ${line}`)
    }
  return { status, points, thresholds, files: all.files, ...all.written }
}

describe('a sweep', () => {
  it('finds thresholds that are known, exactly', async () => {
    const options = ['--set', 'patience=0..9/10:3/10', '--threshold', '--exact', '--json']
    const { thresholds, points, status } = await sweep('dilemma.game', ...options)
    expect(status).toBe(0)
    expect(points.map(({ set }) => set['patience'])).toEqual(['0', '3/10', '3/5', '9/10'])
    expect(points.map(({ checks }) => checks.map(({ holds }) => holds))).toEqual([
      [false, false],
      [false, false],
      [true, false],
      [true, true],
    ])
    const fraction = (text: string | number): number => {
      const [above = '', below = '1'] = String(text).split('/')
      return Number(above) / Number(below)
    }
    expect(thresholds.map(({ question, below, above }) => [question, below, above])).toEqual([
      ['grim for dilemma is equilibrium', 'does not hold', 'holds'],
      ['titForTat for dilemma is equilibrium', 'does not hold', 'holds'],
    ])
    for (const [k, known] of [1 / 2, 2 / 3].entries()) {
      const { lo = 0, hi = 0 } = thresholds[k] ?? {}
      expect(fraction(lo)).toBeLessThan(known)
      expect(fraction(hi)).toBeGreaterThanOrEqual(known)
      expect(fraction(hi) - fraction(lo)).toBeLessThanOrEqual(1e-9)
    }
  })

  it('agrees with the exact region, where that is known', async () => {
    // `coplay region` says 3 - fee >= 0 and 4 fee + fine >= 12.
    const { points } = await sweep(
      'market.game',
      ...['--set', 'fee=0..4:1/2', '--set', 'fine=[0, 2 .. 14]', '--strategy', 'fair', '--json', '--exact'],
    )
    expect(points).toHaveLength(9 * 8)
    for (const { set, checks } of points) {
      const [above = 0, below = 1] = String(set['fee']).split('/').map(Number)
      const [fee, fine] = [above / below, Number(set['fine'])]
      expect([set, checks[0]?.holds]).toEqual([set, fee <= 3 && 4 * fee + fine >= 12])
    }
  })

  it('tells payoffs and regrets of a file without checks', async () => {
    const { points } = await sweep('market.game', '--set', 'fee=[0, 1]', '--set', 'fine=0', '--json')
    expect(points.map(({ checks }) => checks.map(({ payoffs, regrets }) => [payoffs, regrets]))).toEqual([
      [
        [{ seller: 3 }, { seller: 3 }],
        [{ seller: 6 }, { seller: 0 }],
      ],
      [
        [{ seller: 2 }, { seller: 2 }],
        [{ seller: 4 }, { seller: 0 }],
      ],
    ])
  })

  it('leaves out what a file expects, which it does of its own values alone', async () => {
    const { status, error } = await sweep('dilemma.game', '--set', 'patience=[0.1]')
    expect([status, error]).toEqual([0, ''])
  })

  it('goes on after a place that is wrong', async () => {
    const { points, status } = await sweep('dilemma.game', '--set', 'patience=[0.5, 2, 0.7]', '--json')
    expect(points.map(({ checks, diagnostics }) => [checks.length, diagnostics.length > 0])).toEqual([
      [2, false],
      [0, true],
      [2, false],
    ])
    expect(status).toBe(2)
  })

  it('finds equilibria at every place', async () => {
    const { points } = await sweep('market.game', '--set', 'fee=[1, 4]', '--for', 'pure', '--all', '--json')
    expect(points.map(({ searches }) => searches?.map(({ found }) => found))).toEqual([[1], [1]])
    expect(points.map(({ solutions }) => solutions.map(({ payoffs }) => payoffs))).toEqual([
      [{ seller: 2 }],
      [{ seller: 0 }],
    ])
  })

  it('draws lines, and maps of regions', async () => {
    const lines = await sweep('market.game', '--set', 'fee=0..4:1', '--strategy', 'fair', '--svg', 'l.svg')
    expect(lines.files.get('l.svg')).toContain('fair: seller')
    const map = await sweep('market.game', '--set', 'fee=0..4:1', '--set', 'fine=[0, 20]', '--svg', 'm.svg')
    const svg = map.files.get('m.svg') ?? ''
    // None where the fee is 4; greedy where nobody fines.
    for (const region of ['none', 'fair', 'greedy']) expect(svg).toContain(`>${region}</text>`)
    const one = await sweep('market.game', '--set', 'fee=0..4:1', '--of', 'fair: nobody', '--svg', 'n.svg')
    expect(one.error).toContain('there is no number `fair: nobody`')
    expect([one.status, one.files.has('n.svg')]).toEqual([2, false])
  })

  it('has help', async () => {
    const { status, out } = await sweep('--help')
    expect(status).toBe(0)
    expect(out).toContain('(default: 1e-9)')
  })

  it.each([
    [['--set', 'fee=1'], 'no parameter has several values'],
    [['--set', 'fee=0..1', '--set', 'fine=0..1', '--set', 'x=[1, 2]'], 'more than two parameters'],
    [['--set', 'fee=0..1', '--set', 'fine=0..1', '--threshold'], '--threshold: it needs one parameter'],
    [['--set', 'fee=[]'], 'an empty list'],
    [['--set', 'fee=[1, 2', '--set', 'fine=0..1'], 'error['],
  ])('is refused with %j', async (argv, title) => {
    const text = await sweep('market.game', ...argv)
    expect([text.status, text.out]).toEqual([2, ''])
    expect(text.error).toContain(title)
  })
})
