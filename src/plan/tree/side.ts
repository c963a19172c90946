import * as E from 'fp-ts/lib/Either.js'
import type { Budget } from '../../markov/budget.ts'
import type { Scalar } from '../../markov/scalar.ts'
import type { Diagram } from '../diagram.ts'
import type { Arithmetic, Vector } from './arithmetic.ts'
import { profilePolicy } from './choosing.ts'
import { type FlatTree, flatTree, type TooWide } from './flatTree.ts'
import { type Form, formOf } from './form.ts'
import type { Passes } from './passes.ts'

/** A tree with some players' decisions as choices, and what these players receive as its forms. */
export interface Side<N> {
  readonly tree: FlatTree<N>
  readonly passes: Passes<N>
  /** What the profile does at the choices. */
  readonly policy: Vector<N>
  /** Which form is the whole account, by player. */
  readonly totals: ReadonlyMap<string, number>
  /** How receipts are counted at each decision, by id. */
  readonly counted: ReadonlyMap<number, Counted<N>>
}

/** What `ActionValue` has three numbers for. */
export interface Counted<N> {
  readonly onward: Counting<N>
  readonly total: Counting<N>
  readonly earlier: Counting<N>
}

/** What a form comes to in every play, or which form of the tree it is. */
export type Counting<N> =
  | { readonly kind: 'constant'; readonly amount: N }
  | { readonly kind: 'form'; readonly index: number }

/** The side of `players`: their decisions are choices, the others play as in the profile. Errors: as `flatTree`. */
export const sideOf = <N>(
  arithmetic: Arithmetic<N>,
  budget: Budget,
  diagram: Diagram<N>,
  players: ReadonlySet<string>,
  limit: number,
): E.Either<TooWide, Side<N>> => {
  const forms: Form<N>[] = []
  const totals = new Map<string, number>()
  const counted = new Map<number, Counted<N>>()
  for (const player of players) countAccount(arithmetic.scalar, diagram, player, { forms, totals, counted })
  const isChoice = (id: number) => counted.has(id)
  const grown = flatTree(arithmetic, budget, diagram, { forms, isChoice, limit })
  return E.isLeft(grown) ? grown : E.right(sideWith(arithmetic, grown.right, totals, counted))
}

const sideWith = <N>(
  arithmetic: Arithmetic<N>,
  tree: FlatTree<N>,
  totals: Side<N>['totals'],
  counted: Side<N>['counted'],
): Side<N> => ({
  tree,
  // Two for each form that is valued, and those that find out what is reached.
  passes: arithmetic.passes(tree, 2 + 2 * tree.values.length),
  policy: profilePolicy(arithmetic, tree.states),
  totals,
  counted,
})

interface Forms<N> {
  readonly forms: Form<N>[]
  readonly totals: Map<string, number>
  readonly counted: Map<number, Counted<N>>
}

const countAccount = <N>(
  scalar: Scalar<N>,
  diagram: Diagram<N>,
  player: string,
  { forms, totals, counted }: Forms<N>,
): void => {
  const account = diagram.accounts.get(player) ?? []
  const add = (form: Form<N>): number => forms.push(form) - 1
  const total: Counting<N> = { kind: 'form', index: add(formOf(scalar, account)) }
  totals.set(player, total.index)
  const counting = (form: Form<N>): Counting<N> =>
    form.terms.size === 0 ? { kind: 'constant', amount: form.constant } : { kind: 'form', index: add(form) }
  const byCut = new Map<number, Counted<N>>()
  for (const id of diagram.decisions) {
    const node = diagram.nodes[id]
    if (node?.kind !== 'decision' || node.decision.player !== player) continue
    const known = byCut.get(node.cut) ?? {
      total,
      onward: node.cut >= account.length ? total : counting(formOf(scalar, account.slice(0, node.cut))),
      earlier: counting(formOf(scalar, account.slice(node.cut))),
    }
    byCut.set(node.cut, known)
    counted.set(id, known)
  }
}
