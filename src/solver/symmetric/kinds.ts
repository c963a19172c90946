import { structuralKey } from '../../markov/structuralKey.ts'
import { type DecisionNode, type Diagram, rowsOver } from '../../plan/diagram.ts'

/** Players who decide alike: each once, seeing and choosing from the same. */
export interface Kind {
  /** The first of them. */
  readonly representative: DecisionNode<number>
  readonly decisions: readonly number[]
  /** What may be observed: rows over `DecisionNode.observed`. */
  readonly rows: number
}

/**
 * The kinds of players of a diagram, known by the paths of their decisions up to numbers, as those of the members of a
 * population; nothing where somebody decides more than once.
 *
 * That they are alike in all else is not looked at: what is found for them is checked for everybody.
 */
export const kindsOf = ({ nodes, decisions }: Diagram<number>): readonly Kind[] | undefined => {
  const deciding = decisions.flatMap(id => {
    const node = nodes[id]
    return node?.kind === 'decision' ? [node] : []
  })
  if (new Set(deciding.map(({ decision }) => decision.player)).size < deciding.length) return undefined
  const kinds = new Map<string, DecisionNode<number>[]>()
  for (const node of deciding) {
    const seen = node.observed.map(id => nodes[id]?.domain.values.map(structuralKey))
    const done = node.domain.values.map(structuralKey)
    const menu = [[...node.menu.offsets], [...node.menu.items]]
    const key = structuralKey([node.decision.path.replace(/\d+/g, '#'), seen, done, menu])
    const alike = kinds.get(key)
    if (alike === undefined) kinds.set(key, [node])
    else alike.push(node)
  }
  return [...kinds.values()].flatMap(alike => {
    const [representative] = alike
    if (representative === undefined) return []
    const rows = rowsOver(nodes, representative.observed)
    return [{ representative, decisions: alike.map(({ id }) => id), rows }]
  })
}
