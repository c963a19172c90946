import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { constant, contingency, type Expression, sum } from '../../../src/equilibrium/contingent.ts'
import { maximize, rootBound } from '../../../src/equilibrium/search.ts'
import { double } from '../../../src/markov/double.ts'

const names = ['p', 'q', 'r']

const expressions = fc.letrec<{ tree: Expression<number> }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    fc.integer({ min: -3, max: 3 }).map(n => constant([n])),
    fc
      .array(fc.tuple(fc.constantFrom(0.5, 1, 2), tie('tree')), { minLength: 1, maxLength: 3 })
      .map(terms => sum(double, terms)),
    fc
      .tuple(fc.constantFrom(...names), tie('tree'), tie('tree'))
      .map(([name, a, b]) => contingency(double, name, [a, b])),
  ),
}))

const valueUnder = (expression: Expression<number>, options: readonly number[]): number => {
  switch (expression.kind) {
    case 'constant':
      return expression.upper[0] ?? 0
    case 'sum':
      return expression.terms.reduce((total, [w, term]) => total + w * valueUnder(term, options), 0)
    case 'contingency': {
      const option = expression.options[options[names.indexOf(expression.name)] ?? 0]
      return option === undefined ? 0 : valueUnder(option, options)
    }
  }
}

const assignments = [0, 1].flatMap(p => [0, 1].flatMap(q => [0, 1].map(r => [p, q, r])))

describe('contingent choices', () => {
  it('are made as well as by trying all of them, under bounds that hold', () => {
    fc.assert(
      fc.property(expressions.tree, expression => {
        const most = Math.max(...assignments.map(options => valueUnder(expression, options)))
        const { best, isComplete } = maximize(double, expression, Number.NEGATIVE_INFINITY, 100_000)
        expect(isComplete).toBe(true)
        expect(best?.value).toBeCloseTo(most, 9)
        expect(rootBound(double, expression)[0]).toBeGreaterThanOrEqual(most - 1e-9)
        expect(expression.upper[0]).toBeGreaterThanOrEqual((rootBound(double, expression)[0] ?? 0) - 1e-9)
      }),
    )
  })

  it('are the same wherever they have one name', () => {
    const one = (a: number, b: number) => contingency(double, 'p', [constant([a]), constant([b])])
    const both = sum(double, [
      [1, one(1, 0)],
      [1, one(0, 1)],
    ])
    expect(both.upper).toEqual([2])
    expect(maximize(double, both, 0, 100).best?.value).toBe(1)
  })

  it('are given up at the limit, saying so', () => {
    const many = sum(
      double,
      Array.from({ length: 30 }, (_, k) => {
        const guess = (right: number) =>
          contingency(double, `${k}`, [constant([right]), constant([1 - right])])
        const hidden = contingency(double, `then ${k}`, [guess(0), guess(1)])
        return [
          1,
          sum(double, [
            [1, hidden],
            [1, guess(1)],
            [-0, guess(0)],
          ]),
        ] as const
      }),
    )
    expect(maximize(double, many, 1_000, 10).isComplete).toBe(true)
    expect(maximize(double, many, 0, 10).isComplete).toBe(false)
  })
})
