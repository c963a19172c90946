/** The conditions for an equilibrium with given supports: whoever mixes is indifferent, and nothing unused is better. */
import { type NormalForm, strides } from '../../form/normalForm.ts'
import { add, type Interval, multiply, point, subtract } from './interval.ts'

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
 * The average of values with weights that sum to one: it lies where the weights pull it from any of the values, and
 * between the values.
 */
const average = (values: readonly Interval[], weights: readonly Interval[]): Interval => {
  const [first, ...others] = values
  if (first === undefined) return zero
  if (others.length === 0) return first
  const pulled = others.reduce(
    (sum, value, k) => add(sum, multiply(weights[k + 1] ?? zero, subtract(value, first))),
    first,
  )
  const lo = values.reduce((least, value) => Math.min(least, value.lo), Number.POSITIVE_INFINITY)
  const hi = values.reduce((most, value) => Math.max(most, value.hi), Number.NEGATIVE_INFINITY)
  return { lo: Math.max(lo, pulled.lo), hi: Math.min(hi, pulled.hi) }
}
