/** What a plan by elimination does, for people to read. */
import type { Node } from '../diagram.ts'
import type { Ordering } from './order.ts'
import { namesOf } from './schedule.ts'
import type { Side } from './side.ts'

/** How the side of one player is gone through. */
export interface Outline {
  readonly player: string
  readonly ordering: Ordering['kind']
  /** Estimated from above before the trellis was grown. */
  readonly estimatedEdges: number
  readonly states: number
  readonly edges: number
  /** Nodes that matter for the player, and all there are. */
  readonly nodes: number
  readonly ofNodes: number
  readonly layers: readonly OutlinedLayer[]
}

export interface OutlinedLayer {
  /** What branches; nothing where the game starts with what is only computed. */
  readonly branches: { readonly kind: 'chance' | 'decision'; readonly name: string } | undefined
  /** What is computed on the same edges. */
  readonly computes: readonly string[]
  /** What is remembered before. */
  readonly remembers: readonly string[]
  readonly states: number
  readonly edges: number
}

export const outlineOf = <N>(nodes: readonly Node<N>[], side: Side<N>): Outline => {
  const { trellis, schedule, ordering, player } = side
  const computed = trellis.layers.map((): string[] => [])
  const remembered = trellis.layers.map((): Set<number> => new Set())
  let at = 0
  let started = 0
  const alive = new Set<number>()
  for (const [index, operation] of schedule.operations.entries()) {
    const id = operation.kind === 'node' ? operation.node.id : operation.aggregate.id
    const layer = operation.kind === 'node' ? (trellis.layerOf.get(id) ?? at) : at
    if (layer !== at || index === 0) {
      at = layer
      for (const variable of alive)
        if ((schedule.lastRead[variable] ?? -1) >= index) remembered[at]?.add(variable)
      started = index
    }
    const variable = operation.kind === 'node' ? id : nodes.length + id
    alive.add(variable)
    if (operation.kind === 'node' && index > started) computed[at]?.push(operation.node.name)
    else if (operation.kind === 'node' && trellis.layers[at]?.node === undefined)
      computed[at]?.push(operation.node.name)
    for (const one of alive) if ((schedule.lastRead[one] ?? -1) <= index) alive.delete(one)
  }
  return {
    player,
    ordering: ordering.kind,
    estimatedEdges: Math.round(Math.exp(ordering.cost)),
    states: trellis.size.states,
    edges: trellis.size.edges,
    nodes: trellis.layerOf.size,
    ofNodes: nodes.length,
    layers: trellis.layers.map((layer, index) => ({
      branches: layer.node === undefined ? undefined : { kind: layer.node.kind, name: layer.node.name },
      computes: computed[index] ?? [],
      remembers: namesOf(nodes, remembered[index] ?? []),
      states: layer.size,
      edges: layer.target.length,
    })),
  }
}

/** The outline as text: a line for the player, and one for each layer. */
export const showOutline = (outline: Outline): string => {
  const { player, ordering, estimatedEdges, states, edges, nodes, ofNodes, layers } = outline
  const head = `${player}: ${nodes} of ${ofNodes} nodes, order ${ordering}, ${states} states, ${edges} edges (at most ${shown(estimatedEdges)} estimated)`
  return [head, ...layers.map(layer => `  ${showLayer(layer)}`)].join('\n')
}

const shown = (n: number): string => (n < 1e6 ? String(n) : n.toExponential(1))

const showLayer = ({ branches, computes, remembers, states, edges }: OutlinedLayer): string => {
  const what = branches === undefined ? 'start' : `${branches.kind} ${branches.name}`
  const then = computes.length === 0 ? '' : `, then ${computes.join(', ')}`
  const given = remembers.length === 0 ? '' : ` given ${remembers.join(', ')}`
  return `${what}${given}: ${states} states, ${edges} edges${then}`
}
