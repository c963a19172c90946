/**
 * Strategies that another strategy, or a mixture of others, beats against everything that the others may play.
 *
 * A strategy that is a best reply to something certain is not beaten. Of the rest first single strategies are tried, then
 * lists of which each decides where those before it make no difference, which is a mixture with weights that fall fast
 * enough, and in the end linear programs over the mixtures, exactly, of which each is about the profiles of the others
 * alone that the one before got wrong (Pearce, Rationalizable strategic behavior and the problem of perfection, 1984).
 */
import type { FloatSolver } from '../linear/highs.ts'
import type { Row } from '../linear/program.ts'
import { solveLinear } from '../linear/repaired.ts'
import type { Budget } from '../markov/budget.ts'
import { exact, integer, type Rational, rational } from '../markov/rational.ts'

/** Better against everything, or never worse and better against something. */
export type Dominance = 'strict' | 'weak'

export interface Weighted {
  readonly strategy: number
  readonly probability: Rational
}

/** A player's payoffs, by its strategy and by what the others may play. */
export interface Lines {
  /** The strategies, as they are numbered in the game. */
  readonly own: readonly number[]
  /** `orders[s][x]`: numbers that are ordered as the payoffs of the strategy at place `s` are. */
  readonly orders: readonly Float64Array[]
  /** The payoffs themselves, all times the same positive number. */
  readonly payoff: (place: number, x: number) => bigint
}

export interface Dominated {
  readonly strategy: number
  /** What it is beaten by. */
  readonly by: readonly Weighted[]
}

export interface DominanceMeans {
  readonly budget: Budget
  readonly floats: FloatSolver | undefined
}

/** The strategies that are dominated, each with what dominates it, in their order. */
export const dominatedIn = (
  means: DominanceMeans,
  lines: Lines,
  dominance: Dominance,
): readonly Dominated[] => {
  const { own, orders } = lines
  means.budget.spend(own.length * (orders[0]?.length ?? 0))
  const isReply = repliesIn(lines, dominance)
  return own.flatMap((strategy, place) => {
    if (isReply[place] === 1) return []
    const single = singleOver(means.budget, lines, place, dominance)
    const by =
      single !== undefined
        ? [{ strategy: single, probability: exact.one }]
        : ((dominance === 'strict' ? listOver(means.budget, lines, place) : undefined) ??
          mixtureOver(means, lines, place, dominance))
    return by === undefined ? [] : [{ strategy, by }]
  })
}

/** Marks what is best against something certain, for weak dominance as the only one: nothing dominates it. */
const repliesIn = ({ orders }: Lines, dominance: Dominance): Uint8Array => {
  const marks = new Uint8Array(orders.length)
  const width = orders[0]?.length ?? 0
  for (let x = 0; x < width; x++) {
    let best = Number.NEGATIVE_INFINITY
    let ties = 0
    for (const order of orders) {
      const value = order[x] ?? 0
      if (value > best) {
        best = value
        ties = 1
      } else if (value === best) ties += 1
    }
    if (dominance === 'strict' || ties === 1)
      for (let s = 0; s < orders.length; s++) if (orders[s]?.[x] === best) marks[s] = 1
  }
  return marks
}

/** The first strategy that dominates the one at a place. */
const singleOver = (
  budget: Budget,
  { own, orders }: Lines,
  place: number,
  dominance: Dominance,
): number | undefined => {
  const beaten = orders[place] ?? new Float64Array()
  const least = dominance === 'strict' ? beaten.length : 1
  return own.find((_, s) => {
    const order = orders[s] ?? beaten
    let better = 0
    for (let x = 0; x < beaten.length; x++) {
      const more = (order[x] ?? 0) - (beaten[x] ?? 0)
      if (more < 0 || (more === 0 && dominance === 'strict')) {
        budget.spend(x)
        return false
      }
      if (more > 0) better += 1
    }
    budget.spend(beaten.length)
    return better >= least
  })
}

/** A list of strategies in which the first that differs is better, against everything, as a mixture. */
const listOver = (budget: Budget, lines: Lines, place: number): readonly Weighted[] | undefined => {
  const { orders } = lines
  const beaten = orders[place] ?? new Float64Array()
  const open = new Uint8Array(beaten.length).fill(1)
  const worse = new Int32Array(orders.length)
  const better = new Int32Array(orders.length)
  const count = (x: number, by: number): void => {
    const level = beaten[x] ?? 0
    for (let s = 0; s < orders.length; s++) {
      const value = orders[s]?.[x] ?? 0
      if (value < level) worse[s] = (worse[s] ?? 0) + by
      else if (value > level) better[s] = (better[s] ?? 0) + by
    }
  }
  for (let x = 0; x < beaten.length; x++) count(x, 1)
  budget.spend(2 * orders.length * beaten.length)
  const list: number[] = []
  let left = beaten.length
  while (left > 0) {
    let next = -1
    for (let s = 0; s < orders.length; s++)
      if (worse[s] === 0 && (better[s] ?? 0) > (next < 0 ? 0 : (better[next] ?? 0))) next = s
    if (next < 0) return undefined
    list.push(next)
    for (let x = 0; x < beaten.length; x++)
      if (open[x] === 1 && (orders[next]?.[x] ?? 0) > (beaten[x] ?? 0)) {
        open[x] = 0
        left -= 1
        count(x, -1)
      }
  }
  return mixedBy(budget, lines, place, list)
}

/** Weights for a list: what comes later gets half of the rest, or as much less as it takes that it spoils nothing. */
const mixedBy = (budget: Budget, { own, orders, payoff }: Lines, place: number, list: readonly number[]) => {
  const width = orders[0]?.length ?? 0
  const more = (s: number, x: number): bigint => payoff(s, x) - payoff(place, x)
  const last = list[list.length - 1] ?? place
  // What the mixture brings more, and its weights, both times two to the power `power`.
  const gains = Array.from({ length: width }, (_, x) => more(last, x))
  const weights: { place: number; weight: bigint }[] = [{ place: last, weight: 1n }]
  let power = 0n
  budget.spend(list.length * width)
  for (let k = list.length - 2; k >= 0; k--) {
    const first = list[k] ?? place
    let halvings = 1n
    for (let x = 0; x < width; x++) {
      const own = more(first, x)
      const gain = gains[x] ?? 0n
      // Where an earlier one of the list decides nothing has to be kept yet.
      if (own > 0n) while ((((own << halvings) - own) << power) + gain <= 0n) halvings += 1n
    }
    const rest = ((1n << halvings) - 1n) << power
    for (let x = 0; x < width; x++) gains[x] = more(first, x) * rest + (gains[x] ?? 0n)
    power += halvings
    weights.push({ place: first, weight: rest })
  }
  return weights.reverse().map(
    ({ place: s, weight }): Weighted => ({
      strategy: own[s] ?? 0,
      probability: rational(weight, 1n << power),
    }),
  )
}

/** A mixture that dominates the strategy at a place, by linear programs; nothing where there is none. */
const mixtureOver = (
  { budget, floats }: DominanceMeans,
  { own, orders, payoff }: Lines,
  place: number,
  dominance: Dominance,
): readonly Weighted[] | undefined => {
  const others = own.flatMap((_, s) => (s === place ? [] : [s]))
  const width = orders[0]?.length ?? 0
  if (others.length < 2) return undefined
  const more = (s: number, x: number): bigint => payoff(s, x) - payoff(place, x)
  const isStrict = dominance === 'strict'
  const sums = others.map(s => {
    let sum = 0n
    for (let x = 0; x < width; x++) sum += more(s, x)
    return integer(sum)
  })
  const asked = new Set(others.map(s => worstAgainst(orders, place, s)))
  for (;;) {
    const rows: Row<Rational>[] = [...asked].map(x => ({
      coefficients: [
        ...others.map((s, k) => [k, integer(more(s, x))] as const),
        ...(isStrict ? [[others.length, integer(-1n)] as const] : []),
      ],
      sense: '>=',
      bound: exact.zero,
    }))
    const outcome = solveLinear(
      budget,
      {
        objective: isStrict ? [...others.map(() => exact.zero), exact.one] : sums,
        isFree: [...others.map(() => false), ...(isStrict ? [true] : [])],
        rows: [
          ...rows,
          { coefficients: others.map((_, k) => [k, exact.one] as const), sense: '=', bound: exact.one },
        ],
      },
      floats,
    )
    if (outcome.kind !== 'optimal' || outcome.value.numerator <= 0n) return undefined
    const weights = others.flatMap((s, k) => {
      const probability = outcome.point[k] ?? exact.zero
      return probability.numerator === 0n ? [] : [{ place: s, probability }]
    })
    budget.spend(width * weights.length)
    const denominator = weights.reduce((d, { probability }) => d * probability.denominator, 1n)
    const whole = weights.map(({ place: s, probability }) => ({
      s,
      weight: (probability.numerator * denominator) / probability.denominator,
    }))
    let worst = -1
    let least = isStrict ? 1n : 0n
    for (let x = 0; x < width; x++) {
      const gain = whole.reduce((sum, { s, weight }) => sum + weight * more(s, x), 0n)
      if (gain < least) {
        least = gain
        worst = x
      }
    }
    if (worst < 0) return weights.map(({ place: s, probability }) => ({ strategy: own[s] ?? 0, probability }))
    asked.add(worst)
  }
}

/** Where a strategy does worst next to the one at a place. */
const worstAgainst = (orders: readonly Float64Array[], place: number, strategy: number): number => {
  const [a, b] = [orders[strategy], orders[place]]
  let worst = 0
  for (let x = 1; x < (a?.length ?? 0); x++)
    if ((a?.[x] ?? 0) - (b?.[x] ?? 0) < (a?.[worst] ?? 0) - (b?.[worst] ?? 0)) worst = x
  return worst
}
