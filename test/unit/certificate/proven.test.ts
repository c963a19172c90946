/** Records of commitments and of evolutionary stability: right ones are taken, forged ones are not. */
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { issuedOf } from '../../../src/certificate/issueSolutions.ts'
import type { SolutionClaim } from '../../../src/certificate/solutions.ts'
import { treeOf } from '../../../src/certificate/solvedTree.ts'
import { claimProblems } from '../../../src/certificate/verifySolutions.ts'
import type { NormalForm } from '../../../src/form/normalForm.ts'
import { budget } from '../../../src/markov/budget.ts'
import { exact, type Rational, rational } from '../../../src/markov/rational.ts'
import type { SolveOptions } from '../../../src/questions/solving.ts'
import { solveForm } from '../../../src/questions/solvingForms.ts'
import type { Matrix } from '../../../src/solver/evolution/even.ts'
import { stabilityOf } from '../../../src/solver/evolution/stable.ts'

const bimatrix = (
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
): NormalForm<Rational> => ({
  title: 'random',
  comment: '',
  players: ['row', 'column'],
  strategies: [a.map((_, k) => `${k}`), (a[0] ?? []).map((_, k) => `${k}`)],
  payoffs: [a, b].map(own => own.flat().map(payoff => rational(BigInt(payoff)))),
})

const transposed = (a: readonly (readonly number[])[]): readonly (readonly number[])[] =>
  a.map((_, i) => a.map(row => row[i] ?? 0))

const issued = (form: NormalForm<Rational>, concept: SolveOptions['concept']) => {
  const solved = solveForm(
    { budget: budget(5_000_000), floats: undefined },
    { kind: 'table', form },
    { concept, all: true },
    exact.show,
  )
  if (E.isLeft(solved)) throw new Error(solved.left.title)
  return issuedOf(solved.right.evidence === undefined ? [] : [solved.right.evidence])
}

const problemsOf = ({ trees }: ReturnType<typeof issued>, claim: SolutionClaim): readonly string[] => {
  const record = trees[claim.tree]
  const tree = record === undefined ? E.left('none') : treeOf(record)
  return E.isLeft(tree) ? [tree.left] : claimProblems(tree.right, claim)
}

const square = (size: number, most = 5) =>
  fc.array(fc.array(fc.integer({ min: -most, max: most }), { minLength: size, maxLength: size }), {
    minLength: size,
    maxLength: size,
  })

const changed = (n: string): string => (n === '0' ? '1/3' : '0')

describe('a commitment', () => {
  it('is proved to be the best by prices of every reply', () => {
    fc.assert(
      fc.property(square(3), square(3), (a, b) => {
        const record = issued(bimatrix(a, b), 'stackelberg')
        expect(record.leftOut).toEqual([])
        const [claim] = record.solutions
        if (claim?.kind !== 'commitment') throw new Error('no commitment')
        expect(problemsOf(record, claim)).toEqual([])
      }),
      { numRuns: 60, seed: 4 },
    )
  })

  it('that is not the best has no proof: every pure one is put to the prices', () => {
    fc.assert(
      fc.property(square(3), square(3), (a, b) => {
        const record = issued(bimatrix(a, b), 'stackelberg')
        const [claim] = record.solutions
        if (claim?.kind !== 'commitment') throw new Error('no commitment')
        for (const announced of [0, 1, 2])
          for (const reply of [0, 1, 2]) {
            const worth = a[announced]?.[reply] ?? 0
            if (exact.show(rational(BigInt(worth))) === claim.payoffs[0]) continue
            const forged = {
              ...claim,
              strategy: [0, 1, 2].map(k => (k === announced ? '1' : '0')),
              reply,
              payoffs: [`${worth}`, `${b[announced]?.[reply] ?? 0}`],
            }
            expect(problemsOf(record, forged)).not.toEqual([])
          }
      }),
      { numRuns: 40, seed: 5 },
    )
  })

  it('is refused wherever a number of it is changed', () => {
    // Von Stengel and Zamir 2010: the leader gains by mixing.
    const record = issued(
      bimatrix(
        [
          [2, 4],
          [1, 3],
        ],
        [
          [1, 0],
          [0, 1],
        ],
      ),
      'stackelberg',
    )
    const [claim] = record.solutions
    if (claim?.kind !== 'commitment') throw new Error('no commitment')
    expect(claim.strategy).toEqual(['1/2', '1/2'])
    expect(claim.payoffs).toEqual(['7/2', '1/2'])
    const forged: SolutionClaim[] = [
      { ...claim, reply: 1 - claim.reply },
      { ...claim, tree: 1 },
      { ...claim, proof: claim.proof.slice(1) },
      ...claim.strategy.map((n, k) => ({ ...claim, strategy: claim.strategy.with(k, changed(n)) })),
      ...claim.payoffs.map((n, k) => ({ ...claim, payoffs: claim.payoffs.with(k, changed(n)) })),
      ...claim.proof.flatMap(({ prices, bound }, k) => [
        { ...claim, proof: claim.proof.with(k, { prices, bound: changed(bound) }) },
        ...prices.flatMap((n, p) =>
          [changed(n), '-1'].map(other => ({
            ...claim,
            proof: claim.proof.with(k, { prices: prices.with(p, other), bound }),
          })),
        ),
      ]),
    ]
    for (const one of forged) expect([one, problemsOf(record, one).length > 0]).toEqual([one, true])
  })
})

describe('evolutionary stability', () => {
  it('is verified of what is stable, and of no other strategy', () => {
    let stable = 0
    let unstable = 0
    fc.assert(
      fc.property(square(3, 2), a => {
        const form = bimatrix(a, transposed(a))
        const record = issued(form, 'ess')
        for (const claim of record.solutions) expect([claim, problemsOf(record, claim)]).toEqual([claim, []])
        stable += record.solutions.length
        const matrix: Matrix<Rational> = a.map(row => row.map(n => rational(BigInt(n))))
        const equilibria = issued(form, 'nash')
        for (const one of equilibria.solutions) {
          if (one.kind !== 'profile') continue
          const [own = [], others = []] = one.profile
          if (JSON.stringify(own) !== JSON.stringify(others)) continue
          const weights = own.map(n => {
            const [top = '0', bottom = '1'] = n.split('/')
            return rational(BigInt(top), BigInt(bottom))
          })
          const isStable = stabilityOf(budget(100_000), matrix, weights) === 'stable'
          const claim: SolutionClaim = {
            kind: 'stable',
            game: one.game,
            tree: one.tree,
            strategy: own,
            payoff: one.payoffs[0] ?? '',
          }
          if (!isStable) unstable++
          expect([claim, problemsOf(equilibria, claim).length === 0]).toEqual([claim, isStable])
        }
      }),
      { numRuns: 150, seed: 7 },
    )
    expect(Math.min(stable, unstable)).toBeGreaterThan(20)
  })

  it('is refused wherever a number of it is changed, and in a game that is not symmetric', () => {
    const hawks = [
      [-1, 2],
      [0, 1],
    ]
    const record = issued(bimatrix(hawks, transposed(hawks)), 'ess')
    const [claim] = record.solutions
    if (claim?.kind !== 'stable') throw new Error('not stable')
    expect(claim.strategy).toEqual(['1/2', '1/2'])
    for (const k of claim.strategy.keys())
      expect(problemsOf(record, { ...claim, strategy: claim.strategy.with(k, '0') })).not.toEqual([])
    expect(problemsOf(record, { ...claim, payoff: '0' })).not.toEqual([])
    const other = issued(bimatrix(hawks, hawks), 'nash')
    expect(problemsOf(other, claim)).toEqual(['the game is not symmetric'])
  })
})
