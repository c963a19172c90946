/**
 * Which rows of some columns of small integers are equal. Rows are packed into integers in mixed radix, as many columns
 * at a time as 53 bits hold; the packed rows are numbered by a table where they are dense, by hashing where not.
 */

/** Rows by class, and the first row of each class; classes are numbered in the order of their first rows. */
export interface Classes {
  readonly of: Int32Array
  readonly firsts: Int32Array
}

/** The classes of equal rows of columns of `length` rows, whose entries are not negative. */
export const classesOf = (columns: readonly Int32Array[], length: number): Classes => {
  let classes: Classes = { of: new Int32Array(length), firsts: new Int32Array(Math.min(length, 1)) }
  let next = 0
  while (next < columns.length) {
    const codes = Float64Array.from(classes.of)
    let radix = classes.firsts.length
    const start = next
    for (; next < columns.length; next++) {
      const column = columns[next]
      if (column === undefined) continue
      const size = 1 + largest(column)
      if (next > start && radix * size > Number.MAX_SAFE_INTEGER) break
      radix *= size
      if (size > 1) append(codes, column, size)
    }
    classes = numbered(codes, radix)
  }
  return classes
}

const largest = (column: Int32Array): number => {
  let found = 0
  for (let row = 0; row < column.length; row++) {
    const value = column[row] ?? 0
    if (value > found) found = value
  }
  return found
}

const append = (codes: Float64Array, column: Int32Array, size: number): void => {
  for (let row = 0; row < codes.length; row++) codes[row] = (codes[row] ?? 0) * size + (column[row] ?? 0)
}

/** Codes are below `radix`. */
const numbered = (codes: Float64Array, radix: number): Classes =>
  radix <= Math.max(256, 4 * codes.length) ? byTable(codes, radix) : byHashing(codes)

const byTable = (codes: Float64Array, radix: number): Classes => {
  const classOf = new Int32Array(radix).fill(-1)
  const of = new Int32Array(codes.length)
  const firsts = new Int32Array(Math.min(codes.length, radix))
  let count = 0
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? 0
    let found = classOf[code] ?? -1
    if (found < 0) {
      found = count++
      classOf[code] = found
      firsts[found] = row
    }
    of[row] = found
  }
  return { of, firsts: firsts.slice(0, count) }
}

const wordSize = 4_294_967_296

/** Open addressing with linear probing (Knuth, volume 3, section 6.4), multiplicative hashing of both halves. */
const byHashing = (codes: Float64Array): Classes => {
  const capacity = 2 ** Math.ceil(Math.log2(2 * codes.length + 2))
  const mask = capacity - 1
  const classOf = new Int32Array(capacity).fill(-1)
  const keys = new Float64Array(capacity)
  const of = new Int32Array(codes.length)
  const firsts = new Int32Array(codes.length)
  let count = 0
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? 0
    const mixed = Math.imul(code | 0, 0x9e3779b1) ^ Math.imul((code / wordSize) | 0, 0x85ebca6b)
    let place = (mixed ^ (mixed >>> 15)) & mask
    while ((classOf[place] ?? -1) >= 0 && keys[place] !== code) place = (place + 1) & mask
    let found = classOf[place] ?? -1
    if (found < 0) {
      found = count++
      classOf[place] = found
      keys[place] = code
      firsts[found] = row
    }
    of[row] = found
  }
  return { of, firsts: firsts.slice(0, count) }
}
