/** `coplay check` of one of Gambit's files: what it holds, or whether a profile of it is an equilibrium. */
import * as E from 'fp-ts/lib/Either.js'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { BehaviorProfile } from '../form/extensiveForm.ts'
import { type GambitGame, openGambit } from '../gambit/open.ts'
import { double } from '../markov/double.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { Answered } from '../questions/answer.ts'
import { type AskedOfForm, checkForm, type FormConcept } from '../questions/checkForm.ts'
import { contentsOf } from '../questions/contentsOf.ts'
import { type GivenProfile, givenProfile, type Misfit } from '../questions/givenProfile.ts'
import { numeralOf } from '../report/numeral.ts'
import { decodeProfiles, type ProfileRecord } from '../report/profile.ts'
import type { CheckRecord, Numeral } from '../report/report.ts'
import type { Source } from '../source/source.ts'
import { failed } from './failed.ts'
import type { Io } from './io.ts'
import type { RunOptions } from './options.ts'
import { readSource, standardInputName } from './sources.ts'

export interface GambitCheckOptions extends RunOptions {
  /** A file with what `coplay solve --json` writes. */
  readonly profile?: string
  readonly for?: FormConcept
}

/** The profiles of the file that `--profile` names are checked; where it names none the contents are told. */
export const checkGambit = (io: Io, source: Source, options: GambitCheckOptions): Answered => {
  const opened = openGambit(source)
  if (E.isLeft(opened)) return failed(source.path, opened.left, [source])
  const { game, diagnostics } = opened.right
  const told = failed(source.path, diagnostics, [source])
  if (options.profile === undefined)
    return { ...told, report: { ...told.report, contents: contentsOf(game) }, isSurvey: true }
  const checks = checksOf(io, game, options.profile, options)
  return E.isLeft(checks)
    ? failed(source.path, [...diagnostics, checks.left], [source])
    : { ...told, report: { ...told.report, checks: [...checks.right] } }
}

const checksOf = (
  io: Io,
  game: GambitGame,
  path: string,
  options: GambitCheckOptions,
): E.Either<Diagnostic, readonly CheckRecord[]> => {
  const read = profilesAt(io, path)
  if (E.isLeft(read)) return read
  const numeral = (n: Rational): Numeral =>
    options.exact === true ? numeralOf(exact, n) : numeralOf(double, exact.toNumber(n))
  const checks: CheckRecord[] = []
  for (const [k, record] of read.right.entries()) {
    const given = givenProfile(game, record)
    const file = path === standardInputName ? 'profile' : path
    const name = read.right.length === 1 ? file : `${file} ${k + 1}`
    if (E.isLeft(given)) return E.left(noProfile(name, given.left.reason, given.left.hint))
    const { profile, isExact } = given.right
    const asked: AskedOfForm = {
      concept: options.for ?? 'nash',
      epsilon: options.epsilon ?? (isExact ? exact.zero : slack),
      name,
    }
    checks.push(checkForm(game, profile, asked, numeral))
  }
  return E.right(checks)
}

/** What is forgiven where probabilities are doubles. */
const slack = exact.fromRatio(1n, 1_000_000_000n)

/** The profiles of a file. Errors: one that cannot be read, G7206 for one that holds none. */
const profilesAt = (io: Io, path: string): E.Either<Diagnostic, readonly ProfileRecord[]> => {
  const source = readSource(io, path)
  if (E.isLeft(source)) return source
  const json = E.tryCatch(
    (): unknown => JSON.parse(source.right.text),
    () => noProfile(path, 'It is no JSON.'),
  )
  if (E.isLeft(json)) return json
  const profiles = decodeProfiles(json.right)
  if (E.isLeft(profiles)) return E.left(noProfile(path, `${profiles.left}.`))
  return profiles.right.length > 0 ? profiles : E.left(noProfile(path, 'The report has no solutions.'))
}

/** The first profile of a file, for a game. Errors: as `profilesAt`, and G7206 for one that does not fit. */
export const firstProfile = (
  io: Io,
  game: GambitGame,
  path: string,
): E.Either<Diagnostic, BehaviorProfile<Rational>> => {
  const read = profilesAt(io, path)
  if (E.isLeft(read)) return read
  return E.bimap(
    ({ reason, hint }: Misfit) => noProfile(path, reason, hint),
    ({ profile }: GivenProfile) => profile,
  )(givenProfile(game, read.right[0] ?? {}))
}

/** G7206 */
export const noProfile = (path: string, reason: string, hint?: string): Diagnostic =>
  diagnostic('G7206', `\`${path}\` is no profile of the game`, {
    explanation: [reason.replace(/[^.]$/, '$&.')],
    hint: hint ?? 'a profile is what `coplay solve FILE --json` prints',
  })
