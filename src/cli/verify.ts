/** `coplay verify`: whether a certificate is right, and is one of the program beside it. */
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts/lib/index.js'
import { PathReporter } from 'io-ts/lib/PathReporter.js'
import { type Certificate, certificate } from '../certificate/certificate.ts'
import { tablesFor } from '../certificate/issue.ts'
import {
  type SolutionClaim,
  type SolutionsCertificate,
  solutionsCertificate,
  solutionsSchema,
} from '../certificate/solutions.ts'
import { verify } from '../certificate/verify.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { exact } from '../markov/rational.ts'
import type { Source } from '../source/source.ts'
import { certifyingOf, sha256 } from './certify.ts'
import { type ExitStatus, exitStatus } from './exitStatus.ts'
import { fileNotFound, fileNotReadable } from './fileErrors.ts'
import type { Io } from './io.ts'
import { answerOptions, type RunOptions } from './options.ts'
import { readSource } from './sources.ts'
import { type Loudness, styleOfReports, tell } from './terminal.ts'
import { solutionsProblems } from './verifySolutionsFile.ts'

/** Exit status 0 where the certificate is valid, 1 where it is not, 2 where it cannot be read. */
export const verifyFile = (
  io: Io,
  path: string,
  options: Loudness & Pick<RunOptions, 'steps'>,
): ExitStatus => {
  const read = readCertificate(io, path)
  if (E.isLeft(read)) {
    tell(io, [read.left], new Map(), options)
    return exitStatus.wrongInput
  }
  const given = read.right
  const beside = sourcesBeside(io, path, given)
  const isWhole = beside.missing.length === 0
  const wrong = [
    ...changed(given, beside),
    ...(isOfSolutions(given)
      ? solutionsProblems(io, given, beside.texts, isWhole, options)
      : [...verify(sha256, given), ...(isWhole ? notOfProgram(io, given, beside, options) : [])]),
  ]
  const style = styleOfReports(io, options)
  if (wrong.length > 0) {
    io.out(
      [`${style.error('not valid')}  ${path}`, ...wrong.map(sentence => `      ${sentence}`), ''].join('\n'),
    )
    return exitStatus.fellShort
  }
  if (options.quiet !== true) io.out(`${validText(path, given, beside, style.good('valid'))}\n`)
  return exitStatus.holds
}

type Given = Certificate | SolutionsCertificate

const isOfSolutions = (given: Given): given is SolutionsCertificate => given.schema === solutionsSchema

const validText = (path: string, given: Given, { missing }: Beside, mark: string): string =>
  [
    `${mark}  ${path}`,
    ...(isOfSolutions(given) ? solutionLines(given) : claimLines(given)),
    missing.length === 0
      ? '      It is of the program beside it.'
      : `      The numbers are right; whether they are of ${missing.join(', ')} is not known, for that is not here.`,
  ].join('\n')

const solutionLines = ({ solutions, endless, program }: SolutionsCertificate): readonly string[] => [
  ...solutions.map(claim => `      ${program.file}  ${claim.game}: ${claimed(claim)}`),
  ...(endless?.solutions ?? []).map(({ game, concept }) => {
    const what =
      concept === 'near' ? 'stationary, an equilibrium up to its regrets' : 'a stationary equilibrium'
    return `      ${program.file}  ${game}: ${what}`
  }),
]

const claimed = (claim: SolutionClaim): string => {
  switch (claim.kind) {
    case 'bounds':
      return 'bounds that hold an equilibrium'
    case 'commitment':
      return 'the best commitment'
    case 'stable':
      return 'evolutionarily stable'
    case 'informed':
      return 'bayesCorrelated'
    case 'communication':
      return claim.principal ? 'mechanism' : 'communication'
    case 'profile':
    case 'recommendations':
      return claim.concept === 'near' ? 'an equilibrium up to its regrets' : claim.concept
  }
}

const claimLines = ({ claims, program }: Certificate): readonly string[] =>
  claims.map(({ line, strategy, game, holds, states, epsilon }) => {
    const found = `${strategy} is ${holds ? 'an' : 'no'} equilibrium of ${game}`
    const within = epsilon === '0' ? '' : ` within ${epsilon}`
    return `      ${program.file}:${line}  ${found}${within}, ${states.length} information states`
  })

const readCertificate = (io: Io, path: string): E.Either<Diagnostic, Given> => {
  if (io.disk.kind(path) !== 'file') return E.left(fileNotFound(path, []))
  const bytes = io.disk.read(path, longestCertificate)
  if (E.isLeft(bytes)) return E.left(fileNotReadable(path, bytes.left))
  const parsed = E.tryCatch(
    (): unknown => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.right)),
    () => noCertificate(path, 'It is no JSON.'),
  )
  if (E.isLeft(parsed)) return parsed
  const decoded: t.Validation<Given> = isSolutionsRecord(parsed.right)
    ? solutionsCertificate.decode(parsed.right)
    : certificate.decode(parsed.right)
  if (E.isRight(decoded)) return decoded
  const [first = ''] = PathReporter.report(decoded)
  return E.left(noCertificate(path, first.slice(0, longestReason)))
}

const isSolutionsRecord = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'schema' in value && value.schema === solutionsSchema

const noCertificate = (path: string, reason: string): Diagnostic =>
  diagnostic('G7002', `\`${path}\` is no certificate`, { explanation: [reason] })

const longestReason = 400

/** Bytes of a certificate. */
const longestCertificate = 2 ** 29

/** The texts of the program that are found where the certificate says, or beside it. */
interface Beside {
  readonly texts: ReadonlyMap<string, Source>
  readonly missing: readonly string[]
}

const sourcesBeside = (io: Io, path: string, { program }: Given): Beside => {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const texts = new Map<string, Source>()
  const missing: string[] = []
  for (const { path: recorded } of program.sources) {
    const neighbor = `${folder}${recorded.slice(recorded.lastIndexOf('/') + 1)}`
    const found = [recorded, neighbor].find(one => io.disk.kind(one) === 'file')
    const source = found === undefined ? undefined : readSource(io, found)
    if (source === undefined || E.isLeft(source)) missing.push(recorded)
    else texts.set(recorded, source.right)
  }
  return { texts, missing }
}

const changed = ({ program }: Given, { texts }: Beside): readonly string[] =>
  program.sources.flatMap(({ path, sha256: recorded }) => {
    const source = texts.get(path)
    return source === undefined || sha256(source.text) === recorded
      ? []
      : [`${path} is not the text that the certificate is of.`]
  })

/** Whether the program gives the tables of the certificate: it is compiled and traced again. */
const notOfProgram = (
  io: Io,
  given: Certificate,
  { texts }: Beside,
  options: Loudness & Pick<RunOptions, 'steps'>,
): readonly string[] => {
  const source = texts.get(given.program.file)
  if (source === undefined) return [`${given.program.file} is not among the texts of the certificate.`]
  const answering = answerOptions(io, exact, { ...options, set: given.program.settings, quiet: true })
  if (E.isLeft(answering)) return ['The settings of the certificate cannot be read.']
  const { certifying } = certifyingOf(io, source, answering.right, exact.zero)
  return given.claims.flatMap(claim => {
    const question = certifying.questions.find(
      ({ line, text }) => line === claim.line && text === claim.question,
    )
    if (question === undefined) return [`Line ${claim.line}: the program does not ask this.`]
    certifying.renew()
    const found = tablesFor(certifying, question)
    if (E.isLeft(found)) return [`Line ${claim.line}: ${found.left}.`]
    const { play } = found.right.tables
    const { name, gameName } = question.strategy
    return sameText(play, claim.play) && name === claim.strategy && gameName === claim.game
      ? []
      : [`Line ${claim.line}: the tables are not those of the program.`]
  })
}

const sameText = (a: Certificate['claims'][number]['play'], b: typeof a): boolean => {
  const alone = (play: typeof a): string => JSON.stringify(play.nodes) + JSON.stringify(play.accounts)
  return alone(a) === alone(b)
}
