/**
 * The linear tracing procedure for two players: who starts from beliefs about the other, and gives them up by and by for
 * what the other does then, comes to an equilibrium (Harsanyi 1975; Harsanyi and Selten, A General Theory of Equilibrium
 * Selection in Games, 1988, section 4.9). Its path is a path of complementary pivots (van den Elzen and Talman, A
 * procedure for finding Nash equilibria in bi-matrix games, 1991), followed here in fractions.
 */
import type { MixedProfile, NormalForm } from '../form/normalForm.ts'
import type { Budget } from '../markov/budget.ts'
import { exact, type Rational } from '../markov/rational.ts'

/**
 * The equilibrium that a prior leads to; nothing where the path is not the only one: several replies to the prior are best,
 * or several things change at once.
 */
export const trace = (
  budget: Budget,
  form: NormalForm<Rational>,
  prior: MixedProfile<Rational>,
): MixedProfile<Rational> | undefined => {
  const dictionary = dictionaryOf(form, prior)
  if (dictionary === undefined) return undefined
  const { rows, basic, nonbasic, counts } = dictionary
  const [m] = counts
  const size = m + counts[1]
  // What the prior has lost enters first.
  let column = nonbasic.indexOf(2 * size)
  for (;;) {
    budget.spend(1 + Math.ceil((rows.length * nonbasic.length) / 8))
    const row = leaving(rows, column)
    if (row === undefined) return undefined
    const left = basic[row] ?? 0
    pivot(dictionary, row, column)
    if (left === 2 * size + 1) break
    // Of a strategy and what it falls short the other one enters.
    column = nonbasic.indexOf(left < size ? left + size : left - size)
    if (column < 0) return undefined
  }
  const values = Array.from({ length: size }, (_, k) => {
    const row = basic.indexOf(k)
    return row < 0 ? exact.zero : (rows[row]?.at(-1) ?? exact.zero)
  })
  return [values.slice(0, m), values.slice(m)]
}

/**
 * What is basic is the last entry of its row less the others times what is not. Numbers: the strategies of both, what each
 * falls short of the best one, the weight that the prior has lost, and the weight that it has.
 */
interface Dictionary {
  readonly rows: Rational[][]
  readonly basic: number[]
  readonly nonbasic: number[]
  readonly counts: readonly [number, number]
}

const dictionaryOf = (
  form: NormalForm<Rational>,
  [p = [], q = []]: MixedProfile<Rational>,
): Dictionary | undefined => {
  const [m, n] = [p.length, q.length]
  const size = m + n
  const payoff = (player: number, own: number, other: number): Rational =>
    form.payoffs[player]?.[player === 0 ? own * n + other : other * n + own] ?? exact.zero
  const beliefs = [q, p]
  const worths = [m, n].map((count, player) =>
    Array.from({ length: count }, (_, own) =>
      (beliefs[player] ?? []).reduce(
        (sum, belief, other) => exact.add(sum, exact.mul(belief, payoff(player, own, other))),
        exact.zero,
      ),
    ),
  )
  const best = worths.map(onlyBest)
  const [bestRow, bestColumn] = best
  if (bestRow === undefined || bestColumn === undefined) return undefined
  const starts = [0, m]
  const entering = [m + n + bestRow, m + n + m + bestColumn]
  const nonbasic = [
    ...Array.from({ length: size }, (_, k) => k).filter(k => k !== bestRow && k !== m + bestColumn),
    ...entering,
    2 * size,
  ]
  const rows: Rational[][] = []
  const basic: number[] = []
  const row = (number: number, constant: Rational, terms: ReadonlyMap<number, Rational>): void => {
    basic.push(number)
    rows.push([...nonbasic.map(k => exact.sub(exact.zero, terms.get(k) ?? exact.zero)), constant])
  }
  for (const player of [0, 1]) {
    const [start = 0, other = 0] = player === 0 ? starts : [m, 0]
    const mine = best[player] ?? 0
    const theirs = best[1 - player] ?? 0
    const count = player === 0 ? m : n
    const opposite = player === 0 ? n : m
    const own = worths[player] ?? []
    // The best strategy has what the others leave of the weight that the prior has lost.
    row(
      start + mine,
      exact.zero,
      new Map([
        [2 * size, exact.one],
        ...Array.from({ length: count }, (_, k) => k).flatMap(k =>
          k === mine ? [] : [[start + k, minusOne] as const],
        ),
      ]),
    )
    for (let k = 0; k < count; k++) {
      if (k === mine) continue
      // Short of the best by the prior's part and by the other's, whose best strategy makes up for its others.
      const ahead = exact.sub(own[mine] ?? exact.zero, own[k] ?? exact.zero)
      const aheadOf = (t: number): Rational => exact.sub(payoff(player, mine, t), payoff(player, k, t))
      const terms = new Map<number, Rational>([
        [size + start + mine, exact.one],
        [2 * size, exact.sub(aheadOf(theirs), ahead)],
      ])
      for (let t = 0; t < opposite; t++)
        if (t !== theirs) terms.set(other + t, exact.sub(aheadOf(t), aheadOf(theirs)))
      row(size + start + k, ahead, terms)
    }
  }
  row(2 * size + 1, exact.one, new Map([[2 * size, minusOne]]))
  return { rows, basic, nonbasic, counts: [m, n] }
}

const minusOne = exact.sub(exact.zero, exact.one)

/** The place of the largest number; nothing where there are several. */
const onlyBest = (values: readonly Rational[]): number | undefined => {
  let found = 0
  let ties = 0
  for (const [k, value] of values.entries()) {
    const order = exact.compare(value, values[found] ?? exact.zero)
    if (order > 0) {
      found = k
      ties = 0
    } else if (order === 0 && k !== found) ties += 1
  }
  return ties === 0 ? found : undefined
}

/** The row that is first at nought when a column grows; nothing where there is none, or several are. */
const leaving = (rows: readonly (readonly Rational[])[], column: number): number | undefined => {
  let found: number | undefined
  let least = exact.zero
  let isTied = false
  for (const [r, row] of rows.entries()) {
    const entry = row[column] ?? exact.zero
    if (entry.numerator <= 0n) continue
    const ratio = exact.div(row.at(-1) ?? exact.zero, entry)
    const order = found === undefined ? -1 : exact.compare(ratio, least)
    if (order < 0) {
      found = r
      least = ratio
      isTied = false
    } else if (order === 0) isTied = true
  }
  return isTied ? undefined : found
}

const pivot = ({ rows, basic, nonbasic }: Dictionary, r: number, c: number): void => {
  const row = rows[r] ?? []
  const by = row[c] ?? exact.one
  const next = row.map((entry, k) => exact.div(k === c ? exact.one : entry, by))
  rows[r] = next
  for (const [other, entries] of rows.entries()) {
    const factor = entries[c] ?? exact.zero
    if (other === r || factor.numerator === 0n) continue
    rows[other] = entries.map((entry, k) =>
      exact.sub(k === c ? exact.zero : entry, exact.mul(factor, next[k] ?? exact.zero)),
    )
  }
  const left = basic[r] ?? 0
  basic[r] = nonbasic[c] ?? 0
  nonbasic[c] = left
}
