import { describe, expect, it } from 'vitest'
import { double } from '../../../src/markov/double.ts'
import { type Line, type Strategies, scripted } from '../../arbitrary/scripted.ts'
import { checked, decide, failures, holds } from './asking.ts'

describe('dominance in auctions', () => {
  const auction = (values: readonly number[], bidders: number, bids: readonly number[], rank: number) => {
    const names = Array.from({ length: bidders }, (_, k) => `${k}`)
    const offers = (play: Record<string, unknown>) => names.map(name => Number(play[`bid${name}`]))
    return scripted(double, [
      ...names.map(
        (name): Line<number> => ({
          kind: 'nature',
          name: `value${name}`,
          draw: () => values.map(value => [value, 1 / values.length] as const),
        }),
      ),
      ...names.map((name, k) =>
        decide(
          name,
          `bid${name}`,
          bids,
          play => {
            const made = offers(play)
            const top = Math.max(...made)
            const winners = made.filter(bid => bid === top).length
            const price = [...made].sort((a, b) => b - a)[rank] ?? 0
            return made[k] === top ? (Number(play[`value${name}`]) - price) / winners : 0
          },
          play => play[`value${name}`],
        ),
      ),
    ])
  }
  const truthful = (bidders: number): Strategies<number> =>
    Object.fromEntries(Array.from({ length: bidders }, (_, k) => [`bid${k}`, (v: unknown) => [[v, 1]]]))
  const steps = [0, 20, 40, 60, 80, 100]

  it('certifies truthful bids at the second price, two bidders with six values', () => {
    expect(holds('dominant', auction(steps, 2, steps, 1), truthful(2))).toBe(true)
  })

  it('certifies truthful bids at the second price, three bidders with three values and four bids', () => {
    expect(holds('dominant', auction([0, 20, 40], 3, [0, 20, 40, 60], 1), truthful(3))).toBe(true)
  })

  it('certifies them for three bidders with six values and six bids each', () => {
    expect(holds('dominant', auction(steps, 3, steps, 1), truthful(3))).toBe(true)
  })

  it('shows at the first price that bidding less is better', () => {
    const [failure] = failures(checked('dominant', auction(steps, 2, steps, 0), truthful(2)))
    expect(failure?.kind).toBe('dominated')
    if (failure?.kind === 'dominated') expect(failure.gain).toBeGreaterThan(1)
  })
})
