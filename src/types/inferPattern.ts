import type { ConstructorPattern, Pattern, RecordPattern } from '../syntax/ast.ts'
import { printer, reportClash, typeError } from './clash.ts'
import { constructorScheme } from './dataTypes.ts'
import { annotation } from './declareTypes.ts'
import { type Because, type Inference, markBroken, record, report } from './inference.ts'
import { instantiate, mono } from './scheme.ts'
import { fresh, freshRow, prune } from './substitution.ts'
import { listOf, real, rowOf, text } from './type.ts'
import type { Type } from './typed.ts'
import { unify } from './unify.ts'

/** Checks a pattern against the type of what it is matched with; the names it binds are local and not general. */
export const checkPattern = (inf: Inference, pattern: Pattern, expected: Type, because: Because): void => {
  record(inf, pattern, expected)
  const demand = (actual: Type): boolean => {
    const mismatch = unify(inf.s, expected, actual)
    if (mismatch === undefined) return true
    reportClash(inf, { span: pattern.span, expected, actual, because, mismatch })
    return false
  }
  switch (pattern.kind) {
    case 'variable':
      inf.locals.set(pattern.id, mono(expected))
      return
    case 'wildcard':
      return
    case 'broken':
      markBroken(inf)
      return
    case 'number':
      demand(real)
      return
    case 'string':
      demand(text)
      return
    case 'annotate':
      demand(annotation(inf, pattern.type))
      checkPattern(inf, pattern.pattern, expected, because)
      return
    case 'tuple':
      checkItems(inf, pattern.items, expected, because, demand)
      return
    case 'list': {
      const item = fresh(inf.s)
      const good = demand(listOf(item))
      for (const p of pattern.items) checkPattern(inf, p, good ? item : fresh(inf.s), because)
      return
    }
    case 'record':
      checkFields(inf, pattern, because, demand)
      return
    case 'constructor':
      checkConstructor(inf, pattern, because, demand)
      return
  }
}

/** The type of a pattern that is not yet known to be matched with anything. */
export const inferPattern = (inf: Inference, pattern: Pattern): Type => {
  const type = fresh(inf.s)
  checkPattern(inf, pattern, type, { text: 'this is what the pattern is matched with' })
  return type
}

const checkItems = (
  inf: Inference,
  items: readonly Pattern[],
  expected: Type,
  because: Because,
  demand: (actual: Type) => boolean,
): void => {
  const known = prune(inf.s, expected)
  const types =
    known.kind === 'tuple' && known.items.length === items.length
      ? known.items
      : items.map(() => fresh(inf.s))
  if (known.kind !== 'tuple' || known.items !== types) demand({ kind: 'tuple', items: types })
  for (const [i, item] of items.entries()) checkPattern(inf, item, types[i] ?? fresh(inf.s), because)
}

const checkFields = (
  inf: Inference,
  pattern: RecordPattern,
  because: Because,
  demand: (actual: Type) => boolean,
): void => {
  const fields = pattern.fields.map(f => [f.name.text, fresh(inf.s)] as const)
  demand({ kind: 'record', row: rowOf(fields, freshRow(inf.s)) })
  for (const [i, field] of pattern.fields.entries())
    checkPattern(inf, field.pattern, fields[i]?.[1] ?? fresh(inf.s), because)
}

const checkConstructor = (
  inf: Inference,
  pattern: ConstructorPattern,
  because: Because,
  demand: (actual: Type) => boolean,
): void => {
  const binding = inf.resolved.constructors.get(pattern.id)
  const found = binding === undefined ? undefined : constructorScheme(inf.data, binding)
  if (found === undefined) {
    markBroken(inf)
    for (const field of pattern.fields) checkPattern(inf, field, fresh(inf.s), because)
    return
  }
  let type = instantiate(inf.s, found.scheme)
  const wanted: Type[] = []
  while (type.kind === 'function') {
    wanted.push(type.from)
    type = type.to
  }
  const good = demand(type)
  if (wanted.length !== pattern.fields.length) report(inf, wrongFields(inf, pattern, wanted))
  for (const [i, field] of pattern.fields.entries()) {
    const expected = good ? wanted[i] : undefined
    checkPattern(inf, field, expected ?? fresh(inf.s), {
      text: `a field of \`${pattern.name.text}\` is matched`,
    })
  }
}

const wrongFields = (inf: Inference, pattern: ConstructorPattern, wanted: readonly Type[]) => {
  const { text: name } = pattern.name
  const print = printer(inf)
  const given = pattern.fields.length
  const matched = given === 0 ? 'none is' : given === 1 ? '1 is' : `${given} are`
  const count = wanted.length === 1 ? '1 field' : `${wanted.length === 0 ? 'no' : wanted.length} fields`
  return typeError(
    'G3006',
    `\`${name}\` has ${count}, and ${matched} matched`,
    { span: pattern.span },
    wanted.length === 0
      ? { hint: `write \`${name}\` alone` }
      : {
          explanation: [
            `${wanted.length === 1 ? 'Its field is' : 'Its fields are'} ${wanted.map(t => `\`${print(t)}\``).join(', ')}.`,
          ],
        },
  )
}
