import { structuralKey } from '../../markov/structuralKey.ts'
import type { Diagram, Kernel, Menu, Node } from '../diagram.ts'

export interface Signature {
  /** Equal for diagrams that are the same but for names, ids, players, observations as shown, and weights. */
  readonly structure: string
  /** The weights of kernels and the tolerances of decisions, in the order of `structure`. */
  readonly weights: string
}

/**
 * Signatures by which diagrams of one player each can be compared with each other, those of the same function. Where
 * two have the same structure, what was built from the one without its weights serves for the other; where they have
 * the same weights, too, so do the results, with their names changed.
 *
 * Nodes are numbered as they are met on the way from the account and the decisions to what these depend on, which is
 * the same however a diagram came to number them. Domains, carriers and what finishes an aggregate are told apart by
 * identity. What nothing asked for depends on is not in the signature.
 */
export const signatures = <N>(): ((diagram: Diagram<N>) => Signature) => {
  const identity = numbering<unknown>()
  const content = numbering<string>()
  const keys = new WeakMap<object, number>()
  const numberOf = (data: Int32Array | readonly N[]): number => {
    const known = keys.get(data) ?? content(data instanceof Int32Array ? data.join() : structuralKey(data))
    keys.set(data, known)
    return known
  }
  const menuKey = ({ offsets, items }: Menu) => `${numberOf(offsets)},${numberOf(items)}`
  const nodeKey = (node: Node<N>): string => {
    switch (node.kind) {
      case 'function':
        return `${numberOf(node.table)}`
      case 'chance':
        return menuKey(node.kernel)
      case 'aggregate':
        return [identity(node.carrier), identity(node.finish), ...node.lifts.map(numberOf)].join()
      case 'decision':
        return `${menuKey(node.menu)};${menuKey(node.strategy)};${node.cut}`
    }
  }
  const weightsKey = (node: Node<N>): string => {
    const kernel: Kernel<N> | undefined =
      node.kind === 'chance' ? node.kernel : node.kind === 'decision' ? node.strategy : undefined
    const tolerance = node.kind === 'decision' ? `~${structuralKey(node.decision.epsilon)}` : ''
    return kernel === undefined ? '' : `${numberOf(kernel.weights)}${tolerance}`
  }
  return ({ nodes, accounts, decisions, players }) => {
    const places = new Map<number, number>()
    const structure: string[] = []
    const weights: string[] = []
    const placed = (id: number): number => places.get(id) ?? -1
    const add = (node: Node<N>): void => {
      const before = `${node.parents.map(placed).join()}<${observedBy(node).map(placed).join()}`
      const failing = [...node.failures].map(([row, error]) => `${row}!${identity(error)}`).join()
      structure.push(`${node.kind}(${before}|${identity(node.domain)}|${failing}|${nodeKey(node)})`)
      weights.push(weightsKey(node))
      places.set(node.id, places.size)
    }
    // Parents first, without recursion: plays may be thousands of rounds long.
    const placeOf = (id: number): number => {
      const stack = [id]
      for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
        const node = nodes[top]
        if (node === undefined) throw new RangeError('no such node')
        const missing = [...node.parents, ...observedBy(node)].find(read => !places.has(read))
        if (missing !== undefined) stack.push(missing)
        else {
          stack.pop()
          if (!places.has(top)) add(node)
        }
      }
      return placed(id)
    }
    for (const player of players)
      for (const receipt of accounts.get(player) ?? []) {
        const paid = receipt.kind === 'pay' && receipt.node !== undefined ? placeOf(receipt.node) : -1
        const amounts =
          receipt.kind === 'pay'
            ? numberOf(receipt.amounts)
            : structuralKey([receipt.factor, receipt.constant])
        structure.push(`${receipt.kind}[${paid}|${amounts}]`)
      }
    for (const id of decisions) structure.push(`decides ${placeOf(id)}`)
    return { structure: structure.join(''), weights: weights.join(';') }
  }
}

const observedBy = <N>(node: Node<N>): readonly number[] => (node.kind === 'decision' ? node.observed : [])

const numbering = <A>(): ((value: A) => number) => {
  const numbers = new Map<A, number>()
  return value => {
    const number = numbers.get(value) ?? numbers.size
    numbers.set(value, number)
    return number
  }
}
