import * as E from 'fp-ts/lib/Either.js'
import { attempt } from '../core/machine.ts'
import type { Numeric } from '../core/value.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Span } from '../source/source.ts'
import type { Compiling } from './compiling.ts'
import { invalidPlay } from './origin.ts'

/** No node has this id: failures without a place of their own get the span instead. */
const nowhere = -1

/** Runs what evaluates or plays; a failure that has no place of its own is put at `span`. */
export const attemptAt = <N extends Numeric, A>(
  { machine, origins }: Pick<Compiling<N>, 'machine' | 'origins'>,
  span: Span,
  run: () => A,
): E.Either<Diagnostic, A> => {
  const result = attempt(machine, nowhere, run, error => invalidPlay(machine, origins, error))
  return E.isLeft(result) && result.left.primary === undefined
    ? E.left({ ...result.left, primary: { span } })
    : result
}
