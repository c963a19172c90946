import type { CoreStrategy } from '../core/core.ts'
import { diagnosticAt } from '../core/machine.ts'
import type { Numeric } from '../core/value.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { show as showType } from '../types/show.ts'
import type { Row, Type } from '../types/typed.ts'
import type { Compiling } from './compiling.ts'
import type { Leaf } from './toGame.ts'

const labels = (row: Row): ReadonlyMap<string, Type> => {
  const found = new Map<string, Type>()
  for (let rest = row; rest.kind === 'extend'; rest = rest.rest) found.set(rest.label, rest.type)
  return found
}

const allCompatible = (a: readonly Type[], b: readonly Type[]): boolean =>
  a.length === b.length &&
  a.every((type, i) => {
    const other = b[i]
    return other !== undefined && isCompatible(type, other)
  })

/**
 * Whether some value could have both types: variables stand for anything, and independently of each other.
 *
 * So a mismatch that shows only when one variable is read twice passes; playing then finds an action that is not in
 * the list.
 */
export const isCompatible = (a: Type, b: Type): boolean => {
  if (a.kind === 'variable' || b.kind === 'variable') return true
  if (a.kind === 'constructor' && b.kind === 'constructor')
    return a.name === b.name && allCompatible(a.arguments, b.arguments)
  if (a.kind === 'function' && b.kind === 'function')
    return isCompatible(a.from, b.from) && isCompatible(a.to, b.to)
  if (a.kind === 'tuple' && b.kind === 'tuple') return allCompatible(a.items, b.items)
  if (a.kind === 'record' && b.kind === 'record') {
    const other = labels(b.row)
    return [...labels(a.row)].every(([label, type]) => {
      const field = other.get(label)
      return field === undefined || isCompatible(type, field)
    })
  }
  return a.kind === b.kind
}

const isDist = (type: Type): boolean => type.kind === 'constructor' && type.name === 'Dist'

const inside = (type: Type): Type =>
  type.kind === 'constructor' && type.name === 'Dist' ? (type.arguments[0] ?? type) : type

/** Whether an entry is `x -> y`, `x -> Dist y`, `y` or `Dist y`. */
const isBehaviour = (entry: Type, x: Type, y: Type): boolean => {
  if (entry.kind === 'variable') return true
  if (entry.kind !== 'function') return isCompatible(isDist(y) ? entry : inside(entry), y)
  return isCompatible(entry.from, x) && isCompatible(isDist(y) ? entry.to : inside(entry.to), y)
}

/** G4103 for every entry that no decision it stands for could play. */
export const entryTypeErrors = <N extends Numeric>(
  { typed, machine }: Compiling<N>,
  leaves: readonly Leaf<N>[],
  chosen: ReadonlyMap<string, CoreStrategy['entries'][number]>,
): readonly Diagnostic[] => {
  const blamed = new Set<number>()
  return leaves.flatMap(({ decision, site }) => {
    const entry = chosen.get(decision.key)
    const game = typed.types.get(site)
    const type = entry === undefined ? undefined : typed.types.get(entry.value.site)
    if (entry === undefined || game?.kind !== 'game' || type === undefined) return []
    if (blamed.has(entry.id) || isBehaviour(type, game.x, game.y)) return []
    blamed.add(entry.id)
    const problem = diagnosticAt(machine, entry.value.site, 'G4103', {
      title: `this is no strategy for \`${decision.path}\``,
      explanation: [`It may be of type ${forms(game.x, game.y)}, and is of type \`${showType(type)}\`.`],
    })
    const span = machine.spans.get(site)
    return [span === undefined ? problem : { ...problem, secondary: [{ span, text: 'the decision' }] }]
  })
}

const forms = (x: Type, y: Type): string => {
  const [from, to] = [showType(x), showType(y)]
  return `\`${from} -> ${to}\`, \`${from} -> Dist ${to}\`, \`${to}\` or \`Dist ${to}\``
}
