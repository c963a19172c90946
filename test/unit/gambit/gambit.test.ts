/** Gambit's files: what its own reader accepts and refuses (probed with Gambit 17.0.0-alpha.2), and the way back. */
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { profileCount } from '../../../src/form/normalForm.ts'
import { readExtensive } from '../../../src/gambit/readExtensive.ts'
import { readNormal } from '../../../src/gambit/readNormal.ts'
import { writeExtensive, writeNormal } from '../../../src/gambit/write.ts'
import { exact, integer } from '../../../src/markov/rational.ts'
import { positionAt } from '../../../src/source/source.ts'
import { extensiveForms } from '../../arbitrary/extensiveForm.ts'

const normal = (text: string) => readNormal({ path: 'game.nfg', text })
const extensive = (text: string) => readExtensive({ path: 'game.efg', text })

const payoffsIn = (text: string) => {
  const read = normal(text)
  return E.isLeft(read) ? read.left.map(d => d.title) : read.right.payoffs.map(own => own.map(exact.show))
}

/** Titles and places of what is wrong. */
const complaints = (
  text: string,
  read: E.Either<readonly { title: string; primary?: { span: { start: number } } }[], unknown>,
) =>
  E.isRight(read)
    ? []
    : read.left.map(({ title, primary }) => {
        const { line, column } = positionAt({ path: '', text }, primary?.span.start ?? 0)
        return `${line}:${column} ${title}`
      })

describe('an .nfg file', () => {
  it('may list payoffs, the first player’s strategy fastest', () => {
    expect(payoffsIn('NFG 1 R "PD" { "a" "b" } { 2 3 }\n\n1 10 2 20 3 30 4 40 5 50 6 60')).toEqual([
      ['1', '3', '5', '2', '4', '6'],
      ['10', '30', '50', '20', '40', '60'],
    ])
  })
  it('may list outcomes, with and without commas', () => {
    const text = `NFG 1 D "Selten (IJGT, 75)" { "P1" "P2" }
{ { "L" "R" } { "u" "d" } }
"a comment"
{ { "one" 1, 2 } { "two" 3 4 } { "three" 5, 6, } }
1 2 0 3`
    expect(payoffsIn(text)).toEqual([
      ['1', '0', '3', '5'],
      ['2', '0', '4', '6'],
    ])
    const read = normal(text)
    expect(E.isRight(read) && [read.right.comment, read.right.strategies]).toEqual([
      'a comment',
      [
        ['L', 'R'],
        ['u', 'd'],
      ],
    ])
  })
  it.each([
    ['1e3', '1000'],
    ['1.5e-2', '3/200'],
    ['.5', '1/2'],
    ['-.5', '-1/2'],
    ['5.', '5'],
    ['-3/4', '-3/4'],
    ['0.1', '1/10'],
  ])('reads %s exactly', (numeral, value) => {
    expect(payoffsIn(`NFG 1 R "" { "a" } { 1 } ${numeral}`)).toEqual([[value]])
  })
  it.each(['+1', '1.5/2', '1/2e3', '0x10', '1_0', '--1', '-3/-4', '1/0', '.5e2', '1e99999'])(
    'refuses %s',
    numeral => {
      expect(E.isLeft(normal(`NFG 1 R "" { "a" } { 1 } ${numeral}`))).toBe(true)
    },
  )
  it('numbers labels that are repeated or empty', () => {
    const read = normal('NFG 1 R "" { "x" "x" } { { "a" "a" "" } { "b" } } 1 1 1 1 1 1')
    expect(E.isRight(read) && [read.right.players, read.right.strategies]).toEqual([
      ['x_1', 'x_2'],
      [['a_1', 'a_2', '1'], ['b']],
    ])
  })
  it.each([
    ['', '1:1 this is no `.nfg` file'],
    ['# NFG', '1:1 this is no `.nfg` file'],
    ['EFG 2 R', '1:1 this is no `.nfg` file'],
    ['NFG 2 R "" { "a" } { 1 } 1', '1:5 version 1 of the format is expected'],
    ['NFG 1 X "" { "a" } { 1 } 1', '1:7 `R` or `D` is expected after the version'],
    ['NFG 1 R "" { } { } ', '1:14 a game has at least one player'],
    ['NFG 1 R "" { "a" "b" } { 2 } 1', '1:24 there are strategies of 1 player, and 2 players'],
    ['NFG 1 R "" { "a" } { 0 } ', '1:22 a player has at least one strategy'],
    ['NFG 1 R "" { "a" } { 2 }\n1', '2:2 2 payoffs are needed, and 1 given'],
    ['NFG 1 R "" { "a" } { 2 }\n1 2 3', '2:5 there is more than the table has entries'],
    ['NFG 1 R "" { "a" } { 1 }\n{ { "o" 1 2 } } 1', '2:9 an outcome has 2 payoffs for 1 player'],
    ['NFG 1 R "" { "a" } { 1 }\n{ { "o" 1 } } 2', '2:15 there is no outcome 2'],
    ['NFG 1 R "a { "a" } { 1 } 1', '1:15 the list of players, in braces, is expected here'],
    ['NFG 1 R "open', '1:9 this text has no closing quote'],
    ['NFG 1 R "" { "a" "b" } { 9999 9999 } 1', '1:31 a table of 99980001 entries is too large'],
    ['NFG 1 R "" { "a" } { 1e9 } 1', '1:22 a number of strategies is expected here'],
  ])('of %j says what is wrong', (text, expected) => {
    expect(complaints(text, normal(text))[0]).toBe(expected)
  })
  it('is written so that it reads the same', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
        fc.infiniteStream(fc.integer({ min: -99, max: 99 })),
        (sizes, numbers) => {
          const strategies = sizes.map(size => Array.from({ length: size }, (_, k) => `s"${k}`))
          const count = profileCount({ strategies })
          const form = {
            title: 'a "game"',
            comment: 'with\nlines',
            players: sizes.map((_, k) => `p${k}`),
            strategies,
            payoffs: sizes.map(() =>
              Array.from({ length: count }, () =>
                exact.div(integer(BigInt(numbers.next().value)), integer(7n)),
              ),
            ),
          }
          expect(normal(writeNormal(form))).toEqual(E.right(form))
        },
      ),
      { numRuns: 60 },
    )
  })
})

const small = (body: string): string => `EFG 2 R "t" { "a" "b" }\n"c"\n${body}`

describe('an .efg file', () => {
  it('has nodes in prefix order, information sets, draws and outcomes', () => {
    const read = extensive(`EFG 2 R "Poker" { "Fred" "Alice" } "stripped down"
c "" 1 "deal" { "Ace" 1/2 "King" .5 } 0
p "" 1 1 "a" { "Raise" "Fold" } 0
p "" 2 1 "b" { "Meet" "Pass" } 0
t "" 1 "Big" { 2, -2 }
t "" 2 "Win" { 1 -1 }
t "" 2
p "" 1 2 "k" { "Raise" "Fold" } 0
p "" 2 1 0
t "" 3 { -2 2 }
t "" 2
t "" 4 "Lose" { -1, 1 }`)
    if (E.isLeft(read)) throw new Error(read.left.map(d => d.title).join())
    const { form } = read.right
    expect(form.nodes).toHaveLength(11)
    expect(form.informationSets.map(({ player, label, actions }) => [player, label, actions])).toEqual([
      [0, 'a', ['Raise', 'Fold']],
      [1, 'b', ['Meet', 'Pass']],
      [0, 'k', ['Raise', 'Fold']],
    ])
    expect(form.outcomes.map(({ payoffs }) => payoffs.map(exact.show))).toEqual([
      ['2', '-2'],
      ['1', '-1'],
      ['-2', '2'],
      ['-1', '1'],
    ])
    expect(form.nodes[0]).toEqual({
      kind: 'chance',
      label: '',
      outcome: undefined,
      draw: 0,
      children: [1, 6],
    })
  })
  it.each([
    ['t "" 1', '3:6 outcome 1 has no payoffs'],
    ['t "" 1 "o" { 1 }', '3:8 an outcome has 1 payoff for 2 players'],
    ['t "" 0 "o" { 1 1 }', '3:8 outcome 0 is none: it has no name and no payoffs'],
    ['p "" 3 1 "" { "l" } 0 t "" 0', '3:6 there is no player 3'],
    ['p "" 1 1 0', '3:8 information set 1 has no actions'],
    ['p "" 1 1 "" { } 0', '3:10 there is nothing to choose from'],
    ['p "" 1 1 "" { "l" "r" } 0 t "" 0', '3:33 a node is expected here: `c`, `p` or `t`'],
    ['c "" 1 "" { "x" 1/2 "y" 1/3 } 0 t "" 0 t "" 0', '3:8 probabilities sum to 5/6, not to 1'],
    ['c "" 1 "" { "x" 3/2 "y" -1/2 } 0 t "" 0 t "" 0', '3:8 a probability is negative'],
    ['x', '3:1 a node is expected here: `c`, `p` or `t`'],
    [
      'p "" 1 1 "i" { "l" "r" } 0 p "" 1 1 "i" { "l" "m" } 0 t "" 0 t "" 0 t "" 0',
      '3:37 information set 1 is given otherwise before',
    ],
    [
      'p "" 1 1 "i" { "l" "r" } 0 t "" 1 "o" { 1 1 } t "" 1 "o" { 1 2 }',
      '3:54 outcome 1 is given otherwise before',
    ],
  ])('of %j says what is wrong', (body, expected) => {
    const text = small(body)
    expect(complaints(text, extensive(text))[0]).toBe(expected)
  })
  it('says of text after the last node that it is not read', () => {
    const read = extensive(small('t "" 0 and more'))
    expect(E.isRight(read) && read.right.diagnostics.map(d => d.title)).toEqual([
      'there is text after the last node',
    ])
  })
  it('of a hundred thousand nodes, one below the other, is read', () => {
    const steps = 50_000
    const text = small(
      `${'p "" 1 1 "i" { "l" "r" } 0\nt "" 0\n'.repeat(1)}${'p "" 1 1 0\nt "" 0\n'.repeat(steps)}t "" 0\n`,
    )
    const read = extensive(text)
    expect(E.isRight(read) && read.right.form.nodes.length).toBe(2 * steps + 3)
  })
  it('is written so that it reads the same', () => {
    fc.assert(
      fc.property(extensiveForms({ players: 2, depth: 4, isImperfect: true, paysInside: true }), form => {
        const read = extensive(writeExtensive(form))
        expect(E.isRight(read) && read.right.form).toEqual(form)
      }),
      { numRuns: 100 },
    )
  })
})

describe('texts in files', () => {
  const titled = (title: string) => ({
    title,
    comment: title,
    players: ['a'],
    strategies: [['s']],
    payoffs: [[integer(1n)]],
  })
  it.each(['a "b"', '\\\\', 'a\\b', '\\\\"', 'line\nline', '{ } , ünï'])('keep %j', title => {
    expect(normal(writeNormal(titled(title)))).toEqual(E.right(titled(title)))
  })
  it('are written the second time as the first', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('\\', '"', 'a', ' '), maxLength: 8 }), title => {
        const once = writeNormal(titled(title))
        const read = normal(once)
        expect(E.isRight(read) && writeNormal(read.right)).toBe(once)
      }),
      { numRuns: 200 },
    )
  })
  it('may be long', () => {
    const title = 'long '.repeat(400_000)
    const read = normal(writeNormal(titled(title)))
    expect(E.isRight(read) && read.right.title.length).toBe(title.length)
  })
})

describe('a tree of many sets', () => {
  it('of one name, is read, and its sets told apart', () => {
    const steps = 10_000
    const chain = Array.from({ length: steps }, (_, k) => `p "n" 1 ${k + 1} "i" { "l" "r" } 0\nt "" 0\n`)
    const read = extensive(small(`${chain.join('')}t "" 0\n`))
    if (E.isLeft(read)) throw new Error(read.left.map(d => d.title).join())
    expect(read.right.form.informationSets.at(-1)?.label).toBe(`i_${steps}`)
    expect(read.right.diagnostics.map(d => d.title)).toEqual([
      'two nodes are called `n`',
      'two information sets of a player are called `i`',
    ])
    const again = extensive(writeExtensive(read.right.form))
    expect(E.isRight(again) && again.right.diagnostics).toEqual([])
  })
  it('with a player of more actions than a call has arguments, is written', () => {
    const actions = Array.from({ length: 130_000 }, (_, k) => `"${k}"`).join(' ')
    const read = extensive(small(`p "" 1 1 "i" { ${actions} } 0\n${'t "" 0\n'.repeat(130_000)}`))
    expect(E.isRight(read) && writeExtensive(read.right.form).split('\n').length).toBe(130_005)
  })
})

describe('a text that is broken', () => {
  it('is refused with a place, or read, and never more', () => {
    fc.assert(
      fc.property(
        extensiveForms({ players: 2, depth: 3, isImperfect: true, paysInside: true }),
        fc.nat(),
        fc.nat(40),
        fc.constantFrom('', '}', '{', '"', '1/0', 'p', ' 7 ', ','),
        (form, at, cut, put) => {
          const text = writeExtensive(form)
          const place = at % text.length
          const broken = `${text.slice(0, place)}${put}${text.slice(place + cut)}`
          for (const read of [extensive(broken), normal(broken)])
            if (E.isLeft(read)) {
              expect(read.left.length).toBeGreaterThan(0)
              for (const { primary } of read.left)
                expect(primary?.span.end).toBeLessThanOrEqual(broken.length)
            }
        },
      ),
      { numRuns: 300 },
    )
  })
})
