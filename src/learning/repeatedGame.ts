/**
 * Learners as what they are: strategies of the repeated game. The game is played so many times, everybody seeing what all
 * have done before, and is paid the average; a learner plays at a history what its state there plays. So that a learner can be
 * judged as any strategy is, such as by a best reply to it.
 */
import type {
  BehaviorProfile,
  ExtensiveForm,
  ExtensiveNode,
  InformationSet,
  Outcome,
} from '../form/extensiveForm.ts'
import { type NormalForm, profileCount, strides } from '../form/normalForm.ts'
import type { Budget } from '../markov/budget.ts'
import type { Learner } from './learner.ts'

export interface RepeatedGame {
  readonly form: ExtensiveForm<number>
  /** What the learners do at each history. */
  readonly behavior: BehaviorProfile<number>
}

/**
 * The tree of `rounds` rounds, an information set for each player after each history of joint strategies. It has as many
 * plays as there are histories; a step is spent for each history.
 */
export const repeatedGame = (
  budget: Budget,
  game: NormalForm<number>,
  learners: readonly Learner[],
  rounds: number,
): RepeatedGame => {
  const { players, strategies, payoffs } = game
  const steps = strides(game)
  const sizes = strategies.map(own => own.length)
  const nodes: ExtensiveNode[] = []
  const sets: InformationSet[] = []
  const behavior: (readonly number[])[] = []
  const outcomes: Outcome<number>[] = []
  const jointOf = (profile: number): readonly number[] =>
    sizes.map((size, player) => Math.floor(profile / (steps[player] ?? 1)) % size)
  const labelOf = (profile: number): string =>
    `(${jointOf(profile)
      .map((s, player) => strategies[player]?.[s] ?? '')
      .join(', ')})`
  const end = (paid: readonly number[]): number => {
    outcomes.push({ label: '', payoffs: paid.map(sum => sum / rounds) })
    return nodes.push({ kind: 'terminal', label: '', outcome: outcomes.length - 1 }) - 1
  }
  // As deep as rounds times players.
  const grow = (now: readonly Learner[], history: readonly number[], paid: readonly number[]): number => {
    if (history.length === rounds) return end(paid)
    budget.spend(profileCount(game))
    const first = sets.length
    for (const [player, label] of players.entries()) {
      sets.push({
        player,
        label: [label, ...history.map(labelOf)].join(' '),
        actions: strategies[player] ?? [],
      })
      behavior.push(now[player]?.mixed ?? [])
    }
    const choose = (player: number, profile: number): number => {
      if (player === players.length) {
        const next = now.map((learner, p) => learner.learn(coplayOf(p, profile)))
        return grow(
          next,
          [...history, profile],
          paid.map((sum, p) => sum + (payoffs[p]?.[profile] ?? 0)),
        )
      }
      const id = nodes.length
      const children: number[] = []
      nodes.push({
        kind: 'decision',
        label: '',
        outcome: undefined,
        informationSet: first + player,
        children,
      })
      for (let s = 0; s < (sizes[player] ?? 0); s++)
        children.push(choose(player + 1, profile + s * (steps[player] ?? 0)))
      return id
    }
    return choose(0, 0)
  }
  const coplayOf = (player: number, profile: number) => {
    const joint = jointOf(profile)
    const own = joint[player] ?? 0
    const step = steps[player] ?? 0
    const size = sizes[player] ?? 0
    const values = Array.from({ length: size }, (_, s) => payoffs[player]?.[profile + (s - own) * step] ?? 0)
    return {
      played: values.map((_, s) => (s === own ? 1 : 0)),
      values,
      drawn: { own, payoff: values[own] ?? 0, joint },
    }
  }
  grow(
    learners,
    [],
    players.map(() => 0),
  )
  return {
    behavior,
    form: {
      title: `${game.title}, ${rounds} rounds`,
      comment: '',
      players,
      nodes,
      outcomes,
      informationSets: sets,
      draws: [],
    },
  }
}
