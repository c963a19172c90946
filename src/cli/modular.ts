/** `coplay check --modular`: equilibria checked by the contracts of components. */
import * as E from 'fp-ts/lib/Either.js'
import { type ModularAnswer, modularAnswer, nothingModular } from '../contract/question.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { exact } from '../markov/rational.ts'
import { typedProgram } from '../questions/typedProgram.ts'
import { modularJsonLine, modularSchema, modularText } from '../report/modular.ts'
import { diagnosticRecord } from '../report/record.ts'
import type { Source } from '../source/source.ts'
import { type ExitStatus, exitStatus, statusOfDiagnostics, worst } from './exitStatus.ts'
import { eachFile } from './files.ts'
import type { Io } from './io.ts'
import { answerOptions, type RunOptions } from './options.ts'
import { importReader, readSource, type Subject } from './sources.ts'
import { styleOfReports, tell } from './terminal.ts'

/** Checks the equilibria that files ask about, component by component; the status is that of the worst. */
export const modularFiles = (io: Io, paths: readonly string[], options: RunOptions): ExitStatus =>
  eachFile(io, paths, options.json === true, subject => ({ status: modularFile(io, subject, options) }))
    .status

const modularFile = (io: Io, subject: Subject, options: RunOptions): ExitStatus => {
  const answered = answerOf(io, subject, options)
  const { report } = answered
  const isEmpty =
    report.checks.length === 0 && answered.diagnostics.every(({ severity }) => severity !== 'error')
  const diagnostics = isEmpty ? [...answered.diagnostics, nothingModular()] : answered.diagnostics
  if (options.json === true) io.out(`${modularJsonLine(report)}\n`)
  else {
    tell(io, diagnostics, answered.sources, options)
    const checks = options.quiet === true ? report.checks.filter(({ pass }) => !pass) : report.checks
    const text = { style: styleOfReports(io, options), verbose: options.verbose ?? false }
    io.out(modularText({ ...report, checks }, text))
  }
  const isShort = report.checks.some(({ pass }) => !pass)
  return worst([statusOfDiagnostics(diagnostics), isShort ? exitStatus.fellShort : exitStatus.holds])
}

const answerOf = (io: Io, { path, problem }: Subject, options: RunOptions): ModularAnswer => {
  if (problem !== undefined) return failed(path, [problem])
  const answering = answerOptions(io, exact, options)
  if (E.isLeft(answering)) return failed(path, answering.left.problems, answering.left.sources)
  const source = readSource(io, path)
  if (E.isLeft(source)) return failed(path, [source.left])
  const { scalar: _, ...asked } = answering.right
  return modularAnswer(source.right.path, typedProgram(source.right, importReader(io.disk)), asked)
}

/** The answer about a file of which nothing was found but what is wrong with it. */
const failed = (
  file: string,
  diagnostics: readonly Diagnostic[],
  texts: readonly Source[] = [],
): ModularAnswer => {
  const sources = new Map(texts.map(source => [source.path, source] as const))
  const records = diagnostics.map(one => {
    const record = diagnosticRecord(one, path => sources.get(path))
    return record.file === undefined ? { ...record, file } : record
  })
  return { report: { schema: modularSchema, file, diagnostics: records, checks: [] }, diagnostics, sources }
}
