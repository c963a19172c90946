/** Bounds of a number. */
export interface Interval {
  readonly lo: number
  readonly hi: number
}
