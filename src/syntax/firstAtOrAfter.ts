/** Index of the first of items, in the order of their offsets, that lies at an offset or after it. */
export const firstAtOrAfter = <A>(
  items: readonly A[],
  offsetOf: (item: A) => number,
  offset: number,
): number => {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && offsetOf(item) < offset) low = middle + 1
    else high = middle
  }
  return low
}
