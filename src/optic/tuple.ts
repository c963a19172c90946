/** A pair as a readonly tuple, which is how the boundary types write it: kinds are invariant in their argument. */
export const pair = <A, B>(a: A, b: B): readonly [A, B] => [a, b]

/** A triple, as `pair`. */
export const triple = <A, B, C>(a: A, b: B, c: C): readonly [A, B, C] => [a, b, c]
