import * as E from 'fp-ts/lib/Either.js'

/** Why an algorithm cannot be used; `reason` is a sentence without a capital and a period. */
export interface NotApplicable {
  readonly kind: 'notApplicable'
  readonly reason: string
}

export const notApplicable = (reason: string): E.Either<NotApplicable, never> =>
  E.left({ kind: 'notApplicable', reason })
