/**
 * Values as the kind that their type says they have. Evaluation runs typed programs only, so that another
 * kind is a fault of coplay.
 */

import { diagnostic } from '../diagnostic/diagnostic.ts'
import { EvaluationFailure } from './failure.ts'
import type {
  DistValue,
  FunctionValue,
  GameTerm,
  IntervalValue,
  ListValue,
  Numeric,
  RecordValue,
  StrategyValue,
  Structure,
  Value,
} from './value.ts'
import { isWire } from './wire.ts'

/** A value of another kind than its type says: reported as an internal fault (G9901). */
export class IllTyped extends Error {
  override readonly name = 'IllTyped'
}

const unexpected = (wanted: string): never => {
  throw new IllTyped(`a ${wanted} was expected`)
}

/** Whether a value is a number of the scalars in use. */
export const isNumber = <N extends Numeric>(value: Value<N>): value is N =>
  typeof value === 'number' || (typeof value === 'object' && value.kind === 'rational')

/** Whether a value is made of other values, or a function, game or strategy. */
export const isStructure = <N extends Numeric>(value: Value<N>): value is Structure<N> =>
  typeof value === 'object' && value.kind !== 'rational'

export const isUnit = <N extends Numeric>(value: Value<N>): boolean =>
  isStructure(value) && value.kind === 'tuple' && value.items.length === 0

/** The value itself, of a wire what is known of it: throws `Undetermined` where the program must know more to go on. */
export const known = <N extends Numeric>(value: Value<N>): Value<N> =>
  isWire(value) ? value.tracer.read(value) : value

export const expectNumber = <N extends Numeric>(value: Value<N>): N => {
  if (isNumber(value)) return value
  const read = known(value)
  return isNumber(read) ? read : unexpected('number')
}

export const expectText = <N extends Numeric>(value: Value<N>): string => {
  const read = known(value)
  return typeof read === 'string' ? read : unexpected('string')
}

export const expectBoolean = <N extends Numeric>(value: Value<N>): boolean => {
  const read = known(value)
  return typeof read === 'boolean' ? read : unexpected('boolean')
}

export const expectFunction = <N extends Numeric>(value: Value<N>): FunctionValue<N> => {
  const read = known(value)
  return typeof read === 'object' && read.kind === 'function' ? read : unexpected('function')
}

/** The items of a list. Errors: an interval, which has the type of one, fails with G5111. */
export const expectList = <N extends Numeric>(value: Value<N>): readonly Value<N>[] => {
  const menu = expectMenu(value)
  return menu.kind === 'list' ? menu.items : unlisted()
}

/** What a decision chooses from. */
export const expectMenu = <N extends Numeric>(value: Value<N>): ListValue<N> | IntervalValue<N> => {
  const read = known(value)
  return typeof read === 'object' && (read.kind === 'list' || read.kind === 'interval')
    ? read
    : unexpected('list')
}

const unlisted = (): never => {
  throw new EvaluationFailure(
    diagnostic('G5111', 'an interval has no list of its numbers', {
      hint: 'give it to a decision as it is, or write the numbers as a range: `[0, 1/10 .. 1]`',
    }),
  )
}

export const expectTuple = <N extends Numeric>(value: Value<N>): readonly Value<N>[] => {
  const read = known(value)
  return typeof read === 'object' && read.kind === 'tuple' ? read.items : unexpected('tuple')
}

export const expectRecord = <N extends Numeric>(value: Value<N>): RecordValue<N> => {
  const read = known(value)
  return typeof read === 'object' && read.kind === 'record' ? read : unexpected('record')
}

export const expectDist = <N extends Numeric>(value: Value<N>): DistValue<N> => {
  const read = known(value)
  return typeof read === 'object' && read.kind === 'dist' ? read : unexpected('distribution')
}

export const expectGame = <N extends Numeric>(value: Value<N>): GameTerm<N> =>
  typeof value === 'object' && value.kind === 'game' ? value.term : unexpected('game')

export const expectStrategy = <N extends Numeric>(value: Value<N>): StrategyValue =>
  typeof value === 'object' && value.kind === 'strategy' ? value : unexpected('strategy')
