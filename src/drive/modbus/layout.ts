/**
 * What a model of SunSpec's information models looks like in registers: points one after the other, from the model's
 * identifier at offset 0 and its length at 1. Offsets are counted from the rows, so that a table of rows is all there is.
 *
 * Source: SunSpec Device Information Model Specification 1.1 and the models of github.com/sunspec/models (Apache-2.0).
 */

export type PointType =
  | 'uint16'
  | 'int16'
  | 'uint32'
  | 'int32'
  | 'uint64'
  | 'acc32'
  | 'enum16'
  | 'bitfield16'
  | 'bitfield32'
  | 'sunssf'
  | 'float32'
  | 'string'
  | 'pad'

/** One number or text of a model. */
export interface Point {
  readonly name: string
  readonly type: PointType
  /** In registers, from the model's identifier. */
  readonly offset: number
  /** In registers. */
  readonly size: number
  /** The point that holds the power of ten to multiply with. */
  readonly scale?: string
  readonly isMandatory: boolean
  readonly isWritable: boolean
}

export interface Model {
  readonly id: number
  readonly name: string
  /** Registers after the length. */
  readonly length: number
  readonly points: readonly Point[]
  readonly byName: ReadonlyMap<string, Point>
}

type Access = 'M' | 'RW' | 'M RW'
/** Texts say their length in registers: `string16`. */
type Shape = Exclude<PointType, 'string'> | `string${number}`

/** A point: name, type, name of the scale factor or '', and whether it is mandatory and writable. */
export type Row = readonly [name: string, shape: Shape, scale?: string, access?: Access]

const sizes: Readonly<Record<Exclude<PointType, 'string'>, number>> = {
  ...{ uint16: 1, int16: 1, enum16: 1, bitfield16: 1, sunssf: 1, pad: 1 },
  ...{ uint32: 2, int32: 2, acc32: 2, bitfield32: 2, float32: 2, uint64: 4 },
}

const isText = (shape: Shape): shape is `string${number}` => shape.startsWith('string')

/** A model from its rows after identifier and length. */
export const model = (id: number, name: string, rows: readonly Row[]): Model => {
  const points: Point[] = []
  let offset = 2
  for (const [pointName, shape, scale = '', access = ''] of rows) {
    const [type, size]: readonly [PointType, number] = isText(shape)
      ? ['string', Number(shape.slice('string'.length))]
      : [shape, sizes[shape]]
    points.push({
      ...{ name: pointName, type, offset, size },
      ...(scale === '' ? {} : { scale }),
      isMandatory: access.includes('M'),
      isWritable: access.includes('RW'),
    })
    offset += size
  }
  return { id, name, length: offset - 2, points, byName: new Map(points.map(point => [point.name, point])) }
}

/** Rows of the same type and scale factor. */
export const alike = (names: string, shape: Shape, scale = '', access?: Access): readonly Row[] =>
  names
    .split(' ')
    .map((name): Row => (access === undefined ? [name, shape, scale] : [name, shape, scale, access]))
