/**
 * A tape of numbers from which a text is grown, as in Hypothesis (MacIver and Donaldson, Test-case reduction via
 * test-case generation, ECOOP 2020): what shrinks is the tape, and every shorter or smaller tape is a text too.
 */
export interface Tape {
  /** The next number, less than `n`; 0 once the tape has ended, so that the simplest choice stands first. */
  readonly below: (n: number) => number
  readonly pick: <A>(choices: readonly [A, ...(readonly A[])]) => A
}

export const tapeOf = (numbers: readonly number[]): Tape => {
  let at = 0
  const below = (n: number): number => (numbers[at++] ?? 0) % n
  return {
    below,
    pick: choices => choices[below(choices.length)] ?? choices[0],
  }
}
