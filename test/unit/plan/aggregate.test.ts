import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exact } from '../../../src/markov/rational.ts'
import { focus } from '../../../src/plan/aggregate/focus.ts'
import { streetDiagram, streets, watching } from './aggregateDiagrams.ts'
import { diagrams } from './treeDiagrams.ts'

describe('a focused diagram', () => {
  it('tells a player what the whole diagram tells it', () => {
    fc.assert(
      fc.property(streets, street => {
        const diagram = streetDiagram(street)
        const focused = focus(diagram, exact)
        for (const player of diagram.players)
          expect(watching(focused(player), player)).toEqual(watching(diagram, player))
      }),
      { numRuns: 150 },
    )
  })

  it('tells a player of any diagram what the whole tells it', () => {
    fc.assert(
      fc.property(diagrams({ nodes: 12, canFail: false, remembers: false }), diagram => {
        const focused = focus(diagram, exact)
        for (const player of diagram.players)
          expect(watching(focused(player), player)).toEqual(watching(diagram, player))
      }),
      { numRuns: 500 },
    )
  })

  it('fails where the whole diagram fails', () => {
    fc.assert(
      fc.property(diagrams({ nodes: 12, canFail: true, remembers: false }), diagram => {
        const focused = focus(diagram, exact)
        for (const player of diagram.players) {
          const [part, whole] = [watching(focused(player), player), watching(diagram, player)]
          if (whole.has('failure')) expect(part.has('failure')).toBe(true)
          else expect(part).toEqual(whole)
        }
      }),
      { numRuns: 500 },
    )
  })
})
