import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, it } from 'vitest'
import { unlimited } from '../../../src/markov/budget.ts'
import { finiteDouble } from '../../../src/markov/finite.ts'
import { lens, onLedger, reveal } from '../../../src/optic/atom.ts'
import { choice, parallel, sequential } from '../../../src/optic/compose.ts'
import { branches, closing } from '../../../src/optic/context.ts'
import type { Optic } from '../../../src/optic/optic.ts'
import { mergeTraces, nestTrace } from '../../../src/optic/trace.ts'

const markov = finiteDouble(unlimited)
type M = 'FiniteDouble'
type Log = readonly string[]

const mark = (name: string): Optic<M, Log, number, number, number, number> =>
  onLedger(markov, (x: number, log: Log): Log => [...log, `${name}${x}`])

const ledgerOf = <X, S, Y, R>(optic: Optic<M, Log, X, S, Y, R>, x: X, r: R) =>
  optic(o =>
    markov.outcomes(markov.chain(o.play(x), ([z]) => markov.map(o.coplay(z, r, []), ([, ledger]) => ledger))),
  )

describe('coplay', () => {
  it('writes from the last stage to the first', () => {
    expect(ledgerOf(sequential(markov, mark('a'), mark('b')), 1, 0)).toEqual([[['b1', 'a1'], 1]])
  })

  it('passes through the right of two side by side first', () => {
    expect(ledgerOf(parallel(markov, mark('l'), mark('r')), [1, 2], [0, 0])).toEqual([[['r2', 'l1'], 1]])
  })

  it('passes through the branch that was played', () => {
    const either = choice(markov, mark('l'), mark('r'))
    expect(ledgerOf(either, E.right(2), 0)).toEqual([[['r2'], 1]])
  })
})

describe('traces', () => {
  it('merge along composition, the later name winning', () => {
    const first = reveal<M, Log, number, number>(markov, x => ({ x, shared: 'first' }))
    const second = reveal<M, Log, number, number>(markov, y => ({ y, shared: 'second' }))
    const both = sequential(
      markov,
      sequential(
        markov,
        first,
        lens(
          markov,
          (x: number) => x + 1,
          (_, s: number) => s,
        ),
      ),
      second,
    )
    const traces = both(o => markov.outcomes(markov.map(o.play(1), ([z]) => o.trace(z))))
    expect(traces).toEqual([[{ names: { x: 1, y: 2, shared: 'second' }, events: {} }, 1]])
  })

  it('nest names and keep the keys of events', () => {
    const trace = { names: { x: 1 }, events: { k: { input: 0, output: 1 } } }
    expect(mergeTraces({ names: { y: 2 }, events: {} }, nestTrace('round', trace))).toEqual({
      names: { y: 2, round: { x: 1 } },
      events: { k: { input: 0, output: 1 } },
    })
  })
})

describe('branches of a context', () => {
  it('are conditional on the side, with its probability', () => {
    const input = markov.fromWeights<E.Either<string, number>>([
      [E.left('l'), 0.5],
      [E.right(1), 0.25],
      [E.right(2), 0.25],
    ])
    const context = closing<M, Log, E.Either<string, number>, null, E.Either<string, number>, string>(
      markov,
      input,
      E.match(
        s => s,
        n => `${n}`,
      ),
      [],
    )
    const right = branches(markov, O.getRight<string, number>, E.right<string, number>, context)
    expect(right.map(({ probability }) => probability)).toEqual([0.5])
    const seen = right.map(branch =>
      branch.context(c =>
        markov.outcomes(
          markov.chain(c.history, ([t, x]) => markov.map(c.continuation(t, x), ([, returned]) => returned)),
        ),
      ),
    )
    expect(seen).toEqual([
      [
        ['1', 0.5],
        ['2', 0.5],
      ],
    ])
  })

  it('are none where the side has probability zero', () => {
    const context = closing<M, Log, E.Either<string, number>, null, number, null>(
      markov,
      markov.of(E.left('l')),
      () => null,
      [],
    )
    expect(branches(markov, O.getRight<string, number>, (y: number) => y, context)).toEqual([])
  })
})
