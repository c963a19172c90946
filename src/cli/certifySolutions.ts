/** `coplay solve --certificate`: what was found, as a file to verify. */
import * as E from 'fp-ts/lib/Either.js'
import { issuedOf } from '../certificate/issueSolutions.ts'
import {
  type SolutionsCertificate,
  solutionsCertificate,
  solutionsContent,
  solutionsSchema,
} from '../certificate/solutions.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { Answered } from '../questions/answer.ts'
import { sha256 } from './certify.ts'
import { notWritten } from './fileErrors.ts'
import type { Io } from './io.ts'
import type { Setting } from './options.ts'

/** Writes the record of all solutions that have one; those that have none are told. */
export const certifySolutions = (
  io: Io,
  path: string,
  { report, sources, evidence = [] }: Answered,
  settings: readonly Setting[],
): readonly Diagnostic[] => {
  const { trees, solutions, endless, leftOut } = issuedOf(evidence)
  const problems = leftOut.map(
    (why): Diagnostic => ({
      ...diagnostic('G5005', 'the certificate leaves a solution out', { explanation: [`${why}.`] }),
      severity: 'warning',
    }),
  )
  if (solutions.length === 0 && endless === undefined)
    return [
      ...problems,
      diagnostic('G7005', '--certificate: no solution was found that has a certificate', {
        hint: 'certificates are of profiles and recommendations in games whose tree fits',
      }),
    ]
  const content: Omit<SolutionsCertificate, 'digest'> = {
    schema: solutionsSchema,
    program: {
      file: report.file,
      sources: [...sources.values()].flatMap(({ path: of, text }) =>
        of.startsWith('--set ') ? [] : [{ path: of, sha256: sha256(text) }],
      ),
      settings: settings.map(({ name, text }) => ({ name, text })),
    },
    trees: [...trees],
    solutions: [...solutions],
    ...(endless === undefined ? {} : { endless }),
  }
  const record = { ...content, digest: sha256(solutionsContent(content)) }
  const written = io.disk.write(path, `${JSON.stringify(solutionsCertificate.encode(record))}\n`)
  return [...problems, ...(E.isLeft(written) ? [notWritten(path, written.left)] : [])]
}
