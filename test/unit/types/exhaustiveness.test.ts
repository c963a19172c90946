import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Head, type Shape, useful } from '../../../src/types/usefulness.ts'
import { problems } from './program.ts'

const warnings = (text: string): readonly string[] => problems(text).filter(p => !p.startsWith('G6'))

const types = 'type Move = Cooperate | Defect\ntype Shape = Square Real | Box Real Real | Dot\n'

/** Equations after `let f`, and what is said of them. */
const cases: readonly (readonly [string, readonly string[]])[] = [
  ['| Cooperate = 1 | Defect = 2', []],
  ['| Cooperate = 1', ['G3008 "f": `f` has no equation for `Defect`']],
  ['| Cooperate Cooperate = 1 | Defect _ = 2', ['G3008 "f": `f` has no equation for `Cooperate Defect`']],
  ['| Cooperate _ = 1 | _ Cooperate = 2 | Defect Defect = 3', []],
  ['| (Square _) = 1 | Dot = 2', ['G3008 "f": `f` has no equation for `Box _ _`']],
  ['| (Just Cooperate) = 1 | Nothing = 2', ['G3008 "f": `f` has no equation for `Just Defect`']],
  ['| (Just Cooperate) _ = 1 | Nothing _ = 2', ['G3008 "f": `f` has no equation for `(Just Defect) _`']],
  ['| (Left True, _) = 1 | (Right _, 2) = 2', ['G3008 "f": `f` has no equation for `(Left False, _)`']],
  ['| 1 = 1 | 2 = 2', ['G3008 "f": `f` has no equation for `_`']],
  ['| 1 = 1 | _ = 2', []],
  ['| "a" = 1 | x = 2', []],
  ['| 0.5 = 1 | 0.50 = 2 | _ = 3', ['G3009 "0.50": this case is never reached']],
  ['| [] = 1 | [_] = 2', ['G3008 "f": `f` has no equation for `[_, _]`']],
  ['| { on = True } = 1 | { soc = 0 } = 2', ['G3008 "f": `f` has no equation for `{ on = False, soc = _ }`']],
  ['| { on = True } = 1 | { on = False } = 2', []],
  ['| _ = 1 | Cooperate = 2', ['G3009 "Cooperate": this case is never reached']],
  ['| True = 1 | False = 2 | _ = 3', ['G3009 "_": this case is never reached']],
  ['| () = 1', []],
]

describe('cases of matches', () => {
  it.each(cases)('%s', (equations, expected) => {
    expect(warnings(`${types}let f ${equations}`)).toEqual(expected)
  })

  it('are looked for in `case`, lambdas, `let`, `do` and blocks', () => {
    expect(warnings('let f x = case x of | Just y -> y')).toEqual([
      'G3008 "x": there is no case for `Nothing`',
    ])
    expect(warnings('let f = \\(Just x) -> x')).toEqual(['G3008 "(Just x)": there is no case for `Nothing`'])
    expect(warnings('let f = let Just x = Just 1 in x')).toEqual([
      'G3008 "Just x": there is no case for `Nothing`',
    ])
    expect(warnings('let f = do { Left x <- pure (Left 1); pure x }')).toEqual([
      'G3008 "Left x": there is no case for `Right _`',
    ])
    expect(
      warnings('game g = [opengame| operation : nature (pure (Just 1)) ; outputs : Just x ; |]'),
    ).toEqual(['G3008 "Just x": there is no case for `Nothing`'])
  })

  it('may be missing where a comprehension leaves elements out', () => {
    expect(warnings('let f = [x | Just x <- [Just 1]]')).toEqual([])
  })

  it('are not judged in definitions with errors', () => {
    expect(warnings('let f | True = 1 + "x"').map(w => w.slice(0, 5))).toEqual(['G3001'])
  })
})

/** Values and patterns over Bool and pairs, small enough to list all values. */
const head = (key: string, arity: number, siblings: readonly Head[] | undefined): Head => ({
  ...{ form: key === 'tuple' ? 'tuple' : 'constructor', key, arity, labels: [], siblings },
})
const bools = ['False', 'True'].map(key => head(key, 0, undefined))
const truth = bools.map((b): Shape => ({ head: { ...b, siblings: bools }, fields: [] }))
const pairHead = head('tuple', 2, undefined)
const values = truth.flatMap(a => truth.map((b): Shape => ({ head: pairHead, fields: [a, b] })))

const matches = (pattern: Shape, value: Shape): boolean =>
  pattern === 'any' ||
  (value !== 'any' &&
    pattern.head.key === value.head.key &&
    pattern.fields.every((p, i) => matches(p, value.fields[i] ?? 'any')))

const bool = fc.constantFrom<Shape>('any', ...truth)
const pattern = fc.oneof(
  fc.constant<Shape>('any'),
  fc.tuple(bool, bool).map((fields): Shape => ({ head: pairHead, fields })),
)

describe('usefulness', () => {
  it('agrees with trying all values', () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 5 }), pattern, (rows, query) => {
        const left = values.filter(v => matches(query, v) && !rows.some(row => matches(row, v)))
        const witness = useful(
          rows.map(row => [row]),
          [query],
          { steps: 10_000 },
        )
        expect(witness !== undefined).toBe(left.length > 0)
        const [shape] = witness ?? []
        if (shape !== undefined) expect(left.some(v => matches(shape, v))).toBe(true)
      }),
    )
  })
})
