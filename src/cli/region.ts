/** `coplay region`: the values of parameters for which a strategy is an equilibrium. */
import { InvalidArgumentError } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { exact } from '../markov/rational.ts'
import { typedProgram } from '../questions/typedProgram.ts'
import { picture, type Range } from '../region/picture.ts'
import { type Regional, regionOf } from '../region/question.ts'
import { ratioOf } from '../report/numeral.ts'
import { diagnosticRecord } from '../report/record.ts'
import { type RegionReport, regionJsonLine } from '../report/region.ts'
import { regionText } from '../report/regionText.ts'
import { schema, toJsonLine } from '../report/report.ts'
import type { Source } from '../source/source.ts'
import { type ExitStatus, exitStatus, statusOfDiagnostics, worst } from './exitStatus.ts'
import { notWritten } from './fileErrors.ts'
import type { Io } from './io.ts'
import { answerOptions, type RunOptions } from './options.ts'
import { importReader, readSource } from './sources.ts'
import { styleOfReports, tell } from './terminal.ts'

/** A parameter, and the part of its values that a picture shows. */
export interface Over {
  readonly name: string
  readonly range: Range | undefined
}

export interface RegionCommandOptions extends RunOptions {
  readonly over: readonly Over[]
  readonly svg?: string
}

/** `p,q` or `p=0..10,q`. */
export const over = (text: string): readonly Over[] => {
  const all = text.split(',').map(parameterOf)
  const names = all.map(({ name }) => name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw new InvalidArgumentError(`${twice} is named twice.`)
  return all
}

const parameterOf = (text: string): Over => {
  const [name = '', range, ...rest] = text.split('=')
  const trimmed = name.trim()
  if (trimmed === '' || rest.length > 0)
    throw new InvalidArgumentError('It must be NAME or NAME=FROM..TO, separated by commas.')
  return { name: trimmed, range: range === undefined ? undefined : rangeOf(range) }
}

const rangeOf = (text: string): Range => {
  const [from, to] = text.split('..').map(end => ratioOf(end.trim()))
  if (from !== undefined && to !== undefined && O.isSome(from) && O.isSome(to))
    if (exact.compare(from.value, to.value) < 0) return { from: from.value, to: to.value }
  throw new InvalidArgumentError(`${text} must be FROM..TO, two numbers of which the second is larger.`)
}

/**
 * Writes the region of the strategy of one file, and its picture where one is asked for. An empty region falls short:
 * no value of the parameters will do. One that does not cover all deviations has hit a limit.
 */
export const regionFile = (io: Io, path: string, options: RegionCommandOptions): ExitStatus => {
  const answered = regionalOf(io, path, options)
  const { report } = answered
  const diagnostics = [...answered.diagnostics, ...drawingProblems(io, answered, options)]
  if (options.json === true)
    io.out(report === undefined ? problemLine(path, answered) : `${regionJsonLine(report)}\n`)
  else {
    tell(io, diagnostics, answered.sources, options)
    const text = { style: styleOfReports(io, options), verbose: options.verbose ?? false }
    if (report !== undefined && options.quiet !== true) io.out(regionText(report, text))
  }
  return worst([statusOfDiagnostics(diagnostics), statusOfRegion(report)])
}

const statusOfRegion = (report: RegionReport | undefined): ExitStatus => {
  if (report?.region === 'nowhere') return exitStatus.fellShort
  return report?.isComplete === false ? exitStatus.limitHit : exitStatus.holds
}

const regionalOf = (io: Io, path: string, options: RegionCommandOptions): Regional => {
  const answering = answerOptions(io, exact, options)
  if (E.isLeft(answering)) return unanswered(answering.left.problems, answering.left.sources)
  const source = readSource(io, path)
  if (E.isLeft(source)) return unanswered([source.left], [])
  const { scalar: _, ...asked } = answering.right
  const names = options.over.map(({ name }) => name)
  return regionOf(source.right.path, typedProgram(source.right, importReader(io.disk)), {
    ...asked,
    over: names,
  })
}

const unanswered = (diagnostics: readonly Diagnostic[], sources: readonly Source[]): Regional => ({
  answer: undefined,
  report: undefined,
  diagnostics,
  sources: new Map(sources.map(source => [source.path, source])),
})

/** Draws the picture that is asked for; what keeps it from being drawn. */
const drawingProblems = (
  io: Io,
  { answer, report }: Regional,
  { svg, over: asked }: RegionCommandOptions,
): readonly Diagnostic[] => {
  if (svg === undefined) return []
  if (asked.length !== 2)
    return [
      diagnostic('G7005', '--svg: a picture shows two parameters', {
        hint: 'name two with `--over p,q`, and set the others with `--set`',
      }),
    ]
  if (answer === undefined || report === undefined) return []
  const drawn = picture(
    answer.region,
    report,
    answer.declared,
    asked.map(({ range }) => range),
  )
  const written = io.disk.write(svg, drawn)
  return E.isLeft(written) ? [notWritten(svg, written.left)] : []
}

/** Where there is no region the record is a report, with what is wrong. */
const problemLine = (file: string, { diagnostics, sources }: Regional): string => {
  const records = diagnostics.map(one => {
    const record = diagnosticRecord(one, path => sources.get(path))
    return record.file === undefined ? { ...record, file } : record
  })
  return `${toJsonLine({ schema, file, diagnostics: records, checks: [], expects: [], solutions: [] })}\n`
}
