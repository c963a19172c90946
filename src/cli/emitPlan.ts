/** `coplay check --emit plan`: the influence diagram of every strategy, and how a verdict on it is computed. */
import * as E from 'fp-ts/lib/Either.js'
import type { CompiledStrategy, Program } from '../compile/program.ts'
import type { Numeric } from '../core/value.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { unlimited } from '../markov/budget.ts'
import type { Diagram, Node } from '../plan/diagram.ts'
import { showOutline } from '../plan/elimination/outline.ts'
import { planOf } from '../plan/planOf.ts'
import { type AnswerOptions, prepare } from '../questions/answer.ts'
import { edgesOf, fitting } from '../questions/judging.ts'
import type { TypedProgram } from '../questions/typedProgram.ts'

export interface EmittedPlan {
  readonly text: string
  readonly diagnostics: readonly Diagnostic[]
}

/** Values of a node that are listed. */
const mostValues = 6

/** The diagrams of a program's strategies as text, and what keeps some from having one. */
export const emitPlans = <N extends Numeric>(
  program: TypedProgram,
  options: AnswerOptions<N>,
): EmittedPlan => {
  const prepared = prepare(program, options)
  const outlined = prepared.program.strategies.map(strategy =>
    planText(prepared.program, strategy, { options, show: prepared.notation.show }),
  )
  return {
    text: outlined.flatMap(made => (E.isRight(made) ? [made.right] : [])).join('\n'),
    diagnostics: [...prepared.diagnostics, ...outlined.flatMap(made => (E.isLeft(made) ? [made.left] : []))],
  }
}

interface Shown<N extends Numeric> {
  readonly options: AnswerOptions<N>
  readonly show: (value: unknown) => string
}

const planText = <N extends Numeric>(
  { attempt, trace }: Program<N>,
  { name, gameName, closed, profile, span }: CompiledStrategy<N>,
  { options, show }: Shown<N>,
): E.Either<Diagnostic, string> => {
  if (E.isLeft(closed)) return closed
  return attempt(span, () => {
    const head = `strategy ${name} for ${gameName}\n`
    const traced = trace(closed.right, profile)
    if (E.isLeft(traced)) return `${head}  no diagram: ${reasonOf(traced.left)}; plays are enumerated\n`
    const { diagram } = traced.right
    const edges = edgesOf({ limit: options.steps, memoryMb: options.memoryMb })
    const plan = fitting(planOf(options.scalar, unlimited, diagram, edges))
    const nodes = diagram.nodes.map(node => `  ${nodeText(diagram, node, show)}\n`)
    const outlines = plan.outlines().map(outline => `${showOutline(outline)}\n`)
    return [head, ...nodes, ...outlines].join('')
  })
}

const reasonOf = (untraced: { readonly reason: string } | { readonly size: number }): string =>
  'reason' in untraced ? untraced.reason : `a table would have ${untraced.size} rows`

const nodeText = <N>({ nodes }: Diagram<N>, node: Node<N>, show: (value: unknown) => string): string => {
  const { values } = node.domain
  const listed = values.slice(0, mostValues).map(show).join(' | ')
  const more = values.length > mostValues ? ` and ${values.length - mostValues} more` : ''
  const parents = node.parents.map(parent => `${parent} ${nodes[parent]?.name}`)
  const given = parents.length === 0 ? '' : ` given ${parents.join(', ')}`
  return `${node.id} ${node.kind} ${node.name}${given}: ${listed}${more}`
}
