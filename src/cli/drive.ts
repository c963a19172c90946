/** `coplay drive`: games drive the models of a neighborhood, or what stands in its place. */
import * as E from 'fp-ts/lib/Either.js'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { stepsBetween } from '../drive/fitting.ts'
import { type Log, newLog, openLog } from '../drive/log.ts'
import { logNotBegun, logUnusable, noCurve, severalDrives } from '../drive/notDriven.ts'
import { completeSteps } from '../drive/past.ts'
import { logged, nothingAround, type Surroundings } from '../drive/surroundings.ts'
import { driveLine, driveSchema } from '../report/drive.ts'
import { driveText } from '../report/driveText.ts'
import { diagnosticRecord } from '../report/record.ts'
import type { Source } from '../source/source.ts'
import { deliver } from './deliver.ts'
import { goesLive, goLive, type LiveOptions } from './driveLive.ts'
import { freeLog, type Heading, headingOf, logSchema } from './driveLog.ts'
import { type OpenedDrive, type OpenOptions, openDrives, openUndriven, stepsOf } from './driveOpen.ts'
import { outsideOf } from './drivePorts.ts'
import { type RunOf, runDrive } from './driveRun.ts'
import { type ExitStatus, exitStatus, statusOfDiagnostics, worst } from './exitStatus.ts'
import { fileNotFound } from './fileErrors.ts'
import type { Io } from './io.ts'
import { styleOfReports, tell } from './terminal.ts'

export interface DriveCommandOptions extends OpenOptions, LiveOptions {
  readonly seed: bigint
  readonly log?: string
  /** One of CityLearn's rules, where no game drives. */
  readonly controller?: string
  readonly svg?: string
  readonly plot?: readonly string[]
}

type Sources = ReadonlyMap<string, Source>

/** Lets the drives of a file run, one after the other; a neighborhood alone where no file is named. */
export const driveFile = async (
  io: Io,
  file: string | undefined,
  options: DriveCommandOptions,
): Promise<ExitStatus> => {
  const { grid } = options
  const path = file ?? ''
  const { drives, diagnostics, sources } =
    file === undefined && grid !== undefined
      ? openUndriven(io, grid, options.controller)
      : openDrives(io, path, options)
  if (drives.length === 0 || statusOfDiagnostics(diagnostics) !== exitStatus.holds)
    return failed(io, path, diagnostics, sources, options)
  const isOne = options.log === undefined && !goesLive(options)
  if (drives.length > 1 && !isOne)
    return failed(io, path, [severalDrives(drives.map(({ name }) => name))], sources, options)
  if (options.json !== true) tell(io, diagnostics, sources, options)
  const statuses: ExitStatus[] = []
  for (const opened of drives) {
    const heading = headingFor(path, opened, options)
    const place = options.log ?? freeLog(io.disk, heading)
    const isInterrupted = io.heed?.() ?? (() => false)
    const around = await goLive(io, opened, Number(options.seed), options, isInterrupted)
    if (E.isLeft(around)) return failed(io, path, around.left, sources, options)
    const { surroundings, stepped, told, close } = around.right
    const log = newLog(place, heading.isActuated)
    if (E.isLeft(log)) {
      await close()
      return failed(io, path, [logNotBegun(place, log.left)], sources, options)
    }
    const notes = opened.grid.notes.map(note => `not modeled: ${note}`)
    if (options.quiet !== true) io.error([...notes, ...told].map(line => `${line}\n`).join(''))
    const run = { file: path, opened, heading, log: log.right, place, surroundings, isInterrupted }
    statuses.push(await ran(io, { ...run, stepped: ({ world }) => stepped(world) }, sources, options))
    log.right.close()
    await close()
  }
  return worst(statuses)
}

/** Goes on with a run that was ended before its time. */
export const resumeDrive = async (
  io: Io,
  place: string,
  options: DriveCommandOptions,
): Promise<ExitStatus> => {
  if (io.disk.kind(place) === 'missing')
    return failed(io, place, [fileNotFound(place, [])], new Map(), options)
  const log = openLog(place, true)
  if (E.isLeft(log)) return failed(io, place, [logUnusable(place, log.left)], new Map(), options)
  const status = await again(io, place, log.right, false, options)
  log.right.close()
  return status
}

/** Does the run of a log over, and compares every message. */
export const again = async (
  io: Io,
  place: string,
  log: Log,
  isReplay: boolean,
  options: DriveCommandOptions,
): Promise<ExitStatus> => {
  const read = headingOf(place, log.before)
  if (E.isLeft(read)) return failed(io, place, [read.left], new Map(), options)
  const { file, grid, drive, steps, set } = read.right
  const isUndriven = file === ''
  const asked = {
    ...{ ...options, grid, strategy: drive, horizon: steps, set },
    ...{ seed: BigInt(read.right.seed), actuate: read.right.isActuated },
  }
  const { drives, diagnostics, sources } = isUndriven
    ? openUndriven(io, grid, drive)
    : openDrives(io, file, asked)
  const [opened] = drives
  if (opened === undefined) return failed(io, file, diagnostics, sources, options)
  const heading = headingFor(file, opened, asked)
  const changed = changes(read.right, heading)
  if (changed !== undefined) return failed(io, place, [logUnusable(place, changed)], sources, options)
  const run = { file, opened, heading, log, place, isReplay }
  if (!isReplay) {
    const isInterrupted = io.heed?.() ?? (() => false)
    const live = { ...options, actuate: heading.isActuated }
    const around = await goLive(io, opened, Number(heading.seed), live, isInterrupted)
    if (E.isLeft(around)) return failed(io, place, around.left, sources, options)
    const { stepped, close } = around.right
    const surroundings = logged(log.before, around.right.surroundings)
    const status = await ran(
      io,
      { ...run, surroundings, isInterrupted, stepped: ({ world }) => stepped(world) },
      sources,
      options,
    )
    await close()
    return status
  }
  const until = completeSteps(log.before)
  const status = await ran(
    io,
    { ...run, until, surroundings: replayed(log, opened, heading) },
    sources,
    options,
  )
  if (status === exitStatus.holds && options.json !== true && options.quiet !== true)
    io.out(`replayed: ${until} of ${steps} steps, every message as in the log\n`)
  return status
}

/** What a log tells of devices outside is all that a replay hears of them. */
const replayed = (log: Log, { grid }: OpenedDrive, { isActuated }: Heading): Surroundings => {
  const outside = isActuated ? outsideOf(grid.neighborhood) : []
  return logged(log.before, { ...nothingAround, outside: new Set(outside) })
}

/** What is not as it was when the log was begun. */
const changes = (before: Heading, now: Heading): string | undefined => {
  if (before.drive !== now.drive) return `${before.drive} does not drive any more`
  if (before.game !== now.game) return `${now.file}, or what it imports, has changed since it was begun`
  if (before.neighborhood !== now.neighborhood)
    return `${now.grid}, or what it names, has changed since it was begun`
  return undefined
}

const headingFor = (file: string, opened: OpenedDrive, options: DriveCommandOptions): Heading => {
  const { game, grid } = opened
  return {
    schema: logSchema,
    file,
    game: opened.digest,
    grid: grid.path,
    neighborhood: grid.digest,
    drive: opened.name,
    seed: String(options.seed),
    steps: stepsOf(game?.driven, grid, options),
    every: game === undefined ? 1 : stepsBetween(grid.neighborhood, game.driven.everySeconds),
    isActuated: options.actuate === true,
    set: (options.set ?? []).map(({ name, text }) => ({ name, text })),
  }
}

const ran = async (
  io: Io,
  run: Omit<RunOf, 'plotted' | 'isJson' | 'isQuiet'>,
  sources: Sources,
  options: DriveCommandOptions,
): Promise<ExitStatus> => {
  const { json = false, quiet = false, svg, plot = [] } = options
  const { quantities } = run.opened.grid.neighborhood
  const unknown = plot.filter(path => quantities.get(path)?.isList !== false)
  if (unknown.length > 0)
    return failed(
      io,
      run.file,
      unknown.map(path => noCurve(path, [...quantities.keys()])),
      sources,
      options,
    )
  const ended = await runDrive(io, { ...run, plotted: plot, isJson: json, isQuiet: quiet })
  if (E.isLeft(ended)) return failed(io, run.file, ended.left, sources, options)
  const { record, isInterrupted, picture } = ended.right
  if (json) io.out(`${driveLine(record)}\n`)
  else if (!quiet) io.out(driveText(record, styleOfReports(io, options)))
  const problems = svg === undefined ? [] : deliver(io, svg, await picture())
  tell(io, problems, sources, options)
  return worst([statusOfDiagnostics(problems), isInterrupted ? exitStatus.interrupted : exitStatus.holds])
}

const failed = (
  io: Io,
  path: string,
  diagnostics: readonly Diagnostic[],
  sources: Sources,
  options: DriveCommandOptions,
): ExitStatus => {
  if (options.json === true)
    io.out(
      `${driveLine({
        ...{ schema: driveSchema, kind: 'failed', file: path },
        diagnostics: diagnostics.map(one => diagnosticRecord(one, at => sources.get(at))),
      })}\n`,
    )
  else tell(io, diagnostics, sources, options)
  return statusOfDiagnostics(diagnostics)
}
