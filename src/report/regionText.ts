/** Regions of parameters for people. */
import type { Style } from '../diagnostic/style.ts'
import type { DeviationRecord, HalfSpaceRecord, RegionReport } from './region.ts'
import { mixture } from './sentence.ts'
import { left, lineUp } from './table.ts'

const indent = '  '

export interface RegionTextOptions {
  readonly style: Style
  /** Redundant half-spaces and every deviation, too. */
  readonly verbose: boolean
}

/** The region as lines of text: what it is, its half-spaces with their deviations, its corners, what is covered. */
export const regionText = (report: RegionReport, { style, verbose }: RegionTextOptions): string => {
  const { game, strategy, redundant } = report
  const lines = (all: readonly HalfSpaceRecord[]): readonly string[] =>
    lineUp(
      all.flatMap(({ text, deviations }) => {
        const told = verbose ? deviations : deviations.slice(0, 1)
        const rest = deviations.length - told.length
        return told.map((one, i) => [
          left(i === 0 ? text : ''),
          { ...left(`${deviationText(one)}${rest > 0 ? `, and ${rest} more` : ''}`), stress: style.faint },
        ])
      }),
    ).map(line => `${indent}${line}`)
  return [
    `${style.strong(`${strategy} for ${game}`)} ${headline(report, style)}`,
    ...lines(report.halfSpaces),
    ...(redundant.length === 0 ? [] : [redundantLine(redundant.length, verbose)]),
    ...(verbose ? lines(redundant) : []),
    ...cornerLines(report),
    ...declaredLine(report),
    coverageLine(report),
    '',
  ].join('\n')
}

/** Where some deviations are not covered, the region is one outside of which there is no equilibrium. */
const headline = ({ region, parameters, isComplete }: RegionReport, style: Style): string => {
  const names = parameters.map(({ name }) => name).join(', ')
  switch (region) {
    case 'nowhere':
      return style.error(`is an equilibrium for no ${names}:`)
    case 'everywhere':
      return isComplete
        ? style.good(`is an equilibrium for every ${names}`)
        : style.warning(`is not known to be no equilibrium for any ${names}`)
    case 'somewhere':
      return isComplete ? 'is an equilibrium exactly where' : style.warning('is an equilibrium only where')
  }
}

const redundantLine = (count: number, verbose: boolean): string => {
  const which = `${count} more follow${count === 1 ? 's' : ''}`
  return verbose ? `${which}:` : `${which} (--verbose shows ${count === 1 ? 'it' : 'them'})`
}

/** Who would play what instead. */
export const deviationText = ({ player, changes }: DeviationRecord): string => {
  const parts = changes.map(({ observation, from, to }) => {
    const where = observation === '()' ? '' : ` at ${observation}`
    return `${to}${where}, not ${mixture(from)}`
  })
  return `${player} playing ${parts.join(', and ')}`
}

const pointText = (point: { readonly [name: string]: string }): string =>
  `(${Object.values(point).join(', ')})`

const cornerLines = ({ corners, parameters, region }: RegionReport): readonly string[] => {
  if (corners === undefined || region !== 'somewhere') return []
  const names = `(${parameters.map(({ name }) => name).join(', ')})`
  const list = (title: string, all: readonly { readonly [name: string]: string }[]) =>
    all.length === 0 ? [] : [`${title} ${names}: ${all.map(pointText).join(', ')}`]
  return [
    ...list('vertices', corners.vertices),
    ...list('rays', corners.rays),
    ...list('lines', corners.lines),
  ]
}

const declaredLine = ({ parameters, region, holdsAsDeclared }: RegionReport): readonly string[] => {
  if (region !== 'somewhere') return []
  const values = parameters.map(({ name, declared }) => `${name} = ${declared}`).join(', ')
  return [`${values} in the file lies ${holdsAsDeclared ? 'inside' : 'outside'}`]
}

const coverageLine = ({ states, joint }: RegionReport): string => {
  const several = Object.entries(joint).filter(([, level]) => level !== 'single')
  const open = several.filter(([, level]) => level === 'tooMany').map(([player]) => player)
  const single = `every single deviation at ${states} information state${states === 1 ? '' : 's'}`
  if (several.length === 0) return `covers ${single}`
  const done = several.filter(([, level]) => level === 'complete').map(([player]) => player)
  return [
    `covers ${single}`,
    ...(done.length === 0 ? [] : [`every joint deviation of ${done.join(', ')}`]),
    ...(open.length === 0 ? [] : [`no joint deviation of ${open.join(', ')}: too many ways to play`]),
  ].join('; ')
}
