import type { Scalar } from '../../markov/scalar.ts'
import type { DecisionNode, Diagram, Kernel, Menu } from '../diagram.ts'
import { focusWith } from './focus.ts'
import { possibilities } from './weights.ts'

/**
 * What others can bring about, whatever they play: a player's focused diagram where chance nodes have all that the
 * others' menus and chance allow, each with the weight one. The player's own strategies are its menus, too.
 */
export const reachable = <N>(diagram: Diagram<N>, scalar: Scalar<N>): ((player: string) => Diagram<N>) => {
  const ones = ({ offsets, items }: Menu): Kernel<N> => ({
    offsets,
    items,
    weights: new Array<N>(items.length).fill(scalar.one),
  })
  const nodes = diagram.nodes.map(node => {
    switch (node.kind) {
      case 'chance':
        return { ...node, kernel: ones(node.kernel) }
      case 'decision':
        return { ...node, strategy: ones(node.menu), failures: withoutMenu(node) }
      default:
        return node
    }
  })
  return focusWith({ ...diagram, nodes }, scalar, possibilities(scalar), { isJoint: true })
}

/** The failures that leave nothing to choose: a profile without a strategy forbids nothing. */
const withoutMenu = <N>({ failures, menu: { offsets } }: DecisionNode<N>): ReadonlyMap<number, unknown> =>
  new Map([...failures].filter(([row]) => offsets[row] === offsets[row + 1]))
