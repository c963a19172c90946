/** Whether a `drive` declaration and a grid file fit together: ids, quantities, what is read or commanded, times. */
import type { Driven, QuantityUse } from '../compile/driven.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Neighborhood } from '../grid/neighborhood/neighborhood.ts'
import { noMultiple, noSuchQuantity, notCommanded, notRead, tooLong, wrongShape } from './notDriven.ts'

/** Steps of the neighborhood between two decisions. */
export const stepsBetween = ({ stepHours }: Neighborhood, everySeconds: number): number =>
  Math.round(everySeconds / (stepHours * 3600))

/** All that does not fit, in the order of the declaration; `steps` are those of the neighborhood. */
export const misfits = (
  neighborhood: Neighborhood,
  driven: Driven,
  grid: string,
  steps: number,
): readonly Diagnostic[] => {
  const { stepHours } = neighborhood
  const stepSeconds = stepHours * 3600
  const every = stepsBetween(neighborhood, driven.everySeconds)
  const isMultiple = every >= 1 && Math.abs(every * stepSeconds - driven.everySeconds) < 1e-6
  return [
    ...(isMultiple ? [] : [noMultiple(driven.everySeconds, stepSeconds, driven.span, grid)]),
    ...(steps > neighborhood.steps ? [tooLong(steps, neighborhood.steps, grid)] : []),
    ...driven.feeds.flatMap(({ reads }) => reads.flatMap(use => misuse(neighborhood, use, 'read', grid))),
    ...driven.sends.flatMap(({ quantity, reads }) => [
      ...misuse(neighborhood, quantity, 'command', grid),
      ...reads.flatMap(use => misuse(neighborhood, use, 'read', grid)),
    ]),
  ]
}

const misuse = (
  neighborhood: Neighborhood,
  { path, span, type }: QuantityUse,
  use: 'read' | 'command',
  grid: string,
): readonly Diagnostic[] => {
  const { quantities } = neighborhood
  const quantity = quantities.get(path)
  const of = (access: 'read' | 'command') =>
    [...quantities.values()]
      .filter(one => one.access === access || one.access === 'both')
      .map(one => one.path)
  if (quantity === undefined) return [noSuchQuantity(path, span, of(use), grid)]
  if (quantity.access !== use && quantity.access !== 'both') {
    const device = path.slice(0, path.lastIndexOf('.') + 1)
    return [
      use === 'read'
        ? notRead(path, span)
        : notCommanded(
            path,
            span,
            of('command').filter(one => one.startsWith(device)),
          ),
    ]
  }
  const isList = quantity.isList
  // One number for all members is a command, too.
  const isFitting = isList === (type === 'List Real') || (use === 'command' && isList)
  return isFitting ? [] : [wrongShape(path, span, isList)]
}
