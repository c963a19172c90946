import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gameLexer } from '../../grammar/tokens.ts'
import { parse } from '../../src/syntax/parse.ts'
import { gameTexts } from './text.ts'

const texts = gameTexts()
const aText = fc.constantFrom(...texts).map(game => game.text)

const read = (text: string) => parse({ path: 'fuzz.game', text })

/** Reading ends, throws nothing, and every place lies in the text. */
const survives = (text: string): void => {
  const { diagnostics } = read(text)
  for (const { primary, secondary } of diagnostics)
    for (const label of [...(primary === undefined ? [] : [primary]), ...secondary]) {
      expect(label.span.start).toBeGreaterThanOrEqual(0)
      expect(label.span.end).toBeGreaterThanOrEqual(label.span.start)
      expect(label.span.end).toBeLessThanOrEqual(text.length)
    }
}

const pieces = (text: string): readonly string[] => {
  const starts = gameLexer.tokenize(text).tokens.map(token => token.startOffset)
  return starts.map((start, i) => text.slice(start, starts[i + 1]))
}

describe('reading damaged texts', () => {
  test('every file of the library is read without a complaint', () => {
    for (const { path, text } of texts)
      expect({ path, found: read(text).diagnostics }).toEqual({ path, found: [] })
  })

  test('any characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), survives), { numRuns: 300 })
  })

  test('any row of tokens', () => {
    const words = [...new Set(texts.flatMap(({ text }) => pieces(text).map(piece => piece.trim())))]
    const row = fc.array(fc.constantFrom(...words), { maxLength: 60 }).map(tokens => tokens.join(' '))
    fc.assert(fc.property(row, survives), { numRuns: 500 })
  })

  test('tokens left out, doubled and moved', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('drop', 'double', 'move')), {
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(aText, damage, (text, edits) => {
        const tokens = [...pieces(text)]
        for (const [from, to, kind] of edits) {
          const at = from % tokens.length
          const piece = tokens[at] ?? ''
          if (kind === 'drop') tokens.splice(at, 1)
          else tokens.splice(kind === 'double' ? at : to % tokens.length, 0, `${piece} `)
        }
        survives(tokens.join(''))
      }),
      { numRuns: 300 },
    )
  })

  test('a text cut off anywhere', () => {
    fc.assert(
      fc.property(aText, fc.nat(), (text, at) => survives(text.slice(0, at % text.length))),
      { numRuns: 200 },
    )
  })

  test('a line left out hides no error of another declaration', () => {
    const bad = '\nlet broken = )\n'
    fc.assert(
      fc.property(aText, fc.nat(), (text, at) => {
        const lines = text.split('\n')
        lines.splice(at % lines.length, 1)
        const damaged = lines.join('\n')
        survives(damaged)
        if (damaged.includes('{-')) return
        const found = read(damaged + bad).diagnostics
        expect(found.some(d => (d.primary?.span.start ?? 0) >= damaged.length)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

describe('errors beyond number', () => {
  test('lose no more than the declaration they are in', () => {
    const noise = `game g = { ${'outputs : ) ; x y z ; '.repeat(10_000)} }`
    const { file, diagnostics } = read(`let before = 1\n${noise}\nlet after = )\nlet last = 2`)
    expect(file.declarations.map(d => (d.kind === 'let' ? d.name.text : d.kind))).toEqual(
      expect.arrayContaining(['before', 'after', 'last']),
    )
    expect(diagnostics.length).toBeGreaterThan(1)
  })
})

describe('nesting', () => {
  const deep = (n: number): readonly string[] => [
    `let x = ${'('.repeat(n)}1${')'.repeat(n)}`,
    `let x = ${'['.repeat(n)}`,
    `let x = ${'\\a -> '.repeat(n)}a`,
    `let x = ${'if a then b else '.repeat(n)}c`,
    `let x = ${'let a = 1 in '.repeat(n)}a`,
    `let x = ${'case a of b -> '.repeat(n)}a`,
    `let x = ${'- '.repeat(n)}a`,
    `let x = 1${' + 1'.repeat(n)}`,
    `let x = a${' $ a'.repeat(n)}`,
    `let x = f${' a'.repeat(n)}`,
    `let x = f${'.a'.repeat(n)}`,
    `let x : ${'Real -> '.repeat(n)}Real = 1`,
    `game g = ${'{ a: '.repeat(n)}${'}'.repeat(n)}`,
    `game g = ${'{ operation : '.repeat(n)}f${' }'.repeat(n)}`,
    `game g = ${'repeat 2 '.repeat(n)}`,
    `type T = ${'List ('.repeat(n)}Real${')'.repeat(n)}`,
    `let f ${'(x, '.repeat(n)}y${')'.repeat(n)} = 1`,
  ]

  test('is read to a fair depth', () => {
    for (const text of deep(40).filter(text => !text.includes('repeat 2') && !text.endsWith('[')))
      expect({ text, found: read(text).diagnostics }).toEqual({ text, found: [] })
  })

  test('beyond it ends with G1107 or another error, and the next declaration is read', () => {
    for (const n of [1_500, 20_000])
      for (const text of deep(n)) {
        const { file, diagnostics } = read(`${text}\nlet after = 1`)
        expect({ text: text.slice(0, 30), codes: diagnostics.map(d => d.code) }).not.toEqual({
          text: text.slice(0, 30),
          codes: [],
        })
        const last = file.declarations.at(-1)
        expect(last?.kind === 'let' && last.name.text).toBe('after')
      }
  })
})
