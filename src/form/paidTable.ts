/** The table of a game from what is paid at the ends of its plays. */
import { isRational } from '../markov/rational.ts'
import type { Scalar } from '../markov/scalar.ts'
import { type NormalForm, profileCount, strides } from './normalForm.ts'

/** What a play pays, weighed with its chance, to all profiles that lead to it. */
export interface PaidPlay<N> {
  /** By player. */
  readonly paid: readonly N[]
  /** By player the strategies that lead there, in any combination. */
  readonly strategies: readonly (readonly number[])[]
}

/** By player the sums by profile. Fractions are added as whole numbers of one denominator where doubles hold them. */
export const paidTable = <N>(
  scalar: Scalar<N>,
  table: Pick<NormalForm<N>, 'strategies'>,
  players: number,
  plays: readonly PaidPlay<N>[],
): readonly (readonly N[])[] => {
  const steps = strides(table)
  const cells = profileCount(table)
  const whole = wholeOf(plays)
  return Array.from({ length: players }, (_, player) => {
    if (whole !== undefined) {
      const sums = new Float64Array(cells)
      for (const [k, { strategies }] of plays.entries()) {
        const amount = whole.amounts[k]?.[player] ?? 0
        if (amount !== 0)
          forProfiles(steps, strategies, cell => {
            sums[cell] = (sums[cell] ?? 0) + amount
          })
      }
      // The same few payoffs occur again and again.
      const made = new Map<number, N>()
      return Array.from(sums, sum => {
        const known = made.get(sum) ?? scalar.fromRatio(BigInt(sum), whole.denominator)
        made.set(sum, known)
        return known
      })
    }
    const sums = new Array<N>(cells).fill(scalar.zero)
    for (const { paid, strategies } of plays) {
      const amount = paid[player] ?? scalar.zero
      forProfiles(steps, strategies, cell => {
        sums[cell] = scalar.add(sums[cell] ?? scalar.zero, amount)
      })
    }
    return sums
  })
}

const forProfiles = (
  steps: readonly number[],
  strategies: readonly (readonly number[])[],
  visit: (profile: number) => void,
): void => {
  const from = (player: number, profile: number): void => {
    const own = strategies[player] ?? []
    const step = steps[player] ?? 1
    if (player === strategies.length - 1) for (const strategy of own) visit(profile + strategy * step)
    else for (const strategy of own) from(player + 1, profile + strategy * step)
  }
  if (strategies.length === 0) visit(0)
  else from(0, 0)
}

/** The payments times a common denominator, where all sums of them are whole numbers that doubles hold. */
const wholeOf = <N>(plays: readonly PaidPlay<N>[]) => {
  let denominator = 1n
  for (const { paid } of plays)
    for (const amount of paid) {
      if (!isRational(amount)) return undefined
      const { denominator: own } = amount
      if (denominator % own !== 0n) denominator *= own / divisor(denominator, own)
      if (denominator > largest) return undefined
    }
  let total = 0n
  const amounts: number[][] = []
  for (const { paid } of plays) {
    const row: number[] = []
    for (const amount of paid) {
      if (!isRational(amount)) return undefined
      const n = amount.numerator * (denominator / amount.denominator)
      total += n < 0n ? -n : n
      row.push(Number(n))
    }
    amounts.push(row)
    if (total > largest) return undefined
  }
  return { denominator, amounts }
}

const largest = 2n ** 53n

const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisor(b, a % b))
