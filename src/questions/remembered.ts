/**
 * What was made for a key, made once. Of what weighs more than `most` together, what was asked for longest ago is
 * forgotten; the last is always kept.
 */
export const remembered = <A>(
  most: number,
  weigh: (made: A) => number = () => 1,
): ((key: string, make: () => A) => A) => {
  const known = new Map<string, { readonly value: A; readonly weight: number }>()
  let weight = 0
  return (key, make) => {
    let entry = known.get(key)
    if (entry === undefined) {
      const value = make()
      entry = { value, weight: weigh(value) }
      weight += entry.weight
    }
    // A map keeps the order in which keys are put in.
    known.delete(key)
    known.set(key, entry)
    for (const [old, { weight: own }] of known) {
      if (weight <= most || old === key) break
      known.delete(old)
      weight -= own
    }
    return entry.value
  }
}
