/** Files gone through one by one, so that one at which memory runs out leaves the others their turn. */
import { type Counts, noCounts, plus } from '../report/counts.ts'
import { type ExitStatus, worst } from './exitStatus.ts'
import type { Io } from './io.ts'
import { nothingYet, type Tally } from './message.ts'
import { type Subject, subjectsOf } from './sources.ts'

/** What one file comes to. */
export interface FileResult {
  readonly status: ExitStatus
  readonly counts?: Counts
}

/** Deals with the files that `paths` stand for, those left out that were dealt with earlier; the tally is of all. */
export const eachFile = (
  io: Io,
  paths: readonly string[],
  isJson: boolean,
  deal: (subject: Subject) => FileResult,
): Tally => {
  const subjects = subjectsOf(io, paths)
  let tally = io.relay?.earlier ?? nothingYet
  for (const subject of subjects.slice(tally.files)) {
    io.relay?.begin({ file: subject.path, isJson, tally, of: subjects.length })
    const { status, counts = noCounts } = deal(subject)
    tally = {
      files: tally.files + 1,
      status: worst([tally.status, status]),
      counts: plus(tally.counts, counts),
    }
  }
  return tally
}
