/** `coplay explain`: the page of a diagnostic code. */
import * as E from 'fp-ts/lib/Either.js'
import { codes, type DiagnosticCode } from '../diagnostic/codes.ts'
import { diagnostic } from '../diagnostic/diagnostic.ts'
import { suggest } from '../diagnostic/suggest.ts'
import { type ExitStatus, exitStatus } from './exitStatus.ts'
import type { Io } from './io.ts'
import { type Loudness, tell } from './terminal.ts'

const isCode = (text: string): text is DiagnosticCode => Object.hasOwn(codes, text)

/** Writes what a code means, with an example and how to mend it. */
export const explain = (io: Io, written: string, loudness: Loudness): ExitStatus => {
  const code = written.toUpperCase()
  if (!isCode(code)) {
    const near = suggest(code, Object.keys(codes)).map(c => `\`${c}\``)
    const unknown = diagnostic('G7005', `there is no code \`${written}\``, {
      explanation: ['A code is a letter and four digits, as in `error[G2001]`.'],
      hint: near.length === 0 ? undefined : `did you mean ${near.join(' or ')}?`,
    })
    tell(io, [unknown], new Map(), loudness)
    return exitStatus.wrongInput
  }
  const page = io.disk.page(`${code}.md`)
  io.out(E.isRight(page) ? page.right : `# ${code}: ${codes[code].title}\n`)
  return exitStatus.holds
}
