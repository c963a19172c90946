/** `coplay fmt`: files in the one way to write them. */
import * as E from 'fp-ts/lib/Either.js'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Source } from '../source/source.ts'
import { type FormatOptions, format } from '../syntax/format.ts'
import { type ExitStatus, exitStatus, statusOfDiagnostics, worst } from './exitStatus.ts'
import { notWritten } from './fileErrors.ts'
import type { Io } from './io.ts'
import { readSource, type Subject, standardInputName, subjectsOf } from './sources.ts'
import { type Loudness, tell } from './terminal.ts'

export interface FmtOptions extends Loudness {
  /** Write nothing; fall short where a file is written otherwise. */
  readonly check?: boolean
  readonly notation?: 'block' | 'arrow'
}

/** Rewrites every file whose text is not in the one way; standard input goes to standard output. */
export const formatFiles = (io: Io, paths: readonly string[], options: FmtOptions): ExitStatus =>
  worst(subjectsOf(io, paths).map(subject => formatOne(io, subject, options)))

const formatOne = (io: Io, { path, problem }: Subject, options: FmtOptions): ExitStatus => {
  const source = problem === undefined ? readSource(io, path) : E.left(problem)
  if (E.isLeft(source)) return refuse(io, [source.left], [], options)
  const { notation } = options
  const wanted: FormatOptions = notation === undefined ? {} : { notation }
  const formatted = format(source.right, wanted)
  if (E.isLeft(formatted)) return refuse(io, formatted.left, [source.right], options)
  const isChanged = formatted.right !== source.right.text
  if (options.check === true) {
    if (isChanged) io.out(`${source.right.path}\n`)
    return isChanged ? exitStatus.fellShort : exitStatus.holds
  }
  if (path === standardInputName) io.out(formatted.right)
  else if (isChanged) return save(io, path, formatted.right, options)
  return exitStatus.holds
}

const save = (io: Io, path: string, text: string, options: FmtOptions): ExitStatus => {
  const written = io.disk.write(path, text)
  if (E.isLeft(written)) return refuse(io, [notWritten(path, written.left)], [], options)
  if (options.quiet !== true) io.out(`${path}\n`)
  return exitStatus.holds
}

const refuse = (
  io: Io,
  problems: readonly Diagnostic[],
  sources: readonly Source[],
  options: FmtOptions,
): ExitStatus => {
  tell(io, problems, new Map(sources.map(source => [source.path, source])), options)
  return statusOfDiagnostics(problems)
}
