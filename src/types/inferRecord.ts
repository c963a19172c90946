/** Records: literals are closed, access and update ask for a field and leave the others open. */
import { didYouMean } from '../diagnostic/suggest.ts'
import type { Span } from '../source/source.ts'
import type { FieldExpression, Name, RecordExpression, UpdateExpression } from '../syntax/ast.ts'
import { printer, reportClash, typeError } from './clash.ts'
import { check, infer } from './inferExpression.ts'
import { type Inference, record, report } from './inference.ts'
import { instantiate } from './scheme.ts'
import { flatten, fresh, freshRow, prune } from './substitution.ts'
import { recordOf, rowOf } from './type.ts'
import type { Type } from './typed.ts'
import { unify } from './unify.ts'

export const inferRecord = (inf: Inference, e: RecordExpression): Type =>
  recordOf(e.fields.map(f => [f.name.text, record(inf, f, infer(inf, f.value))] as const))

/** A dotted path that names a quantity of a grid is no field, but a name. */
export const inferField = (inf: Inference, e: FieldExpression): Type => {
  const binding = inf.resolved.values.get(e.id)
  const quantity = binding?.kind === 'local' ? inf.locals.get(binding.binder) : undefined
  return quantity === undefined
    ? fieldType(inf, infer(inf, e.record), e.name, e.record.span)
    : instantiate(inf.s, quantity)
}

/** `{ r | soc = 2 }` has the type of `r`. */
export const inferUpdate = (inf: Inference, e: UpdateExpression): Type => {
  const type = infer(inf, e.record)
  for (const field of e.fields) {
    const expected = fieldType(inf, type, field.name, e.record.span)
    record(inf, field, expected)
    check(inf, field.value, expected, {
      text: `the field \`${field.name.text}\` has this type`,
      span: e.record.span,
    })
  }
  return type
}

const fieldType = (inf: Inference, type: Type, name: Name, of: Span): Type => {
  const known = prune(inf.s, type)
  if (known.kind === 'record') {
    const { fields, tail } = flatten(inf.s, known.row)
    const found = fields.get(name.text)
    if (found !== undefined) return found
    if (tail === undefined) {
      report(inf, noField(name, [...fields.keys()]))
      return fresh(inf.s)
    }
  }
  const field = fresh(inf.s)
  const wanted: Type = { kind: 'record', row: rowOf([[name.text, field]], freshRow(inf.s)) }
  const mismatch = unify(inf.s, wanted, type)
  if (mismatch === undefined) return field
  if (mismatch.kind === 'clash') report(inf, notARecord(inf, type, name, of))
  else {
    const because = { text: `it is asked for its field \`${name.text}\``, span: name.span }
    reportClash(inf, { span: of, expected: wanted, actual: type, because, mismatch })
  }
  return fresh(inf.s)
}

const noField = (name: Name, fields: readonly string[]) =>
  typeError(
    'G3005',
    `there is no field \`${name.text}\` in this record`,
    { span: name.span },
    {
      explanation: [
        fields.length === 0
          ? 'The record has no fields that are known here.'
          : `Its fields are ${fields.map(f => `\`${f}\``).join(', ')}.`,
      ],
      hint: didYouMean(name.text, fields),
    },
  )

const notARecord = (inf: Inference, type: Type, name: Name, of: Span) =>
  typeError(
    'G3005',
    `\`${printer(inf)(type)}\` has no fields`,
    { span: of, text: 'this is not a record' },
    { because: { text: `it is asked for its field \`${name.text}\``, span: name.span } },
  )
