/** What a mediator can bring about in a tree: by what it tells about the state, or move by move. */
import * as E from 'fp-ts/lib/Either.js'
import { parentsOf } from '../form/behavior.ts'
import type { ExtensiveForm } from '../form/extensiveForm.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { type HarsanyiForm, harsanyi } from './correlated/baseGame.ts'
import { type Drawn, optimalBayesCorrelated } from './correlated/bayes.ts'
import { gainsOfLying, optimalCommunication, type Rule } from './correlated/communication.ts'
import { optimalExtensiveCorrelated } from './correlated/extensive.ts'
import { type NotApplicable, notApplicable } from './notApplicable.ts'
import type {
  CommunicationProof,
  FoundPlays,
  Goal,
  InformedProof,
  Means,
  PlayMove,
  Search,
} from './search.ts'

/** The weight of each player's payoff in what is made as large as possible; nothing where there is no such player. */
const weightsOf = (players: readonly string[], goal: Goal | undefined): readonly Rational[] | undefined => {
  if (goal?.kind !== 'player') return goal?.kind === 'risk' ? undefined : players.map(() => exact.one)
  return players.includes(goal.player)
    ? players.map(player => (player === goal.player ? exact.one : exact.zero))
    : undefined
}

const noSuchGoal = (players: readonly string[]): E.Either<NotApplicable, never> =>
  notApplicable(`what is made as large as possible is welfare or the payoff of ${players.join(' or ')}`)

/** The best that information beyond their types makes players do. */
export const byInformation = (
  means: Means,
  tree: ExtensiveForm<Rational>,
  goal: Goal | undefined,
): E.Either<NotApplicable, Search> => {
  const made = harsanyi(tree)
  if (E.isLeft(made)) return made
  const { game, information } = made.right
  const values = valuesOf(tree, made.right, goal)
  if (values === undefined) return noSuchGoal(tree.players)
  const solved = optimalBayesCorrelated(means.budget, game, information, values, means.floats)
  if (E.isLeft(solved)) return solved
  const { draws, slacks, value } = solved.right
  // What disobeying brings, which is what obeying lacks.
  const regrets = tree.players.map(name =>
    slacks.reduce((most, { player, slack }) => {
      const gain = exact.sub(exact.zero, slack)
      return game.players[player] === name && exact.compare(gain, most) > 0 ? gain : most
    }, exact.zero),
  )
  const note = `the best there is: ${exact.show(value)}`
  return E.right({
    method: 'program',
    reason: `a linear program over ${game.states.length} states and what ${game.players.length} do in them`,
    found: [{ ...happening(tree, made.right, draws), regrets, note, proof: informedBy(made.right, draws) }],
    isComplete: false,
  })
}

/**
 * The best that a mediator brings about who is told what players know, if they like, and tells them what to do. Where there is
 * a principal it is the first player, who is bound to the rule and for whom the rule is made where nothing else is asked for.
 */
export const byCommunication = (
  means: Means,
  tree: ExtensiveForm<Rational>,
  hasPrincipal: boolean,
  goal: Goal | undefined,
): E.Either<NotApplicable, Search> => {
  const made = harsanyi(tree)
  if (E.isLeft(made)) return made
  const { game, information, players } = made.right
  const [principal = ''] = tree.players
  const aim: Goal | undefined = goal ?? (hasPrincipal ? { kind: 'player', player: principal } : undefined)
  const values = valuesOf(tree, made.right, aim)
  if (values === undefined) return noSuchGoal(tree.players)
  const bound = new Set(hasPrincipal && players[0] === 0 ? [0] : [])
  const solved = optimalCommunication(means.budget, game, information, values, bound, means.floats)
  if (E.isLeft(solved)) return solved
  const { draws, rule, value, neverTrue } = solved.right
  const gains = gainsOfLying(game, information, rule, bound)
  const note = `the best there is: ${exact.show(value)}`
  return E.right({
    method: 'program',
    reason: `a linear program over rules from ${rule.length} profiles of reports to ${rule[0]?.length ?? 0} of actions`,
    found: [
      {
        ...happening(tree, made.right, draws),
        regrets: tree.players.map((_, player) => gains[players.indexOf(player)] ?? exact.zero),
        note,
        proof: { kind: 'communication', principal: hasPrincipal, rule: ruleOf(made.right, rule) },
      },
    ],
    isComplete: false,
    notes:
      neverTrue === 0
        ? []
        : [`${neverTrue} profiles of reports are never true and not shown: lies that are seen`],
  })
}

/** What is told in each state. */
const informedBy = ({ game }: HarsanyiForm, draws: readonly Drawn<Rational>[]): InformedProof => {
  const sizes = game.actions.map(own => own.length)
  return {
    kind: 'informed',
    rule: game.states.map((_, state) =>
      draws.flatMap(({ state: at, actions, probability }) =>
        at === state
          ? [
              {
                actions: digits(actions, sizes),
                probability: exact.div(probability, game.prior[state] ?? exact.one),
              },
            ]
          : [],
      ),
    ),
  }
}

const ruleOf = ({ game, sets }: HarsanyiForm, rule: Rule): CommunicationProof['rule'] => {
  const sizes = game.actions.map(own => own.length)
  const typeCounts = sets.map(own => own.length)
  return rule.map((chosen, types) => ({
    reports: digits(types, typeCounts).map((type, k) => sets[k]?.[type] ?? -1),
    told: chosen.flatMap((probability, actions) =>
      probability.numerator === 0n ? [] : [{ actions: digits(actions, sizes), probability }],
    ),
  }))
}

/** What is made as large as possible, by state and profile of actions. */
const valuesOf = (
  { players }: ExtensiveForm<Rational>,
  { paid }: HarsanyiForm,
  goal: Goal | undefined,
): readonly (readonly Rational[])[] | undefined => {
  const weights = weightsOf(players, goal)
  if (weights === undefined) return undefined
  return paid.map(byProfile =>
    byProfile.map(all =>
      all.reduce(
        (sum, payoff, player) => exact.add(sum, exact.mul(weights[player] ?? exact.zero, payoff)),
        exact.zero,
      ),
    ),
  )
}

/** What is drawn, as plays of the tree with what they bring. */
const happening = (
  tree: ExtensiveForm<Rational>,
  { game, sets, paid }: HarsanyiForm,
  draws: readonly Drawn<Rational>[],
): Pick<FoundPlays, 'kind' | 'players' | 'plays' | 'payoffs'> => {
  const sizes = game.actions.map(own => own.length)
  const typeCounts = sets.map(own => own.length)
  const plays = draws.map(({ state, types, actions, probability }) => {
    const [known, chosen] = [digits(types, typeCounts), digits(actions, sizes)]
    const drawn = game.states[state] ?? ''
    return {
      probability,
      moves: [
        ...(drawn === '' ? [] : [{ decision: 'chance', observation: '()', action: drawn }]),
        ...game.players.map((decision, k): PlayMove => {
          const set = tree.informationSets[sets[k]?.[known[k] ?? 0] ?? -1]
          return { decision, observation: set?.label ?? '', action: set?.actions[chosen[k] ?? 0] ?? '' }
        }),
      ],
    }
  })
  const payoffs = tree.players.map((_, player) =>
    draws.reduce(
      (sum, { state, actions, probability }) =>
        exact.add(sum, exact.mul(probability, paid[state]?.[actions]?.[player] ?? exact.zero)),
      exact.zero,
    ),
  )
  return { kind: 'plays', players: tree.players, plays, payoffs }
}

/** A number by the digits of its places, the last the fastest. */
const digits = (number: number, bases: readonly number[]): readonly number[] => {
  const found = bases.map(() => 0)
  let rest = number
  for (let k = bases.length - 1; k >= 0; k--) {
    found[k] = rest % (bases[k] ?? 1)
    rest = Math.floor(rest / (bases[k] ?? 1))
  }
  return found
}

/** The best that recommendations bring, each made where it is due. */
export const byRecommendation = (
  means: Means,
  tree: ExtensiveForm<Rational>,
  goal: Goal | undefined,
): E.Either<NotApplicable, Search> => {
  const weights = weightsOf(tree.players, goal)
  if (weights === undefined) return noSuchGoal(tree.players)
  const solved = optimalExtensiveCorrelated(
    means.budget,
    tree,
    { kind: 'payoffs', weights },
    means.floats === undefined ? {} : { floats: means.floats },
  )
  if (E.isLeft(solved)) return solved
  const { value, payoffs, reach, over } = solved.right
  const parents = parentsOf(tree)
  const movesTo = (end: number): readonly PlayMove[] => {
    const moves: PlayMove[] = []
    for (let id = end, above = parents[id] ?? -1; above >= 0; id = above, above = parents[id] ?? -1) {
      const node = tree.nodes[above]
      if (node === undefined || node.kind === 'terminal') break
      const k = node.children.indexOf(id)
      if (node.kind === 'chance') {
        const label = tree.draws[node.draw]?.branches[k]?.label ?? ''
        moves.push({ decision: 'chance', observation: '()', action: label })
        continue
      }
      const set = tree.informationSets[node.informationSet]
      moves.push({
        decision: tree.players[set?.player ?? 0] ?? '',
        observation: set?.label ?? '',
        action: set?.actions[k] ?? '',
      })
    }
    return moves.reverse()
  }
  const found: FoundPlays = {
    kind: 'plays',
    players: tree.players,
    plays: [...reach].map(([end, probability]) => ({ probability, moves: movesTo(end) })),
    payoffs,
    regrets: tree.players.map(() => exact.zero),
    note: `the best there is: ${exact.show(value)}`,
  }
  return E.right({
    method: 'program',
    reason: `a linear program over pairs of ${over}`,
    found: [found],
    isComplete: false,
  })
}
