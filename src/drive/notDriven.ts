/** What keeps a game from driving a neighborhood, for the one who asked. */
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/suggest.ts'
import type { FileFault } from '../grid/csv.ts'
import type { Span } from '../source/source.ts'
import type { Message } from './message.ts'
import type { PortFault } from './port.ts'

/** A grid file, or one that it names, that does not fit. */
export const gridFault = ({ file, line, column, place, reason, hint }: FileFault): Diagnostic => {
  const where = [file, line, column].filter(part => part !== undefined).join(':')
  return diagnostic('G7301', `${place === undefined ? '' : `\`${place}\`: `}${reason}`, {
    explanation: [`It stands in ${where}.`],
    hint,
  })
}

export const noSuchQuantity = (
  path: string,
  span: Span,
  known: readonly string[],
  grid: string,
): Diagnostic =>
  diagnostic('G7302', `there is no quantity \`${path}\` in ${grid}`, {
    primary: { span },
    hint: didYouMean(path, known) ?? `see what there is with \`coplay drive --quantities --grid ${grid}\``,
  })

/** A quantity of `--plot`, which stands in no text. */
export const noCurve = (path: string, known: readonly string[]): Diagnostic =>
  diagnostic('G7302', `there is no single quantity \`${path}\` to plot`, {
    hint: didYouMean(path, known),
  })

export const notCommanded = (path: string, span: Span, commanded: readonly string[]): Diagnostic =>
  diagnostic('G7303', `\`${path}\` can only be read`, {
    primary: { span },
    explanation:
      commanded.length === 0
        ? ['Its device takes no commands.']
        : [`Its device takes ${commanded.map(name => `\`${name}\``).join(', ')}.`],
  })

export const notRead = (path: string, span: Span): Diagnostic =>
  diagnostic('G7303', `\`${path}\` can only be commanded`, { primary: { span } })

export const wrongShape = (path: string, span: Span, isPopulation: boolean): Diagnostic =>
  diagnostic(
    'G7303',
    isPopulation
      ? `\`${path}\` is a list, one number for each member`
      : `\`${path}\` is one number, not a list`,
    {
      primary: { span },
      hint: isPopulation
        ? 'name one member, as `home1` of the population `home`, where one is meant'
        : 'name the population in the place of its member, where all are meant',
    },
  )

export const noMultiple = (everySeconds: number, stepSeconds: number, span: Span, grid: string): Diagnostic =>
  diagnostic('G7304', `a decision every ${everySeconds} s does not fit the steps of ${grid}`, {
    primary: { span },
    explanation: [`Its steps are ${stepSeconds} s long, and a decision holds for whole steps.`],
    hint: `decide every ${Math.max(1, Math.round(everySeconds / stepSeconds)) * stepSeconds} seconds`,
  })

export const tooLong = (steps: number, available: number, grid: string): Diagnostic =>
  diagnostic('G7304', `the run of ${steps} steps is longer than the horizon of ${grid}`, {
    explanation: [`The horizon has ${available} steps.`],
    hint: `ask for at most ${available} steps, or lengthen the horizon and its series`,
  })

export const undecided = (game: string, reason: string): Diagnostic =>
  diagnostic('G7305', `what ${game} sends does not fit the neighborhood`, { explanation: [`${reason}.`] })

export const logUnusable = (path: string, reason: string): Diagnostic =>
  diagnostic('G7306', `\`${path}\` is no log to go on from`, { explanation: [`${reason}.`] })

export const logNotBegun = (path: string, reason: string): Diagnostic =>
  diagnostic('G7306', `\`${path}\` cannot be begun as a log`, {
    explanation: reason.startsWith('EEXIST')
      ? ['There is such a file already, and a log is never written over.']
      : [`The system says: ${reason}.`],
    hint: reason.startsWith('EEXIST')
      ? `go on with it by \`--resume ${path}\`, or name another`
      : 'name a file that can be written',
  })

export const runDiffers = (path: string, logged: Message, made: Message): Diagnostic =>
  diagnostic('G7307', `the run is not that of \`${path}\``, {
    explanation: [
      `Line ${logged.seq + 1} tells of \`${logged.topic}\` from ${logged.from} to ${logged.to}: ${shown(logged)}.`,
      `Done over, the run tells of \`${made.topic}\` from ${made.from} to ${made.to}: ${shown(made)}.`,
    ],
    hint: 'use the files and the version with which the log was made',
  })

const longest = 200

const shown = ({ payload }: Message): string => {
  const text = JSON.stringify(payload)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

export const notServed = (what: string, reason: string): Diagnostic =>
  diagnostic('G7308', `${what} cannot be served`, { explanation: [`${reason}.`] })

export const notReached = ({ device, kind, detail }: PortFault): Diagnostic =>
  diagnostic('G7309', `\`${device}\` does not answer`, { explanation: [`${kind}: ${detail}.`] })

const example =
  'drive careful in "neighborhood.grid.json" { every 1 hour for 24 ; charge <- home1.battery.soc ; }'

export const nothingDrives = (
  file: string,
  strategy: string | undefined,
  known: readonly string[],
): Diagnostic =>
  strategy === undefined || known.length === 0
    ? diagnostic('G7310', `no game of \`${file}\` drives anything`, {
        explanation: [
          'A `drive` declaration says which quantities of a grid a game reads and which it commands.',
        ],
        hint: `write one: \`${example}\``,
      })
    : diagnostic('G7310', `nothing that is called \`${strategy}\` drives`, {
        explanation: [`These drive: ${known.map(name => `\`${name}\``).join(', ')}.`],
        hint: didYouMean(strategy, known),
      })

export const severalDrives = (names: readonly string[]): Diagnostic =>
  diagnostic('G7310', 'several drive, and only one can have this log or these devices', {
    explanation: [`These drive: ${names.map(name => `\`${name}\``).join(', ')}.`],
    hint: `name one with \`--strategy ${names[0] ?? ''}\``,
  })
