/** What a run follows from: the game that drives, the neighborhood, and the texts of both. */
import { createHash } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type { Driven } from '../compile/driven.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Controller } from '../drive/controller.ts'
import { misfits } from '../drive/fitting.ts'
import { gameController } from '../drive/gameController.ts'
import { gridFault, nothingDrives } from '../drive/notDriven.ts'
import { ruleBased } from '../drive/ruleBased.ts'
import { controllers } from '../grid/cityLearn/controllers.ts'
import { readDataSet } from '../grid/cityLearn/dataSet.ts'
import type { Neighborhood } from '../grid/neighborhood/neighborhood.ts'
import { leftOutOf, neighborhoodOfDataSet } from '../grid/neighborhood/ofCityLearn.ts'
import { readNeighborhood } from '../grid/neighborhood/read.ts'
import { double } from '../markov/double.ts'
import { prepare, tidy } from '../questions/answer.ts'
import { drivenBy } from '../questions/drivenBy.ts'
import { beginDriving, type DrivenGame, drivesOf } from '../questions/driving.ts'
import { typedProgram } from '../questions/typedProgram.ts'
import type { Source } from '../source/source.ts'
import type { Io } from './io.ts'
import { answerOptions, type RunOptions } from './options.ts'
import { importReader, readSource } from './sources.ts'

export interface OpenedGrid {
  readonly neighborhood: Neighborhood
  readonly path: string
  /** Of the grid file and the files that it names, in the order of reading. */
  readonly digest: string
  /** What is asked for there and not modeled. */
  readonly notes: readonly string[]
}

export interface OpenedDrive {
  /** The strategy, the game or the rule that drives. */
  readonly name: string
  /** None where a rule drives, or nobody. */
  readonly game?: DrivenGame
  /** Nobody where the neighborhood is only shown to others. */
  readonly controller?: Controller
  readonly grid: OpenedGrid
  /** Of the game file and what it imports. */
  readonly digest: string
}

export interface Opened {
  readonly drives: readonly OpenedDrive[]
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, Source>
}

export interface OpenOptions extends RunOptions {
  readonly grid?: string
  /** Steps of the neighborhood; those of the declaration where nothing is said. */
  readonly horizon?: number
}

/** The drives of a file, or the one by what `--strategy` names, with their neighborhoods. */
export const openDrives = (io: Io, path: string, options: OpenOptions): Opened => {
  const nothing = { drives: [], sources: new Map<string, Source>() }
  const written = readSource(io, path)
  if (E.isLeft(written)) return { ...nothing, diagnostics: [written.left] }
  // The budget of a question is that of one decision here; `--strategy` names who drives.
  const { strategy, ...others } = options
  const source = strategy === undefined ? undefined : drivenBy(written.right, strategy)
  const answering = answerOptions(io, double, others)
  if (E.isLeft(answering)) return { ...nothing, diagnostics: answering.left.problems }
  const prepared = prepare(typedProgram(source ?? written.right, importReader(io.disk)), answering.right)
  const told = (more: readonly Diagnostic[], drives: readonly OpenedDrive[] = []): Opened => ({
    drives,
    diagnostics: tidy(prepared, [...prepared.diagnostics, ...more]),
    sources: prepared.sources,
  })
  if (prepared.diagnostics.some(({ severity }) => severity === 'error')) return told([])
  const all = drivesOf(prepared)
  const meant = all.filter(({ name }) => strategy === undefined || name === strategy)
  if (meant.length === 0)
    return told([
      nothingDrives(
        path,
        strategy,
        all.map(({ name }) => name),
      ),
    ])
  const digest = digestOf([...prepared.sources.values()].map(({ text }) => text))
  const grids = new Map<string, E.Either<readonly Diagnostic[], OpenedGrid>>()
  const drives: OpenedDrive[] = []
  const problems: Diagnostic[] = []
  for (const driven of meant) {
    const where = options.grid ?? join(dirname(path), driven.grid)
    const grid = grids.get(where) ?? openGrid(io, where)
    grids.set(where, grid)
    if (E.isLeft(grid)) {
      problems.push(...grid.left)
      continue
    }
    const wrong = misfits(grid.right.neighborhood, driven, where, stepsOf(driven, grid.right, options))
    problems.push(...wrong)
    if (wrong.length > 0) continue
    const game = beginDriving(prepared, driven)
    if (E.isLeft(game)) problems.push(...game.left)
    else {
      const controller = gameController(game.right)
      drives.push({ name: driven.name, game: game.right, controller, grid: grid.right, digest })
    }
  }
  return told(problems, drives)
}

/** What drives a neighborhood that nobody drives. */
const nobody = 'nobody'

/** A neighborhood that nobody drives, or one of CityLearn's rules. */
export const openUndriven = (io: Io, path: string, rule = nobody): Opened => {
  const grid = openGrid(io, path)
  const sources = new Map<string, Source>()
  if (E.isLeft(grid)) return { drives: [], diagnostics: grid.left, sources }
  const chosen = controllers[rule]
  const by = chosen === undefined ? {} : { controller: ruleBased(grid.right.neighborhood, chosen) }
  return { drives: [{ name: rule, grid: grid.right, digest: '', ...by }], diagnostics: [], sources }
}

/** Steps of the neighborhood that a run has. */
export const stepsOf = (
  driven: Driven | undefined,
  { neighborhood }: OpenedGrid,
  { horizon }: Pick<OpenOptions, 'horizon'>,
): number => {
  if (horizon !== undefined || driven === undefined) return horizon ?? neighborhood.steps
  return Math.round((driven.steps * driven.everySeconds) / (neighborhood.stepHours * 3600))
}

const digestOf = (texts: readonly string[]): string => {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(`${text.length}\n`).update(text)
  return hash.digest('hex')
}

/** The neighborhood of a grid file, or of a data set of CityLearn by its `schema.json`. */
export const openGrid = (io: Io, path: string): E.Either<readonly Diagnostic[], OpenedGrid> => {
  if (basename(path) === 'schema.json') return openDataSet(io, path)
  const source = readSource(io, path)
  if (E.isLeft(source)) return E.left([source.left])
  const texts = [source.right.text]
  const readText = (relative: string): E.Either<string, string> => {
    const beside = readSource(io, join(dirname(path), relative))
    if (E.isLeft(beside)) return E.left(beside.left.title)
    texts.push(beside.right.text)
    return E.right(beside.right.text)
  }
  const read = readNeighborhood(source.right.text, path, readText)
  if (E.isLeft(read)) return E.left(read.left.map(gridFault))
  return E.right({ neighborhood: read.right, path, digest: digestOf(texts), notes: [] })
}

const openDataSet = (io: Io, path: string): E.Either<readonly Diagnostic[], OpenedGrid> => {
  const source = readSource(io, path)
  if (E.isLeft(source)) return E.left([source.left])
  const texts = [source.right.text]
  const data = readDataSet(source.right.text, file => {
    const beside = readSource(io, join(dirname(path), file))
    if (E.isLeft(beside)) return undefined
    texts.push(beside.right.text)
    return beside.right.text
  })
  if (E.isLeft(data)) return E.left([gridFault(data.left)])
  const neighborhood = neighborhoodOfDataSet(data.right, basename(dirname(path)))
  return E.right({ neighborhood, path, digest: digestOf(texts), notes: leftOutOf(data.right) })
}
