/**
 * Values as the kind that their type says they have. Evaluation runs typed programs only, so that another
 * kind is a fault of coplay.
 */
import type {
  DistValue,
  FunctionValue,
  GameTerm,
  Numeric,
  RecordValue,
  StrategyValue,
  Structure,
  Value,
} from './value.ts'

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

export const expectNumber = <N extends Numeric>(value: Value<N>): N =>
  isNumber(value) ? value : unexpected('number')

export const expectText = <N extends Numeric>(value: Value<N>): string =>
  typeof value === 'string' ? value : unexpected('string')

export const expectBoolean = <N extends Numeric>(value: Value<N>): boolean =>
  typeof value === 'boolean' ? value : unexpected('boolean')

export const expectFunction = <N extends Numeric>(value: Value<N>): FunctionValue<N> =>
  typeof value === 'object' && value.kind === 'function' ? value : unexpected('function')

export const expectList = <N extends Numeric>(value: Value<N>): readonly Value<N>[] => {
  if (typeof value === 'object' && value.kind === 'list') return value.items
  return unexpected('list')
}

export const expectTuple = <N extends Numeric>(value: Value<N>): readonly Value<N>[] =>
  typeof value === 'object' && value.kind === 'tuple' ? value.items : unexpected('tuple')

export const expectRecord = <N extends Numeric>(value: Value<N>): RecordValue<N> =>
  typeof value === 'object' && value.kind === 'record' ? value : unexpected('record')

export const expectDist = <N extends Numeric>(value: Value<N>): DistValue<N> =>
  typeof value === 'object' && value.kind === 'dist' ? value : unexpected('distribution')

export const expectGame = <N extends Numeric>(value: Value<N>): GameTerm<N> =>
  typeof value === 'object' && value.kind === 'game' ? value.term : unexpected('game')

export const expectStrategy = <N extends Numeric>(value: Value<N>): StrategyValue =>
  typeof value === 'object' && value.kind === 'strategy' ? value : unexpected('strategy')
