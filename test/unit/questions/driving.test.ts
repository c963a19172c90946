import { readFileSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { double } from '../../../src/markov/double.ts'
import { splitMix64 } from '../../../src/markov/splitMix64.ts'
import { answer, prepare } from '../../../src/questions/answer.ts'
import {
  beginDriving,
  type DrivenGame,
  drivesOf,
  type PlayedStep,
  type Readings,
} from '../../../src/questions/driving.ts'
import { remembered } from '../../../src/questions/remembered.ts'
import { typedProgram } from '../../../src/questions/typedProgram.ts'

const nothing = () => E.left({ code: 'G7001' as const, reason: 'the program stands alone' })
const typed = (text: string) => typedProgram({ path: 'a.game', text }, nothing)
const prepared = (text: string) => prepare(typed(text), { scalar: double, steps: 20_000_000 })

const begun = (text: string, at = 0): DrivenGame => {
  const program = prepared(text)
  expect(program.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  const driven = drivesOf(program)[at]
  const game = driven === undefined ? undefined : beginDriving(program, driven)
  if (game === undefined || E.isLeft(game)) throw new Error(JSON.stringify(game))
  return game.right
}

const read =
  (values: { readonly [path: string]: number | readonly number[] }): Readings =>
  path =>
    values[path] ?? Number.NaN

const played = (game: DrivenGame, readings: Readings, seed = 0): PlayedStep => {
  const step = game.play(readings, splitMix64(seed))
  if (E.isLeft(step)) throw new Error(JSON.stringify(step.left))
  return step.right
}

const refused = (game: DrivenGame, readings: Readings): readonly string[] => {
  const step = game.play(readings, splitMix64(0))
  return E.isLeft(step) ? step.left.map(({ code, title }) => `${code} ${title}`) : []
}

const battery = readFileSync('test/unit/questions/drives/battery.game', 'utf8')
const now = {
  'home1.battery.soc': 0.25,
  'home.meter.powerKw': [1, 2, 3],
  'grid.cloud': 0,
  'home1.meter.importKwh': 0.5,
  'grid.importUsdPerKwh': 0.75,
}

describe('what a drive says', () => {
  it('is told with its quantities', () => {
    const [greedy] = drivesOf(prepared(battery))
    expect(greedy).toMatchObject({
      name: 'greedy',
      what: 'strategy',
      grid: 'homes.grid.json',
      everySeconds: 900,
      steps: 96,
      feeds: [
        { name: 'soc', to: 'input', reads: [{ path: 'home1.battery.soc', type: 'Real' }] },
        { name: 'load', to: 'input', reads: [{ path: 'home.meter.powerKw', type: 'List Real' }] },
        { name: 'cloud', to: 'input', text: 'cloud <- grid.cloud' },
        { name: 'bill', to: 'returned', reads: [{ path: 'home1.meter.importKwh', type: 'Real' }] },
      ],
      sends: [
        { quantity: { path: 'home1.battery.powerKw', type: 'Real' }, reads: [] },
        {
          quantity: { path: 'home.battery.powerKw', type: 'List Real' },
          reads: [{ path: 'home.meter.powerKw' }],
        },
        { quantity: { path: 'home1.inverter.limitKw', type: 'Real' } },
      ],
    })
  })

  it('is what is read before and after a step', () => {
    const { readsBefore, readsAfter, strategy } = begun(battery)
    expect(readsBefore.map(({ path }) => path)).toEqual([
      'home1.battery.soc',
      'home.meter.powerKw',
      'grid.cloud',
    ])
    expect(readsAfter.map(({ path }) => path)).toEqual(['home1.meter.importKwh'])
    expect(strategy).toBe('greedy')
  })

  it('is no question: what is driven is not asked about without its input', () => {
    const { report, diagnostics } = answer('a.game', typed(battery), { scalar: double, steps: 1000 })
    expect({ checks: report.checks, diagnostics }).toEqual({ checks: [], diagnostics: [] })
  })
})

describe('a step', () => {
  it('reads, plays, commands, and pays with what is read after', () => {
    const game = begun(battery)
    const step = played(game, read(now))
    expect([...step.sends]).toEqual([
      ['home1.battery.powerKw', 2],
      ['home.battery.powerKw', [1, 1, 1]],
      ['home1.inverter.limitKw', 6],
    ])
    expect(Object.fromEntries(step.fed)).toEqual({ soc: '0.25', load: '6', cloud: '0' })
    expect(step.decisions).toEqual([
      { path: 'battery.owner', player: 'owner', observation: '(0.25, 6)', action: '2' },
    ])
    expect(step.values().get('weather')).toBe('Sunny')
    const after = step.coplay(read({ ...now, 'home1.meter.importKwh': 3 }))
    expect(after).toEqual(E.right({ payoffs: new Map([['owner', 2 * 0.75 - 3]]), feedback: '3.25' }))
    // The way back may be gone as often as one likes.
    expect(step.coplay(read({ ...now, 'home1.meter.importKwh': 3 }))).toEqual(after)
  })

  it('draws chance and mixed strategies from its generator', () => {
    const game = begun(battery, 1)
    const charges = Array.from({ length: 40 }, (_, seed) =>
      played(game, read(now), seed).sends.get('home1.battery.powerKw'),
    )
    expect(new Set(charges)).toEqual(new Set([0, 2]))
    expect(played(game, read(now), 7).sends).toEqual(played(game, read(now), 7).sends)
  })

  it('is played with the parameters as they are fed', () => {
    const game = begun(battery, 1)
    const paid = (usd: number): number | undefined => {
      const step = played(game, read({ ...now, 'grid.importUsdPerKwh': usd }))
      expect(step.fed.get('price')).toBe(String(2 * usd))
      const back = step.coplay(read(now))
      return E.isRight(back) ? back.right.payoffs.get('owner') : undefined
    }
    const [dear, cheap] = [paid(3), paid(1)]
    expect((cheap ?? 0) - (dear ?? 0)).toBeCloseTo(2 * 0.5 * 2)
    expect(paid(3)).toBe(dear)
  })

  it('refuses readings that are no numbers, or not as many as are used', () => {
    const game = begun(battery)
    expect(refused(game, read({ ...now, 'grid.cloud': Number.NaN }))).toEqual([
      'G5106 `grid.cloud` reads NaN',
    ])
    expect(refused(game, read({ ...now, 'grid.cloud': [1] }))).toEqual([
      'G5106 `grid.cloud` is a list of 1 numbers, where one is used',
    ])
    expect(refused(game, read({ ...now, 'home.meter.powerKw': 1 }))).toEqual([
      'G5106 `home.meter.powerKw` is a number, where a list is used',
    ])
    // What fails in the program is an error of the program, and the next step is played.
    expect(refused(game, read({ ...now, 'grid.cloud': 2 }))[0]).toMatch(/^G510[23] /)
    expect(refused(game, read(now))).toEqual([])
  })
})

describe('names', () => {
  const program = (body: string, more = ''): string => `
${more}
game length = [opengame|
    inputs : x ; :---:
    inputs : x ; operation : dependentDecision "a" (const [0, 1]) ; outputs : y ; returns : y ;
    nest: inputs : x ; operation : inner ; outputs : w ;
    all: inputs : [x, x] ; operation : population 2 (\\i -> inner) ; outputs : zs ; returns : [(), ()] ;
    :---:
|]
game inner = [opengame| inputs : u ; :---: inputs : u + 1 ; operation : forwardFunction id ; outputs : v ; :---: outputs : v ; |]
strategy s for length = { a = 1 }
drive s in "a.grid.json" { every 1 hour for 1 ; ${body} }
`
  const paths = (text: string): readonly string[] => begun(text).readsBefore.map(({ path }) => path)

  it('of games, functions and the prelude hide no device', () => {
    expect(paths(program('x <- length.a + s.b + f.c + sum.d ;', 'let f a = a'))).toEqual([
      'length.a',
      's.b',
      'f.c',
      'sum.d',
    ])
  })

  it('of values do, but for the grid itself', () => {
    const records = 'let home = { soc = 4 } let grid = { hour = 5 }'
    const game = begun(program('x <- home.soc + grid.hour ; y + x -> out.a ; nest.v -> out.b', records))
    expect(game.readsBefore.map(({ path }) => path)).toEqual(['grid.hour'])
    expect([...played(game, read({ 'grid.hour': 7 })).sends.values()]).toEqual([12, 12])
  })

  it('of the play are its values and the plays of its labels', () => {
    const game = begun(
      program('x <- in1.x ; sum [one.v | one <- all] + w -> out.a ; zs -> out.b ; nest.u * in2.x -> out.c'),
    )
    expect([...game.readsBefore, ...game.readsAfter].map(({ path }) => path)).toEqual(['in1.x', 'in2.x'])
    const step = played(game, read({ 'in1.x': 5, 'in2.x': 2 }))
    expect([...step.sends.values()]).toEqual([18, [6, 6], 10])
    expect([...step.values()]).toContainEqual(['all.1.v', '6'])
  })
})

describe('parameters and arguments', () => {
  it('reach the block through games that stand for others', () => {
    const text = `
param rate : Real = 2
game scaled k = [opengame|
    inputs : x, _, (a, [b]) ; :---:
    inputs : x ; operation : forwardFunction (\\v -> k * v * rate) ; outputs : y ;
    operation : decision "p" [0, 1] ; outputs : m ; returns : m * y ;
    :---: outputs : (y, a) ; returns : back, Just late ; |]
game tripled = scaled 3
strategy s for tripled = { p = 1 }
drive s in "a.grid.json" {
  every 2 days for 1 ;
  x <- in1.x ; a <- 1 ; b <- 2 ; back <- out.y ; late <- out.z ;
  rate <- in1.rate ;
  y -> out.y ;
}
`
    const [driven] = drivesOf(prepared(text))
    expect(driven).toMatchObject({ everySeconds: 172_800, steps: 1 })
    const game = begun(text)
    const step = played(game, read({ 'in1.x': 5, 'in1.rate': 7 }))
    expect([...step.sends]).toEqual([['out.y', 105]])
    expect(step.coplay(read({ 'out.y': 1, 'out.z': 2 }))).toEqual(
      E.right({ payoffs: new Map([['p', 105]]), feedback: undefined }),
    )
  })
})

describe('a game without a strategy', () => {
  const pair = (menu: string, payoff: (mine: string, yours: string) => string): string => `
game pair = [opengame|
    inputs : bonus ; :---:
    operation : decision "ann" ${menu} ; outputs : x ; returns : ${payoff('x', 'y')} ;
    operation : decision "bob" ${menu} ; outputs : y ; returns : ${payoff('y', 'x')} ;
    :---: |]
drive pair in "a.grid.json" { every 1 hour for 24 ; bonus <- grid.bonus ; x -> out.x ; y -> out.y ; }
`

  it('is solved for what it is fed with, the best equilibrium being played', () => {
    const hunt = pair('[0, 1]', (mine, yours) => `if ${mine} == 1 then bonus * ${yours} else 1`)
    const game = begun(hunt)
    expect(game.strategy).toBeUndefined()
    const [rich, poor] = [played(game, read({ 'grid.bonus': 3 })), played(game, read({ 'grid.bonus': 0.5 }))]
    expect([...rich.sends.values()]).toEqual([1, 1])
    expect(rich.solved?.payoffs).toEqual(
      new Map([
        ['ann', 3],
        ['bob', 3],
      ]),
    )
    expect([...poor.sends.values()]).toEqual([0, 0])
    expect(played(game, read({ 'grid.bonus': 3 })).solved).toBe(rich.solved)
  })

  it('mixes where only mixing is an equilibrium', () => {
    const pennies = pair('[0, 1]', (mine, yours) =>
      mine === 'x' ? `if x == y then bonus else 0` : `if ${mine} == ${yours} then 0 else bonus`,
    )
    const game = begun(pennies)
    const seen = Array.from({ length: 40 }, (_, seed) => [
      ...played(game, read({ 'grid.bonus': 1 }), seed).sends.values(),
    ])
    expect(new Set(seen.map(moves => moves.join())).size).toBe(4)
  })

  it('says so where no equilibrium is found', () => {
    const names = ['ann', 'bob', 'cy', 'dan', 'eve', 'fay', 'gus', 'hal', 'ida']
    const lines = names.map(
      name => `operation : decision "${name}" [0 .. 3] ; outputs : ${name} ; returns : bonus * ${name} ;`,
    )
    const crowd = `game crowd = [opengame| inputs : bonus ; :---: ${lines.join('\n')} :---: |]
drive crowd in "a.grid.json" { every 1 hour for 24 ; bonus <- grid.bonus ; ann -> out.x ; }`
    const game = begun(crowd)
    expect(refused(game, read({ 'grid.bonus': 1 }))).toEqual([
      'G5007 no equilibrium of `crowd` is found for this step',
    ])
  })

  it('of many players alike is solved through what they come to together', () => {
    const text = `
param rise : Real = 1
game member (_ : Real) = [opengame|
    operation : nature (uniform [1, 2, 3]) ; outputs : need ;
    inputs : need ; operation : dependentDecision "owner" (const [0, 1]) ; outputs : draws ;
    returns : need * draws - price * draws ;
    :---: outputs : draws ; returns : price ; |]
game town = [opengame|
    inputs : [() | _ <- [1 .. 12]] ; operation : population 12 member ; outputs : draws ;
    returns : [rise * sum draws / 12 | _ <- draws] ; |]
drive town in "a.grid.json" { every 1 hour for 24 ; rise <- grid.rise ; draws -> home.load.powerKw ; }
`
    const step = played(begun(text), read({ 'grid.rise': 4 }))
    expect(step.solved?.method).toBe('symmetric')
    expect(step.sends.get('home.load.powerKw')).toHaveLength(12)
  })
})

describe('what is remembered', () => {
  it('is what was asked for last', () => {
    const made: string[] = []
    const memory = remembered<string>(2)
    const ask = (key: string): string =>
      memory(key, () => {
        made.push(key)
        return key
      })
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) expect(ask(key)).toBe(key)
    expect(made).toEqual(['a', 'b', 'c', 'b'])
  })

  it('is as much as may be kept, and the last in any case', () => {
    let made = 0
    const memory = remembered<number>(5, weight => weight)
    const ask = (weight: number): number =>
      memory(String(weight), () => {
        made++
        return weight
      })
    for (const weight of [1, 2, 3, 9, 9, 2]) expect(ask(weight)).toBe(weight)
    expect(made).toBe(5)
    ask(3)
    ask(2)
    expect(made).toBe(6)
  })
})
