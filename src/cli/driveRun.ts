/** One run of a drive from its heading to its record, whether it is new, goes on, or is done over. */
import * as E from 'fp-ts/lib/Either.js'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Log } from '../drive/log.ts'
import { drive } from '../drive/loop.ts'
import { logUnusable, runDiffers } from '../drive/notDriven.ts'
import { driveRecord } from '../drive/record.ts'
import type { RunFault, Stepped } from '../drive/run.ts'
import type { Surroundings } from '../drive/surroundings.ts'
import { tally } from '../drive/tally.ts'
import { read } from '../grid/neighborhood/readings.ts'
import type { DriveRecord } from '../report/drive.ts'
import { drivePicture } from '../report/drivePicture.ts'
import { type Heading, runIdOf } from './driveLog.ts'
import type { OpenedDrive } from './driveOpen.ts'
import type { Io } from './io.ts'

export interface RunOf {
  readonly file: string
  readonly opened: OpenedDrive
  readonly heading: Heading
  readonly log: Log
  /** Where the log is, for messages; a run in memory has none. */
  readonly place: string | null
  readonly surroundings: Surroundings
  readonly isReplay?: boolean
  /** Steps to do where they are fewer than the heading tells: those that a log has. */
  readonly until?: number
  /** Quantities that a picture shows; the demand of all where none is named. */
  readonly plotted: readonly string[]
  readonly isJson: boolean
  readonly isQuiet: boolean
  readonly isInterrupted?: () => boolean
  readonly stepped?: (stepped: Stepped) => void
}

export interface Ended {
  readonly record: DriveRecord
  readonly isInterrupted: boolean
  readonly picture: () => Promise<string>
}

/** How often who waits is told how far the run is. */
const reports = 500

/** Runs it, and tells what it came to. */
export const runDrive = async (io: Io, run: RunOf): Promise<E.Either<readonly Diagnostic[], Ended>> => {
  const { opened, heading, log, surroundings, plotted, file } = run
  const { neighborhood } = opened.grid
  const total = tally(neighborhood, heading.steps)
  const curves = new Map(plotted.map(path => [path, new Float64Array(heading.steps)]))
  const progress = io.progress({ limit: heading.steps, isJson: run.isJson, isQuiet: run.isQuiet })
  const { isInterrupted = () => false } = run
  const ended = await drive({
    ...{ neighborhood, log, surroundings },
    ...(opened.controller === undefined ? {} : { controller: opened.controller }),
    name: heading.drive,
    seed: Number(heading.seed),
    steps: run.until ?? heading.steps,
    every: heading.every,
    heading,
    id: runIdOf(heading),
    isReplay: run.isReplay === true,
    isInterrupted,
    stepped: stepped => {
      total.add(stepped)
      for (const [path, values] of curves) values[stepped.step] = read(neighborhood, stepped.world, path)
      if (stepped.step % Math.ceil(heading.steps / reports) === 0)
        progress.question(file === '' ? opened.grid.path : file, 0, heading.drive, {
          ...{ before: stepped.step, of: heading.steps, unit: 'step' },
        })
      run.stepped?.(stepped)
    },
  })
  if (E.isLeft(ended)) return E.left(faultsOf(run.place ?? 'the log', ended.left))
  const result = total.result()
  const record = driveRecord(
    {
      file,
      drive: heading.drive,
      grid: opened.grid.path,
      seed: heading.seed,
      stepHours: neighborhood.stepHours,
      stepsAsked: heading.steps,
      isActuated: heading.isActuated,
      log: run.place,
    },
    result,
  )
  return E.right({
    record,
    isInterrupted: ended.right.steps < (run.until ?? heading.steps),
    picture: () =>
      drivePicture({
        title: `${heading.drive} in ${neighborhood.name}, seed ${heading.seed}`,
        stepHours: neighborhood.stepHours,
        ...(plotted.length === 0
          ? {
              unit: 'kW at the substation',
              curves: new Map([
                ['left alone', result.demandKw.idle],
                ['driven', result.demandKw.driven],
              ]),
            }
          : {
              unit: [...new Set(plotted.map(path => neighborhood.quantities.get(path)?.unit ?? ''))].join(
                ', ',
              ),
              curves: new Map([...curves].map(([path, values]) => [path, values.slice(0, result.steps)])),
            }),
      }),
  })
}

const faultsOf = (place: string, fault: RunFault): readonly Diagnostic[] => {
  switch (fault.kind) {
    case 'undecided':
      return fault.diagnostics
    case 'differs':
      return [runDiffers(place, fault.logged, fault.made)]
    case 'disk':
      return [logUnusable(place, `The system says: ${fault.reason}`)]
  }
}
