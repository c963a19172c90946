/** CityLearn's rule-based controllers in the place of a game: what they command depends on the hour alone. */
import * as E from 'fp-ts/lib/Either.js'
import type { Controller as Rule } from '../grid/cityLearn/controllers.ts'
import type { Neighborhood } from '../grid/neighborhood/neighborhood.ts'
import type { Controller } from './controller.ts'

/** The rule on every battery and store of a neighborhood; actions are shares of power, and of capacity for stores. */
export const ruleBased = ({ devices }: Neighborhood, rule: Rule): Controller => ({
  reads: ['grid.hour'],
  decide: readings => {
    const hour = Number(readings('grid.hour'))
    // CityLearn counts hours by their end, 1 to 24.
    const look = { home: 0, row: 0, hour: Math.floor(hour) + 1, stateOfCharge: 0 }
    const actions = rule(look)
    const commands = new Map<string, number>()
    for (const { id, kind, ratings } of devices) {
      if (kind === 'battery' && actions.electricalStorage !== undefined)
        commands.set(`${id}.powerKw`, actions.electricalStorage * (ratings['powerKw'] ?? 0))
      const store = kind === 'storageTank' ? storeOf(id, actions) : undefined
      if (store !== undefined) commands.set(`${id}.heatKw`, store * (ratings['capacityKwh'] ?? 0))
    }
    return E.right({ commands, told: {}, settle: () => E.right({ payoffs: new Map() }) })
  },
})

const storeOf = (id: string, actions: ReturnType<Rule>): number | undefined => {
  if (id.endsWith('.cooling')) return actions.coolingStorage
  if (id.endsWith('.dhw')) return actions.dhwStorage
  return actions.heatingStorage
}
