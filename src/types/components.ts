interface Frame {
  readonly node: number
  readonly edges: readonly number[]
  next: number
}

/**
 * Strongly connected components, those that are referred to before those that refer to them.
 *
 * Source: Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1972; with a stack of its own.
 */
export const components = (
  nodes: readonly number[],
  edgesOf: (node: number) => readonly number[],
): readonly (readonly number[])[] => {
  const result: number[][] = []
  const index = new Map<number, number>()
  const low = new Map<number, number>()
  const path: number[] = []
  const onPath = new Set<number>()
  const frames: Frame[] = []
  const enter = (node: number): void => {
    index.set(node, index.size)
    low.set(node, index.size - 1)
    path.push(node)
    onPath.add(node)
    frames.push({ node, edges: edgesOf(node), next: 0 })
  }
  const reach = (node: number, other: number): void => {
    low.set(node, Math.min(low.get(node) ?? 0, other))
  }
  const leave = ({ node }: Frame): void => {
    frames.pop()
    const parent = frames.at(-1)
    if (parent !== undefined) reach(parent.node, low.get(node) ?? 0)
    if (low.get(node) !== index.get(node)) return
    const component: number[] = []
    for (let member = path.pop(); member !== undefined; member = path.pop()) {
      onPath.delete(member)
      component.push(member)
      if (member === node) break
    }
    result.push(component.reverse())
  }
  for (const root of nodes) {
    if (!index.has(root)) enter(root)
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const edge = frame.edges[frame.next++]
      if (edge === undefined) leave(frame)
      else if (!index.has(edge)) enter(edge)
      else if (onPath.has(edge)) reach(frame.node, index.get(edge) ?? 0)
    }
  }
  return result
}
