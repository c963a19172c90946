/** Readings of a grid as values of the language, and values as its commands. */
import type { Driven, QuantityUse } from '../compile/driven.ts'
import type { Read } from '../compile/drives.ts'
import { list } from '../core/construct.ts'
import { EvaluationFailure } from '../core/failure.ts'
import type { Value } from '../core/value.ts'
import { expectList, expectNumber, isNumber } from '../core/view.ts'
import { diagnostic } from '../diagnostic/diagnostic.ts'

/** A reading by the path of its quantity; of a population's the list of its members'. */
export type Readings = (path: string) => number | readonly number[]

/** What is read, as its use takes it. Failures (G5106) unwind to `attempt`. */
export const readingAs =
  (readings: Readings): Read<number> =>
  use => {
    const read = readings(use.path)
    if (typeof read === 'number') {
      if (use.type === 'Real') return finite(use, read)
      return refuse(use, `\`${use.path}\` is a number, where a list is used`)
    }
    if (use.type === 'List Real') return list(read.map(one => finite(use, one)))
    return refuse(use, `\`${use.path}\` is a list of ${read.length} numbers, where one is used`)
  }

const finite = (use: QuantityUse, read: number): number =>
  Number.isFinite(read) ? read : refuse(use, `\`${use.path}\` reads ${read}`)

const refuse = ({ span }: QuantityUse, title: string): never => {
  throw new EvaluationFailure(diagnostic('G5106', title, { primary: { span, text: 'read here' } }))
}

/** Commands as numbers. */
export const numbersOf = (
  { sends }: Driven,
  values: ReadonlyMap<string, Value<number>>,
): ReadonlyMap<string, number | readonly number[]> =>
  new Map(
    sends.flatMap(({ quantity: { path } }) => {
      const value = values.get(path)
      if (value === undefined) return []
      return [
        [path, isNumber(value) ? value : expectList(value).map(one => expectNumber<number>(one))] as const,
      ]
    }),
  )
