import { describe, expect, it } from 'vitest'
import {
  type Diagnostic,
  type DiagnosticParts,
  diagnostic,
  type Label,
} from '../../../src/diagnostic/diagnostic.ts'
import { renderDiagnostic } from '../../../src/diagnostic/render.ts'
import { ansi } from '../../../src/diagnostic/style.ts'

const path = 'a.game'

/** A label on the text between `from` and the end of `to` (or of `from`), where they first occur. */
const on = (source: string, from: string, text?: string, to: string = from): Label => {
  const start = source.indexOf(from)
  const span = { path, start, end: source.indexOf(to, start) + to.length }
  return text === undefined ? { span } : { span, text }
}

const rendered = (text: string, parts: DiagnosticParts, title = 'title'): readonly string[] =>
  renderDiagnostic(diagnostic('G2001', title, parts), new Map([[path, { path, text }]])).split('\n')

const block = `game g = {
    returns   : alicePayments ;
    outputs   : payments ;
}`

describe('renderDiagnostic', () => {
  it('shows place, lines, labels, explanation, hint and where to read on', () => {
    const d: Diagnostic = diagnostic('G2001', '`alicePayments` is not bound', {
      primary: on(block, 'alicePayments', 'no line of this block outputs it'),
      secondary: [on(block, 'payments ', 'this name is close', 'payments')],
      explanation: ['`returns` may use the outputs of every line.'],
      hint: 'did you mean `payments`?',
    })
    expect(renderDiagnostic(d, new Map([[path, { path, text: block }]]))).toBe(
      `error[G2001]: \`alicePayments\` is not bound
  --> a.game:2:17
   |
 2 |     returns   : alicePayments ;
   |                 ^^^^^^^^^^^^^ no line of this block outputs it
 3 |     outputs   : payments ;
   |                 -------- this name is close
   = \`returns\` may use the outputs of every line.
   hint: did you mean \`payments\`?                          coplay explain G2001`,
    )
  })
  it('shows a line once for its labels, from left to right', () => {
    const text = 'let f x y = x + y'
    const rows = rendered(text, { primary: on(text, 'y', 'second'), secondary: [on(text, 'x', 'first')] })
    expect(rows.slice(3, 6)).toEqual([
      ' 1 | let f x y = x + y',
      '   |       - first',
      '   |         ^ second',
    ])
  })
  it('widens the gutter for large line numbers', () => {
    const text = `${'\n'.repeat(99)}let a = b`
    expect(rendered(text, { primary: on(text, 'b') }).slice(1, 5)).toEqual([
      '    --> a.game:100:9',
      '     |',
      ' 100 | let a = b',
      '     |         ^',
    ])
  })
  it('marks a span of no text, and one at the end of the file', () => {
    const end = { span: { path, start: 9, end: 9 } }
    expect(rendered('let a = b', { primary: end }).slice(3, 5)).toEqual([' 1 | let a = b', '   |          ^'])
    expect(rendered('', { primary: { span: { path, start: 0, end: 0 } } }).slice(3, 5)).toEqual([
      ' 1 |',
      '   | ^',
    ])
  })
  it('marks the first line of a span of several', () => {
    const rows = rendered(block, { primary: on(block, 'returns', 'here', 'payments') })
    expect(rows[4]).toBe('   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ here (through line 3)')
  })
  it('lines labels up under tabs, wide, combining and astral characters', () => {
    const text = 'a\tb 漢字 e\u0301 🎲 x'
    expect(rendered(text, { primary: on(text, 'b') }).slice(3, 5)).toEqual([
      ' 1 | a   b 漢字 e\u0301 🎲 x',
      '   |     ^',
    ])
    expect(rendered(text, { primary: on(text, '漢字') })[4]).toBe('   |       ^^^^')
    expect(rendered(text, { primary: on(text, '🎲') })[4]).toBe('   |              ^^')
    expect(rendered(text, { primary: on(text, 'x') })[4]).toBe('   |                 ^')
  })
  it('shows nothing that a terminal would obey', () => {
    const text = 'let a = "\u001b[31m\u202e"\r\nlet b'
    const rows = rendered(text, { primary: on(text, 'a') }, 'bad \u001b[2J')
    expect(rows[0]).toBe('error[G2001]: bad \ufffd[2J')
    expect(rows[3]).toBe(' 1 | let a = "\ufffd[31m\ufffd"')
  })
  it('cuts long lines around the labels', () => {
    const text = `let a = ${'1 + '.repeat(100)}wrong + ${'2 + '.repeat(100)}3`
    const rows = rendered(text, { primary: on(text, 'wrong', 'here') })
    expect(rows[3]).toMatch(/^ 1 \| ….{24}wrong \+ .*…$/)
    expect(rows[3]?.length).toBeLessThan(110)
    expect(rows[4]).toBe(`   | ${' '.repeat(25)}^^^^^ here`)
  })
  it('shows a long line twice for labels that are far apart', () => {
    const text = `let first = ${'1 + '.repeat(100)}second`
    const rows = rendered(text, { primary: on(text, 'second', 'B'), secondary: [on(text, 'first', 'A')] })
    expect(rows.slice(4).map(row => row.trim())).toEqual([
      '|     ----- A',
      expect.stringMatching(/^1 \| ….*second$/),
      expect.stringMatching(/^\| +\^{6} B$/),
      'coplay explain G2001',
    ])
  })
  it('shows labels of other files after those of its own', () => {
    const d = diagnostic('G2001', 'title', {
      primary: { span: { path: 'b', start: 4, end: 5 }, text: 'here' },
      secondary: [
        { span: { path: 'a', start: 0, end: 3 }, text: 'there' },
        { span: { path: 'gone', start: 0, end: 3 } },
      ],
    })
    const sources = new Map(['a', 'b'].map(p => [p, { path: p, text: 'let x = 1' }]))
    expect(renderDiagnostic(d, sources).split('\n')).toEqual([
      'error[G2001]: title',
      '  --> b:1:5',
      '   |',
      ' 1 | let x = 1',
      '   |     ^ here',
      '  ::: a:1:1',
      '   |',
      ' 1 | let x = 1',
      '   | --- there',
      '  ::: gone',
      '   coplay explain G2001',
    ])
  })
  it('needs no place', () => {
    expect(rendered('', { hint: 'do' }, 'no files')).toEqual([
      'error[G2001]: no files',
      `   hint: do${' '.repeat(48)}coplay explain G2001`,
    ])
  })
  it('wraps long explanations and hints', () => {
    const rows = rendered('', { explanation: ['word '.repeat(30).trim()], hint: 'word '.repeat(30).trim() })
    expect(rows[1]?.length).toBeLessThan(102)
    expect(rows[2]).toMatch(/^ {5}word/)
    expect(rows[4]).toMatch(/^ {5}word.* {2}coplay explain G2001$/)
  })
  it('takes its colors from the style it is given', () => {
    const text = 'let a = b'
    const d = diagnostic('G2001', 'title', { primary: on(text, 'b', 'here') })
    const [head, , , , label] = renderDiagnostic(d, new Map([[path, { path, text }]]), ansi).split('\n')
    expect(head).toBe('\u001b[31merror[G2001]\u001b[39m: \u001b[1mtitle\u001b[22m')
    expect(label).toContain('\u001b[31m^ here\u001b[39m')
  })
})
