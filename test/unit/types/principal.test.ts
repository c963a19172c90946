/** Properties of whole programs: what a type must not depend on, and what must not cost too much. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { typed, typeOf, typesIn } from './program.ts'

const definitions = [
  'let twice f x = f (f x)',
  'let isEven n = if n == 0 then True else isOdd (n - 1)',
  'let isOdd n = if n == 0 then False else isEven (n - 1)',
  'let pair x = (x, x)',
  'let both = (pair 1, pair "a")',
  'type Battery = { soc : Real, cap : Real }',
  'let full (b : Battery) = b.soc == b.cap',
  'let names bs = [b.name | b <- bs, full b.battery]',
  'game one (m : Real) = decision "a" [m]',
  'game two = one 1 &&& one 2',
  'strategy s for two = { a = 1 }',
  'let value = payoff s "a"',
]

const sorted = (text: string): readonly string[] => [...typesIn(typed(text))].sort()

/** An expression over the variables given. */
const expression = (variables: readonly string[]): fc.Arbitrary<string> =>
  fc.letrec<{ e: string }>(tie => ({
    e: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom(...variables, '1', 'True', '[]', 'map', 'fst', '()'),
      fc.tuple(tie('e'), tie('e')).map(([f, x]) => `(${f} ${x})`),
      fc.tuple(tie('e'), tie('e')).map(([a, b]) => `(${a}, ${b})`),
      fc.tuple(tie('e'), tie('e')).map(([a, b]) => `(let v = ${a} in (${b}))`),
      fc.tuple(tie('e'), tie('e'), tie('e')).map(([c, a, b]) => `(if ${c} then ${a} else ${b})`),
      tie('e').map(body => `(\\u -> ${body})`),
      tie('e').map(record => `(${record}).soc`),
      fc.tuple(tie('e'), tie('e')).map(([a, b]) => `(${a} == ${b})`),
    ),
  })).e

describe('principal types', () => {
  it('do not depend on the order of declarations', () => {
    const expected = sorted(definitions.join('\n'))
    fc.assert(
      fc.property(fc.shuffledSubarray(definitions, { minLength: definitions.length }), order => {
        expect(sorted(order.join('\n'))).toEqual(expected)
      }),
      { numRuns: 30 },
    )
  })

  it('do not depend on names', () => {
    fc.assert(
      fc.property(expression(['x', 'y']), e => {
        const renamed = e.replace(/\bx\b/g, 'other').replace(/\by\b/g, 'third').replace(/\bu\b/g, 'w')
        expect(typeOf(`let f = \\other third -> ${renamed}`)).toBe(typeOf(`let f = \\x y -> ${e}`))
      }),
    )
  })

  it('are types that an annotation of the same text confirms', () => {
    fc.assert(
      fc.property(expression(['x']), e => {
        const text = `let f = \\x -> ${e}`
        const program = typed(text)
        const type = typeOf(text)
        if (program.diagnostics.some(d => d.severity === 'error') || type.includes('...')) return
        const again = typed(`let f : ${type} = \\x -> ${e}`)
        expect(again.diagnostics.filter(d => d.severity === 'error')).toEqual([])
      }),
    )
  })

  it('never throws, and reports at least one error where it finds none general', () => {
    fc.assert(
      fc.property(expression(['x', 'f']), e => {
        const program = typed(`let f x = ${e}`)
        const isBroken = program.broken.size > 0
        expect(program.diagnostics.some(d => d.severity === 'error')).toBe(isBroken)
      }),
    )
  })
})

describe('large programs', () => {
  const seconds = (text: string): number => {
    const program = typed(text)
    const start = performance.now()
    typed(text)
    expect(program.resolved.files.length).toBe(1)
    return (performance.now() - start) / 1000
  }

  it.each([
    [
      'many uses',
      Array.from(
        { length: 1500 },
        (_, i) => `let f${i} x = ${i === 0 ? 'x + 1' : `f${i - 1} x + f${i >> 1} 1`}`,
      ).join('\n'),
    ],
    [
      'mutual recursion',
      Array.from(
        { length: 1000 },
        (_, i) => `let m${i} x = if x == 0 then 0 else m${(i + 1) % 1000} (x - 1)`,
      ).join('\n'),
    ],
    ['a long list', `let l = [${Array.from({ length: 5000 }, (_, i) => `(${i}, "a")`).join(', ')}]`],
    [
      'a wide record',
      `let r = { ${Array.from({ length: 1000 }, (_, i) => `f${i} = ${i}`).join(', ')} }\n${Array.from({ length: 1000 }, (_, i) => `let v${i} = r.f${i}`).join('\n')}`,
    ],
    [
      'types that double',
      `let p0 x = (x, x)\n${Array.from({ length: 8 }, (_, i) => `let p${i + 1} x = p${i} (p${i} x)`).join('\n')}`,
    ],
    [
      'types that double inside',
      `let f = \\x0 -> ${Array.from({ length: 40 }, (_, i) => `let x${i + 1} = (x${i}, x${i}) in `).join('')}x40`,
    ],
    [
      'many cases',
      `type T = ${Array.from({ length: 150 }, (_, i) => `A${i}`).join(' | ')}\nlet f : T -> T -> Real ${Array.from({ length: 150 }, (_, i) => `| A${i} A${i} = 1`).join(' ')}`,
    ],
  ])('%s', (_, text) => {
    expect(seconds(text)).toBeLessThan(10)
  })

  it('is told where a type grows out of bounds', () => {
    const text = `let p0 x = (x, x)\n${Array.from({ length: 8 }, (_, i) => `let p${i + 1} x = p${i} (p${i} x)`).join('\n')}`
    const found = typed(text).diagnostics.filter(d => d.severity === 'error')
    expect(found.map(d => d.code)).toEqual(['G3014'])
  })

  it.each([
    ['operators', Array(490).fill('1').join(' + ')],
    ['applications to the right', `${Array(490).fill('id').join(' $ ')} $ 1`],
    ['lists', `${'['.repeat(90)}${']'.repeat(90)}`],
    ['conditions', `${'if True then 1 else '.repeat(90)}2`],
  ])('nested deeply: %s', (_, e) => {
    const program = typed(`let deep = ${e}`)
    expect(
      [...program.resolved.diagnostics, ...program.diagnostics].filter(d => d.severity === 'error'),
    ).toEqual([])
  })
})
