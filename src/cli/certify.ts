/** `coplay check --certificate`: what the checks of a file come to, proved exactly, as a file to verify. */
import { createHash } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import { certificate } from '../certificate/certificate.ts'
import { type Certifying, certificateOf, claimsOf } from '../certificate/issue.ts'
import type { Sha256 } from '../certificate/verify.ts'
import type { CheckQuestion, Question } from '../compile/program.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { exact, type Rational, rational } from '../markov/rational.ts'
import { type AnswerOptions, prepare } from '../questions/answer.ts'
import { judging } from '../questions/judging.ts'
import { notation } from '../questions/notation.ts'
import { selected } from '../questions/selection.ts'
import { typedProgram } from '../questions/typedProgram.ts'
import type { Source } from '../source/source.ts'
import { type ExitStatus, statusOfDiagnostics } from './exitStatus.ts'
import { notWritten } from './fileErrors.ts'
import type { Io } from './io.ts'
import { answerOptions, type RunOptions } from './options.ts'
import { importReader, readSource } from './sources.ts'
import { tell } from './terminal.ts'

export const sha256: Sha256 = text => createHash('sha256').update(text).digest('hex')

/** Regret forgiven where nothing else is said, as in doubles. */
const usual: Rational = rational(1n, 1_000_000_000n)

/** Writes the certificate of one file to `path`; questions that have none are told. */
export const certifyFile = (
  io: Io,
  files: readonly string[],
  path: string,
  options: RunOptions,
): ExitStatus => {
  const [file, ...others] = files
  if (file === undefined || others.length > 0) return told(io, [oneFile()], [], options)
  const answering = answerOptions(io, exact, options)
  if (E.isLeft(answering)) return told(io, answering.left.problems, answering.left.sources, options)
  const source = readSource(io, file)
  if (E.isLeft(source)) return told(io, [source.left], [], options)
  const epsilon = options.epsilon ?? (options.exact === true ? exact.zero : usual)
  const { certifying, sources } = certifyingOf(io, source.right, answering.right, epsilon)
  const { claims, leftOut } = claimsOf(certifying)
  const settings = (options.set ?? []).map(({ name, text }) => ({ name, text }))
  const written = certificateOf(sha256, file, programSources(sources), settings, claims)
  const problems = leftOut.map(
    ({ question, why }): Diagnostic => ({
      ...diagnostic('G5005', 'the certificate leaves this question out', {
        primary: { span: question.span },
        explanation: [`${why[0]?.toUpperCase() ?? ''}${why.slice(1)}.`],
      }),
      severity: 'warning',
    }),
  )
  if (claims.length === 0) return told(io, [...problems, nothingProved()], sources, options)
  const saved = io.disk.write(path, `${JSON.stringify(certificate.encode(written))}\n`)
  return told(io, [...problems, ...(E.isLeft(saved) ? [notWritten(path, saved.left)] : [])], sources, options)
}

const nothingProved = (): Diagnostic =>
  diagnostic('G7005', '--certificate: no check of this file has a certificate', {
    hint: 'certificates are of `check … is equilibrium` and its negation, of games that end',
  })

const oneFile = (): Diagnostic =>
  diagnostic('G7005', '--certificate: a certificate is of one file', {
    hint: 'check one file at a time',
  })

const told = (
  io: Io,
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
  options: RunOptions,
): ExitStatus => {
  tell(io, diagnostics, new Map(sources.map(source => [source.path, source])), options)
  return statusOfDiagnostics(diagnostics)
}

/** Settings are recorded as such; their texts are no files. */
const programSources = (sources: readonly Source[]): readonly Source[] =>
  sources.filter(({ path }) => !path.startsWith('--set '))

/** A program ready to be certified, with the texts it is made of. */
export const certifyingOf = (
  io: Pick<Io, 'disk'>,
  source: Source,
  options: AnswerOptions<Rational>,
  epsilon: Rational,
): { readonly certifying: Certifying; readonly sources: readonly Source[] } => {
  const { program, asking, sources } = prepare(typedProgram(source, importReader(io.disk)), options)
  const { budget } = asking
  return {
    sources: [...sources.values()],
    certifying: {
      program,
      judging: judging({ scalar: exact, budget }, program.trace),
      show: notation(exact).show,
      questions: selected(options.selection ?? {}, program.questions).filter(isCheck),
      epsilon,
      renew: () => budget.renew(),
    },
  }
}

const isCheck = (question: Question<Rational>): question is CheckQuestion<Rational> =>
  question.kind === 'check'
