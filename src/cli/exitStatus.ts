import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Answered } from '../questions/answer.ts'
import { isLimit } from '../questions/limits.ts'

/** How a command ends: 130 and 141 are those of a process ended by SIGINT and SIGPIPE, 70 is `EX_SOFTWARE`. */
export const exitStatus = {
  holds: 0,
  fellShort: 1,
  wrongInput: 2,
  limitHit: 3,
  fault: 70,
  interrupted: 130,
  brokenPipe: 141,
} as const

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus]

/** Which of several says more: a fault of coplay, then wrong input, then a limit, then a check that fell short. */
const rank: readonly ExitStatus[] = [0, 1, 3, 2, 70, 130, 141]

export const worst = (statuses: readonly ExitStatus[]): ExitStatus =>
  statuses.reduce<ExitStatus>((a, b) => (rank.indexOf(b) > rank.indexOf(a) ? b : a), exitStatus.holds)

/** The status that the errors among diagnostics call for. */
export const statusOfDiagnostics = (diagnostics: readonly Diagnostic[]): ExitStatus => {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.some(({ code }) => code === 'G9901')) return exitStatus.fault
  if (errors.some(error => !isLimit(error))) return exitStatus.wrongInput
  return errors.length > 0 ? exitStatus.limitHit : exitStatus.holds
}

/** The status of what was found in one file. */
export const statusOf = ({ diagnostics, report }: Pick<Answered, 'diagnostics' | 'report'>): ExitStatus => {
  const isShort = [...report.checks, ...report.expects].some(({ pass }) => !pass)
  return worst([statusOfDiagnostics(diagnostics), isShort ? exitStatus.fellShort : exitStatus.holds])
}
