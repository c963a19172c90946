/**
 * A tree in which chance moves first and everybody chooses once, knowing something of what was drawn and nothing of what
 * others chose, as a game whose payoffs depend on a state (Harsanyi 1967; Bergemann and Morris 2016): a state for each
 * thing that chance can do.
 */
import * as E from 'fp-ts/lib/Either.js'
import { paidAt } from '../../form/behavior.ts'
import type { ExtensiveForm } from '../../form/extensiveForm.ts'
import { exact, type Rational } from '../../markov/rational.ts'
import { type NotApplicable, notApplicable } from '../notApplicable.ts'
import type { BaseGame, Information } from './bayes.ts'

export interface Harsanyi {
  readonly game: BaseGame<Rational>
  readonly information: Information<Rational>
  /** By player and type, the information set. */
  readonly sets: readonly (readonly number[])[]
  /** By player, its number among the players of the tree. */
  readonly players: readonly number[]
}

/** What everybody gets, players who decide nothing too: by state and profile of actions, then player of the tree. */
export interface HarsanyiForm extends Harsanyi {
  readonly paid: readonly (readonly (readonly Rational[])[])[]
}

/** Refused: trees of another kind. */
export const harsanyi = (form: ExtensiveForm<Rational>): E.Either<NotApplicable, HarsanyiForm> => {
  const { nodes, draws, informationSets } = form
  const deciding = [...new Set(informationSets.map(({ player }) => player))].sort((a, b) => a - b)
  const sets = deciding.map(player => informationSets.flatMap((set, k) => (set.player === player ? [k] : [])))
  for (const [k, own] of sets.entries()) {
    const counts = new Set(own.map(set => informationSets[set]?.actions.length))
    if (counts.size > 1)
      return notApplicable(`${form.players[deciding[k] ?? 0]} has not as many actions whatever it knows`)
  }
  const sizes = sets.map(own => informationSets[own[0] ?? 0]?.actions.length ?? 0)
  const profiles = sizes.reduce((product, size) => product * size, 1)
  const states: string[] = []
  const prior: Rational[] = []
  const typesOf: number[][] = []
  const paid: (readonly Rational[])[][] = []
  let problem: string | undefined
  const addUp = (so: readonly Rational[], id: number): readonly Rational[] => {
    const node = nodes[id]
    return node === undefined ? so : so.map((x, player) => exact.add(x, paidAt(exact, form, node, player)))
  }
  /** Below the draws: everybody once, whatever the others do. */
  const choose = (id: number, so: readonly Rational[], made: readonly number[], types: number[]): void => {
    const node = nodes[id]
    if (node === undefined) return
    const here = addUp(so, id)
    if (node.kind === 'chance') {
      problem ??= 'chance moves after somebody has chosen'
      return
    }
    if (node.kind === 'terminal') {
      if (made.some(action => action < 0)) problem ??= 'somebody is not asked in some play'
      const profile = made.reduce((number, action, k) => number * (sizes[k] ?? 1) + action, 0)
      const state = paid.at(-1)
      if (state !== undefined) state[profile] = here
      return
    }
    const k = sets.findIndex(own => own.includes(node.informationSet))
    const type = sets[k]?.indexOf(node.informationSet) ?? -1
    if ((made[k] ?? 0) >= 0) problem ??= 'somebody chooses twice'
    if ((types[k] ?? -1) >= 0 && types[k] !== type) problem ??= 'somebody observes what another chose'
    types[k] = type
    for (const [action, child] of node.children.entries()) choose(child, here, made.with(k, action), types)
  }
  const draw = (
    id: number,
    so: readonly Rational[],
    probability: Rational,
    label: readonly string[],
  ): void => {
    const node = nodes[id]
    if (node === undefined || probability.numerator === 0n) return
    if (node.kind === 'chance') {
      const here = addUp(so, id)
      for (const [k, child] of node.children.entries()) {
        const branch = draws[node.draw]?.branches[k]
        draw(child, here, exact.mul(probability, branch?.probability ?? exact.zero), [
          ...label,
          branch?.label ?? '',
        ])
      }
      return
    }
    states.push(label.join(' '))
    prior.push(probability)
    const types = deciding.map(() => -1)
    typesOf.push(types)
    paid.push(Array.from({ length: profiles }, () => so))
    choose(
      id,
      so,
      deciding.map(() => -1),
      types,
    )
  }
  draw(
    0,
    form.players.map(() => exact.zero),
    exact.one,
    [],
  )
  if (problem !== undefined) return notApplicable(`it is no game of types: ${problem}`)
  const typeCounts = sets.map(own => own.length)
  const typeProfiles = typeCounts.reduce((product, count) => product * count, 1)
  return E.right({
    paid,
    sets,
    players: deciding,
    game: {
      players: deciding.map(player => form.players[player] ?? ''),
      states,
      prior,
      actions: sets.map(own => informationSets[own[0] ?? 0]?.actions ?? []),
      payoffs: deciding.map(player => paid.map(byProfile => byProfile.map(all => all[player] ?? exact.zero))),
    },
    information: {
      types: sets.map(own => own.map(set => informationSets[set]?.label ?? '')),
      probabilities: typesOf.map(types => {
        const at = types.reduce((number, type, k) => number * (typeCounts[k] ?? 1) + type, 0)
        return Array.from({ length: typeProfiles }, (_, t) => (t === at ? exact.one : exact.zero))
      }),
    },
  })
}
