/** The conditions for an equilibrium with given supports: whoever mixes is indifferent, and nothing unused is better. */
import { type NormalForm, strides } from '../../form/normalForm.ts'
import { exact, type Rational } from '../../markov/rational.ts'

/** The strategies that each player uses. */
export type Supports = readonly (readonly number[])[]

/** A player who mixes: `size` coordinates of a box from `offset` on, one for each used strategy. */
export interface Block {
  readonly player: number
  readonly size: number
  readonly offset: number
}

/**
 * What one strategy of a player brings more than another, by what the others play: linear in the mixture of each. In units
 * of the span of the player's payoffs.
 */
export interface Condition {
  /** Of the blocks that it depends on, their places. */
  readonly blocks: readonly number[]
  readonly sizes: readonly number[]
  /** By a strategy of each of these blocks, the last fastest. */
  readonly tensor: Float64Array
}

export interface Conditions {
  readonly supports: Supports
  readonly blocks: readonly Block[]
  /** Coordinates of a box. */
  readonly width: number
  /** Coordinates less one for each block, whose mixture sums to one: as many as equations. */
  readonly unknowns: number
  /** Used strategies against the first used one: nought in an equilibrium. */
  readonly equations: readonly Condition[]
  /** Unused strategies against the first used one: not positive in an equilibrium. */
  readonly losses: readonly Condition[]
}

/** Payoffs of each player from 0 to 1, each off by no more than a rounding. */
export const unitPayoffs = (form: NormalForm<Rational>): readonly Float64Array[] =>
  form.payoffs.map(own => {
    const [first = exact.zero] = own
    const least = own.reduce((a, b) => (exact.compare(b, a) < 0 ? b : a), first)
    const span = exact.sub(
      own.reduce((a, b) => (exact.compare(b, a) > 0 ? b : a), first),
      least,
    )
    return span.numerator === 0n
      ? new Float64Array(own.length)
      : Float64Array.from(own, payoff => exact.toNumber(exact.div(exact.sub(payoff, least), span)))
  })

/** More than the error of a value that is computed from them with probabilities that sum to one. */
export const slack = 1e-13

export const conditionsOf = (
  form: Pick<NormalForm<unknown>, 'strategies'>,
  payoffs: readonly Float64Array[],
  supports: Supports,
): Conditions => {
  const steps = strides(form)
  const blocks: Block[] = []
  let width = 0
  for (const [player, { length: size }] of supports.entries()) {
    if (size === 1) continue
    blocks.push({ player, size, offset: width })
    width += size
  }
  const equations: Condition[] = []
  const losses: Condition[] = []
  for (const [player, own] of supports.entries()) {
    const offsets = supports.reduce<readonly number[]>(
      (before, used, other) =>
        other === player ? before : before.flatMap(at => used.map(s => at + s * (steps[other] ?? 1))),
      [0],
    )
    const depends = blocks.flatMap((block, k) => (block.player === player ? [] : [k]))
    const [first = 0] = own
    const step = steps[player] ?? 1
    const values = payoffs[player] ?? new Float64Array()
    for (let s = 0; s < (form.strategies[player]?.length ?? 0); s++) {
      if (s === first) continue
      const condition: Condition = {
        blocks: depends,
        sizes: depends.map(k => blocks[k]?.size ?? 1),
        tensor: Float64Array.from(
          offsets,
          at => (values[at + s * step] ?? 0) - (values[at + first * step] ?? 0),
        ),
      }
      if (own.includes(s)) equations.push(condition)
      else losses.push(condition)
    }
  }
  return { supports, blocks, width, unknowns: width - blocks.length, equations, losses }
}
