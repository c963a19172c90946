/**
 * Whether a commitment of the first of two players is the best there is, its follower replying in its favor where it is
 * indifferent: by weak duality of the program of each reply (Conitzer and Sandholm 2006), and no program is solved.
 */
import { bimatrixOf } from './chosenOnce.ts'
import {
  type Fraction,
  fractionOf,
  isEqual,
  isLess,
  minus,
  most,
  plus,
  show,
  times,
  zero,
} from './fraction.ts'
import type { SolutionClaim } from './solutions.ts'
import { distributionOf, fractionsOf, type Tree } from './solvedTree.ts'

type Claim = SolutionClaim & { readonly kind: 'commitment' }

/** What is wrong, each in a clause. */
export const commitmentProblems = (tree: Tree, claim: Claim): readonly string[] => {
  const table = bimatrixOf(tree)
  if (table === undefined) return ['it is no game of two who choose once']
  const strategy = distributionOf(claim.strategy)
  if (strategy === undefined || strategy.length !== table.length)
    return ['what is announced is no distribution']
  const replies = [...(table[0] ?? []).keys()]
  if (!replies.includes(claim.reply)) return ['the reply is no action']
  const leads = (reply: number): Fraction => average(strategy, a => table[a]?.[reply]?.row)
  const follows = (reply: number): Fraction => average(strategy, a => table[a]?.[reply]?.column)
  const value = leads(claim.reply)
  const payoffs = [value, follows(claim.reply)]
  const wrong = tree.players.flatMap((player, k) =>
    claim.payoffs[k] === show(payoffs[k] ?? zero)
      ? []
      : [`the payoff of ${player} is ${show(payoffs[k] ?? zero)}, not ${claim.payoffs[k] ?? 'told'}`],
  )
  if (claim.payoffs.length !== 2) wrong.push('not everybody is paid')
  const better = replies.find(reply => isLess(follows(claim.reply), follows(reply)))
  if (better !== undefined) wrong.push(`reply ${better + 1} is better for the follower`)
  if (claim.proof.length !== replies.length) return [...wrong, 'not every reply is bounded']
  return [...wrong, ...replies.flatMap(reply => boundProblems(table, claim, reply, value))]
}

/**
 * With prices y of the follower's other replies, what the leader gets of any strategy to which `reply` is a best reply is at
 * most the largest of `u(s, reply) - sum y[o] (v(s, o) - v(s, reply))` over its actions s.
 */
const boundProblems = (
  table: NonNullable<ReturnType<typeof bimatrixOf>>,
  { proof }: Claim,
  reply: number,
  value: Fraction,
): readonly string[] => {
  const { prices: told = [], bound: toldBound = '' } = proof[reply] ?? {}
  const prices = fractionsOf(told)
  const name = `reply ${reply + 1}`
  if (prices === undefined || prices.length !== table[0]?.length || prices.some(({ top }) => top < 0n))
    return [`the prices of ${name} are none`]
  if ((prices[reply]?.top ?? 0n) !== 0n) return [`${name} has a price against itself`]
  let bound: Fraction | undefined
  for (const row of table) {
    const own = row[reply]?.column ?? zero
    const reached = prices.reduce(
      (so, price, other) => minus(so, times(price, minus(row[other]?.column ?? zero, own))),
      row[reply]?.row ?? zero,
    )
    bound = bound === undefined ? reached : most(bound, reached)
  }
  const known = fractionOf(toldBound)
  if (bound === undefined || known === undefined || !isEqual(bound, known))
    return [`the bound of ${name} is ${bound === undefined ? 'not known' : show(bound)}, not ${toldBound}`]
  return isLess(value, bound)
    ? [`the leader is not shown to get at most ${show(value)} where ${name} is best`]
    : []
}

const average = (weights: readonly Fraction[], value: (k: number) => Fraction | undefined): Fraction =>
  weights.reduce((so, weight, k) => plus(so, times(weight, value(k) ?? zero)), zero)
