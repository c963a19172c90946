export interface Class<A> {
  readonly key: string
  readonly first: A
  readonly members: readonly A[]
}

/** The elements with each key, classes and members in order of first occurrence. */
export const classes = <A>(elements: readonly A[], keyOf: (a: A) => string): readonly Class<A>[] => {
  const byKey = new Map<string, Class<A> & { readonly members: A[] }>()
  for (const element of elements) {
    const key = keyOf(element)
    const found = byKey.get(key)
    if (found === undefined) byKey.set(key, { key, first: element, members: [element] })
    else found.members.push(element)
  }
  return [...byKey.values()]
}
