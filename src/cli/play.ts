/** `coplay play`: the distribution of the play under one strategy. */
import * as E from 'fp-ts/lib/Either.js'
import type { Numeric } from '../core/value.ts'
import { double } from '../markov/double.ts'
import { exact } from '../markov/rational.ts'
import type { Scalar } from '../markov/scalar.ts'
import { type Played, play } from '../questions/play.ts'
import { typedProgram } from '../questions/typedProgram.ts'
import { playJsonLine, playText } from '../report/play.ts'
import { diagnosticRecord } from '../report/record.ts'
import { schema, toJsonLine } from '../report/report.ts'
import { type ExitStatus, statusOfDiagnostics } from './exitStatus.ts'
import type { Io } from './io.ts'
import { answerOptions, type RunOptions } from './options.ts'
import { importReader, readSource } from './sources.ts'
import { styleOfReports, tell } from './terminal.ts'

export interface PlayCommandOptions extends RunOptions {
  readonly samples?: number
  readonly seed: bigint
}

/** Plays the strategy of one file and writes what may happen, with its probability. */
export const playFile = (io: Io, path: string, options: PlayCommandOptions): ExitStatus =>
  options.exact === true ? playWith(io, exact, path, options) : playWith(io, double, path, options)

const playWith = <N extends Numeric>(
  io: Io,
  scalar: Scalar<N>,
  path: string,
  options: PlayCommandOptions,
): ExitStatus => {
  const played = playedOf(io, scalar, path, options)
  const { report, diagnostics } = played
  if (options.json === true)
    io.out(`${report === undefined ? problemLine(path, played) : playJsonLine(report)}\n`)
  else {
    tell(io, diagnostics, played.sources, options)
    if (report !== undefined) io.out(playText(report, styleOfReports(io, options)))
  }
  return statusOfDiagnostics(diagnostics)
}

const playedOf = <N extends Numeric>(
  io: Io,
  scalar: Scalar<N>,
  path: string,
  options: PlayCommandOptions,
): Played => {
  const answering = answerOptions(io, scalar, options)
  if (E.isLeft(answering)) {
    const { problems, sources } = answering.left
    return { report: undefined, diagnostics: problems, sources: new Map(sources.map(s => [s.path, s])) }
  }
  const source = readSource(io, path)
  if (E.isLeft(source)) return { report: undefined, diagnostics: [source.left], sources: new Map() }
  const { samples, seed } = options
  answering.right.progress?.question(path, 0, '')
  return play(source.right.path, typedProgram(source.right, importReader(io.disk)), {
    ...answering.right,
    seed,
    ...(samples === undefined ? {} : { samples }),
  })
}

/** Where nothing could be played the record is a report, with what is wrong. */
const problemLine = (file: string, { diagnostics, sources }: Played): string =>
  toJsonLine({
    schema,
    file,
    diagnostics: diagnostics.map(one => {
      const record = diagnosticRecord(one, path => sources.get(path))
      return record.file === undefined ? { ...record, file } : record
    }),
    checks: [],
    expects: [],
    solutions: [],
  })
