/** Lists that the command line gives, in the names of a program: `[x / 10 | x <- [0 .. 10]]`. */
import * as E from 'fp-ts/lib/Either.js'
import { desugar } from '../core/desugar.ts'
import { desugaring } from '../core/desugaring.ts'
import { desugarProgram } from '../core/desugarProgram.ts'
import { evaluate } from '../core/evaluate.ts'
import { globals } from '../core/globals.ts'
import { attempt, machine } from '../core/machine.ts'
import { prelude } from '../core/prelude.ts'
import type { Numeric, Value } from '../core/value.ts'
import { isStructure } from '../core/view.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Budget } from '../markov/budget.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Expression } from '../syntax/ast.ts'
import type { Typed } from '../types/typed.ts'
import { resolveApart } from './resolveApart.ts'

/** Whether a parameter of the program is itself a list. */
export const isListParameter = (typed: Typed, name: string): boolean => {
  const parameter = typed.resolved.files
    .flatMap(file => file.declarations)
    .findLast(d => d.kind === 'param' && d.name.text === name)
  const type = parameter === undefined ? undefined : typed.schemes.get(parameter.id)?.type
  return type?.kind === 'constructor' && type.name === 'List'
}

/** The items of the list that an expression means; nothing where it is no list. Errors: what keeps it from having a value. */
export const listGiven = <N extends Numeric>(
  typed: Typed,
  { scalar, budget }: { readonly scalar: Scalar<N>; readonly budget: Budget },
  given: Expression,
): E.Either<Diagnostic, readonly Value<N>[] | undefined> => {
  const { expression, tables, diagnostics } = resolveApart(typed.resolved, given)
  const [unknown] = diagnostics
  if (unknown !== undefined) return E.left(unknown)
  const { program, desugaring: all } = desugarProgram(typed)
  const m = machine(scalar, budget, all.spans, undefined, typed.resolved.trees)
  const runtime = globals(m, program, prelude(m, 0))
  const core = desugar(desugaring(tables, typed.types), expression)
  const value = attempt(m, core.site, () => evaluate(runtime, core))
  if (E.isLeft(value)) return E.left({ ...value.left, primary: value.left.primary ?? { span: given.span } })
  return E.right(isStructure(value.right) && value.right.kind === 'list' ? value.right.items : undefined)
}
