/**
 * A bound on work, shared by everything one command does: evaluation steps of the language, outcomes
 * enumerated, nodes of game trees.
 *
 * Going past it is the one thing that must unwind through user callbacks and generic engine code, so it is an
 * exception; it is caught where a question is asked (`attempt` in core/) and becomes a diagnostic there.
 */
export interface Budget {
  /** Throws `OutOfSteps` when the limit is passed. */
  readonly spend: (steps: number) => void
  readonly spent: () => number
  readonly limit: number
  /** Memory that tables may take, in MiB; nothing where nobody has said. */
  readonly memoryMb?: number | undefined
}

export class OutOfSteps extends Error {
  override readonly name = 'OutOfSteps'
  readonly limit: number
  constructor(limit: number) {
    super(`more than ${limit} steps`)
    this.limit = limit
  }
}

/** The user has had enough, or the time is over: what was found by then is to be told. */
export class Interrupted extends OutOfSteps {
  readonly reason: string
  constructor(spent: number, reason: string) {
    super(spent)
    this.reason = reason
  }
}

/** A budget of `limit` steps; `onSpend` is called every 65,536 steps with the total, for progress. */
export const budget = (limit: number, onSpend?: (spent: number) => void): Budget => {
  let spent = 0
  let next = 65_536
  return {
    limit,
    spent: () => spent,
    spend: steps => {
      spent += steps
      if (spent > limit) throw new OutOfSteps(limit)
      if (spent >= next) {
        next = spent + 65_536
        onSpend?.(spent)
      }
    },
  }
}

/** A budget that is never used up. */
export const unlimited: Budget = { limit: Number.POSITIVE_INFINITY, spent: () => 0, spend: () => undefined }
