/** `coplay check`: the questions of files, answered. */
import * as E from 'fp-ts/lib/Either.js'
import type { Numeric } from '../core/value.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { double } from '../markov/double.ts'
import { exact } from '../markov/rational.ts'
import type { Scalar } from '../markov/scalar.ts'
import { type Answered, type AnswerOptions, answer, judgeCertain } from '../questions/answer.ts'
import { typedProgram } from '../questions/typedProgram.ts'
import { countsOf, noCounts } from '../report/counts.ts'
import { diagnosticRecord } from '../report/record.ts'
import { type Report, schema, toJsonLine } from '../report/report.ts'
import { countsText, reportText, type TextOptions } from '../report/text.ts'
import type { Source } from '../source/source.ts'
import { type ExitStatus, statusOf } from './exitStatus.ts'
import { fault } from './fault.ts'
import { eachFile } from './files.ts'
import type { Io } from './io.ts'
import { answerOptions, type RunOptions } from './options.ts'
import { importReader, readSource, type Subject } from './sources.ts'
import { styleOfReports, tell } from './terminal.ts'

/** Answers the questions of every file; the status is that of the worst. */
export const checkFiles = (io: Io, paths: readonly string[], options: RunOptions): ExitStatus =>
  options.exact === true
    ? checkWith(io, exact, paths, options)
    : checkWith(io, double, paths, options, judgeCertain)

const checkWith = <N extends Numeric>(
  io: Io,
  scalar: Scalar<N>,
  paths: readonly string[],
  options: RunOptions,
  judging?: AnswerOptions<N>['judging'],
): ExitStatus => {
  const answering = E.map((answering: AnswerOptions<N>) => ({
    ...answering,
    ...(judging === undefined ? {} : { judging }),
  }))(answerOptions(io, scalar, options))
  const text: TextOptions = { style: styleOfReports(io, options), verbose: options.verbose ?? false }
  const { status, counts } = eachFile(io, paths, options.json === true, subject => {
    const answered = E.isLeft(answering)
      ? failed(subject.path, answering.left.problems, answering.left.sources)
      : answerSubject(io, subject, answering.right)
    write(io, answered, options, text)
    // The findings of a survey are no answers.
    return { status: statusOf(answered), counts: answered.isSurvey ? noCounts : countsOf(answered.report) }
  })
  const isAsked = counts.passed + counts.failed + counts.unsettled > 0
  if (options.json !== true && options.quiet !== true && isAsked) io.out(`${countsText(counts, text)}\n`)
  return status
}

const answerSubject = <N extends Numeric>(
  io: Io,
  { path, problem }: Subject,
  options: AnswerOptions<N>,
): Answered => {
  if (problem !== undefined) return failed(path, [problem])
  const source = readSource(io, path)
  if (E.isLeft(source)) return failed(path, [source.left])
  options.progress?.question(path, 0, '')
  try {
    return answer(source.right.path, typedProgram(source.right, importReader(io.disk)), options)
  } catch (error) {
    // A fault in one file must not hide what is found in the others.
    return failed(path, [fault(error)], [source.right])
  }
}

/** The result for a file about which nothing was found but what is wrong with it. */
export const failed = (
  file: string,
  diagnostics: readonly Diagnostic[],
  texts: readonly Source[] = [],
): Answered => {
  const sources = new Map(texts.map(source => [source.path, source] as const))
  const records = diagnostics.map(one => {
    const record = diagnosticRecord(one, path => sources.get(path))
    return record.file === undefined ? { ...record, file } : record
  })
  return {
    report: { schema, file, diagnostics: records, checks: [], expects: [], solutions: [] },
    diagnostics,
    sources,
    isSurvey: false,
  }
}

const write = (io: Io, answered: Answered, options: RunOptions, text: TextOptions): void => {
  const { report, diagnostics, sources } = answered
  if (options.json === true) {
    io.out(`${toJsonLine(report)}\n`)
    return
  }
  tell(io, diagnostics, sources, options)
  io.out(reportText(options.quiet === true ? shortcomings(report) : report, text))
}

const shortcomings = (report: Report): Report => ({
  ...report,
  checks: report.checks.filter(({ pass }) => !pass),
  expects: report.expects.filter(({ pass }) => !pass),
})
