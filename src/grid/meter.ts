/**
 * A meter: registers of what was imported and exported since it was set, which never fall, and intervals, each with its
 * own import and export. A step that spans the end of an interval is shared between both by time.
 */
import { type Device, still } from './device.ts'

export interface Interval {
  /** Counts from 0. */
  readonly number: number
  readonly importKwh: number
  readonly exportKwh: number
}

export interface MeterState {
  readonly importKwh: number
  readonly exportKwh: number
  readonly powerKw: number
  readonly hours: number
  /** The interval that is going on, and the last that ended. */
  readonly current: Interval
  readonly last: Interval | null
}

/** What flows through it: above 0 is import. */
export interface MeterSurroundings {
  readonly powerKw: number
}

export type Meter = Device<MeterState, MeterState, unknown, MeterSurroundings>

/** A meter with intervals of `intervalHours`. */
export const meter = (intervalHours: number): Meter => ({
  initial: {
    importKwh: 0,
    exportKwh: 0,
    powerKw: 0,
    hours: 0,
    current: { number: 0, importKwh: 0, exportKwh: 0 },
    last: null,
  },
  read: state => state,
  step: (state, _, { powerKw }, stepHours) => {
    const importKw = Math.max(0, powerKw)
    const exportKw = Math.max(0, -powerKw)
    let { current, last } = state
    let left = stepHours
    let clock = state.hours
    // A sliver that rounding left of an interval counts as none.
    const sliver = intervalHours * 1e-9
    while (left > 0) {
      const room = Math.max(0, (current.number + 1) * intervalHours - clock)
      const spent = Math.min(left, room)
      current = {
        number: current.number,
        importKwh: current.importKwh + importKw * spent,
        exportKwh: current.exportKwh + exportKw * spent,
      }
      clock += spent
      left -= spent
      if (room - spent <= sliver) {
        last = current
        current = { number: current.number + 1, importKwh: 0, exportKwh: 0 }
        if (left <= sliver) left = 0
      }
    }
    return {
      state: {
        importKwh: state.importKwh + importKw * stepHours,
        exportKwh: state.exportKwh + exportKw * stepHours,
        powerKw,
        hours: state.hours + stepHours,
        current,
        last,
      },
      flows: still,
    }
  },
})
