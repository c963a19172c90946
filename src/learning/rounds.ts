/** The rounds at which a run is looked at. */

/**
 * About `count` rounds from the first to the last, evenly spaced in logarithms, since early rounds change the most; all of
 * them where there are no more.
 */
export const sampledRounds = (rounds: number, count: number): readonly number[] =>
  count >= rounds
    ? Array.from({ length: rounds }, (_, k) => k + 1)
    : [
        ...new Set([
          ...Array.from({ length: count }, (_, k) => Math.round(rounds ** (k / Math.max(1, count - 1)))),
          rounds,
        ]),
      ]
