/** Whatever is found in any small tree for any concept: nothing is thrown, and every record of it is verified. */
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { issuedOf } from '../../../src/certificate/issueSolutions.ts'
import { treeOf } from '../../../src/certificate/solvedTree.ts'
import { claimProblems } from '../../../src/certificate/verifySolutions.ts'
import { budget, OutOfSteps } from '../../../src/markov/budget.ts'
import { exact } from '../../../src/markov/rational.ts'
import { solveForm } from '../../../src/questions/solvingForms.ts'
import { solvedConcepts } from '../../../src/solver/search.ts'
import { extensiveForms } from '../../arbitrary/extensiveForm.ts'

const concepts = solvedConcepts.filter(concept => concept !== 'qre')

describe.each([1, 2, 3])('in trees of %d players', players => {
  it.each([true, false])('that know less than all: %s', isImperfect => {
    let verified = 0
    const trees = extensiveForms({ players, depth: 3, isImperfect, paysInside: true })
    fc.assert(
      fc.property(trees, form => {
        for (const concept of concepts)
          for (const all of [false, true]) {
            const means = { budget: budget(100_000), floats: undefined }
            let solved: ReturnType<typeof solveForm>
            try {
              solved = solveForm(means, { kind: 'tree', form }, { concept, all }, exact.show)
            } catch (error) {
              if (error instanceof OutOfSteps) continue
              throw error
            }
            if (E.isLeft(solved)) continue
            const { search, evidence, solutions } = solved.right
            expect([concept, search.notes?.filter(note => note.includes('refute')) ?? []]).toEqual([
              concept,
              [],
            ])
            if (concept === 'nash' && search.complete) expect(solutions.length).toBeGreaterThan(0)
            const { trees: records, solutions: claims } = issuedOf(evidence === undefined ? [] : [evidence])
            for (const claim of claims) {
              const record = records[claim.tree]
              const tree = record === undefined ? E.left('none') : treeOf(record)
              const problems = E.isLeft(tree) ? [tree.left] : claimProblems(tree.right, claim)
              expect([concept, claim, problems]).toEqual([concept, claim, []])
              verified++
            }
          }
      }),
      { numRuns: 6 },
    )
    expect(verified).toBeGreaterThan(0)
  })
})
