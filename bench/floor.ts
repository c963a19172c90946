/** The floor: the same numbers by loops over typed arrays, written by hand for one game each. */

/**
 * What a bidder with the value `v` earns by each bid in the auction of `games.ts` at the second price, the others bidding
 * their values: `size * size` numbers, row-major. The highest of the others is distributed as a maximum.
 */
export const auctionValues = (n: number, size: number): Float64Array => {
  const highest = new Float64Array(size)
  for (let m = 0; m < size; m++) highest[m] = ((m + 1) / size) ** (n - 1) - (m / size) ** (n - 1)
  const values = new Float64Array(size * size)
  for (let v = 0; v < size; v++)
    for (let b = 0; b < size; b++) {
      let sum = 0
      for (let m = 0; m < b; m++) sum += (highest[m] ?? 0) * (v - m)
      values[v * size + b] = sum
    }
  return values
}

/** What row gets in `rounds` of the mixed dilemma of `games.ts`: backward over the four states. */
export const dilemmaPayoff = (rounds: number): number => {
  const cooperates = [3 / 4, 1 / 4, 1 / 2, 1 / 8]
  const pays = [3, 0, 5, 1]
  let later = new Float64Array(4)
  for (let t = 0; t < rounds; t++) {
    const now = new Float64Array(4)
    for (let s = 0; s < 4; s++) {
      const c = cooperates[s] ?? 0
      let sum = 0
      for (let x = 0; x < 2; x++)
        for (let y = 0; y < 2; y++) {
          const next = 2 * x + y
          const p = (x === 0 ? c : 1 - c) * (y === 0 ? c : 1 - c)
          sum += p * ((pays[next] ?? 0) + (later[next] ?? 0))
        }
      now[s] = sum
    }
    later = now
  }
  return later[0] ?? 0
}

/** What the first player of `stages` gets: all of its 3^n plays. */
export const stagesPayoff = (n: number): number => {
  const plays = 3 ** n
  let sum = 0
  for (let play = 0; play < plays; play++) {
    let total = 0
    for (let rest = play, k = 0; k < n; k++, rest = Math.trunc(rest / 3)) total += rest % 3
    const first = play % 3
    sum += first * total - n * first * first
  }
  return sum / plays
}

/** What a home of the street pays and keeps: the others' loads, by convolution. */
export const homesPayoff = (n: number): number => {
  const top = 2 * n
  let loads = new Float64Array(top + 1)
  loads[0] = 1
  // Needs 1, 2, 3 make loads 1, 2, 2.
  for (let home = 1; home < n; home++) {
    const next = new Float64Array(top + 1)
    for (let load = 0; load <= top; load++) {
      const p = loads[load] ?? 0
      if (p === 0) continue
      next[load + 1] = (next[load + 1] ?? 0) + p / 3
      next[load + 2] = (next[load + 2] ?? 0) + (2 * p) / 3
    }
    loads = next
  }
  let sum = 0
  for (const [kept, own] of [
    [1000, 1],
    [1000, 2],
    [0, 2],
  ] as const)
    for (let others = 0; others <= top; others++)
      sum += ((loads[others] ?? 0) * (kept - own * (own + others))) / 3
  return sum
}
