/** What one component adds to the aggregates of its bundle, by going through all that can happen within. */
import type { Scalar } from '../../markov/scalar.ts'
import type { AggregateNode, Node } from '../diagram.ts'
import type { Component } from './components.ts'
import type { Elements } from './elements.ts'
import { elementAt, rowAt } from './graph.ts'

/** A term of an aggregate: the node, and the element that each of its values stands for. */
interface Term {
  readonly node: number
  readonly lift: Int32Array
}

/** The terms that a component has in each aggregate. */
export const termsOf = (
  aggregates: readonly AggregateNode[],
  { nodes }: Component,
): readonly (readonly Term[])[] => {
  const inside = new Set(nodes)
  return aggregates.map(({ parents, lifts }) => {
    const terms: Term[] = []
    for (const [k, node] of parents.entries()) {
      const lift = lifts[k]
      if (inside.has(node) && lift !== undefined) terms.push({ node, lift })
    }
    return terms
  })
}

export type Contribution<N> =
  | { readonly kind: 'adds'; readonly weights: ReadonlyMap<number, N> }
  | { readonly kind: 'fails'; readonly error: unknown }

/**
 * The distribution of the element that a component adds; what the first way that fails fails with, where some way
 * does. `values` has the values of the boundary, by id, and is written to.
 */
export const contribution = <N>(
  scalar: Scalar<N>,
  nodes: readonly Node<N>[],
  aggregates: readonly AggregateNode[],
  elements: Elements,
  component: Component,
  values: Int32Array,
): Contribution<N> => {
  const terms = termsOf(aggregates, component)
  const inside = component.nodes.map(id => nodes[id])
  const weights = new Map<number, N>()
  const failed: unknown[] = []
  const arrive = (weight: N) => {
    const vector = aggregates.map(({ carrier }, k) => {
      let element = carrier.empty
      for (const { node, lift } of terms[k] ?? [])
        element = carrier.combine(element, lift[values[node] ?? 0] ?? carrier.empty)
      return element
    })
    const element = elements.place(vector)
    const old = weights.get(element)
    weights.set(element, old === undefined ? weight : scalar.add(old, weight))
  }
  const visit = (at: number, weight: N): void => {
    const node = inside[at]
    if (node === undefined) {
      arrive(weight)
      return
    }
    const hasRow = node.kind !== 'aggregate' || node.failures.size > 0
    const row = hasRow ? rowAt(nodes, node.parents, values) : 0
    if (node.failures.has(row)) {
      failed.push(node.failures.get(row))
      return
    }
    switch (node.kind) {
      case 'function':
        values[node.id] = node.table[row] ?? 0
        visit(at + 1, weight)
        break
      case 'aggregate':
        values[node.id] = node.finish(elementAt(node, values))
        visit(at + 1, weight)
        break
      default: {
        const kernel = node.kind === 'chance' ? node.kernel : node.strategy
        for (let k = kernel.offsets[row] ?? 0; k < (kernel.offsets[row + 1] ?? 0); k++) {
          values[node.id] = kernel.items[k] ?? 0
          visit(at + 1, scalar.mul(weight, kernel.weights[k] ?? scalar.zero))
        }
      }
    }
  }
  visit(0, scalar.one)
  return failed.length > 0 ? { kind: 'fails', error: failed[0] } : { kind: 'adds', weights }
}
