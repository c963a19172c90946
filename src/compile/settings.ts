/**
 * Values that the command line gives to parameters: `--set reserve=10`.
 *
 * The expression belongs to no file, so its names are looked up here: in its own binders, the declarations of the
 * program, the prelude. Its value is checked against the type of the parameter.
 */
import * as E from 'fp-ts/lib/Either.js'
import { desugar } from '../core/desugar.ts'
import { desugaring } from '../core/desugaring.ts'
import { evaluate, type Runtime } from '../core/evaluate.ts'
import { attempt } from '../core/machine.ts'
import { show } from '../core/show.ts'
import type { Numeric, Value } from '../core/value.ts'
import { isNumber } from '../core/view.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/suggest.ts'
import type { Expression, ParamDeclaration } from '../syntax/ast.ts'
import { show as showType } from '../types/show.ts'
import type { Typed } from '../types/typed.ts'
import { conforms } from './conforms.ts'
import { resolveApart } from './resolveApart.ts'

/** What parameters are set to, by name. */
export type Settings = ReadonlyMap<string, Expression>

const parametersOf = (typed: Typed): readonly ParamDeclaration[] =>
  typed.resolved.files.flatMap(f => f.declarations).filter(d => d.kind === 'param')

const settingOf = <N extends Numeric>(
  typed: Typed,
  runtime: Runtime<N>,
  parameter: ParamDeclaration,
  given: Expression,
): E.Either<Diagnostic, Value<N>> => {
  const { expression, tables, diagnostics } = resolveApart(typed.resolved, given)
  const [unknown] = diagnostics
  if (unknown !== undefined) return E.left(unknown)
  const own = desugaring(tables, typed.types)
  const core = desugar(own, expression)
  const value = attempt(runtime.machine, core.site, () => evaluate(runtime, core))
  if (E.isLeft(value)) return E.left({ ...value.left, primary: value.left.primary ?? { span: given.span } })
  const type = typed.schemes.get(parameter.id)?.type
  if (type === undefined || conforms(value.right, type)) return value
  const shown = show(runtime.machine.scalar, value.right)
  const title = `\`${parameter.name.text}\` is of type \`${showType(type)}\`, which \`${shown}\` is not`
  return E.left(
    diagnostic('G3001', title, {
      primary: { span: given.span },
      secondary: [{ span: parameter.name.span, text: 'the parameter' }],
    }),
  )
}

/**
 * What takes the place of a number that is a parameter, given the number that the file or the command line says it
 * is; nothing where it is to stay.
 */
export type StandIn<N extends Numeric> = (name: string, declared: N) => N | undefined

/** The values of parameters that are not those of the file; what cannot be set is added to `diagnostics`. */
export const overridesOf = <N extends Numeric>(
  typed: Typed,
  runtime: Runtime<N>,
  { settings, standIn }: { readonly settings: Settings; readonly standIn: StandIn<N> | undefined },
  diagnostics: Set<Diagnostic>,
): ReadonlyMap<number, Value<N>> => {
  const overrides = settingsIn(typed, runtime, settings, diagnostics)
  if (standIn === undefined) return overrides
  const replaced = parametersOf(typed).flatMap(parameter => {
    const declared = attempt(
      runtime.machine,
      parameter.id,
      () => overrides.get(parameter.id) ?? runtime.global(parameter.id, parameter.id),
    )
    if (E.isLeft(declared) || !isNumber(declared.right)) return []
    const other = standIn(parameter.name.text, declared.right)
    return other === undefined ? [] : [[parameter.id, other] as const]
  })
  return new Map<number, Value<N>>([...overrides, ...replaced])
}

const settingsIn = <N extends Numeric>(
  typed: Typed,
  runtime: Runtime<N>,
  settings: Settings,
  diagnostics: Set<Diagnostic>,
): ReadonlyMap<number, Value<N>> => {
  const parameters = parametersOf(typed)
  const overrides = new Map<number, Value<N>>()
  for (const [name, given] of settings) {
    const parameter = parameters.findLast(p => p.name.text === name)
    if (parameter === undefined) {
      const names = parameters.map(p => p.name.text)
      const title = `the program has no parameter \`${name}\``
      const hint = didYouMean(name, names)
      diagnostics.add(diagnostic('G4109', title, { primary: { span: given.span }, hint }))
      continue
    }
    const value = settingOf(typed, runtime, parameter, given)
    if (E.isLeft(value)) diagnostics.add(value.left)
    else overrides.set(parameter.id, value.right)
  }
  return overrides
}
