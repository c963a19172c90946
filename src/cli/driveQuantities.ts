/** `coplay drive --quantities`: what a game can read and command in a grid file. */
import * as E from 'fp-ts/lib/Either.js'
import type { Quantity } from '../grid/neighborhood/neighborhood.ts'
import { printNumeral } from '../report/numeral.ts'
import { left, lineUp } from '../report/table.ts'
import { openGrid } from './driveOpen.ts'
import { type ExitStatus, exitStatus, statusOfDiagnostics } from './exitStatus.ts'
import type { Io } from './io.ts'
import { optionNotUnderstood } from './options.ts'
import { type Loudness, styleOfReports, tell } from './terminal.ts'

/** One line a quantity. */
export const listQuantities = (
  io: Io,
  options: Loudness & { readonly grid?: string; readonly json?: boolean },
): ExitStatus => {
  const { grid, json = false } = options
  const opened =
    grid === undefined ? E.left([optionNotUnderstood('--quantities needs --grid')]) : openGrid(io, grid)
  if (E.isLeft(opened)) {
    tell(io, opened.left, new Map(), options)
    return statusOfDiagnostics(opened.left)
  }
  const all = [...opened.right.neighborhood.quantities.values()]
  if (json) {
    io.out(all.map(one => `${JSON.stringify(one)}\n`).join(''))
    return exitStatus.holds
  }
  const { faint } = styleOfReports(io, options)
  const header = ['quantity', 'use', 'unit', 'commands'].map(title => ({ ...left(title), stress: faint }))
  io.out(`${lineUp([header, ...all.map(row)]).join('\n')}\n`)
  return exitStatus.holds
}

const uses = { read: 'read', command: 'command', both: 'read and command' } as const

const row = ({ path, access, unit, isList, low, high }: Quantity) => [
  left(path),
  left(isList ? `${uses[access]}, a list` : uses[access]),
  left(unit),
  left(access === 'read' ? '' : range(low, high)),
]

const range = (low: number | undefined, high: number | undefined): string => {
  if (low === undefined && high === undefined) return ''
  return `${low === undefined ? '' : `from ${printNumeral(low)} `}${high === undefined ? '' : `to ${printNumeral(high)}`}`
}
