import type { Numeric, Value } from '../core/value.ts'
import type { Type, Typed } from '../types/typed.ts'
import type { Compiling } from './compiling.ts'
import type { DecisionPlace } from './program.ts'
import type { Leaf } from './toGame.ts'

/** The values of a sum type whose constructors have no fields; none of any other type. */
const valuesOf = <N extends Numeric>({ resolved }: Typed, name: string): readonly Value<N>[] => {
  for (const declaration of resolved.files.flatMap(file => file.declarations)) {
    if (declaration.kind !== 'type' || declaration.name.text !== name) continue
    if (declaration.body.kind !== 'sum') return []
    const { constructors } = declaration.body
    if (constructors.some(({ fields }) => fields.length > 0)) return []
    return constructors.map((c, order) => ({ kind: 'constructor', name: c.name.text, order, fields: [] }))
  }
  return []
}

const moveTypeOf = (type: Type | undefined): string | undefined =>
  type?.kind === 'game' && type.y.kind === 'constructor' ? type.y.name : undefined

/** Where the decisions of an unfolded game stand, by key. */
export const placesOf = <N extends Numeric>(
  { typed, machine }: Compiling<N>,
  leaves: readonly Leaf<N>[],
): ReadonlyMap<string, DecisionPlace<N>> => {
  const bySite = new Map<number, DecisionPlace<N> | undefined>()
  const placeAt = (site: number): DecisionPlace<N> | undefined => {
    if (bySite.has(site)) return bySite.get(site)
    const span = machine.spans.get(site)
    const moveType = moveTypeOf(typed.types.get(site))
    const moves = moveType === undefined ? [] : valuesOf<N>(typed, moveType)
    const place = span === undefined ? undefined : { span, moveType, moves }
    bySite.set(site, place)
    return place
  }
  return new Map(
    leaves.flatMap(({ decision, site }) => {
      const place = placeAt(site)
      return place === undefined ? [] : [[decision.key, place] as const]
    }),
  )
}
