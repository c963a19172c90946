import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { Span } from '../source/source.ts'
import { type Boundary, isTrivial } from './boundary.ts'

/** Which parts of a context are given. */
export interface GivenContext {
  readonly input?: unknown
  readonly continuation?: unknown
}

/**
 * G4105 where a part of the context is missing that is not `()`, naming it; nothing where the game can be closed.
 *
 * A game whose boundary is not known is let through: its definition has errors of its own.
 */
export const missingContext = (
  boundary: Boundary | undefined,
  span: Span,
  given: GivenContext,
): Diagnostic | undefined => {
  if (boundary === undefined) return undefined
  const parts = [
    ...(given.input === undefined && !isTrivial(boundary.x) ? ['input = DIST'] : []),
    ...(given.continuation === undefined && !isTrivial(boundary.r) ? ['continuation = \\y -> R'] : []),
  ]
  if (parts.length === 0) return undefined
  const names = parts.map(part => `\`${part.split(' ')[0]}\``).join(' and ')
  return diagnostic('G4105', `the game is open: its ${names} must be given`, {
    primary: { span },
    explanation: [
      'A game with inputs needs a distribution of them, one with returns a function from its output to what returns.',
    ],
    hint: `ask \`check … in { ${parts.join(', ')} }\``,
  })
}
