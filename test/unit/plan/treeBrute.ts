/** A diagram by plain enumeration of its plays: slow, and short enough to be believed. */

import type { Weights } from '../../../src/markov/measure.ts'
import { exact, type Rational } from '../../../src/markov/rational.ts'
import type { DecisionNode, Diagram, Node, Receipt } from '../../../src/plan/diagram.ts'

/** The values of the nodes so far. */
export type Play = readonly number[]

/** How a decision is taken in a play: by value, the weight. */
export type Taking<W> = (
  node: DecisionNode<Rational>,
  play: Play,
) => readonly (readonly [value: number, weight: W])[]

export const rowOf = (diagram: Diagram<Rational>, node: Node<Rational>, play: Play): number =>
  node.parents.reduce(
    (row, parent) => row * (diagram.nodes[parent]?.domain.values.length ?? 0) + (play[parent] ?? 0),
    0,
  )

const itemsOf = (menu: { readonly offsets: Int32Array; readonly items: Int32Array }, row: number) => {
  const from = menu.offsets[row] ?? 0
  return [...menu.items.subarray(from, menu.offsets[row + 1])].map((item, at) => [item, from + at] as const)
}

/** What may be done, by the profile's weight. */
export const byProfile =
  (diagram: Diagram<Rational>): Taking<Rational> =>
  (node, play) =>
    itemsOf(node.strategy, rowOf(diagram, node, play)).map(([item, at]) => [
      item,
      node.strategy.weights[at] ?? exact.zero,
    ])

export const menuAt = (
  diagram: Diagram<Rational>,
  node: DecisionNode<Rational>,
  play: Play,
): readonly number[] => itemsOf(node.menu, rowOf(diagram, node, play)).map(([item]) => item)

/** The plays up to node `end`, each with its weight, going on from `play`. */
export const plays = <W>(
  diagram: Diagram<Rational>,
  weights: Weights<W>,
  standard: (n: Rational) => W,
  taking: Taking<W>,
  end: number,
  play: Play = [],
  weight: W = weights.one,
): readonly (readonly [Play, W])[] => {
  const node = diagram.nodes[play.length]
  if (node === undefined || play.length === end) return [[play, weight]]
  return outcomes(diagram, node, play, standard, taking).flatMap(([value, w]) =>
    plays(diagram, weights, standard, taking, end, [...play, value], weights.mul(weight, w)),
  )
}

const outcomes = <W>(
  diagram: Diagram<Rational>,
  node: Node<Rational>,
  play: Play,
  standard: (n: Rational) => W,
  taking: Taking<W>,
): readonly (readonly [number, W])[] => {
  throwFailure(diagram, node, play)
  const row = rowOf(diagram, node, play)
  switch (node.kind) {
    case 'function':
      return [[node.table[row] ?? 0, standard(exact.one)]]
    case 'aggregate': {
      const element = node.parents.reduce(
        (sum, parent, at) => node.carrier.combine(sum, node.lifts[at]?.[play[parent] ?? 0] ?? 0),
        node.carrier.empty,
      )
      return [[node.finish(element), standard(exact.one)]]
    }
    case 'chance':
      return itemsOf(node.kernel, row).map(([item, at]) => [
        item,
        standard(node.kernel.weights[at] ?? exact.zero),
      ])
    case 'decision':
      return taking(node, play)
  }
}

/** Throws what the node fails with in a play, if it does. */
export const throwFailure = (diagram: Diagram<Rational>, node: Node<Rational>, play: Play): void => {
  const row = rowOf(diagram, node, play)
  if (node.failures.has(row)) throw node.failures.get(row)
}

/** What receipts come to in a play, as they come in. */
export const worth = (receipts: readonly Receipt<Rational>[], play: Play, start = exact.zero): Rational =>
  receipts.reduce((sum, receipt) => {
    if (receipt.kind === 'scale') return exact.add(exact.mul(receipt.factor, sum), receipt.constant)
    const at = receipt.node === undefined ? 0 : (play[receipt.node] ?? 0)
    return exact.add(sum, receipt.amounts[at] ?? exact.zero)
  }, start)

export const expected = (
  weighted: readonly (readonly [Play, Rational])[],
  value: (play: Play) => Rational,
): Rational =>
  weighted.reduce((sum, [play, weight]) => exact.add(sum, exact.mul(weight, value(play))), exact.zero)

export const decisionsOf = (diagram: Diagram<Rational>): readonly DecisionNode<Rational>[] =>
  diagram.nodes.flatMap(node => (node.kind === 'decision' ? [node] : []))

/** What the player sees there. */
export const seen = (node: DecisionNode<Rational>, play: Play): string =>
  `${node.id}:${node.observed.map(read => play[read]).join()}`
