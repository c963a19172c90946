import type { Scalar } from '../markov/scalar.ts'
import type { CorePattern } from './core.ts'
import { allocate, type Frame, type Scope } from './scope.ts'
import type { Numeric, Value } from './value.ts'
import { expectList, expectNumber, expectRecord, expectTuple, known } from './view.ts'

/** Whether the value has the pattern's form; writes the names it binds into the frame as it goes. */
export type Matcher<N extends Numeric> = (value: Value<N>, frame: Frame<N>) => boolean

const each =
  <N extends Numeric>(matchers: readonly Matcher<N>[]) =>
  (items: readonly Value<N>[], frame: Frame<N>): boolean =>
    items.length === matchers.length &&
    matchers.every((matcher, i) => {
      const item = items[i]
      return item !== undefined && matcher(item, frame)
    })

/** The matcher of a pattern, whose names get slots in `s`. */
export const compilePattern = <N extends Numeric>(
  scalar: Scalar<N>,
  s: Scope,
  pattern: CorePattern,
): Matcher<N> => {
  const compile = (p: CorePattern): Matcher<N> => compilePattern(scalar, s, p)
  switch (pattern.kind) {
    case 'any':
      return () => true
    case 'bind': {
      const slot = allocate(s, pattern.bound.binder)
      return (value, frame) => {
        frame[slot] = value
        return true
      }
    }
    case 'number': {
      const wanted = scalar.fromRatio(pattern.value.numerator, pattern.value.denominator)
      return value => scalar.equals(expectNumber(value), wanted)
    }
    case 'string':
    case 'boolean':
      return value => known(value) === pattern.value
    case 'constructor': {
      const fields = each(pattern.fields.map(compile))
      const { name } = pattern
      return (matched, frame) => {
        const value = known(matched)
        return (
          typeof value === 'object' &&
          value.kind === 'constructor' &&
          value.name === name &&
          fields(value.fields, frame)
        )
      }
    }
    case 'tuple': {
      const items = each(pattern.items.map(compile))
      return (value, frame) => items(expectTuple(value), frame)
    }
    case 'list': {
      const items = each(pattern.items.map(compile))
      return (value, frame) => items(expectList(value), frame)
    }
    case 'record': {
      const fields = pattern.fields.map(f => ({ name: f.name, matcher: compile(f.pattern) }))
      return (value, frame) => {
        const record = expectRecord(value).fields
        return fields.every(({ name, matcher }) => {
          const field = record[name]
          return field !== undefined && matcher(field, frame)
        })
      }
    }
  }
}
