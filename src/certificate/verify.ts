/**
 * Whether a certificate is right: its tables are well-formed, its numbers are those that the tables give, and the
 * answers follow from the numbers. Shares nothing with what found them but the record.
 */
import * as E from 'fp-ts/lib/Either.js'
import { type Certificate, type Claim, contentOf, type StateClaim } from './certificate.ts'
import { type Figures, figuresOf, type StateFigures } from './figures.ts'
import { type Fraction, fractionOf, isLess, minus, most, plus, show, zero } from './fraction.ts'
import { type Wires, wiresOf } from './wires.ts'

/** The SHA-256 of a text, in hexadecimal digits. */
export type Sha256 = (text: string) => string

/** What is wrong with a certificate, each in a sentence; nothing where it is valid. */
export const verify = (sha256: Sha256, certificate: Certificate): readonly string[] => [
  ...(sha256(contentOf(certificate)) === certificate.digest
    ? []
    : ['The digest is not that of the content.']),
  ...(certificate.claims.length > 0 ? [] : ['It claims nothing.']),
  ...certificate.claims.flatMap(claim => verifyClaim(claim).map(wrong => `Line ${claim.line}: ${wrong}.`)),
]

/** What is wrong with a claim, each in a clause; nothing where its numbers are right and its answer follows. */
export const verifyClaim = (claim: Claim): readonly string[] => {
  const wires = wiresOf(claim.play)
  if (E.isLeft(wires)) return [wires.left]
  const epsilon = fractionOf(claim.epsilon)
  if (epsilon === undefined) return ['epsilon is no fraction']
  const problems: string[] = []
  const sides: Side[] = []
  for (const player of playersOf(wires.right)) {
    const figures = figuresOf(wires.right, player)
    if (figures === undefined) problems.push(`what ${player} gets cannot be worked out`)
    else {
      const side = { player, figures, forgiven: allowanceOf(wires.right, player, epsilon) }
      sides.push(side)
      problems.push(...differences(claim, wires.right, side))
    }
  }
  const known = new Set(sides.map(({ player }) => player))
  for (const player of [...Object.keys(claim.payoffs), ...Object.keys(claim.bestReplies)])
    if (!known.has(player)) problems.push(`nobody is called ${player}`)
  const states = sides.flatMap(({ figures }) => figures.states.filter(state => isTelling(claim, state)))
  if (states.length !== claim.states.length)
    problems.push(`${states.length} information states are reached, not ${claim.states.length}`)
  return problems.length > 0 ? problems : conclusion(claim, wires.right, sides, epsilon)
}

interface Side {
  readonly player: string
  readonly figures: Figures
  /** Regret forgiven over all the player's decisions. */
  readonly forgiven: Fraction
}

const decides = ({ wires }: Wires, player: string): boolean =>
  wires.some(({ choice }) => choice?.player === player)

const playersOf = ({ wires, accounts }: Wires): readonly string[] => [
  ...new Set([...wires.flatMap(({ choice }) => choice?.player ?? []), ...accounts.keys()]),
]

const allowanceOf = ({ wires }: Wires, player: string, epsilon: Fraction): Fraction =>
  most(
    epsilon,
    wires.reduce(
      (total, { choice }) => (choice?.player === player ? plus(total, choice.epsilon) : total),
      zero,
    ),
  )

const differences = (claim: Claim, wires: Wires, { player, figures }: Side): readonly string[] => [
  ...differs(`the payoff of ${player}`, claim.payoffs[player], show(figures.payoff)),
  ...differs(
    `the best reply of ${player}`,
    claim.bestReplies[player],
    isTold(claim, wires, { player, figures }) ? show(figures.bestReply) : undefined,
  ),
  ...figures.states.filter(state => isTelling(claim, state)).flatMap(state => stateDifferences(claim, state)),
]

/** Where there is one action there is nothing to gain: such a state may be left out. */
const isTelling = (claim: Claim, { node, observation, actions }: StateFigures): boolean =>
  actions.length > 1 ||
  claim.states.some(state => state.decision === node && state.observation === observation)

/** Of a player who does not recall, a best reply is more than can be known: it may be left out, and bounds the gain. */
const isTold = (claim: Claim, wires: Wires, { player, figures }: Pick<Side, 'player' | 'figures'>): boolean =>
  decides(wires, player) && (figures.recalls || claim.bestReplies[player] !== undefined)

const differs = (
  what: string,
  claimed: string | number | undefined,
  found: string | number | undefined,
): readonly string[] =>
  claimed === found ? [] : [`${what} is ${found ?? 'not asked'}, not ${claimed ?? 'left out'}`]

const stateDifferences = ({ states, play }: Claim, found: StateFigures): readonly string[] => {
  const node = play.nodes[found.node]
  const observation = node?.kind === 'decision' ? node.observations[found.observation] : undefined
  const name = `${node?.name ?? ''} at ${observation ?? ''}`
  const claimed = states.find(
    ({ decision, observation }) => decision === found.node && observation === found.observation,
  )
  if (claimed === undefined) return [`${name} is reached, and left out`]
  return [
    ...differs(`the probability of ${name}`, claimed.probability, show(found.probability)),
    ...differs(`the account of ${name}`, claimed.account, found.account),
    ...differs(`the payoff at ${name}`, claimed.payoff, show(found.payoff)),
    ...differs(`the best payoff at ${name}`, claimed.best.payoff, show(bestOf(found))),
    ...bestDifferences(name, claimed, found),
  ]
}

const bestOf = ({ actions, payoff }: StateFigures): Fraction =>
  actions.map(action => action.payoff).reduce(most, actions[0]?.payoff ?? payoff)

const bestDifferences = (
  name: string,
  { best }: StateClaim,
  { actions }: StateFigures,
): readonly string[] => {
  const chosen = actions.find(({ action }) => action === best.action)
  return chosen === undefined
    ? [`the best action at ${name} is none of its actions`]
    : differs(`what the best action at ${name} brings`, best.payoff, show(chosen.payoff))
}

/** Whether the answer follows from the figures. */
const conclusion = (
  { holds }: Claim,
  { wires }: Wires,
  sides: readonly Side[],
  epsilon: Fraction,
): readonly string[] => {
  const single = sides.flatMap(({ figures }) =>
    figures.states.filter(state =>
      isLess(most(epsilon, wires[state.node]?.choice?.epsilon ?? zero), minus(bestOf(state), state.payoff)),
    ),
  )
  const joint = sides.filter(({ figures, forgiven }) =>
    isLess(forgiven, minus(figures.bestReply, figures.payoff)),
  )
  const fails = single.length > 0 || joint.some(({ figures }) => figures.recalls)
  if (holds && (single.length > 0 || joint.length > 0))
    return ['the profile is said to be an equilibrium, and is none']
  return holds || fails ? [] : ['the profile is said to be no equilibrium, and no deviation gains']
}
