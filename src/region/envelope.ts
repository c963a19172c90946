/**
 * What the best of all ways to play brings one player, as the upper envelope of affine functions of the parameters.
 *
 * Over the sequence form of the player's side it is computed from the leaves: a choice is the union of what its
 * actions bring, several states are met in sum, and what is nowhere best is left out as soon as it is known. So the
 * number of functions stays that of the pieces of the envelope, few where parameters are few, though the ways to
 * play are exponentially many.
 */
import type { OwnState, Sequence } from '../equilibrium/sequenceForm.ts'
import { forgottenStates, statesOf } from '../equilibrium/sequenceForm.ts'
import type { Change } from '../equilibrium/verdict.ts'
import { cleared, keyOf, unit, type Vector } from '../linear/vector.ts'
import type { Rational } from '../markov/rational.ts'
import type { Scalar } from '../markov/scalar.ts'
import { coordinates, parametersOf } from './affine.ts'
import { withoutImplied } from './polyhedron.ts'

/** One way to play, as far as it differs from the profile. */
export interface Piece {
  readonly value: Rational
  readonly changes: readonly Change<Rational>[]
}

/** Functions that are held at once; beyond that the envelope is given up. */
const mostPieces = 4_000

/**
 * Functions of which at all parameters the greatest is what the best way to play brings; nothing where they are too
 * many. A player who forgets plays alike what it cannot tell apart.
 */
export const envelope = (
  scalar: Scalar<Rational>,
  sequence: Sequence<Rational>,
): readonly Piece[] | undefined =>
  forgottenStates(sequence).length === 0 ? recalled(scalar, sequence) : enumerated(scalar, sequence)

const recalled = (
  scalar: Scalar<Rational>,
  { receipts, states }: Sequence<Rational>,
): readonly Piece[] | undefined => {
  let sums: readonly Piece[] = [{ value: receipts, changes: [] }]
  for (const state of states) {
    const options = optionsAt(scalar, state)
    if (options === undefined || sums.length * options.length > mostPieces) return undefined
    sums = pruned(
      scalar,
      sums.flatMap(a => options.map(b => both(scalar, a, b))),
    )
  }
  return sums
}

const both = ({ add }: Scalar<Rational>, a: Piece, b: Piece): Piece => ({
  value: add(a.value, b.value),
  changes: [...a.changes, ...b.changes],
})

const optionsAt = (scalar: Scalar<Rational>, state: OwnState<Rational>): readonly Piece[] | undefined => {
  const all: Piece[] = []
  for (const [index, after] of state.after.entries()) {
    const pieces = recalled(scalar, after)
    if (pieces === undefined) return undefined
    const change = changeTo(scalar, state, index)
    all.push(...pieces.map(({ value, changes }) => ({ value, changes: [...change, ...changes] })))
  }
  return pruned(scalar, all)
}

/** What is different when a state plays one action; nothing where the profile is sure to play it. */
const changeTo = (
  scalar: Scalar<Rational>,
  { decision, observation, strategy, weights, actions }: OwnState<Rational>,
  index: number,
): readonly Change<Rational>[] =>
  scalar.equals(weights[index] ?? scalar.zero, scalar.one)
    ? []
    : [{ decision, observation, from: strategy, to: actions[index] }]

/**
 * The pieces that are greatest somewhere. A function is nowhere above the greatest of some others exactly when a
 * mixture of them has its slopes and no less a constant, that is when it lies in the cone of the others and of
 * "less by a constant".
 */
const pruned = (scalar: Scalar<Rational>, pieces: readonly Piece[]): readonly Piece[] => {
  const indices = parametersOf(pieces.map(({ value }) => value))
  const fewest = new Map<string, { readonly piece: Piece; readonly lifted: Vector }>()
  for (const piece of pieces) {
    const lifted = cleared([scalar.one, ...coordinates(piece.value, indices)])
    const key = keyOf(lifted)
    const known = fewest.get(key)
    if (known === undefined || piece.changes.length < known.piece.changes.length)
      fewest.set(key, { piece, lifted })
  }
  const distinct = [...fewest.values()]
  const lower = unit(distinct[0]?.lifted.length ?? 2, 1).map(entry => -entry)
  return withoutImplied(
    distinct.map(({ lifted }) => lifted),
    [lower],
  ).flatMap(i => distinct[i]?.piece ?? [])
}

/** Every pure strategy, told apart by information set alone. */
const enumerated = (scalar: Scalar<Rational>, sequence: Sequence<Rational>): readonly Piece[] | undefined => {
  const bySet = new Map(statesOf(sequence).map(state => [state.informationSet, state]))
  const sets = [...bySet.values()]
  const count = sets.reduce((product, { actions }) => product * actions.length, 1)
  if (count > mostPieces) return undefined
  const strategies = sets.reduce<readonly ReadonlyMap<string, number>[]>(
    (sofar, { informationSet, actions }) =>
      sofar.flatMap(picks => actions.map((_, i) => new Map([...picks, [informationSet, i]]))),
    [new Map()],
  )
  return pruned(
    scalar,
    strategies.map(picks => ({
      value: valueUnder(scalar, sequence, picks),
      changes: sets.flatMap(state => changeTo(scalar, state, picks.get(state.informationSet) ?? 0)),
    })),
  )
}

const valueUnder = (
  scalar: Scalar<Rational>,
  { receipts, states }: Sequence<Rational>,
  picks: ReadonlyMap<string, number>,
): Rational =>
  states.reduce((total, { informationSet, after }) => {
    const next = after[picks.get(informationSet) ?? 0]
    return next === undefined ? total : scalar.add(total, valueUnder(scalar, next, picks))
  }, receipts)
