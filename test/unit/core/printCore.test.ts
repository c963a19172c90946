import { describe, expect, it } from 'vitest'
import { resolveApart } from '../../../src/compile/resolveApart.ts'
import { desugar } from '../../../src/core/desugar.ts'
import { desugaring } from '../../../src/core/desugaring.ts'
import { printExpression } from '../../../src/core/printCore.ts'
import { parseExpression } from '../../../src/syntax/parse.ts'

const core = (text: string): string => {
  const { expression, tables } = resolveApart({ files: [] }, parseExpression({ path: 'test', text }).tree)
  return printExpression(desugar(desugaring(tables, new Map()), expression))
}

describe('sugar and its core', () => {
  it.each([
    ['1 + 2 * 0.5', '((+) 1 ((*) 2 1/2))'],
    ['-3', '-3'],
    ['\\(a, _) b -> a', '(\\_1 b -> (case _1 of\n  | (a, _) -> a))'],
    ['(+ 1)', '(let given1 = 1 in (\\missing2 -> ((+) missing2 given1)))'],
    ['(1 +)', '((+) 1)'],
    ['map f $ [1 .. 3]', '((#map ...) (#range 1 3))'],
    ['[x | x <- [1, 2], x > 1]', '(#concatMap (\\x -> (if ((>) x 1) then [x] else [])) [1, 2])'],
    [
      'do { x <- uniform [1]; let y = x; pure y }',
      '(#bind (#uniform [1]) (\\x -> (let y = x in (#pure y))))',
    ],
    ['let f x = f x; y = 1 in f y', '(let f = (\\x -> (f x)) in (let y = 1 in (f y)))'],
    ['True && False || True', '((True && False) || True)'],
    ['{ { a = 1 } | a = 2 }.a', '{ { a = 1 } | a = 2 }.a'],
  ])('%s', (sugar, wanted) => {
    expect(core(sugar)).toBe(wanted)
  })

  it('gives every expression of a block the names it may use', () => {
    const text = `[opengame|
      inputs : a ; feedback : r + f ;
      :---:
      inputs : a ; feedback : f ; operation : ... ; outputs : x ; returns : x + r ;
      :---:
      outputs : x ; returns : r ;
    |]`
    expect(core(text)).toBe(`block
  inputs   a
  line
    inputs    [a | ] a
    operation ...
    outputs   x
    returns   [a x | r] ((+) x r)
    feedback  f
  outputs  [a x | ] x
  returns  r
  feedback [a x | r f] ((+) r f)`)
  })
})
