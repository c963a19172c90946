/** What was made for a key, made once; of more than `most` keys the one that was asked for longest ago is forgotten. */
export const remembered = <A>(most: number): ((key: string, make: () => A) => A) => {
  const known = new Map<string, A>()
  return (key, make) => {
    const found = known.get(key)
    const value = found ?? make()
    // A map keeps the order in which keys are put in.
    known.delete(key)
    known.set(key, value)
    const [oldest] = known.keys()
    if (known.size > most && oldest !== undefined) known.delete(oldest)
    return value
  }
}
