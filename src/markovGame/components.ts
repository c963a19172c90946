/**
 * The strongly connected components of a graph, each before those that lead to it (Tarjan, Depth-first search and linear
 * graph algorithms, 1972). With a stack of its own: chains of states may be longer than the stack of calls.
 */
export const components = (successors: readonly (readonly number[])[]): readonly (readonly number[])[] => {
  const found: (readonly number[])[] = []
  const order = new Int32Array(successors.length).fill(-1)
  const low = new Int32Array(successors.length)
  const next = new Int32Array(successors.length)
  const isOpen = new Uint8Array(successors.length)
  const open: number[] = []
  const path: number[] = []
  let entered = 0
  const enter = (v: number): void => {
    order[v] = entered
    low[v] = entered
    entered += 1
    isOpen[v] = 1
    open.push(v)
    path.push(v)
  }
  const leave = (v: number): void => {
    path.pop()
    const above = path.at(-1)
    if (above !== undefined) low[above] = Math.min(low[above] ?? 0, low[v] ?? 0)
    if (low[v] !== order[v]) return
    const component = open.splice(open.lastIndexOf(v))
    for (const member of component) isOpen[member] = 0
    found.push(component)
  }
  for (const root of successors.keys()) {
    if (order[root] !== -1) continue
    enter(root)
    for (let v = path.at(-1); v !== undefined; v = path.at(-1)) {
      const w = successors[v]?.[next[v] ?? 0]
      next[v] = (next[v] ?? 0) + 1
      if (w === undefined) leave(v)
      else if (order[w] === -1) enter(w)
      else if (isOpen[w] === 1) low[v] = Math.min(low[v] ?? 0, order[w] ?? 0)
    }
  }
  return found
}
