/** From regions to the records of a report. */
import type { Change } from '../equilibrium/verdict.ts'
import { exact, type Rational } from '../markov/rational.ts'
import {
  type DeviationRecord,
  type HalfSpaceRecord,
  type RegionReport,
  regionSchema,
} from '../report/region.ts'
import type { Affine } from './affine.ts'
import { halfSpaceText } from './halfSpaceText.ts'
import type { Deviation } from './inequality.ts'
import { type HalfSpace, isInside, type Region } from './region.ts'

/** What was asked. */
export interface Asked {
  readonly file: string
  readonly game: string
  readonly strategy: string
  readonly over: readonly string[]
  /** The values of the parameters in the file. */
  readonly declared: readonly Rational[]
  readonly epsilon: Rational
}

/** The record of a region; `show` writes observations and actions. */
export const recordOf = (
  { file, game, strategy, over, declared, epsilon }: Asked,
  found: Region,
  affine: Affine,
  show: (value: unknown) => string,
): RegionReport => {
  const writing = { names: over, affine, show }
  const pointRecord = (point: readonly Rational[]): { readonly [name: string]: string } =>
    Object.fromEntries(over.map((name, i) => [name, exact.show(point[i] ?? exact.zero)]))
  const record: RegionReport = {
    schema: regionSchema,
    file,
    game,
    strategy,
    epsilon: exact.show(epsilon),
    parameters: over.map((name, i) => ({ name, declared: exact.show(declared[i] ?? exact.zero) })),
    region: found.kind,
    isComplete: found.coverage.every(({ joint }) => joint !== 'tooMany'),
    holdsAsDeclared: isInside(found, declared),
    halfSpaces: [
      ...found.equalities.map(one => halfSpaceRecord(writing, one, '=')),
      ...found.inequalities.map(one => halfSpaceRecord(writing, one, '>=')),
    ],
    redundant: found.redundant.map(one => halfSpaceRecord(writing, one, '>=')),
    states: found.states,
    joint: Object.fromEntries(found.coverage.map(({ player, joint }) => [player, joint])),
    diagnostics: [],
  }
  if (found.corners === undefined) return record
  const { vertices, rays, lines } = found.corners
  return {
    ...record,
    corners: {
      vertices: vertices.map(pointRecord),
      rays: rays.map(pointRecord),
      lines: lines.map(pointRecord),
    },
  }
}

/** How values and probabilities are written. */
export interface Writing {
  readonly affine: Pick<Affine, 'show'>
  readonly show: (value: unknown) => string
}

const halfSpaceRecord = (
  writing: Writing & { readonly names: readonly string[] },
  { vector, deviations }: HalfSpace,
  relation: HalfSpaceRecord['relation'],
): HalfSpaceRecord => {
  const [constant = 0n, ...slopes] = vector
  return {
    text: halfSpaceText(vector, writing.names, relation),
    relation,
    constant: String(constant),
    coefficients: Object.fromEntries(writing.names.map((name, i) => [name, String(slopes[i] ?? 0n)])),
    deviations: deviations.map(one => deviationRecord(writing, one)),
  }
}

/** A deviation as a report tells it. */
export const deviationRecord = (writing: Writing, deviation: Deviation): DeviationRecord => ({
  player: deviation.player,
  changes: (deviation.kind === 'joint' ? deviation.changes : [deviation]).map(one =>
    changeRecord(writing, one),
  ),
})

const changeRecord = ({ affine, show }: Writing, { decision, observation, from, to }: Change<Rational>) => ({
  decision: decision.path,
  observation: show(observation),
  from: from.map(([action, probability]) => ({
    action: show(action),
    probability: affine.show(probability),
  })),
  to: show(to),
})
