/**
 * Subgame-perfect equilibria by backward induction over subgames: the innermost are solved first and taken for what
 * they are worth (Selten 1965; with perfect information Zermelo 1913 and Kuhn 1953, in one pass over the tree).
 */
import { behaviorValues, childrenOf, paidAt } from '../../form/behavior.ts'
import type { BehaviorProfile, ExtensiveForm } from '../../form/extensiveForm.ts'
import { type Piece, pieceAt, subgameRoots } from '../../form/subgame.ts'
import type { Budget } from '../../markov/budget.ts'
import type { Scalar } from '../../markov/scalar.ts'

/** Finds equilibria of a part of the game that has no part of its own. */
export type SolvePiece<N> = (piece: ExtensiveForm<N>) => Iterable<BehaviorProfile<N>>

/**
 * The subgame-perfect equilibria that the solutions of the parts make, in an order in which the last choice varies
 * first. Where somebody alone decides what comes next, every best action is tried; other parts are left to
 * `solvePiece`. All there are, if that finds all there are.
 *
 * Spends a step for each node of each part that is solved.
 */
export function* subgamePerfect<N>(
  scalar: Scalar<N>,
  budget: Budget,
  form: ExtensiveForm<N>,
  solvePiece: SolvePiece<N>,
): Generator<BehaviorProfile<N>> {
  const roots = [...subgameRoots(form)].reverse()
  const worth = new Map<number, readonly N[]>()
  const profile: (readonly N[])[] = form.informationSets.map(() => [])
  const open: { readonly piece: Piece<N>; readonly solutions: Iterator<BehaviorProfile<N>> }[] = []
  const enter = (): void => {
    const piece = pieceAt(scalar, form, roots[open.length] ?? 0, worth)
    budget.spend(piece.form.nodes.length)
    const solutions = alone(scalar, piece.form) ?? solvePiece(piece.form)
    open.push({ piece, solutions: solutions[Symbol.iterator]() })
  }
  // A search with its own stack: plays may be longer than the stack of calls.
  if (roots.length > 0) enter()
  // Where nothing is decided and nothing drawn there is nothing to solve.
  else yield profile
  while (open.length > 0) {
    const last = open[open.length - 1]
    if (last === undefined) return
    const root = roots[open.length - 1] ?? 0
    const next = last.solutions.next()
    if (next.done === true) {
      worth.delete(root)
      open.pop()
      continue
    }
    for (const [set, original] of last.piece.sets.entries()) profile[original] = next.value[set] ?? []
    worth.set(root, behaviorValues(scalar, last.piece.form, next.value).payoffs)
    if (open.length === roots.length) yield [...profile]
    else enter()
  }
}

/** The best actions, one by one, where a part is one decision or none; nothing where it is more. */
const alone = <N>(scalar: Scalar<N>, form: ExtensiveForm<N>): Iterable<BehaviorProfile<N>> | undefined => {
  const { informationSets, nodes } = form
  const [only, ...others] = informationSets
  if (only === undefined) return [[]]
  const root = nodes[0]
  if (others.length > 0 || root?.kind !== 'decision') return undefined
  const values = childrenOf(root).map(child => {
    const node = nodes[child]
    return node?.kind === 'terminal' ? paidAt(scalar, form, node, only.player) : undefined
  })
  const known = values.flatMap(value => (value === undefined ? [] : [value]))
  if (known.length < values.length) return undefined
  const most = known.reduce((best, value) => (scalar.compare(value, best) > 0 ? value : best))
  return known.flatMap((value, a) =>
    scalar.compare(value, most) === 0 ? [[known.map((_, k) => (k === a ? scalar.one : scalar.zero))]] : [],
  )
}
