import type { Trace } from './optic.ts'

/** The trace of what leaves nothing to be read. */
export const emptyTrace: Trace = { names: {}, events: {} }

/** The trace of named values. */
export const namesTrace = (names: Trace['names']): Trace => ({ names, events: {} })

/** The trace of one event. */
export const eventTrace = (key: string, input: unknown, output: unknown): Trace => ({
  names: {},
  events: { [key]: { input, output } },
})

/** Both traces; of two equal names that of `later` wins. */
export const mergeTraces = (earlier: Trace, later: Trace): Trace => ({
  names: { ...earlier.names, ...later.names },
  events: { ...earlier.events, ...later.events },
})

/** The trace with its names in a record under `label`; events keep their keys, which are global. */
export const nestTrace = (label: string, trace: Trace): Trace => ({
  names: { [label]: trace.names },
  events: trace.events,
})
