import { describe, expect, it } from 'vitest'
import { exactly, inDoubles } from './evaluating.ts'

const cases = (name: string, table: readonly (readonly [expression: string, value: string])[]): void => {
  describe(name, () => {
    it.each(table)('%s  is  %s', (expression, value) => {
      expect(inDoubles(expression)).toBe(value)
    })
  })
}

cases('arithmetic has the precedence of Haskell', [
  ['1 + 2 * 3', '7'],
  ['10 - 2 - 3', '5'],
  ['2 ^ 3 ^ 2', '512'],
  ['-2 ^ 2', '-4'],
  ['7 / 2', '3.5'],
  ['div (-7) 2', '-4'],
  ['mod (-7) 2', '1'],
  ['div 7 (-2)', '-4'],
  ['0.1 * 3', '0.30000000000000004'],
  ['0x1f', '31'],
  ['1e-3', '0.001'],
  ['abs (-3) + max 1 2 - min 1 2', '4'],
  ['2 ^ (-1)', '0.5'],
])

cases('rounding goes as in Haskell, halves to the even number', [
  ['map round [0.5, 1.5, 2.5, -0.5, -1.5, 2.4, 2.6]', '[0, 2, 2, 0, -2, 2, 3]'],
  ['map floor [1.5, -1.5, 2]', '[1, -2, 2]'],
  ['map ceiling [1.5, -1.5, 2]', '[2, -1, 2]'],
])

cases('lists', [
  ['[0, 20 .. 100]', '[0, 20, 40, 60, 80, 100]'],
  ['[0, 0.1 .. 0.5]', '[0, 0.1, 0.2, 0.3, 0.4, 0.5]'],
  ['[3 .. 1]', '[]'],
  ['[3, 2 .. 1]', '[3, 2, 1]'],
  ['[1 .. 3.5]', '[1, 2, 3]'],
  ['[x * y | x <- [1 .. 3], y <- [x .. 3], x + y /= 4]', '[1, 2, 6, 9]'],
  ['[z | x <- [1, 2], let z = x * 10]', '[10, 20]'],
  ['[x | Just x <- [Just 1, Nothing, Just 3]]', '[1, 3]'],
  ['foldl (-) 10 [1, 2, 3]', '4'],
  ['foldr (-) 10 [1, 2, 3]', '-8'],
  ['zipWith (\\a b -> a * b) [1, 2, 3] [4, 5]', '[4, 10]'],
  ['zip [1, 2] ["a", "b", "c"]', '[(1, "a"), (2, "b")]'],
  ['lookup 2 [(1, "a"), (2, "b")]', 'Just "b"'],
  ['lookup 3 [(1, "a")]', 'Nothing'],
  ['sortOn (\\p -> snd p) [(1, 3), (2, 1), (3, 1)]', '[(2, 1), (3, 1), (1, 3)]'],
  ['take 2 [1, 2, 3] ++ drop 2 [1, 2, 3]', '[1, 2, 3]'],
  ['take (-1) [1]', '[]'],
  ['reverse (concatMap (\\x -> replicate x x) [1, 2])', '[2, 2, 1]'],
  ['concat [[1], [], [2]] !! 1', '2'],
  ['maximum [1, 3, 2] - minimum [1, 3, 2]', '2'],
  ['(sum [], product [], length [])', '(0, 1, 0)'],
  ['all (> 1) [2, 3] && any (2 ==) [2]', 'True'],
  ['elem 2 [1, 2]', 'True'],
])

cases('functions', [
  ['(\\x y -> x - y) 5 3', '2'],
  ['(\\x -> \\y -> x - y) 5 3', '2'],
  ['map (+ 1) [1, 2]', '[2, 3]'],
  ['map (10 -) [1, 2]', '[9, 8]'],
  ['((+ 1) . (* 2)) 5', '11'],
  ['sum $ map (\\(a, b) -> a * b) $ zip [1, 2] [3, 4]', '11'],
  ['const 1 2', '1'],
  ['let f x = if x <= 0 then 0 else x + f (x - 1) in f 10', '55'],
  ['let twice f x = f (f x) in twice (twice (+ 1)) 0', '4'],
  ['let y = 1; g x = x + y; y2 = g 5 in (y2, g 1)', '(6, 2)'],
  ['let a = 1 in let b = a + 1 in (\\c -> a + b + c) 3', '6'],
  ['map (\\f -> f 2 3) [(+), (*)] == map (\\g -> g 2 3) [(*), (+)]', 'False'],
])

cases('data', [
  ['Just (Left 3)', 'Just (Left 3)'],
  ['Just (-1)', 'Just (-1)'],
  ['{ soc = 1, cap = 2 }.soc', '1'],
  ['{ { soc = 1, cap = 2 } | soc = 5 }', '{ soc = 5, cap = 2 }'],
  ['(1, "a\\"b", True, ())', '(1, "a\\"b", True, ())'],
  ['case Just 3 of | Nothing -> 0 | Just n -> n', '3'],
  ['case (1, [2, 3]) of | (1, [c]) -> c | (1, [a, b]) -> a * b | _ -> 0', '6'],
  ['case { a = 1, b = 2 } of | { b = x } -> x', '2'],
  ['case "x" of | "y" -> 1 | _ -> 2', '2'],
  ['case -1 of | -1 -> True | _ -> False', 'True'],
  [
    '(Nothing < Just 1, Left 9 < Right 0, False < True, [1, 2] < [1, 3], (1, 2) < (1, 1))',
    '(True, True, True, True, False)',
  ],
  ['"a" ++ show 1.5 ++ show (Just [True])', '"a1.5Just [True]"'],
  ['{ a = 1, b = 2 } == { b = 2, a = 1 }', 'True'],
])

cases('distributions', [
  ['uniform [1, 2, 2, 1]', 'distFromList [(1, 0.5), (2, 0.5)]'],
  ['bernoulli 0.25', 'distFromList [(True, 0.25), (False, 0.75)]'],
  ['bernoulli 1', 'distFromList [(True, 1)]'],
  ['distFromList [(1, 0.5), (2, 0), (1, 0.5)]', 'distFromList [(1, 1)]'],
  ['support (mix 0.5 (pure 1) (certainly 2))', '[1, 2]'],
  [
    'do { x <- uniform [0, 1]; y <- uniform [0, 1]; pure (x + y) }',
    'distFromList [(0, 0.25), (1, 0.5), (2, 0.25)]',
  ],
  ['do { (a, b) <- pure (1, 2); let c = a + b; uniform [3]; pure c }', 'distFromList [(3, 1)]'],
  ['uniform [1, 2] == uniform [2, 1]', 'True'],
  [
    'invert (\\x -> bernoulli (if x then 0.75 else 0.25)) (bernoulli 0.25) True',
    'distFromList [(True, 0.5), (False, 0.5)]',
  ],
])

cases('errors stand at the expression that caused them', [
  ['1 + 2 / (3 - 3)', 'G5101 at `2 / (3 - 3)`'],
  ['mod 1 0', 'G5101 at `mod 1 0`'],
  ['1 + head []', 'G5104 at `head []`'],
  ['maximum []', 'G5104 at `maximum []`'],
  ['uniform []', 'G5104 at `uniform []`'],
  ['[1, 2] !! 2', 'G5107 at `[1, 2] !! 2`'],
  ['[1, 2] !! (0 - 1)', 'G5107 at `[1, 2] !! (0 - 1)`'],
  ['(1, bernoulli 1.5)', 'G5102 at `bernoulli 1.5`'],
  ['distFromList [(1, 0.5), (2, 0.6)]', 'G5103 at `distFromList [(1, 0.5), (2, 0.6)]`'],
  ['distFromList [(1, -0.5), (2, 1.5)]', 'G5102 at `distFromList [(1, -0.5), (2, 1.5)]`'],
  ['1 + (case 3 of | 1 -> 0)', 'G5003 at `(case 3 of | 1 -> 0)`'],
  ['10 ^ 400', 'G5106 at `10 ^ 400`'],
  ['sqrt (0 - 1)', 'G5106 at `sqrt (0 - 1)`'],
  ['[1, 1 .. 3]', 'G5106 at `[1, 1 .. 3]`'],
  ['[id] == [id]', 'G3007 at `[id] == [id]`'],
  ['1e9999', 'G5106 at `1e9999`'],
  ['invert pure (pure 1) 2', 'G4110 at `invert pure (pure 1) 2`'],
  ['False && head [] == 1 || True || head [] == 1', 'True'],
])

describe('exact numbers', () => {
  it.each([
    ['1 / 3 + 1 / 6', '1/2'],
    ['0.1 * 3 == 0.3', 'True'],
    ['sum (replicate 10 0.1) == 1', 'True'],
    ['sqrt (9 / 4)', '3/2'],
    ['4 ^ 0.5', '2'],
    ['2 ^ (-2)', '1/4'],
    ['sqrt 2', 'G5105 at `sqrt 2`'],
    ['exp 1', 'G5105 at `exp 1`'],
    ['(exp 0, log 1)', '(1, 0)'],
    ['map round [1/2, 3/2, 5/2]', '[0, 2, 2]'],
    ['distFromList [(1, 1/3), (2, 2/3)]', 'distFromList [(1, 1/3), (2, 2/3)]'],
    ['Just (1/3)', 'Just (1/3)'],
    ['2 ^ 1000000', 'G5106 at `2 ^ 1000000`'],
    ['mod (7/2) 1', '1/2'],
  ])('%s  is  %s', (expression, value) => {
    expect(exactly(expression)).toBe(value)
  })
})

describe('limits', () => {
  const loop = 'let f x = f (x + 1) in f 0'

  it('stops a recursion without end by depth or by steps', () => {
    expect(inDoubles(loop, { maxDepth: 100 })).toBe('G5002 at `f (x + 1)`')
    expect(inDoubles(loop, { steps: 50 })).toBe('G5001 at `f (x + 1)`')
  })

  it('survives the end of the JavaScript stack', () => {
    expect(inDoubles('let f x = 1 + f x in f 0', { maxDepth: 10_000_000 })).toBe('G5002 at `f x`')
  })

  it('counts the elements of builtin loops', () => {
    expect(inDoubles('length [1 .. 1000000000]', { steps: 10_000 })).toMatch(/^G5001/)
    expect(inDoubles('length (replicate 1000000000 0)', { steps: 10_000 })).toMatch(/^G5001/)
    expect(inDoubles('sum [x * y | x <- [1 .. 1000], y <- [1 .. 1000]]', { steps: 10_000 })).toMatch(/^G5001/)
  })

  it('goes a thousand calls deep on the stack that tests have', () => {
    expect(inDoubles('let f n = if n == 0 then 0 else n + f (n - 1) in f 1000')).toBe('500500')
  })
})
