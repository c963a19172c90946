import type { StandIn } from '../../src/compile/settings.ts'
import type { Numeric } from '../../src/core/value.ts'
import type { Scalar } from '../../src/markov/scalar.ts'

/** Parameters of the library that say how large a game is, and sizes of which the optics list every play. */
const sizes = new Map<string, readonly [bigint, bigint]>([
  ['homes', [3n, 1n]],
  ['days', [1n, 12n]],
  ['people', [4n, 1n]],
  ['seats', [2n, 1n]],
  ['bidders', [2n, 1n]],
  ['highest', [3n, 1n]],
])

/** The same games, small enough for the optics. */
export const inSmall =
  <N extends Numeric>(scalar: Scalar<N>): StandIn<N> =>
  name => {
    const size = sizes.get(name)
    return size === undefined ? undefined : scalar.fromRatio(...size)
  }
