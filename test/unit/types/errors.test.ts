import { describe, expect, it } from 'vitest'
import { problems, typed } from './program.ts'

const errors = (text: string): readonly string[] => problems(text).filter(p => !p.startsWith('G6'))

/** A program, and all that is wrong with it. */
const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ['a branch', 'let a = if True then 1 else "x"', ['G3001 ""x"": expected `Real`, found `String`']],
  ['an element', 'let a = [1, 2, "x"]', ['G3001 ""x"": expected `Real`, found `String`']],
  ['an argument', 'let a = floor True', ['G3001 "True": expected `Real`, found `Bool`']],
  ['a condition', 'let a = if 1 then 2 else 3', ['G3001 "1": expected `Bool`, found `Real`']],
  ['a signature', 'let a : String = 1', ['G3001 "1": expected `String`, found `Real`']],
  ['a result', 'let f (x : Real) : Bool = x', ['G3001 "x": expected `Bool`, found `Real`']],
  ['an annotation', 'let a = (1 : Bool)', ['G3001 "1": expected `Bool`, found `Real`']],
  ['a parameter', 'param a : Real = True', ['G3001 "True": expected `Real`, found `Bool`']],
  ['an equation', 'let f : Real -> Real | x = x | _ = "x"', ['G3001 ""x"": expected `Real`, found `String`']],
  ['a pattern', 'let f : Real -> Real | "x" = 1', ['G3001 ""x"": expected `Real`, found `String`']],
  ['text and number', 'let a = "x" ++ 1', ['G3001 "1": expected `String`, found `Real`']],
  ['joined numbers', 'let a = 1 ++ 2', ['G3001 "1": `++` joins texts or lists, and this is `Real`']],
  [
    'no distribution',
    'let a = do { x <- [1]; pure x }',
    ['G3001 "[1]": expected `Dist a`, found `List Real`'],
  ],
  ['self-application', 'let f x = x x', ['G3002 "x": this type would contain itself']],
  ['an endless list', 'let f x = [f x]', ['G3002 "[f x]": this type would contain itself']],
  ['an alias of itself', 'type T = List T', ['G3002 "T": `T` stands for a type that contains itself']],
  ['an argument too many', 'let a = floor 1 2', ['G3003 "2": `floor` takes 1 argument, and is given 2']],
  ['no function', 'let a = 1 2', ['G3003 "2": this is not a function']],
  [
    'a pattern too many',
    'let f : Real -> Real | x y = x',
    ['G3003 "y": `f` is matched with 2 arguments and takes 1'],
  ],
  ['no such field', 'let a = { soc = 1 }.sco', ['G3005 "sco": there is no field `sco` in this record']],
  ['no record', 'let a = (1).soc', ['G3005 "(1)": `Real` has no fields']],
  [
    'fields of a constructor',
    'let f : Maybe Real -> Real | (Just x y) = 1 | _ = 2',
    ['G3006 "(Just x y)": `Just` has 1 field, and 2 are matched'],
  ],
  [
    'compared functions',
    'let a = not == not',
    ['G3007 "not": values of type `Bool -> Bool` cannot be compared'],
  ],
  [
    'functions compared elsewhere',
    'let same x y = x == y\nlet a = same [not] []',
    ['G3007 "[not]": values of type `Bool -> Bool` cannot be compared'],
  ],
  [
    'functions in a type',
    'type T = T (Real -> Real)\nlet f (x : T) = x == x',
    ['G3007 "x": values of type `T` cannot be compared'],
  ],
  [
    'parameters of a type',
    'let f : Maybe -> Real | _ = 1',
    ['G3010 "Maybe": `Maybe` takes 1 parameter, not none'],
  ],
  [
    'a signature too general',
    'let f : a -> a | x = x + 1',
    ['G3011 "x": `a` stands for every type, but must be `Real` here'],
  ],
  [
    'two variables made one',
    'let f : a -> b -> a | x y = y',
    ['G3011 "y": `a` stands for every type, but must be `b` here'],
  ],
  [
    'games that do not meet',
    'let g = nature (pure 1) >>> forwardFunction not',
    ['G3012 ">>>": these games do not meet: one puts out `Real`, the other takes `Bool`'],
  ],
  [
    'no game',
    'let g = nature >>> nature (pure 1)',
    ['G3001 "nature": `>>>` composes games, and this is `Dist a -> OpenGame () () a ()`'],
  ],
  ['a game that is none', 'game g = 1', ['G3001 "1": expected `OpenGame a b c d`, found `Real`']],
]

describe('errors of types', () => {
  it.each(cases)('%s', (_, text, expected) => {
    expect(errors(text)).toEqual(expected)
  })

  it('reports a clash once, not where its definition is used', () => {
    expect(errors('let a = 1 + "x"\nlet b = not a\nlet c = a ++ "x"')).toHaveLength(1)
  })

  it('takes what could not be read or resolved for anything', () => {
    expect(errors('let a = 1 + nowhere\nlet b = not a').map(e => e.slice(0, 5))).toEqual(['G2001'])
  })

  it('marks what depends on an error as broken, and nothing else', () => {
    const { broken, resolved } = typed('let a = 1 + "x"\nlet b = a\nlet c = 1\nexpect b == 1\nexpect c == 1')
    const declarations = resolved.files.flatMap(f => f.declarations)
    expect(declarations.map(d => broken.has(d.id))).toEqual([true, true, false, true, false])
  })

  it('calls a record by its alias', () => {
    const [error] = errors('type Battery = { soc : Real, cap : Real }\nlet f (b : Battery) = b + 1')
    expect(error).toBe('G3001 "b": expected `Real`, found `Battery`')
  })

  it('says where an expectation comes from', () => {
    const text = 'let f : Real -> Bool\n  | x = x'
    const [d] = typed(text).diagnostics
    expect(d?.secondary.map(l => [text.slice(l.span.start, l.span.end), l.text])).toEqual([
      ['Real -> Bool', 'its signature says so'],
    ])
  })
})
