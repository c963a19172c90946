import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { states } from '../unit/compile/compiling.ts'

/** A game of players who see one draw of nature and are paid a polynomial of the whole play. */
interface Sketch {
  readonly size: number
  /** By player: coefficients of each move, of the draw, and of the product of all moves. */
  readonly payoffs: readonly (readonly number[])[]
  /** By player: the probability, in quarters, of playing 1 after each draw. */
  readonly quarters: readonly (readonly [number, number])[]
}

const sketch: fc.Arbitrary<Sketch> = fc.integer({ min: 1, max: 3 }).chain(size =>
  fc.record({
    size: fc.constant(size),
    payoffs: fc.array(
      fc.array(fc.integer({ min: -3, max: 3 }), { minLength: size + 2, maxLength: size + 2 }),
      {
        minLength: size,
        maxLength: size,
      },
    ),
    quarters: fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), {
      minLength: size,
      maxLength: size,
    }),
  }),
)

const indices = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i)

const move = (i: number): string => `x${i}`

const payoff = ({ size, payoffs }: Sketch, i: number): string => {
  const names = [...indices(size).map(move), 'd', indices(size).map(move).join(' * ')]
  return names.map((name, j) => `(${payoffs[i]?.[j] ?? 0}) * ${name}`).join(' + ')
}

const chance = 'operation : nature (distFromList [(0, 1/3), (1, 2/3)]) ; outputs : d ;'

const line = (i: number, returns: string): string =>
  `inputs : d ; operation : dependentDecision "p${i}" (const [0, 1]) ; outputs : ${move(i)} ; returns : ${returns} ;`

const strategy = ({ size, quarters }: Sketch): string => {
  const entries = indices(size).map(i => {
    const [zero, one] = quarters[i] ?? [0, 0]
    return `p${i} = \\d -> bernoulli1 (if d == 0 then ${zero} / 4 else ${one} / 4)`
  })
  return `let bernoulli1 p = distFromList [(0, 1 - p), (1, p)]\nstrategy s for g = { ${entries.join(', ')} }`
}

const block = (game: Sketch, order: readonly number[]): string =>
  `game g = { ${chance} ${order.map(i => line(i, payoff(game, i))).join('\n')} }\n${strategy(game)}`

/** The same game as two blocks in sequence, what the first are paid being fed back by the second. */
const split = (game: Sketch, at: number): string => {
  const before = indices(at)
  const after = indices(game.size).slice(at)
  const names = ['d', ...before.map(move)].join(', ')
  const returned = before.map(i => `r${i}`).join(', ')
  return `
game first = [opengame|
  :---:
  ${chance} ${before.map(i => line(i, `r${i}`)).join('\n')}
  :---:
  outputs : ${names} ; returns : ${returned} ;
|]
game second = [opengame|
  inputs : ${names} ; feedback : ${before.map(i => payoff(game, i)).join(', ')} ;
  :---:
  ${after.map(i => line(i, payoff(game, i))).join('\n')}
  :---:
|]
game g = first >>> second
${strategy(game)}`
}

const arrows = (game: Sketch): string => {
  const lines = indices(game.size).map(
    i => `${move(i)} | ${payoff(game, i)} <- dependentDecision "p${i}" (const [0, 1]) -< | d ;`,
  )
  const draw = 'd | <- nature (distFromList [(0, 1/3), (1, 2/3)]) -< | ;'
  return `game g = [opengame| || =>>\n${draw}\n${lines.join('\n')}\n<<= || |]\n${strategy(game)}`
}

describe('a block', () => {
  it('is the same game in every order of its independent lines', () => {
    const shuffled = sketch.chain(game =>
      fc.tuple(fc.constant(game), fc.shuffledSubarray([...indices(game.size)], { minLength: game.size })),
    )
    fc.assert(
      fc.property(shuffled, ([game, order]) => {
        expect(states(block(game, order))).toEqual(states(block(game, indices(game.size))))
      }),
      { numRuns: 30 },
    )
  })

  it('is the sequential composite of its parts, wherever it is cut', () => {
    const cut = sketch.chain(game => fc.tuple(fc.constant(game), fc.integer({ min: 1, max: game.size })))
    fc.assert(
      fc.property(cut, ([game, at]) => {
        expect(states(split(game, at))).toEqual(states(block(game, indices(game.size))))
      }),
      { numRuns: 30 },
    )
  })

  it('is the same game in arrow notation', () => {
    fc.assert(
      fc.property(sketch, game => {
        expect(states(arrows(game))).toEqual(states(block(game, indices(game.size))))
      }),
      { numRuns: 30 },
    )
  })
})
