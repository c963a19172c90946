import type { VariableExpression } from '../syntax/ast.ts'
import { type Inference, markBroken } from './inference.ts'
import { preludeScheme } from './preludeScheme.ts'
import { instantiate } from './scheme.ts'
import { fresh } from './substitution.ts'
import type { Scheme, Type } from './typed.ts'

const schemeOf = (inf: Inference, e: VariableExpression): Scheme | undefined => {
  const binding = inf.resolved.values.get(e.id)
  switch (binding?.kind) {
    case 'local':
      return inf.locals.get(binding.binder)
    case 'declaration':
      return inf.schemes.get(binding.declaration.id)
    case 'prelude':
      return preludeScheme(inf.s, binding.name)
    case undefined:
      return undefined
  }
}

/** The type of one use of a name; a name that could not be resolved has any type and spoils its declaration. */
export const inferVariable = (inf: Inference, e: VariableExpression): Type => {
  const scheme = schemeOf(inf, e)
  if (scheme !== undefined) return instantiate(inf.s, scheme)
  markBroken(inf)
  return fresh(inf.s)
}
