import { left } from 'fp-ts/lib/Either.js'
import type { Diagnostic } from '../../../src/diagnostic/diagnostic.ts'
import { resolveProgram } from '../../../src/names/resolve.ts'
import { inferTypes } from '../../../src/types/infer.ts'
import { show } from '../../../src/types/show.ts'
import type { Typed } from '../../../src/types/typed.ts'

/** A program of one file, typed. */
export const typed = (text: string): Typed =>
  inferTypes(
    resolveProgram({ path: 'test.game', text }, () =>
      left({ code: 'G7001', reason: 'there are no other files' }),
    ),
  )

/** The types of the named definitions of a program, `name : type`. */
export const typesIn = (program: Typed): readonly string[] =>
  program.resolved.files
    .flatMap(f => f.declarations)
    .flatMap(d => {
      const scheme = program.schemes.get(d.id)
      return scheme === undefined || !('name' in d) ? [] : [`${d.name.text} : ${show(scheme.type)}`]
    })

/** The type of the last definition of a program. */
export const typeOf = (text: string): string => (typesIn(typed(text)).at(-1) ?? '').replace(/^\w+ : /, '')

/** `G3001 "underlined text": title`, errors and warnings of all stages. */
export const problems = (text: string): readonly string[] =>
  typed(text)
    .resolved.diagnostics.concat(typed(text).diagnostics)
    .map(d => line(text, d))

const line = (text: string, d: Diagnostic): string => {
  const span = d.primary?.span
  return `${d.code} "${span === undefined ? '' : text.slice(span.start, span.end)}": ${d.title}`
}
