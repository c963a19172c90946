/** An extensive form grown from what can happen at each state of a play. */
import type {
  Draw,
  ExtensiveForm,
  ExtensiveNode,
  InformationSet,
  Outcome,
} from '../../src/form/extensiveForm.ts'
import { exact, type Rational } from '../../src/markov/rational.ts'

/** What comes next. `knows` and `draw` name information sets and draws: what is named alike is the same. */
export type Moment<S> =
  | { readonly kind: 'terminal'; readonly payoffs: readonly Rational[] }
  | { readonly kind: 'chance'; readonly draw: string; readonly branches: readonly Branch<S>[] }
  | {
      readonly kind: 'decision'
      readonly player: number
      readonly knows: string
      readonly moves: readonly Move<S>[]
    }

export interface Move<S> {
  readonly label: string
  readonly next: S
}

export interface Branch<S> extends Move<S> {
  readonly probability: Rational
}

/** The tree from `root` on, depth first. Games of few moves only: it calls itself once for each. */
export const grown = <S>(
  title: string,
  players: readonly string[],
  root: S,
  momentAt: (state: S) => Moment<S>,
): ExtensiveForm<Rational> => {
  const nodes: ExtensiveNode[] = []
  const sets = named<InformationSet>()
  const draws = named<Draw<Rational>>()
  const outcomes = named<Outcome<Rational>>()
  const grow = (state: S): number => {
    const moment = momentAt(state)
    const id = nodes.length
    if (moment.kind === 'terminal') {
      const { payoffs } = moment
      const outcome = outcomes.of(payoffs.map(exact.show).join(' '), () => ({ label: '', payoffs }))
      nodes.push({ kind: 'terminal', label: '', outcome })
      return id
    }
    const children: number[] = []
    const here = { label: '', outcome: undefined, children }
    if (moment.kind === 'chance') {
      const { draw: label, branches } = moment
      const draw = draws.of(label, () => ({ label, branches }))
      nodes.push({ ...here, kind: 'chance', draw })
      for (const { next } of branches) children.push(grow(next))
      return id
    }
    const { player, knows: label, moves } = moment
    const informationSet = sets.of(`${player} ${label}`, () => ({
      player,
      label,
      actions: moves.map(move => move.label),
    }))
    nodes.push({ ...here, kind: 'decision', informationSet })
    for (const { next } of moves) children.push(grow(next))
    return id
  }
  grow(root)
  return {
    title,
    comment: '',
    players,
    informationSets: sets.all,
    draws: draws.all,
    outcomes: outcomes.all,
    nodes,
  }
}

const named = <A>() => {
  const places = new Map<string, number>()
  const all: A[] = []
  return {
    all,
    of: (name: string, made: () => A): number => {
      const known = places.get(name)
      if (known !== undefined) return known
      places.set(name, all.length)
      return all.push(made()) - 1
    },
  }
}
