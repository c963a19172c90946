/** How many answers of each kind there are. */
import type { Report } from './report.ts'

export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly unsettled: number
}

export const noCounts: Counts = { passed: 0, failed: 0, unsettled: 0 }

export const plus = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  unsettled: a.unsettled + b.unsettled,
})

/** The answers of a report, checks and expectations alike. */
export const countsOf = ({ checks, expects }: Pick<Report, 'checks' | 'expects'>): Counts => {
  const asked = [...checks, ...expects]
  const unsettled = checks.filter(({ holds }) => holds === null).length
  const failed = asked.filter(({ pass }) => !pass).length - unsettled
  return { passed: asked.length - failed - unsettled, failed, unsettled }
}
