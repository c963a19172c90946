/** What a file of Gambit's holds, as a report records it and tells it. */
import * as t from 'io-ts/lib/index.js'
import type { Style } from '../diagnostic/style.ts'
import { left, lineUp, right } from './table.ts'

export const contentsCodec = t.intersection([
  t.type({
    kind: t.keyof({ tree: null, table: null }),
    title: t.string,
    players: t.array(
      t.intersection([
        t.type({ player: t.string, actions: t.number }),
        /** Of a tree. */
        t.partial({ informationSets: t.number }),
      ]),
    ),
  }),
  t.partial({
    /** Of a tree; of its nodes so many are ends of plays. */
    nodes: t.number,
    plays: t.number,
    subgames: t.number,
    /** Who forgets, if somebody does, and where. */
    forgets: t.type({ player: t.string, informationSet: t.string }),
    /** What payoffs always add up to. */
    sum: t.string,
  }),
])
export type ContentsRecord = t.TypeOf<typeof contentsCodec>

const indent = '      '

/** The contents for people. */
export const contentsText = (file: string, contents: ContentsRecord, style: Style): string => {
  const { kind, title, players, nodes = 0, plays = 0, subgames = 0, forgets, sum } = contents
  const isTree = kind === 'tree'
  const header = [left('player'), ...(isTree ? [right('information sets')] : []), right('actions')].map(
    cell => ({
      ...cell,
      stress: style.faint,
    }),
  )
  const rows = players.map(({ player, informationSets = 0, actions }) => [
    left(player),
    ...(isTree ? [right(String(informationSets))] : []),
    right(String(actions)),
  ])
  const said = [
    ...(isTree
      ? [`${nodes} nodes, ${plays} plays, ${subgames} ${subgames === 1 ? 'subgame' : 'subgames'}`]
      : []),
    ...(isTree
      ? [
          forgets === undefined
            ? 'everybody recalls what it knew and did'
            : `${forgets.player} forgets: at ${forgets.informationSet} it does not know all that it knew and did`,
        ]
      : []),
    ...(sum === undefined ? [] : [`payoffs add up to ${sum}`]),
  ]
  const name = title === '' ? 'a game without a name' : title
  return [
    `${style.faint(file)}  ${style.strong(name)}, ${isTree ? 'a tree' : 'a table'}`,
    ...lineUp([header, ...rows]).map(line => `${indent}${line}`),
    ...said.map(line => `${indent}${line}`),
    `${indent}${style.faint('--profile PATH checks a profile, which solve --json writes')}`,
    '',
  ].join('\n')
}
