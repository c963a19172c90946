/** `coplay check`: the questions of files, answered. */
import * as E from 'fp-ts/lib/Either.js'
import type { Numeric } from '../core/value.ts'
import { diagnostic } from '../diagnostic/diagnostic.ts'
import { isGambitSource } from '../gambit/open.ts'
import { double } from '../markov/double.ts'
import { exact } from '../markov/rational.ts'
import type { Scalar } from '../markov/scalar.ts'
import { type Answered, type AnswerOptions, answer, judgeCertain } from '../questions/answer.ts'
import { typedProgram } from '../questions/typedProgram.ts'
import { contentsText } from '../report/contents.ts'
import { countsOf, noCounts } from '../report/counts.ts'
import { type Report, toJsonLine } from '../report/report.ts'
import { countsText, reportText, type TextOptions } from '../report/text.ts'
import { checkGambit, type GambitCheckOptions } from './checkGambit.ts'
import { type ExitStatus, statusOf } from './exitStatus.ts'
import { failed } from './failed.ts'
import { fault } from './fault.ts'
import { eachFile } from './files.ts'
import type { Io } from './io.ts'
import { answerOptions } from './options.ts'
import { importReader, readSource, type Subject } from './sources.ts'
import { styleOfReports, tell } from './terminal.ts'

/** Answers the questions of every file; the status is that of the worst. */
export const checkFiles = (io: Io, paths: readonly string[], options: GambitCheckOptions): ExitStatus =>
  options.exact === true
    ? checkWith(io, exact, paths, options)
    : checkWith(io, double, paths, options, judgeCertain)

const checkWith = <N extends Numeric>(
  io: Io,
  scalar: Scalar<N>,
  paths: readonly string[],
  options: GambitCheckOptions,
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
      : answerSubject(io, subject, answering.right, options)
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
  given: GambitCheckOptions,
): Answered => {
  if (problem !== undefined) return failed(path, [problem])
  const source = readSource(io, path)
  if (E.isLeft(source)) return failed(path, [source.left])
  options.progress?.question(path, 0, '')
  if (isGambitSource(source.right)) return checkGambit(io, source.right, given)
  if (given.profile !== undefined || given.for !== undefined) return failed(path, [ofGambitAlone])
  try {
    return answer(source.right.path, typedProgram(source.right, importReader(io.disk)), options)
  } catch (error) {
    // A fault in one file must not hide what is found in the others.
    return failed(path, [fault(error)], [source.right])
  }
}

/** G7005 */
const ofGambitAlone = diagnostic('G7005', '--profile and --for are about files of Gambit’s', {
  hint: 'declare a strategy in the file, and `check` it there',
})

const write = (io: Io, answered: Answered, options: GambitCheckOptions, text: TextOptions): void => {
  const { report, diagnostics, sources } = answered
  if (options.json === true) {
    io.out(`${toJsonLine(report)}\n`)
    return
  }
  tell(io, diagnostics, sources, options)
  if (report.contents !== undefined) io.out(contentsText(report.file, report.contents, text.style))
  io.out(reportText(options.quiet === true ? shortcomings(report) : report, text))
}

const shortcomings = (report: Report): Report => ({
  ...report,
  checks: report.checks.filter(({ pass }) => !pass),
  expects: report.expects.filter(({ pass }) => !pass),
})
