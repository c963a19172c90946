import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { childrenOf } from '../../../src/form/behavior.ts'
import type { ExtensiveForm } from '../../../src/form/extensiveForm.ts'
import { integer, type Rational, rational } from '../../../src/markov/rational.ts'
import { treePicture } from '../../../src/report/treePicture.ts'
import { extensiveForms } from '../../arbitrary/extensiveForm.ts'

const count = (text: string, part: RegExp): number => [...text.matchAll(part)].length

const [half, one] = [rational(1n, 2n), integer(1n)]

/** One player draws a coin that it cannot see, and is paid in passing, too. */
const coin: ExtensiveForm<Rational> = {
  title: 'heads & <tails>',
  comment: '',
  players: ['Ann', 'Bob'],
  informationSets: [{ player: 1, label: 'in the dark', actions: ['left', 'right\n"again"'] }],
  draws: [
    {
      label: 'toss',
      branches: [
        { label: 'heads', probability: half },
        { label: '2', probability: half },
      ],
    },
  ],
  outcomes: [
    { label: 'won', payoffs: [integer(-3n), half] },
    { label: '', payoffs: [one, one] },
  ],
  nodes: [
    { kind: 'chance', label: 'start', outcome: 1, draw: 0, children: [1, 4] },
    { kind: 'decision', label: '', outcome: undefined, informationSet: 0, children: [2, 3] },
    { kind: 'terminal', label: '', outcome: 0 },
    { kind: 'terminal', label: '', outcome: undefined },
    { kind: 'decision', label: '', outcome: undefined, informationSet: 0, children: [5, 6] },
    { kind: 'terminal', label: '', outcome: 0 },
    { kind: 'terminal', label: '', outcome: 1 },
  ],
}

describe('the picture of a tree', () => {
  const svg = treePicture(coin)
  it('shows who moves, what is known and what is paid', () => {
    // One dot a player in the legend, and one a node.
    expect(count(svg, /<circle/g)).toBe(2 + 2)
    expect(count(svg, /<rect x/g)).toBe(1)
    expect(count(svg, /stroke-dasharray/g)).toBe(1)
    expect(svg).toContain('>heads 1/2</text>')
    expect(svg).toContain('>Bob in the dark</tspan>')
    expect(svg).toContain('fill="#0072b2">-3</tspan>')
    expect(svg).toContain('fill="#d55e00">1/2</tspan>')
    expect(svg).toContain('<title>start</title>')
  })
  it('calls a branch without a name by its probability alone', () => {
    expect(svg).toContain('>1/2</text>')
  })
  it('is text that SVG may hold', () => {
    expect(svg).toContain('heads &amp; &lt;tails&gt;')
    expect(svg).toContain('right &quot;again&quot;')
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  })
  it('shows a profile: what is played is bold', () => {
    const played = treePicture(coin, [[one, integer(0n)]])
    expect(count(played, /stroke-width="3"\/>/g)).toBe(2)
    expect(played).toContain('font-weight="600">left 1</text>')
    expect(count(svg, /stroke-width="3"\/>/g)).toBe(0)
  })
  it('of a game without a move is what is paid', () => {
    const still = { ...coin, title: '', nodes: [{ kind: 'terminal' as const, label: '', outcome: 0 }] }
    expect(treePicture(still)).toContain('>-3</tspan>')
  })
})

describe('the picture of any tree', () => {
  const shape = { players: 3, depth: 5, isImperfect: true, paysInside: true }
  it('gives every play a row of its own, and children a place to the right', () => {
    fc.assert(
      fc.property(extensiveForms(shape), form => {
        const svg = treePicture(form)
        const branches = [...svg.matchAll(/<path d="M([-\d.]+) [-\d.]+L([-\d.]+) ([-\d.]+)H([-\d.]+)"/g)]
        expect(branches).toHaveLength(form.nodes.length - 1)
        for (const [, from, bend, , to] of branches) {
          expect(Number(from)).toBeLessThan(Number(bend))
          expect(Number(bend)).toBeLessThan(Number(to))
        }
        const ends = form.nodes.filter(node => childrenOf(node).length === 0).length
        const rows = [...svg.matchAll(/<g>(?:<title>[^<]*<\/title>)?<text x="[^"]*" y="([^"]*)"/g)]
          .map(([, y]) => Number(y))
          .sort((a, b) => a - b)
        expect(rows).toHaveLength(ends)
        for (const [k, y] of rows.entries()) if (k > 0) expect(y - (rows[k - 1] ?? y)).toBeGreaterThan(30)
      }),
      { numRuns: 40 },
    )
  })
})
