/** Ids of a grid file: whose a device is, and what may not be called the same. */
import type { Origin } from './population.ts'
import type { Complain } from './read.ts'

/** Whose a device is: its id up to the first dot. */
export const agentOf = (id: string): string => id.split('.')[0] ?? id

/** What stands around the devices, and is nobody's. */
const reserved = new Set(['grid', 'controlCenter', 'gateway'])

/** Complains of ids that stand twice, or would mean two things. A device of a population is told of once. */
export const checkNames = (
  origins: readonly Origin[],
  populations: ReadonlyMap<string, readonly string[]>,
  complain: Complain,
): void => {
  const memberOf = new Map<string, string>()
  for (const [population, members] of populations)
    for (const member of members) if (!memberOf.has(member)) memberOf.set(member, population)
  const ids = new Map<string, string>()
  const told = new Set<string>()
  for (const origin of origins) {
    const { entry, place } = origin
    const before = ids.get(entry.id)
    ids.set(entry.id, place)
    const fault = told.has(place) ? undefined : faultOf(origin, before, populations, memberOf)
    if (fault === undefined) continue
    told.add(place)
    complain(`${place}.id`, ...fault)
  }
}

type NameFault = readonly [reason: string, hint: string]

const faultOf = (
  { entry: { id, kind }, population }: Origin,
  before: string | undefined,
  populations: ReadonlyMap<string, readonly string[]>,
  memberOf: ReadonlyMap<string, string>,
): NameFault | undefined => {
  const agent = agentOf(id)
  const owner = memberOf.get(agent)
  if (owner !== undefined && owner !== population)
    return [`\`${agent}\` is a member of the population \`${owner}\``, 'give one of them another name']
  if (before !== undefined)
    return [`\`${id}\` is the id of ${before}, too`, 'give each device an id of its own']
  if (reserved.has(agent))
    return [
      `\`${agent}\` stands for what is around the devices`,
      'begin the id with the name of who has the device',
    ]
  if (populations.has(agent))
    return [`\`${agent}\` is a population, and means all of its members`, 'give one of them another name']
  if (!id.includes('.') && kind !== 'communityFacility')
    return ['an id has who owns the device, a dot and what it is', `write \`home1.${id}\``]
  const isMeter = /^[^.]+\.meter$/.test(id)
  if (kind === 'meter' && !isMeter)
    return ['a meter is its owner’s, and called so', `write \`${agent}.meter\``]
  if (kind !== 'meter' && isMeter)
    return [`\`${id}\` is the meter that everybody has`, 'give the device another name']
  return undefined
}
