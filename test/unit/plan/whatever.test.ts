import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { dominanceFailure } from '../../../src/equilibrium/dominant.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { exact } from '../../../src/markov/rational.ts'
import { diagramTree } from '../../../src/plan/tree/diagramTree.ts'
import { isBestWhatever } from '../../../src/plan/whatever.ts'
import { diagrams } from './treeDiagrams.ts'

describe('what is best in every case', () => {
  it('is dominant', () => {
    const found = { best: 0, known: 0 }
    fc.assert(
      fc.property(diagrams({ nodes: 7, canFail: false, remembers: true }), fc.nat(2), (diagram, forgiven) => {
        const tree = diagramTree(exact, unlimited, diagram, 100_000)
        if (E.isLeft(tree)) return
        const epsilon = exact.fromRatio(BigInt(forgiven), 1n)
        for (const player of diagram.players) {
          const isBest = isBestWhatever(exact, diagram, player, epsilon)
          if (isBest !== undefined) found.known += 1
          if (isBest !== true) continue
          found.best += 1
          expect(dominanceFailure(exact, tree.right, player, epsilon)).toBeUndefined()
        }
      }),
      { numRuns: 400 },
    )
    expect(found.best).toBeGreaterThan(5)
    expect(found.known).toBeGreaterThan(found.best)
  })
})
