import { describe, expect, it } from 'vitest'
import type { NormalForm } from '../../../../src/form/normalForm.ts'
import { unlimited } from '../../../../src/markov/budget.ts'
import type { Rational } from '../../../../src/markov/rational.ts'
import { correlatedPolytope } from '../../../../src/solver/correlated/polytope.ts'
import { polytopePicture } from '../../../../src/solver/correlated/polytopePicture.ts'
import { right, wholeGame } from './bimatrix.ts'

const pictureOf = (form: NormalForm<Rational>) =>
  right(polytopePicture(form, right(correlatedPolytope(unlimited, form))))

const count = (text: string, part: RegExp): number => [...text.matchAll(part)].length

const battle = wholeGame(
  [2, 2],
  [
    [2, 0, 0, 1],
    [1, 0, 0, 2],
  ],
)

describe('the picture of the polytope', () => {
  it('shows vertices, edges and facets in the tetrahedron', () => {
    const svg = pictureOf({
      ...battle,
      title: 'opera & <football>',
      strategies: [
        ['o', 'f'],
        ['o', 'f'],
      ],
    })
    const { edges, facets, vertices } = right(correlatedPolytope(unlimited, battle))
    const [solid = '', plane = ''] = svg.split('<g id="payoffs">')
    expect(count(solid, /<circle/g)).toBe(vertices.length)
    expect(count(svg, /<polygon/g)).toBe(facets.length)
    expect(count(svg, /<line/g)).toBe(edges.length + 6)
    // The triangle of payoffs of all plays, and that of the equilibria: (2, 1), (1, 2) and (2/3, 2/3) span it.
    const outlines = [...plane.matchAll(/<path d="M([^"]*)Z"/g)].map(
      ([, path = '']) => path.split('L').length,
    )
    expect(outlines).toEqual([3, 3])
    expect(count(plane, /fill="#2f6f9f" stroke="#2f6f9f"/g)).toBe(3)
    expect(svg).toContain('opera &amp; &lt;football&gt;')
    // Three of the five vertices are Nash equilibria.
    expect(count(svg, /\(Nash\)/g)).toBe(3)
    expect(svg).toContain('3: 1/4, 1/2, 0, 1/4; payoffs 3/4, 3/4')
    expect(svg).toContain('>o, f</text>')
    expect(svg).not.toMatch(/NaN|undefined/)
  })
  it('of one equilibrium is a dot', () => {
    const dilemma = wholeGame(
      [2, 2],
      [
        [3, 0, 5, 1],
        [3, 5, 0, 1],
      ],
    )
    const svg = pictureOf(dilemma)
    expect([count(svg, /<circle/g), count(svg, /<polygon/g), count(svg, /<line/g)]).toEqual([2, 0, 6])
  })
  it('is not of larger games', () => {
    const form = wholeGame([2, 3], [new Array<number>(6).fill(0), new Array<number>(6).fill(0)])
    expect(polytopePicture(form, right(correlatedPolytope(unlimited, form)))).toMatchObject({
      left: { kind: 'notApplicable' },
    })
  })
})
