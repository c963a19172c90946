import { structuralKey } from '../markov/structuralKey.ts'

/** Collects values, each once. */
export const interner = <A>() => {
  const places = new Map<string, number>()
  const values: A[] = []
  const place = (value: A): number => {
    const key = structuralKey(value)
    const known = places.get(key)
    if (known !== undefined) return known
    places.set(key, values.length)
    values.push(value)
    return values.length - 1
  }
  return { places, values, place }
}
