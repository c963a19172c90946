/**
 * Combines parts in order by an associative operation, as a tree of logarithmic depth: composites of many stages
 * then need no deep stack.
 */
export const balanced = <A>(parts: readonly A[], combine: (a: A, b: A) => A, none: () => A): A => {
  const [first] = parts
  if (first === undefined) return none()
  if (parts.length === 1) return first
  const middle = parts.length >> 1
  return combine(
    balanced(parts.slice(0, middle), combine, none),
    balanced(parts.slice(middle), combine, none),
  )
}
