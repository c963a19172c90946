import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { behaviorValues, bestResponse } from '../../../../src/form/behavior.ts'
import { type BehaviorProfile, type ExtensiveForm, mapNumbers } from '../../../../src/form/extensiveForm.ts'
import { treeOfTable } from '../../../../src/form/tableTree.ts'
import { unlimited } from '../../../../src/markov/budget.ts'
import { exact, type Rational } from '../../../../src/markov/rational.ts'
import { piecesOf, relevanceGraph } from '../../../../src/solver/relevance/graph.ts'
import { solve } from '../../../../src/solver/solve.ts'
import { subjectOfTree } from '../../../../src/solver/subject.ts'
import { tableOf } from '../randomGames.ts'

const means = { budget: unlimited, floats: undefined }

const graphOf = (form: ExtensiveForm<Rational>) => relevanceGraph(unlimited, mapNumbers(form, exact.toNumber))

const isEquilibrium = (form: ExtensiveForm<Rational>, profile: BehaviorProfile<Rational>): boolean => {
  const { payoffs } = behaviorValues(exact, form, profile)
  return form.players.every((_, player) => {
    const best = bestResponse(exact, form, profile, player)
    return best !== undefined && exact.equals(best.value, payoffs[player] ?? exact.zero)
  })
}

/** Pairs that play a table of two by two each; the first of a pair also looks at the first of the pair before. */
const pairs = (count: number, numbers: readonly number[]) => {
  const number = (pair: number, k: number): number => numbers[(pair * 16 + k) % numbers.length] ?? 0
  const form = tableOf(
    Array.from({ length: 2 * count }, () => 2),
    played =>
      played.map((own, i) => {
        const pair = i >> 1
        const other = played[i ^ 1] ?? 0
        const before = i % 2 === 0 && pair > 0 ? (played[i - 2] ?? 0) : 0
        return number(pair, (i % 2) * 8 + before * 4 + own * 2 + other)
      }),
  )
  return treeOfTable(form)
}

const drawn = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 67, maxLength: 67 })

describe('strategic relevance', () => {
  it('of pairs in a chain are pieces in their order', () => {
    // Somebody matches, somebody evades; the later pair cares for the earlier one.
    const pennies = pairs(3, [3, 0, 0, 3, 4, 0, 0, 5, 0, 1, 1, 0, 0, 1, 1, 0])
    const graph = graphOf(pennies)
    expect(graph).toEqual([[1], [0], [0, 3], [2], [2, 5], [4]])
    expect(piecesOf(graph)).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ])
  })

  it('is nothing where somebody’s decision is no concern of the others’, and all where it is', () => {
    const prisoners = treeOfTable(tableOf([2, 2], ([a = 0, b = 0]) => [3 * b - a, 3 * a - b]))
    expect(graphOf(prisoners)).toEqual([[], []])
    const chicken = treeOfTable(
      tableOf([2, 2], ([a, b]) => (a === b ? (a === 0 ? [0, 0] : [6, 6]) : a === 0 ? [7, 2] : [2, 7])),
    )
    expect(graphOf(chicken)).toEqual([[1], [0]])
  })

  it('puts pieces after all that they lead to', () => {
    const graphs = fc.integer({ min: 1, max: 8 }).chain(count =>
      fc.array(fc.uniqueArray(fc.integer({ min: 0, max: count - 1 }), { maxLength: 3 }), {
        minLength: count,
        maxLength: count,
      }),
    )
    fc.assert(
      fc.property(graphs, graph => {
        const pieces = piecesOf(graph)
        expect(pieces.flat().sort((a, b) => a - b)).toEqual([...graph.keys()])
        const place = new Map(pieces.flatMap((piece, k) => piece.map(set => [set, k] as const)))
        const leadsTo = (from: number): ReadonlySet<number> => {
          const seen = new Set<number>()
          const open = [from]
          for (let set = open.pop(); set !== undefined; set = open.pop())
            for (const to of graph[set] ?? [])
              if (!seen.has(to)) {
                seen.add(to)
                open.push(to)
              }
          return seen
        }
        for (const one of graph.keys())
          for (const other of leadsTo(one)) {
            expect(place.get(other)).toBeLessThanOrEqual(place.get(one) ?? 0)
            if (one !== other) expect(place.get(other) === place.get(one)).toBe(leadsTo(other).has(one))
          }
      }),
      { numRuns: 100 },
    )
  })

  it('leads to an equilibrium piece by piece', () => {
    fc.assert(
      fc.property(drawn, numbers => {
        const form = pairs(3, numbers)
        const search = solve(means, subjectOfTree(form), { concept: 'nash', all: false, method: 'relevance' })
        expect(E.isRight(search)).toBe(true)
        if (E.isLeft(search)) return
        const [first] = search.right.found
        expect(first?.kind).toBe('profile')
        if (first?.kind === 'profile') expect(isEquilibrium(form, first.profile)).toBe(true)
      }),
      { numRuns: 20, seed: 4 },
    )
  })

  it('makes games of ten small, none of which is a profile of pure strategies', () => {
    const form = pairs(5, [3, 0, 0, 3, 4, 0, 0, 5, 0, 1, 1, 0, 0, 1, 1, 0])
    const search = solve(means, subjectOfTree(form), { concept: 'nash', all: false })
    expect(E.isRight(search) && search.right.method).toBe('relevance')
    if (E.isLeft(search)) return
    const [first] = search.right.found
    expect(first?.kind === 'profile' && isEquilibrium(form, first.profile)).toBe(true)
  })
})
