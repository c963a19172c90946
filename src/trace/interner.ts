import { isRational } from '../markov/rational.ts'
import { structuralKey } from '../markov/structuralKey.ts'

/** A key that equal values share. Those that domains are mostly made of have short ones, made without looking far. */
export const valueKey = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return structuralKey(value)
  if (isRational(value))
    return value.denominator === 1n ? `${value.numerator}z` : `${value.numerator}/${value.denominator}q`
  return structuralKey(value)
}

/** Collects values, each once. */
export const interner = <A>() => {
  const places = new Map<string, number>()
  const values: A[] = []
  const place = (value: A): number => {
    const key = valueKey(value)
    const known = places.get(key)
    if (known !== undefined) return known
    places.set(key, values.length)
    values.push(value)
    return values.length - 1
  }
  return { places, values, place }
}
