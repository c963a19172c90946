/** A day of a run as SVG: what the substation delivered with the game and without, or quantities that were asked for. */
import { type Line, lineChart } from './chart.ts'

export interface DriveCurves {
  readonly title: string
  readonly stepHours: number
  readonly unit: string
  /** By name, a value a step. */
  readonly curves: ReadonlyMap<string, ArrayLike<number>>
}

/** Beyond these a picture has no room: each point is then the mean of several steps. */
const mostPoints = 1500

/** Curves over hours. */
export const drivePicture = ({ title, stepHours, unit, curves }: DriveCurves): Promise<string> =>
  lineChart({
    title,
    x: 'hours from the start',
    y: unit,
    lines: [...curves].map(([name, values]): Line => ({ name, points: points(values, stepHours) })),
  })

const points = (values: ArrayLike<number>, stepHours: number): Line['points'] => {
  const size = Math.max(1, Math.ceil(values.length / mostPoints))
  return Array.from({ length: Math.ceil(values.length / size) }, (_, block) => {
    const members = Array.from(
      { length: Math.min(size, values.length - block * size) },
      (__, k) => values[block * size + k] ?? 0,
    )
    const mean = members.reduce((sum, x) => sum + x, 0) / members.length
    return [block * size * stepHours, mean] as const
  })
}
