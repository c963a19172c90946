/** Records of solutions: right ones are taken, and no number of one can be changed unnoticed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { issuedOf } from '../../../src/certificate/issueSolutions.ts'
import { type SolutionsCertificate, solutionsContent } from '../../../src/certificate/solutions.ts'
import { treeOf } from '../../../src/certificate/solvedTree.ts'
import { claimProblems } from '../../../src/certificate/verifySolutions.ts'
import { sha256 } from '../../../src/cli/certify.ts'
import { exitStatus } from '../../../src/cli/exitStatus.ts'
import { main } from '../../../src/cli/main.ts'
import type { NormalForm } from '../../../src/form/normalForm.ts'
import { budget } from '../../../src/markov/budget.ts'
import { exact, type Rational, rational } from '../../../src/markov/rational.ts'
import type { SolveOptions } from '../../../src/questions/solving.ts'
import { solveForm } from '../../../src/questions/solvingForms.ts'
import { world } from '../cli/world.ts'

const root = join(import.meta.dirname, '../../..')
const text = (path: string): string => readFileSync(join(root, path), 'utf8')

const tableOf = (payoffs: readonly (readonly number[])[]): NormalForm<Rational> => ({
  title: 'random',
  comment: '',
  players: ['a', 'b', 'c'],
  strategies: [
    ['1', '2'],
    ['1', '2'],
    ['1', '2'],
  ],
  payoffs: payoffs.map(own => own.map(payoff => rational(BigInt(payoff)))),
})

const issued = (form: NormalForm<Rational>, asked: Partial<SolveOptions>) => {
  const solved = solveForm(
    { budget: budget(5_000_000), floats: undefined },
    { kind: 'table', form },
    { concept: 'nash', all: true, ...asked },
    exact.show,
  )
  if (E.isLeft(solved)) throw new Error(solved.left.title)
  return issuedOf(solved.right.evidence === undefined ? [] : [solved.right.evidence])
}

const problemsOf = ({ trees, solutions }: ReturnType<typeof issued>): readonly string[] =>
  solutions.flatMap(claim => {
    const record = trees[claim.tree]
    const tree = record === undefined ? E.left('none') : treeOf(record)
    return E.isLeft(tree) ? [tree.left] : claimProblems(tree.right, claim)
  })

const payoffs = fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 8, maxLength: 8 }), {
  minLength: 3,
  maxLength: 3,
})

describe('what is found', () => {
  it('in games of three is verified, irrational equilibria by their bounds', () => {
    let bounds = 0
    fc.assert(
      fc.property(payoffs, all => {
        const record = issued(tableOf(all), {})
        expect(problemsOf(record)).toEqual([])
        bounds += record.solutions.filter(({ kind }) => kind === 'bounds').length
      }),
      { numRuns: 25, seed: 11 },
    )
    expect(bounds).toBeGreaterThan(0)
  })

  it('and told wrong is refuted: bounds moved away, recommendations that somebody disobeys', () => {
    fc.assert(
      fc.property(payoffs, all => {
        const { trees, solutions } = issued(tableOf(all), {})
        for (const claim of solutions) {
          if (claim.kind !== 'bounds') continue
          const moved = claim.bounds.map((own): [string, string][] =>
            own.map(([lo, hi]) => (hi === '0' ? [lo, hi] : [shifted(lo), shifted(hi)])),
          )
          expect(problemsOf({ trees, solutions: [{ ...claim, bounds: moved }], leftOut: [] })).not.toEqual([])
          // Of every action alone, too: also of the one whose probability is what the others leave.
          for (const [set, own] of claim.bounds.entries())
            for (const action of own.keys()) {
              const [lo = '0'] = own[action] ?? []
              const narrowed = claim.bounds.with(set, own.with(action, [lo, lo]))
              const isUnused = own[action]?.every(end => end === '0') === true
              const wrong = problemsOf({ trees, solutions: [{ ...claim, bounds: narrowed }], leftOut: [] })
              expect([set, action, wrong.length > 0]).toEqual([set, action, !isUnused])
            }
        }
        const correlated = issued(tableOf(all), { concept: 'correlated', all: false })
        expect(problemsOf(correlated)).toEqual([])
      }),
      { numRuns: 15, seed: 11 },
    )
  })
})

/** A thousandth more. */
const shifted = (n: string): string => {
  const [top = '0', bottom = '1'] = n.split('/')
  return exact.show(exact.add(rational(BigInt(top), BigInt(bottom)), rational(1n, 1000n)))
}

const solvedRecord = async (file: string, ...args: readonly string[]) => {
  const made = world({ [file]: text(file) })
  const status = await main(['solve', file, '--certificate', 'found.json', '--quiet', ...args], made.io)
  return {
    ...made,
    status,
    record: JSON.parse(made.files.get('found.json') ?? 'null') as SolutionsCertificate,
  }
}

describe('a record', () => {
  it.each([
    ['games/classic/chicken.game', '--all'],
    ['games/classic/centipede.game', '--for', 'subgamePerfect'],
    ['games/classic/prisoners-dilemma.game', '--for', 'dominant'],
    ['games/classic/chicken.game', '--for', 'correlated'],
    ['games/classic/battle-of-the-sexes.game', '--for', 'coarseCorrelated'],
    ['games/classic/kuhn-poker.efg'],
  ])('of %s %s %s is valid, and of its game', async (file, ...args) => {
    const { io, written } = await solvedRecord(file, ...args)
    const before = written.out.length
    expect(await main(['verify', 'found.json'], io)).toBe(exitStatus.holds)
    expect(written.out.slice(before)).toContain('It is of the program beside it.')
  })

  it('is refused wherever a number of it is changed', async () => {
    const { record } = await solvedRecord('games/classic/chicken.game', '--all')
    const paths = numbersIn(record)
    expect(paths.length).toBeGreaterThan(30)
    for (const path of paths) {
      const changed = structuredClone(record)
      change(changed, path)
      // The digest is right: what is found wrong is the mathematics, or that it is another game.
      const { digest: _, ...content } = changed
      const signed = { ...content, digest: sha256(solutionsContent(content)) }
      const { io } = world({
        'games/classic/chicken.game': text('games/classic/chicken.game'),
        'found.json': JSON.stringify(signed),
      })
      expect([path.join('.'), await main(['verify', 'found.json'], io)]).not.toEqual([
        path.join('.'),
        exitStatus.holds,
      ])
    }
  })

  it('is not that of another game, and tells that its digest is wrong', async () => {
    const { record } = await solvedRecord('games/classic/chicken.game')
    const other = world({
      'games/classic/chicken.game': text('games/classic/chicken.game').replace('7', '8'),
      'found.json': JSON.stringify(record),
    })
    expect(await main(['verify', 'found.json'], other.io)).toBe(exitStatus.fellShort)
    expect(other.written.out).toContain('is not the text')
    const broken = world({ 'found.json': JSON.stringify({ ...record, digest: 'none' }) })
    expect(await main(['verify', 'found.json'], broken.io)).toBe(exitStatus.fellShort)
    expect(broken.written.out).toContain('The digest is not that of the content.')
  })

  it('is not written where nothing was found that has one', async () => {
    const { status, files } = await solvedRecord('games/classic/matching-pennies.game', '--for', 'pure')
    expect(status).toBe(exitStatus.wrongInput)
    expect(files.has('found.json')).toBe(false)
  })
})

type Path = readonly (string | number)[]

/** The places of all numbers in trees and solutions, as texts or as they are. */
const numbersIn = (value: unknown, path: Path = []): readonly Path[] => {
  if (Array.isArray(value)) return value.flatMap((item, k) => numbersIn(item, [...path, k]))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .filter(
        ([key]) => !['program', 'schema', 'digest', 'label', 'actions'].includes(key) || path.length > 3,
      )
      .flatMap(([key, item]) => numbersIn(item, [...path, key]))
  if (typeof value === 'number') return [path]
  return typeof value === 'string' && /^-?\d+(\/\d+)?$/.test(value) ? [path] : []
}

/** Another number there. */
const change = (value: unknown, path: Path): void => {
  const [first, ...rest] = path
  // What is walked is the JSON that the path was found in.
  const inner = value as Record<string | number, unknown>
  if (first === undefined) return
  if (rest.length > 0) {
    change(inner[first], rest)
    return
  }
  const old = inner[first]
  inner[first] = typeof old === 'number' ? old + 1 : old === '0' ? '1/3' : '0'
}
