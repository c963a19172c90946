import type { FunctionValue, Numeric, Value } from './value.ts'
import { expectFunction } from './view.ts'

const partial = <N extends Numeric>(f: FunctionValue<N>, given: readonly Value<N>[]): FunctionValue<N> => ({
  kind: 'function',
  arity: f.arity - given.length,
  call: (values, site) => f.call([...given, ...values], site),
  closure: { code: f.closure?.code ?? f, captured: [...(f.closure?.captured ?? []), ...given] },
})

/** Applies a function to any number of arguments, at least one; the array is not the caller's any more. */
export const applyFunction = <N extends Numeric>(
  f: FunctionValue<N>,
  values: Value<N>[],
  site: number,
): Value<N> => {
  if (values.length === f.arity) return f.call(values, site)
  if (values.length < f.arity) return partial(f, values)
  const result = f.call(values.slice(0, f.arity), site)
  return applyFunction(expectFunction(result), values.slice(f.arity), site)
}
