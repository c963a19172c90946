/** Claims that come with a proof of more than an equilibrium: commitments and evolutionarily stable strategies. */
import * as E from 'fp-ts/lib/Either.js'
import type { ExtensiveForm } from '../form/extensiveForm.ts'
import { treeOfTable } from '../form/tableTree.ts'
import { budget, OutOfSteps } from '../markov/budget.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { FoundPlays, FoundProfile, Told } from '../solver/search.ts'
import { type Commitment, commitmentBounds } from '../solver/stackelberg.ts'
import type { Without } from './issueSolutions.ts'
import type { SolutionClaim, SolvedTree } from './solutions.ts'
import { mostReplies } from './stability.ts'

/** Steps that the proof of a commitment may take. */
const mostSteps = 50_000_000

export const provenClaim = (
  proof: NonNullable<FoundProfile['proof']>,
  placeOf: (form: ExtensiveForm<Rational>, of: SolvedTree['of']) => number,
): E.Either<string, Without<SolutionClaim>> => {
  const { form } = proof
  if (proof.kind === 'stability') {
    const { strategy, payoff } = proof
    if (strategy.length > mostReplies && bestReplies(proof) > mostReplies)
      return E.left('it has too many best replies for its stability to be verified')
    return E.right({
      kind: 'stable',
      tree: placeOf(treeOfTable(form), 'table'),
      strategy: strategy.map(exact.show),
      payoff: exact.show(payoff),
    })
  }
  const { commitment } = proof
  const bounds = boundsOf(proof)
  if (bounds === undefined) return E.left('its bounds take too many steps')
  return E.right({
    kind: 'commitment',
    tree: placeOf(treeOfTable(form), 'table'),
    strategy: commitment.strategy.map(exact.show),
    reply: commitment.reply,
    payoffs: [exact.show(commitment.payoff), exact.show(followed(form.payoffs[1] ?? [], commitment))],
    proof: bounds.map(({ prices, bound }) => ({ prices: prices.map(exact.show), bound: exact.show(bound) })),
  })
}

type Proof<K> = NonNullable<FoundProfile['proof']> & { readonly kind: K }

const bestReplies = ({ form, strategy, payoff }: Proof<'stability'>): number =>
  strategy.filter((_, a) =>
    exact.equals(
      payoff,
      strategy.reduce(
        (so, weight, b) =>
          exact.add(so, exact.mul(weight, form.payoffs[0]?.[a * strategy.length + b] ?? exact.zero)),
        exact.zero,
      ),
    ),
  ).length

const boundsOf = ({
  form,
  commitment,
}: Proof<'commitment'>): ReturnType<typeof commitmentBounds> | undefined => {
  try {
    return commitmentBounds(budget(mostSteps), form, commitment)
  } catch (error) {
    if (error instanceof OutOfSteps) return undefined
    throw error
  }
}

/** What the follower gets. */
const followed = (payoffs: readonly Rational[], { strategy, reply }: Commitment): Rational => {
  const replies = payoffs.length / strategy.length
  return strategy.reduce(
    (so, weight, a) => exact.add(so, exact.mul(weight, payoffs[a * replies + reply] ?? exact.zero)),
    exact.zero,
  )
}

/** What a mediator tells, with what that brings. */
export const mediatedClaim = (
  proof: NonNullable<FoundPlays['proof']>,
  tree: number,
  payoffs: readonly Rational[],
): Without<SolutionClaim> => {
  const told = (all: Told) =>
    all.map(({ actions, probability }) => ({
      actions: [...actions],
      probability: exact.show(probability),
    }))
  const common = { tree, payoffs: payoffs.map(exact.show) }
  return proof.kind === 'informed'
    ? { ...common, kind: 'informed', rule: proof.rule.map(told) }
    : {
        ...common,
        kind: 'communication',
        principal: proof.principal,
        rule: proof.rule.map(({ reports, told: own }) => ({ reports: [...reports], told: told(own) })),
      }
}
