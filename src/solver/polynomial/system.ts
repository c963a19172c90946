/** The conditions for an equilibrium with given supports: whoever mixes is indifferent, and nothing unused is better. */
import { type NormalForm, strides } from '../../form/normalForm.ts'
import { type Interval, point, subtract } from './interval.ts'

/** The strategies that each player uses. */
export type Supports = readonly (readonly number[])[]

/**
 * A game with payoffs as intervals around them. Unknowns are the probabilities of all used strategies of a player but
 * the first, player by player; that of the first is what is left.
 */
export interface System {
  readonly supports: Supports
  readonly unknowns: number
  /** Payoffs of used strategies less that of the first: zero in an equilibrium. As many as unknowns. */
  readonly gaps: (box: readonly Interval[]) => readonly Interval[]
  /** Derivatives of the gaps by the unknowns. */
  readonly jacobian: (box: readonly Interval[]) => readonly (readonly Interval[])[]
  /** Payoffs of strategies that are not used less that of the first used one: none is positive in an equilibrium. */
  readonly losses: (box: readonly Interval[]) => readonly Interval[]
  /** The probability of each used strategy. */
  readonly profile: (box: readonly Interval[]) => readonly (readonly Interval[])[]
}

const zero = point(0)
const one = point(1)

export const systemOf = (
  form: Pick<NormalForm<unknown>, 'strategies'>,
  payoffs: readonly (readonly Interval[])[],
  supports: Supports,
): System => {
  const steps = strides(form)
  const offsets: number[] = []
  let unknowns = 0
  for (const own of supports) {
    offsets.push(unknowns)
    unknowns += own.length - 1
  }
  const profile = (box: readonly Interval[]): readonly (readonly Interval[])[] =>
    supports.map((own, player) => {
      const free = box.slice(offsets[player], (offsets[player] ?? 0) + own.length - 1)
      const rest = free.reduce(subtract, one)
      return [{ lo: Math.max(0, rest.lo), hi: Math.min(1, rest.hi) }, ...free]
    })

  /** What a strategy brings, or its derivative: players in `fixed` play one strategy of theirs for certain. */
  const value = (
    player: number,
    strategy: number,
    probabilities: readonly (readonly Interval[])[],
    fixed: ReadonlyMap<number, number>,
  ): Interval => {
    const visit = (other: number, offset: number): Interval => {
      if (other === supports.length) return payoffs[player]?.[offset] ?? zero
      const step = steps[other] ?? 1
      if (other === player) return visit(other + 1, offset + strategy * step)
      const certain = fixed.get(other)
      if (certain !== undefined) return visit(other + 1, offset + certain * step)
      const own = supports[other] ?? []
      const weights = probabilities[other] ?? []
      const values = own.map(s => visit(other + 1, offset + s * step))
      return average(values, weights)
    }
    return visit(0, 0)
  }

  const differences = (
    box: readonly Interval[],
    compared: (own: readonly number[], player: number) => readonly number[],
  ): readonly Interval[] => {
    const probabilities = profile(box)
    return supports.flatMap((own, player) => {
      const [first = 0] = own
      const base = value(player, first, probabilities, new Map())
      return compared(own, player).map(s => subtract(value(player, s, probabilities, new Map()), base))
    })
  }

  return {
    supports,
    unknowns,
    profile,
    gaps: box => differences(box, own => own.slice(1)),
    losses: box =>
      differences(box, (own, player) =>
        (form.strategies[player] ?? []).flatMap((_, s) => (own.includes(s) ? [] : [s])),
      ),
    jacobian: box => {
      const probabilities = profile(box)
      return supports.flatMap((own, player) =>
        own.slice(1).map(s => {
          const [first = 0] = own
          return supports.flatMap((others, other) => {
            if (other === player) return others.slice(1).map(() => zero)
            const [left = 0] = others
            return others.slice(1).map(used => {
              const at = (strategy: number, by: number) =>
                value(player, strategy, probabilities, new Map([[other, by]]))
              return subtract(subtract(at(s, used), at(s, left)), subtract(at(first, used), at(first, left)))
            })
          })
        }),
      )
    },
  }
}

/**
 * The averages of values with weights in bounds that sum to one: least where what is free goes to the least values, and
 * largest where it goes to the largest (a fractional knapsack, Dantzig 1957).
 */
const average = (values: readonly Interval[], weights: readonly Interval[]): Interval => {
  const [first, ...others] = values
  if (first === undefined) return zero
  if (others.length === 0) return first
  const least = knapsack(
    values.map(({ lo }) => lo),
    weights,
  )
  const most = -knapsack(
    values.map(({ hi }) => -hi),
    weights,
  )
  const size = values.reduce((largest, { lo, hi }) => Math.max(largest, Math.abs(lo), Math.abs(hi)), 0)
  const slack = size * values.length * roundings
  return { lo: least - slack, hi: most + slack }
}

/** More than the relative error of the few sums and products of a knapsack. */
const roundings = 2 ** -48

/** The least sum of values times weights in their bounds that sum to one. */
const knapsack = (values: readonly number[], weights: readonly Interval[]): number => {
  let free = 1
  let sum = 0
  for (const [k, { lo }] of weights.entries()) {
    free -= lo
    sum += lo * (values[k] ?? 0)
  }
  const taken = new Uint8Array(values.length)
  while (free > 0) {
    let best = -1
    for (let k = 0; k < values.length; k++)
      if (taken[k] === 0 && (best < 0 || (values[k] ?? 0) < (values[best] ?? 0))) best = k
    if (best < 0) return sum
    taken[best] = 1
    const { lo, hi } = weights[best] ?? zero
    const more = Math.min(free, hi - lo)
    sum += more * (values[best] ?? 0)
    free -= more
  }
  return sum
}
