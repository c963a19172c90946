import { type Budget, OutOfSteps } from '../markov/budget.ts'

/** A budget that every question gets anew: one that is used up leaves the next question its own. */
export interface Allowance extends Budget {
  /** Starts again from zero, with `limit` steps; with as many as at first where none is given. */
  readonly renew: (limit?: number) => void
}

/** How many steps pass between two calls of `onSpend`. */
const reportEvery = 65_536

/** An allowance of `steps`, and of memory in MiB; `onSpend` is told what was spent since it was renewed. */
export const allowance = (steps: number, onSpend?: (spent: number) => void, memoryMb?: number): Allowance => {
  let limit = steps
  let spent = 0
  let next = reportEvery
  return {
    get limit() {
      return limit
    },
    memoryMb,
    spent: () => spent,
    spend: count => {
      spent += count
      if (spent > limit) throw new OutOfSteps(limit)
      if (spent >= next) {
        next = spent + reportEvery
        onSpend?.(spent)
      }
    },
    renew: (renewed = steps) => {
      limit = renewed
      spent = 0
      next = reportEvery
    },
  }
}
