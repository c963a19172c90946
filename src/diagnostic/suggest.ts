/** Edit distance with transpositions (optimal string alignment), in O(|a| |b|). */
const distance = (a: string, b: string): number => {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      row.push(best)
    }
    before = previous
    previous = row
  }
  return previous[b.length] ?? 0
}

/** Further than any edit distance that counts as close. */
const containedScore = 3

/**
 * Names close to the one written: edit distance at most 2 (1 for short words) or, where there is none, one
 * contained in the other, ignoring case; nearest first, at most three.
 */
export const suggest = (written: string, names: Iterable<string>): readonly string[] => {
  const wanted = written.toLowerCase()
  const scored: { readonly name: string; readonly score: number }[] = []
  for (const name of new Set(names)) {
    if (name === written) continue
    const other = name.toLowerCase()
    const edits = Math.abs(other.length - wanted.length) > 2 ? 3 : distance(wanted, other)
    const limit = Math.min(wanted.length, other.length) <= 3 ? 1 : 2
    const contained =
      wanted.length >= 3 && other.length >= 3 && (other.includes(wanted) || wanted.includes(other))
    if (edits <= limit) scored.push({ name, score: edits })
    else if (contained) scored.push({ name, score: containedScore })
  }
  const isClose = scored.some(s => s.score < containedScore)
  return scored
    .filter(s => !isClose || s.score < containedScore)
    .sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(s => s.name)
}

/** "did you mean `a`?", or nothing where no name is close. */
export const didYouMean = (written: string, names: Iterable<string>): string | undefined => {
  const found = suggest(written, names)
  if (found.length === 0) return undefined
  const quoted = found.map(n => `\`${n}\``)
  const last = quoted.pop()
  return `did you mean ${quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`}?`
}
