/** Trees in which everybody chooses once, as tables are: what actions bring. */
import { type Fraction, zero } from './fraction.ts'
import { expected, type Tree } from './solvedTree.ts'

/** Whether no player has two sets. */
export const choosesOnce = ({ sets }: Tree): boolean =>
  sets.every(({ player }, set) => sets.findIndex(other => other.player === player) === set)

/** What everybody gets where each set has its action, an index by set. */
export const broughtBy = (tree: Tree, actions: readonly number[]): readonly Fraction[] =>
  expected(
    tree,
    tree.sets.map(({ actions: count }, set) =>
      Array.from({ length: count }, (_, a) => (a === actions[set] ? { top: 1n, bottom: 1n } : zero)),
    ),
  )

/** The payoffs of two players who choose once, by action of the first and of the second; nothing of other trees. */
export const bimatrixOf = (
  tree: Tree,
): readonly (readonly { readonly row: Fraction; readonly column: Fraction }[])[] | undefined => {
  if (tree.players.length !== 2 || tree.sets.length !== 2 || !choosesOnce(tree)) return undefined
  const rowSet = tree.sets.findIndex(({ player }) => player === 0)
  const count = (set: number): number => tree.sets[set]?.actions ?? 0
  return Array.from({ length: count(rowSet) }, (_, a) =>
    Array.from({ length: count(1 - rowSet) }, (__, b) => {
      const [row = zero, column = zero] = broughtBy(tree, rowSet === 0 ? [a, b] : [b, a])
      return { row, column }
    }),
  )
}
