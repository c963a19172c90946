/** Links of a grid file as connections between places: the control center, the gateway, and who has devices. */
import { didYouMean } from '../../diagnostic/suggest.ts'
import { type Connection, type Link, usualLinks } from '../link.ts'
import type { LinkEntry } from './format.ts'
import type { Complain } from './read.ts'

const centers = ['controlCenter', 'gateway']

/** Connections; a population's id stands for a link to each of its members. */
export const connectionsOf = (
  links: readonly LinkEntry[],
  agents: readonly string[],
  populations: ReadonlyMap<string, readonly string[]>,
  complain: Complain,
): readonly Connection[] => {
  const places = [...centers, ...agents, ...populations.keys()]
  return links.flatMap(({ from, to, kind, ...told }, k) => {
    const place = `links[${k}]`
    const usual = Object.entries(usualLinks).find(([name]) => plain(name) === plain(kind))?.[1]
    if (usual === undefined)
      complain(
        `${place}.kind`,
        `there is no kind of link \`${kind}\``,
        didYouMean(kind, Object.keys(usualLinks)) ??
          `it may be ${Object.keys(usualLinks)
            .map(name => `\`${name}\``)
            .join(', ')}`,
      )
    for (const [end, name] of [
      ['from', from],
      ['to', to],
    ] as const)
      if (!places.includes(name))
        complain(
          `${place}.${end}`,
          `there is no place \`${name}\``,
          didYouMean(name, places) ?? `there are ${centers.join(', ')} and who has devices`,
        )
    if (from === to) complain(place, 'it leads from a place to itself', 'name another place')
    else if (populations.has(from) && populations.has(to))
      complain(place, 'it leads from each of many to each of many', 'let one end be a single place')
    if (from === to || (populations.has(from) && populations.has(to))) return []
    const link: Link = { ...(usual ?? usualLinks.MQTT), ...told }
    return (populations.get(from) ?? [from]).flatMap(one =>
      (populations.get(to) ?? [to]).map(other => ({ from: one, to: other, link })),
    )
  })
}

/** `IEC 61850`, `iec61850` and `IEC-61850` are the same. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '')
