import fc from 'fast-check'
import { isRight } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import type { File } from '../../../src/syntax/ast.ts'
import { type FormatOptions, format, printFile } from '../../../src/syntax/format.ts'
import { parse } from '../../../src/syntax/parse.ts'
import { sameTree } from '../../../src/syntax/sameTree.ts'
import { arbitraryDeclaration } from '../../arbitrary/ast.ts'
import { gameTexts } from '../../fuzz/text.ts'

const formatted = (text: string, options: FormatOptions = {}): string => {
  const result = format({ path: 'a.game', text }, options)
  if (isRight(result)) return result.right
  throw new Error([...result.left.map(d => `${d.code} ${d.title}`), text].join('\n'))
}

const printed = (file: File, options: FormatOptions = {}): string =>
  printFile({ path: '', text: '' }, file, options)

describe('any tree', () => {
  const files = fc
    .array(arbitraryDeclaration, { maxLength: 3 })
    .map((declarations): File => ({ path: '', declarations, comments: [] }))

  test('prints to a text that is read as the same tree', () => {
    fc.assert(
      fc.property(files, file => {
        const text = printed(file)
        const again = parse({ path: '', text })
        expect({ text, diagnostics: again.diagnostics.map(d => d.title) }).toEqual({ text, diagnostics: [] })
        if (!sameTree(file.declarations, again.file.declarations))
          expect({ text, tree: again.file.declarations }).toEqual({ text, tree: file.declarations })
      }),
      { numRuns: 300 },
    )
  })

  test('prints to a text that formatting leaves as it is', () => {
    fc.assert(
      fc.property(files, file => {
        const once = formatted(printed(file))
        expect(formatted(once)).toBe(once)
      }),
      { numRuns: 200 },
    )
  })

  test('says the same in the other notation, and there and back', () => {
    fc.assert(
      fc.property(files, file => {
        const blocks = formatted(printed(file), { notation: 'block' })
        const arrows = formatted(blocks, { notation: 'arrow' })
        expect(formatted(arrows)).toBe(arrows)
        expect(sameTree(parse({ path: '', text: arrows }).file.declarations, file.declarations)).toBe(true)
        const back = formatted(arrows, { notation: 'block' })
        expect(formatted(back)).toBe(back)
      }),
      { numRuns: 200 },
    )
  })
})

describe('the library', () => {
  for (const { path, text } of gameTexts())
    test(`${path} is formatted once and for all, in each notation`, () => {
      for (const options of [{}, { notation: 'arrow' }, { notation: 'block' }] as const) {
        const once = formatted(text, options)
        expect(formatted(once, options)).toBe(once)
      }
    })
})

describe('comments', () => {
  const comment = fc.constantFrom('-- c', '// c', '{- c -}', '{- c\n  d -}')

  test('are kept wherever they stand', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...gameTexts()),
        fc.array(fc.tuple(fc.nat(), comment, fc.boolean()), { minLength: 1, maxLength: 4 }),
        fc.constantFrom({}, { notation: 'arrow' } as const, { notation: 'block' } as const),
        ({ text }, places, options) => {
          let commented = text
          for (const [at, words, onLine] of places) {
            const blanks = [...commented.matchAll(/[ \n]/g)].map(match => match.index)
            const place = blanks[at % blanks.length] ?? 0
            commented = `${commented.slice(0, place)}${onLine ? '\n' : ' '}${words}\n${commented.slice(place)}`
          }
          fc.pre(parse({ path: '', text: commented }).diagnostics.length === 0)
          const once = formatted(commented, options)
          expect(formatted(once)).toBe(once)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('style', () => {
  const cases: readonly (readonly [name: string, text: string, options: FormatOptions, out: string])[] = [
    ['spaces', 'let   x=1+2 *3', {}, 'let x = 1 + 2 * 3\n'],
    ['needless parentheses', 'let x = ((a + b)) * (c)', {}, 'let x = (a + b) * c\n'],
    ['the parentheses of OGE users', 'let x = a - (b - c) - d', {}, 'let x = a - (b - c) - d\n'],
    ['two colons', 'param x :: Real = 1;', {}, 'param x : Real = 1\n'],
    ['blank lines', '\n\nlet x = 1\n\n\n\nlet y = 2\n', {}, 'let x = 1\n\nlet y = 2\n'],
    ['columns of equations', 'let f | A b = 1 | Cc d = 2', {}, 'let f\n  | A  b = 1\n  | Cc d = 2\n'],
    ['columns made by the author', 'let a   = 1\nlet bcd = 2', {}, 'let a   = 1\nlet bcd = 2\n'],
    ['columns not made', 'let a = 1\nlet bcd = 2', {}, 'let a = 1\nlet bcd = 2\n'],
    [
      'fields of a block',
      'game g = [game| operation : f ;\n outputs : x ; returns : x ; |]',
      {},
      'game g = [opengame|\n    operation : f ;\n    outputs   : x ;\n    returns   : x ;\n|]\n',
    ],
    [
      'arrows from fields',
      'game g = { inputs : a ; feedback : b ; :---: inputs : a ; feedback : c ; operation : f ; outputs : d ; returns : e ; :---: outputs : d ; returns : e ; }',
      { notation: 'arrow' },
      'game g = {\n    a || b =>>\n    d | e <- f -< c | a ;\n    <<= e || d\n}\n',
    ],
    [
      'fields from arrows',
      'game g = [game| || =>> x | u x <- f -< | ; y | <- h -< | x ; <<= || |]',
      { notation: 'block' },
      `game g = [opengame|
    inputs    : ;
    feedback  : ;
    :---------------------------:

    operation : f ;
    outputs   : x ;
    returns   : u x ;

    inputs    : x ;
    operation : h ;
    outputs   : y ;
    :---------------------------:
    outputs   : ;
    returns   : ;
|]
`,
    ],
  ]
  test.each(cases)('%s', (_, text, options, out) => expect(formatted(text, options)).toBe(out))

  test('a file with errors is left to be mended', () => {
    expect(isRight(format({ path: '', text: 'let x = ' }))).toBe(false)
  })

  test('an empty file stays empty', () => expect(formatted('\n  \n')).toBe(''))
})
