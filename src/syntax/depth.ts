/** A tree that nests deeper than this is refused: later stages walk it by recursion. */
export const deepest = 1000

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** Whether nodes of the tree nest deeper than `deepest`. Walks with a stack of its own. */
export const isTooDeep = (root: object): boolean => {
  const open: { readonly value: Readonly<Record<string, unknown>>; readonly depth: number }[] = [
    { value: { root }, depth: 0 },
  ]
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    if (top.depth > deepest) return true
    for (const child of Object.values(top.value)) {
      if (!isObject(child)) continue
      open.push({ value: child, depth: 'id' in child ? top.depth + 1 : top.depth })
    }
  }
  return false
}
