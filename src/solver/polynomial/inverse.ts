/** The inverse of a small matrix by rows, with the largest pivots; nothing where it is nearly singular. */
export const inverseOf = (matrix: Float64Array, size: number): Float64Array | undefined => {
  const m = matrix.slice()
  const found = new Float64Array(size * size)
  let largest = 0
  for (const entry of m) if (Math.abs(entry) > largest) largest = Math.abs(entry)
  for (let k = 0; k < size; k++) found[k * size + k] = 1
  for (let k = 0; k < size; k++) {
    let at = k
    for (let r = k + 1; r < size; r++)
      if (Math.abs(m[r * size + k] ?? 0) > Math.abs(m[at * size + k] ?? 0)) at = r
    const pivot = m[at * size + k] ?? 0
    if (!(Math.abs(pivot) > largest * 1e-14)) return undefined
    for (let c = 0; c < size; c++) {
      swap(m, k * size + c, at * size + c)
      swap(found, k * size + c, at * size + c)
      m[k * size + c] = (m[k * size + c] ?? 0) / pivot
      found[k * size + c] = (found[k * size + c] ?? 0) / pivot
    }
    for (let r = 0; r < size; r++) {
      const factor = m[r * size + k] ?? 0
      if (r === k || factor === 0) continue
      for (let c = 0; c < size; c++) {
        m[r * size + c] = (m[r * size + c] ?? 0) - factor * (m[k * size + c] ?? 0)
        found[r * size + c] = (found[r * size + c] ?? 0) - factor * (found[k * size + c] ?? 0)
      }
    }
  }
  return found
}

const swap = (a: Float64Array, i: number, j: number): void => {
  const held = a[i] ?? 0
  a[i] = a[j] ?? 0
  a[j] = held
}
