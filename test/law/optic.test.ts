import type { URIS } from 'fp-ts/HKT.js'
import type { Monad1 } from 'fp-ts/lib/Monad.js'
import { describe, expect, it } from 'vitest'
import {
  finiteExact,
  namesTrace,
  type Optic,
  type OpticOperations,
  opticLaws,
  opticOperations,
  unlimited,
} from '../../src/testing.ts'

const markov = finiteExact(unlimited)

describe('optics over exact distributions', () => {
  for (const { name, check } of opticLaws(markov, opticOperations)) it(name, () => check({ numRuns: 50 }))
})

describe('the laws notice', () => {
  const notices = (changes: Partial<OpticOperations>, name: string) => {
    const [law, ...others] = opticLaws(markov, { ...opticOperations, ...changes }).filter(
      l => l.name === name,
    )
    expect(others).toEqual([])
    expect(() => law?.check({ numRuns: 200, seed: 1 })).toThrow(/Property failed/)
  }
  const { lens, identity, parallel, sequential } = opticOperations

  /** An optic whose coplay runs twice: what it writes in the ledger is there twice. */
  const doubled =
    <M extends URIS, W, X, S, Y, R>(m: Monad1<M>, optic: Optic<M, W, X, S, Y, R>): Optic<M, W, X, S, Y, R> =>
    use =>
      optic(o =>
        use({
          ...o,
          coplay: (z, r, ledger) => m.chain(o.coplay(z, r, ledger), ([, again]) => o.coplay(z, r, again)),
        }),
      )

  const twice: OpticOperations['sequential'] = (m, first, second) => sequential(m, doubled(m, first), second)
  it('a sequence that coplays twice, by the unit', () =>
    notices({ sequential: twice }, 'identity on the right'))
  it('a sequence that coplays twice, by association', () =>
    notices({ sequential: twice }, 'sequential is associative'))

  const marked =
    <M extends URIS, W, X, S>(m: Monad1<M>): Optic<M, W, X, S, X, S> =>
    use =>
      identity<M, W, X, S>(m)(o => use({ ...o, trace: () => namesTrace({ here: true }) }))
  it('an identity that leaves a trace', () => notices({ identity: marked }, 'identity on the left'))

  const lopsided: OpticOperations['parallel'] = (m, left, right) => parallel(m, doubled(m, left), right)
  it('a parallel whose left part coplays twice, by interchange', () =>
    notices({ parallel: lopsided }, 'interchange'))
  it('a parallel whose left part coplays twice, by symmetry', () =>
    notices({ parallel: lopsided }, 'symmetry'))

  it('a lens that remembers only the first input', () =>
    notices({ lens: forgetfulLens }, 'a lawful lens is a lawful optic'))

  const forgetfulLens: OpticOperations['lens'] = <M extends URIS, W, X, S, Y, R>(
    m: Monad1<M>,
    view: (x: X) => Y,
    update: (x: X, r: R) => S,
  ): Optic<M, W, X, S, Y, R> => {
    const remembered: X[] = []
    return lens(
      m,
      x => view(remembered[remembered.push(x) - 1] ?? x),
      (x, r) => update(remembered[0] ?? x, r),
    )
  }
})
