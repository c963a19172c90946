import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, it } from 'vitest'
import { unlimited } from '../../../src/markov/budget.ts'
import { germs } from '../../../src/markov/germ.ts'
import { exact, integer, rational } from '../../../src/markov/rational.ts'
import type { Weighted } from '../../../src/markov/stochastic.ts'
import { trembling } from '../../../src/markov/trembling.ts'

const markov = trembling(exact, unlimited)
const one = integer(1n)
const show = <A>(outcomes: Weighted<{ numerator: bigint; denominator: bigint; kind: 'rational' }, A>) =>
  outcomes.map(([a, weight]) => [a, exact.show(weight)])

describe('germs', () => {
  const { add, mul, div, epsilon, standard, standardPart, zero, equals } = germs(exact)
  const square = mul(epsilon, epsilon)

  it('absorb higher orders', () => {
    expect(add(standard(one), epsilon)).toEqual(standard(one))
    expect(add(square, epsilon)).toEqual(epsilon)
    expect(add(epsilon, epsilon)).toEqual({ order: 1, coefficient: integer(2n) })
  })
  it('add orders in products and subtract them in ratios', () => {
    expect(square).toEqual({ order: 2, coefficient: one })
    expect(div(square, epsilon)).toEqual(epsilon)
  })
  it('have a zero that takes all with it', () => {
    expect(equals(mul(zero, epsilon), zero)).toBe(true)
    expect(add(zero, epsilon)).toEqual(epsilon)
    expect(equals(mul(epsilon, standard(integer(0n))), zero)).toBe(true)
  })
  it('have a standard part', () =>
    expect([standard(one), epsilon].map(standardPart)).toEqual([one, integer(0n)]))
})

/** Plays out; comes in by mistake only, and then as likely by the left as by the right. */
const moves = ['out', 'left', 'right'] as const
const entrant = markov.tremble([['out', one]], moves)

describe('trembling distributions', () => {
  it('show the standard part', () => expect(show(markov.outcomes(entrant))).toEqual([['out', '1']]))

  it('keep what is played by mistake', () =>
    expect(markov.germsOf(entrant)).toEqual([
      ['out', { order: 0, coefficient: one }],
      ['left', { order: 1, coefficient: rational(1n, 3n) }],
      ['right', { order: 1, coefficient: rational(1n, 3n) }],
    ]))

  it('have beliefs where play never goes', () => {
    const parts = markov.partition(entrant, move => (move === 'out' ? 'out' : 'in'))
    expect(parts.map(({ key, probability }) => [key, exact.show(probability)])).toEqual([
      ['out', '1'],
      ['in', '0'],
    ])
    expect(parts.map(({ posterior }) => show(markov.outcomes(posterior)))).toEqual([
      [['out', '1']],
      [
        ['left', '1/2'],
        ['right', '1/2'],
      ],
    ])
  })

  it('believe in the fewest mistakes', () => {
    const twice = markov.chain(entrant, move =>
      move === 'left'
        ? markov.tremble([['seen', one]], ['seen', 'hidden'])
        : markov.tremble([['hidden', one]], ['seen', 'hidden']),
    )
    const paths = markov.chain(entrant, first =>
      markov.map(first === 'out' ? markov.of('hidden') : twice, second => [first, second] as const),
    )
    expect(markov.given(paths, ([first, second]) => first !== 'out' && second === 'seen')).toEqual(
      O.some([
        [['left', 'seen'], rational(1n, 2n)],
        [['right', 'seen'], rational(1n, 2n)],
      ]),
    )
    const unequal = markov.chain(entrant, first =>
      markov.map(
        markov.tremble([[first === 'left' ? 'seen' : 'hidden', one]], ['seen', 'hidden']),
        second => [first, second] as const,
      ),
    )
    expect(markov.given(unequal, ([first, second]) => first !== 'out' && second === 'seen')).toEqual(
      O.some([[['left', 'seen'], one]]),
    )
  })

  it('have no belief about what cannot happen', () =>
    expect(markov.given(entrant, move => move.startsWith('up'))).toEqual(O.none))

  it('treat ordinary weights as ordinary', () => {
    const coin: Weighted<typeof one, string> = [
      ['heads', rational(1n, 4n)],
      ['tails', rational(3n, 4n)],
    ]
    expect(markov.outcomes(markov.fromWeights(coin))).toEqual(coin)
  })

  it('give trembles of a posterior their place', () => {
    const state = markov.chain(entrant, first =>
      markov.map(markov.tremble([['calm', one]], ['calm', 'wild']), second => [first, second] as const),
    )
    const inside = markov
      .partition(state, ([first]) => (first === 'out' ? 'out' : 'in'))
      .find(({ key }) => key === 'in')
    const wild = inside && markov.given(inside.posterior, ([, second]) => second === 'wild')
    expect(wild).toEqual(
      O.some([
        [['left', 'wild'], rational(1n, 2n)],
        [['right', 'wild'], rational(1n, 2n)],
      ]),
    )
  })
})
