/**
 * Games solved piece by piece in the order of strategic relevance (Koller and Milch 2003, section 6): what is solved is
 * taken as it is, what is not relevant yet is mixed evenly, so that everything is met with some chance.
 */
import { behaviorValues, bestResponse, childrenOf, paidAt } from '../../form/behavior.ts'
import type { BehaviorProfile, Draw, ExtensiveForm, ExtensiveNode } from '../../form/extensiveForm.ts'
import { pieceAt } from '../../form/subgame.ts'
import type { Budget } from '../../markov/budget.ts'
import { exact, type Rational, rational } from '../../markov/rational.ts'

/** Equilibria of a piece, in which only those move who have something to decide. */
export type SolvePiece = (piece: ExtensiveForm<Rational>) => Iterable<BehaviorProfile<Rational>>

/**
 * Equilibria that solutions of the pieces make, each put to the test of best responses; in an order in which the last
 * piece varies first. Spends a step for each node each time a piece is made.
 */
export function* solvedInOrder(
  budget: Budget,
  form: ExtensiveForm<Rational>,
  pieces: readonly (readonly number[])[],
  solvePiece: SolvePiece,
): Generator<BehaviorProfile<Rational>> {
  const even = form.informationSets.map(({ actions }) =>
    actions.map(() => rational(1n, BigInt(actions.length))),
  )
  const solve = function* (
    place: number,
    profile: BehaviorProfile<Rational>,
  ): Generator<BehaviorProfile<Rational>> {
    const piece = pieces[place]
    if (piece === undefined) {
      if (isEquilibrium(form, profile)) yield profile
      return
    }
    budget.spend(form.nodes.length)
    const { form: part, sets } = partOf(form, profile, new Set(piece))
    for (const solution of solvePiece(part)) {
      const next = [...profile]
      for (const [k, set] of sets.entries()) next[set] = solution[k] ?? []
      yield* solve(place + 1, next)
    }
  }
  yield* solve(0, even)
}

const isEquilibrium = (form: ExtensiveForm<Rational>, profile: BehaviorProfile<Rational>): boolean => {
  const { payoffs } = behaviorValues(exact, form, profile)
  return form.players.every((_, player) => {
    const best = bestResponse(exact, form, profile, player)
    return best !== undefined && exact.compare(best.value, payoffs[player] ?? exact.zero) <= 0
  })
}

/** The game in which only the sets of a piece are still to be decided, by those who do; other play is chance. */
export const partOf = (
  form: ExtensiveForm<Rational>,
  profile: BehaviorProfile<Rational>,
  open: ReadonlySet<number>,
): { readonly form: ExtensiveForm<Rational>; readonly sets: readonly number[] } => {
  const movers = [...form.players.keys()].filter(player =>
    [...open].some(set => form.informationSets[set]?.player === player),
  )
  const draws: Draw<Rational>[] = [...form.draws]
  const drawOf = form.informationSets.map(({ label, actions }, set) =>
    open.has(set)
      ? -1
      : draws.push({
          label,
          branches: actions.map((action, a) => ({
            label: action,
            probability: profile[set]?.[a] ?? exact.zero,
          })),
        }) - 1,
  )
  const nodes = form.nodes.map((node): ExtensiveNode => {
    if (node.kind !== 'decision' || open.has(node.informationSet)) return node
    const { label, outcome, children } = node
    return { kind: 'chance', label, outcome, children, draw: drawOf[node.informationSet] ?? 0 }
  })
  const fixed: ExtensiveForm<Rational> = { ...form, draws, nodes }
  const piece = pieceAt(exact, fixed, 0, worthOf(fixed))
  return {
    sets: piece.sets,
    form: {
      ...piece.form,
      players: movers.map(player => form.players[player] ?? ''),
      informationSets: piece.form.informationSets.map(set => ({
        ...set,
        player: movers.indexOf(set.player),
      })),
      outcomes: piece.form.outcomes.map(outcome => ({
        ...outcome,
        payoffs: movers.map(player => outcome.payoffs[player] ?? exact.zero),
      })),
    },
  }
}

/** What nodes are worth below which nothing is to be decided. */
const worthOf = (form: ExtensiveForm<Rational>): ReadonlyMap<number, readonly Rational[]> => {
  const worth = new Map<number, readonly Rational[]>()
  for (let id = form.nodes.length - 1; id >= 0; id--) {
    const node = form.nodes[id]
    if (node === undefined || node.kind === 'decision') continue
    const children = childrenOf(node)
    const known = children.flatMap(child => {
      const own = worth.get(child)
      return own === undefined ? [] : [own]
    })
    if (known.length < children.length) continue
    const weights = node.kind === 'chance' ? (form.draws[node.draw]?.branches ?? []) : []
    worth.set(
      id,
      form.players.map((_, player) =>
        known.reduce(
          (sum, own, k) =>
            exact.add(sum, exact.mul(weights[k]?.probability ?? exact.zero, own[player] ?? exact.zero)),
          paidAt(exact, form, node, player),
        ),
      ),
    )
  }
  return worth
}
