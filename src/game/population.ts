import { pair } from '../optic/tuple.ts'
import { lens } from './atom.ts'
import { parallel, sequential } from './compose.ts'
import type { OpenGame, Profile } from './game.ts'
import { InvalidPlay } from './invalidPlay.ts'

type ListGame<N, P extends Profile, X, S, Y, R> = OpenGame<
  N,
  P,
  readonly X[],
  readonly S[],
  readonly Y[],
  readonly R[]
>

/**
 * Games side by side, one for each place of the lists on the wires: the n-fold `parallel`.
 *
 * Errors: play throws `InvalidPlay` where the inputs or the returns are not as many as the members.
 */
export const population = <N, P extends Profile, X, S, Y, R>(
  members: readonly OpenGame<N, P, X, S, Y, R>[],
): ListGame<N, P, X, S, Y, R> =>
  members.reduceRight<ListGame<N, P, X, S, Y, R>>(
    (others, member) => prepend(members.length, member, others),
    nobody(members.length),
  )

const nobody = <N, P extends Profile, X, S, Y, R>(size: number): ListGame<N, P, X, S, Y, R> =>
  lens<N, readonly X[], readonly S[], readonly Y[], readonly R[]>(
    surplus => none(size, surplus),
    (_, surplus) => none(size, surplus),
  )

const prepend = <N, P extends Profile, X, S, Y, R>(
  size: number,
  member: OpenGame<N, P, X, S, Y, R>,
  others: ListGame<N, P, X, S, Y, R>,
): ListGame<N, P, X, S, Y, R> =>
  sequential(
    sequential(
      lens(
        (xs: readonly X[]) => headAndTail(size, xs),
        (_, [s, feedback]: readonly [S, readonly S[]]): readonly S[] => [s, ...feedback],
      ),
      parallel(member, others),
    ),
    lens(
      ([y, outputs]: readonly [Y, readonly Y[]]): readonly Y[] => [y, ...outputs],
      (_, rs: readonly R[]) => headAndTail(size, rs),
    ),
  )

const headAndTail = <A>(size: number, list: readonly A[]): readonly [A, readonly A[]] => {
  for (const head of list) return pair(head, list.slice(1))
  throw new InvalidPlay({ kind: 'wrongLength', members: size, list: 'shorter' })
}

const none = (size: number, surplus: readonly unknown[]): readonly never[] => {
  if (surplus.length === 0) return []
  throw new InvalidPlay({ kind: 'wrongLength', members: size, list: 'longer' })
}
