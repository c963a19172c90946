import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identityOf, playersIn, sequential } from '../../../src/contract/component.ts'
import { contractOf, type Store } from '../../../src/contract/compose.ts'
import { type Column, type Contract, columnKey, margins, type Row } from '../../../src/contract/contract.ts'
import type { Seen } from '../../../src/contract/derive.ts'
import { checkGame } from '../../../src/equilibrium/checkGame.ts'
import { close } from '../../../src/game/close.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { exact, integer, type Rational, rational } from '../../../src/markov/rational.ts'
import type { Weighted } from '../../../src/markov/stochastic.ts'
import { drawn, type Scenario, scenario } from './randomComponents.ts'
import { sameBehavior } from './sameBehavior.ts'

const prior: Weighted<Rational, number> = [
  [0, rational(1n, 4n)],
  [1, rational(3n, 4n)],
]

const returnedTo = (seed: number, output: unknown, leaf: string): Rational =>
  integer(BigInt(Math.max(0, drawn(5, seed, 'end', output, leaf) - 3)))

const setting = ({ component, profile }: Scenario) => ({
  profile,
  budget: unlimited,
  epsilon: exact.zero,
  players: [...playersIn(component)],
})

const modular = (given: Scenario, seed: number) => {
  const composed = contractOf(
    setting(given),
    given.component,
    prior.map(([x, p]) => [[null, x], p]),
  )
  const amountOf = ({ output, what }: Column): Rational =>
    what.kind === 'returned' ? returnedTo(seed, output, what.leaf) : exact.zero
  const worst = margins(composed.contract, amountOf)
  return {
    ...composed,
    holds: worst.every(({ margin }) => exact.compare(margin, exact.zero) >= 0),
  }
}

const direct = ({ component, profile }: Scenario, seed: number): string => {
  const game = close(component.game, {
    input: prior,
    continuation: output => component.returns.fill(leaf => returnedTo(seed, output, leaf)),
  })
  return checkGame('equilibrium', game, profile, { scalar: exact, budget: unlimited }).judgement.kind
}

describe('the contract of a composite', () => {
  it('holds in a continuation exactly where the whole is in equilibrium', () => {
    const seen = { holds: 0, fails: 0, composed: 0 }
    fc.assert(
      fc.property(fc.nat(1_000_000), seed => {
        const given = scenario(seed, 2)
        const { holds, pieces } = modular(given, seed)
        expect(holds ? 'holds' : 'fails').toBe(direct(given, seed))
        seen[holds ? 'holds' : 'fails'] += 1
        if (pieces.length > 1) seen.composed += 1
      }),
      { numRuns: 1000, seed: 3 },
    )
    expect(seen.holds).toBeGreaterThan(100)
    expect(seen.fails).toBeGreaterThan(100)
    expect(seen.composed).toBeGreaterThan(300)
  }, 120_000)
})

/** Scenarios whose component is a sequence of two. */
const composites = (count: number): readonly Scenario[] =>
  Array.from({ length: count }, (_, seed) => scenario(seed + 1, 2)).filter(
    ({ component }) => component.kind === 'sequential' && component.first.kind === 'atom',
  )

const rowText = ({ constant, terms }: Row): string =>
  [
    exact.show(constant),
    ...terms.map(({ column, factor }) => `${exact.show(factor)} ${columnKey(column)}`).sort(),
  ].join(' + ')

describe('a contract', () => {
  const columns = (contract: Contract): readonly string[] => contract.rows.map(row => rowText(row))
  const priorSeen = prior.map(([x, p]): readonly [Seen, Rational] => [[null, x], p])

  it('is found again where component, strategy and prior are the same, and made anew elsewhere', () => {
    const given = composites(20)[0]
    if (given === undefined) expect.fail('no composite')
    const store: Store = new Map()
    const first = contractOf(setting(given), given.component, priorSeen, store)
    const again = contractOf(setting(given), given.component, priorSeen, store)
    expect(first.pieces.every(({ isNew }) => isNew)).toBe(true)
    expect(again.pieces.some(({ isNew }) => isNew)).toBe(false)
    expect(columns(again.contract)).toEqual(columns(first.contract))
    const [[one] = [], [other] = []] = priorSeen
    const swapped = contractOf(
      setting(given),
      given.component,
      [
        [one ?? [null, 0], rational(1n, 2n)],
        [other ?? [null, 1], rational(1n, 2n)],
      ],
      store,
    )
    expect(swapped.pieces[0]?.isNew).toBe(true)
  })

  it('stays valid when what follows is replaced by what plays and pays the same', () => {
    let replaced = 0
    for (const { component, profile } of composites(300)) {
      if (component.kind !== 'sequential') continue
      const { first, second } = component
      const own = [...playersIn(first)]
      if (own.length === 0 || [...playersIn(second)].some(player => own.includes(player))) continue
      replaced += 1
      const store: Store = new Map()
      const given = { profile, budget: unlimited, epsilon: exact.zero, players: own }
      const before = contractOf(given, component, priorSeen, store)
      const other = sequential(first, sameBehavior({ component: second, profile }))
      const after = contractOf(given, other, priorSeen, store)
      const kept = after.pieces.filter(({ isNew }) => !isNew)
      expect(kept.map(piece => identityOf(piece.component))).toEqual(
        before.pieces.slice(0, kept.length).map(piece => identityOf(piece.component)),
      )
      const ofFirst = before.contract.rows.filter(({ deviation }) => own.includes(deviation.player))
      expect(columns(after.contract)).toEqual(columns({ rows: ofFirst }))
    }
    expect(replaced).toBeGreaterThan(10)
  })
})
