/** `coplay check --emit`: what one stage makes of a file, to look at. */
import * as E from 'fp-ts/lib/Either.js'
import { readText, readTokens } from '../../grammar/read.ts'
import { desugarProgram } from '../core/desugarProgram.ts'
import { printCore } from '../core/printCore.ts'
import type { Numeric } from '../core/value.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { sortDiagnostics } from '../diagnostic/order.ts'
import { double } from '../markov/double.ts'
import { exact } from '../markov/rational.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Resolved } from '../names/resolved.ts'
import { typedProgram } from '../questions/typedProgram.ts'
import { positionAt, type Source, type Span } from '../source/source.ts'
import type { Declaration } from '../syntax/ast.ts'
import { parse } from '../syntax/parse.ts'
import { show } from '../types/show.ts'
import type { Typed } from '../types/typed.ts'
import { emitPlans } from './emitPlan.ts'
import { type ExitStatus, statusOfDiagnostics } from './exitStatus.ts'
import { eachFile } from './files.ts'
import type { Io } from './io.ts'
import { answerOptions, type RunOptions } from './options.ts'
import { importReader, readSource } from './sources.ts'
import { tell } from './terminal.ts'

/** The stages that can be looked at, in their order. */
export const stages = ['tokens', 'cst', 'ast', 'names', 'types', 'core', 'plan'] as const

export type Stage = (typeof stages)[number]

interface Emitted {
  readonly text: string
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, Source>
}

/** Writes what a stage makes of every file. */
export const emitFiles = (io: Io, paths: readonly string[], stage: Stage, options: RunOptions): ExitStatus =>
  eachFile(io, paths, false, ({ path, problem }) => {
    const source = problem === undefined ? readSource(io, path) : E.left(problem)
    const emitted: Emitted = E.isLeft(source)
      ? { text: '', diagnostics: [source.left], sources: new Map() }
      : emit(io, source.right, stage, options)
    tell(io, emitted.diagnostics, emitted.sources, options)
    io.out(emitted.text)
    return { status: statusOfDiagnostics(emitted.diagnostics) }
  }).status

const emit = (io: Io, source: Source, stage: Stage, options: RunOptions): Emitted => {
  switch (stage) {
    case 'tokens':
      return ofText(source, tokenLines(source))
    case 'cst':
      return ofText(source, `${cstLines(readText(source.text, 'file').tree, 'file', 0).join('\n')}\n`)
    case 'ast':
      return ofText(source, `${JSON.stringify(parse(source).file, null, 2)}\n`)
    case 'names':
    case 'types':
    case 'core': {
      const { typed, diagnostics } = typedProgram(source, importReader(io.disk))
      const { sources } = typed.resolved
      return {
        text: tables[stage](typed),
        diagnostics: sortDiagnostics(diagnostics, [...sources.keys()]),
        sources,
      }
    }
    case 'plan':
      return options.exact === true
        ? planStage(io, source, exact, options)
        : planStage(io, source, double, options)
  }
}

const planStage = <N extends Numeric>(
  io: Io,
  source: Source,
  scalar: Scalar<N>,
  options: RunOptions,
): Emitted => {
  const program = typedProgram(source, importReader(io.disk))
  const answering = answerOptions(io, scalar, options)
  const { sources } = program.typed.resolved
  if (E.isLeft(answering)) return { text: '', diagnostics: answering.left.problems, sources }
  const { text, diagnostics } = emitPlans(program, answering.right)
  return { text, diagnostics: sortDiagnostics(diagnostics, [...sources.keys()]), sources }
}

const ofText = (source: Source, text: string): Emitted => ({
  text,
  diagnostics: parse(source).diagnostics,
  sources: new Map([[source.path, source]]),
})

const tokenLines = (source: Source): string =>
  readTokens(source.text)
    .tokens.map(({ startOffset, tokenType, image }) => {
      const { line, column } = positionAt(source, startOffset)
      return `${line}:${column}\t${tokenType.name}\t${JSON.stringify(image)}\n`
    })
    .join('')

/** A node of the concrete tree or a token in it. */
interface Concrete {
  readonly image?: string
  readonly children?: { readonly [name: string]: readonly Concrete[] }
}

const cstLines = (node: Concrete, name: string, depth: number): readonly string[] => {
  const indent = '  '.repeat(depth)
  if (node.image !== undefined) return [`${indent}${name} ${JSON.stringify(node.image)}`]
  const children = Object.entries(node.children ?? {})
  return [
    `${indent}${name}`,
    ...children.flatMap(([child, nodes]) => nodes.flatMap(one => cstLines(one, child, depth + 1))),
  ]
}

interface Placed {
  readonly id: number
  readonly span: Span
}

const isPlaced = (value: object): value is Placed =>
  'id' in value && typeof value.id === 'number' && 'span' in value

/** Every node of a tree that has an id, in the order of the text. */
const placed = (value: unknown): readonly Placed[] => {
  if (typeof value !== 'object' || value === null) return []
  const below = Object.values(value).flatMap(placed)
  return isPlaced(value) ? [value, ...below] : below
}

const at = (resolved: Resolved, { path, start }: Span): string => {
  const source = resolved.sources.get(path)
  if (source === undefined) return path
  const { line, column } = positionAt(source, start)
  return `${path}:${line}:${column}`
}

const nameOf = (declaration: Declaration): string => ('name' in declaration ? declaration.name.text : '')

/** What every name of the file asked for stands for. */
const namesTable = ({ resolved }: Typed): string => {
  const spans = new Map(resolved.files.flatMap(placed).map(({ id, span }) => [id, span] as const))
  return placed(resolved.files.at(-1)?.declarations)
    .flatMap(({ id, span }) => {
      const meaning = meaningOf(resolved, spans, id)
      return meaning === undefined ? [] : [`${at(resolved, span)}\t${meaning}\n`]
    })
    .join('')
}

const meaningOf = (
  { values, constructors, types, ...resolved }: Resolved,
  spans: ReadonlyMap<number, Span>,
  id: number,
): string | undefined => {
  const where = (span: Span | undefined) =>
    span === undefined ? '' : ` ${at({ ...resolved, values, constructors, types }, span)}`
  const value = values.get(id)
  if (value?.kind === 'local') return `${value.name}\tlocal${where(spans.get(value.binder))}`
  if (value?.kind === 'declaration')
    return `${nameOf(value.declaration)}\t${value.declaration.kind}${where(value.declaration.span)}`
  if (value?.kind === 'prelude') return `${value.name}\tprelude`
  const made = constructors.get(id)
  if (made?.kind === 'declared')
    return `${made.type.name.text}\tconstructor ${made.index}${where(made.type.span)}`
  if (made?.kind === 'prelude') return `${made.name}\tprelude constructor`
  const type = types.get(id)
  if (type?.kind === 'declared') return `${nameOf(type.declaration)}\ttype${where(type.declaration.span)}`
  return type === undefined ? undefined : `${type.name}\tprelude type`
}

/** The type of every definition, and of every entry of a strategy. */
const typesTable = ({ resolved, schemes }: Typed): string =>
  (resolved.files.at(-1)?.declarations ?? [])
    .flatMap(declaration => {
      const own = { id: declaration.id, span: declaration.span, name: nameOf(declaration) }
      const entries =
        declaration.kind === 'strategy'
          ? declaration.entries.map(e => ({ id: e.id, span: e.span, name: `${own.name}.${e.key.join('.')}` }))
          : []
      return [own, ...entries]
    })
    .flatMap(({ id, span, name }) => {
      const scheme = schemes.get(id)
      return scheme === undefined ? [] : [`${at(resolved, span)}\t${name} : ${show(scheme.type)}\n`]
    })
    .join('')

const tables: Readonly<Record<'names' | 'types' | 'core', (typed: Typed) => string>> = {
  names: namesTable,
  types: typesTable,
  core: typed => printCore(desugarProgram(typed).program),
}
