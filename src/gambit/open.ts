/** A file of Gambit's as what can be solved and converted. */
import * as E from 'fp-ts/lib/Either.js'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { ExtensiveForm } from '../form/extensiveForm.ts'
import type { NormalForm } from '../form/normalForm.ts'
import type { Rational } from '../markov/rational.ts'
import type { Source } from '../source/source.ts'
import { readExtensive } from './readExtensive.ts'
import { readNormal } from './readNormal.ts'

export type GambitGame =
  | { readonly kind: 'table'; readonly form: NormalForm<Rational> }
  | { readonly kind: 'tree'; readonly form: ExtensiveForm<Rational> }

/** The game, and what there is to say about it. Errors: what is wrong with the text. */
export const openGambit = (
  source: Source,
): E.Either<
  readonly Diagnostic[],
  { readonly game: GambitGame; readonly diagnostics: readonly Diagnostic[] }
> => {
  // What a file is it says first; its name says it where the text does not.
  const isTree =
    /^\s*EFG\b/.test(source.text) || (!/^\s*NFG\b/.test(source.text) && source.path.endsWith('.efg'))
  if (isTree)
    return E.map(
      (read: { readonly form: ExtensiveForm<Rational>; readonly diagnostics: readonly Diagnostic[] }) => ({
        game: { kind: 'tree' as const, form: read.form },
        diagnostics: read.diagnostics,
      }),
    )(readExtensive(source))
  return E.map((form: NormalForm<Rational>) => ({
    game: { kind: 'table' as const, form },
    diagnostics: [] as readonly Diagnostic[],
  }))(readNormal(source))
}

/** Whether a path is that of a file of Gambit's. */
export const isGambit = (path: string): boolean => /\.(nfg|efg)$/i.test(path)

/** Whether a text is one of Gambit's, by the name of its file, or by its first word where it has no name. */
export const isGambitSource = ({ path, text }: Source): boolean => isGambit(path) || /^\s*[NE]FG\s/.test(text)
