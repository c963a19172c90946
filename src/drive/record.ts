/** The tally of a run as its record. */
import type { DriveRecord } from '../report/drive.ts'
import { driveSchema } from '../report/drive.ts'
import type { Tally } from './tally.ts'

/** What a tally does not tell of its run. */
export type Told = Pick<
  DriveRecord,
  'file' | 'drive' | 'grid' | 'seed' | 'stepHours' | 'stepsAsked' | 'isActuated' | 'log'
>

export const driveRecord = (told: Told, tally: Tally): DriveRecord => ({
  schema: driveSchema,
  kind: 'driven',
  ...told,
  steps: tally.steps,
  total: tally.total,
  agents: tally.agents,
  feeder: tally.grid,
  indicators: tally.indicators,
  requests: tally.requests,
  payoffs: Object.fromEntries(tally.payoffs),
  remarks: tally.remarks,
  faults: tally.faults,
  remarked: tally.remarked,
})
