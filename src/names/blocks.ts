import type { Block, Pattern } from '../syntax/ast.ts'
import { resolveAll, resolveExpression } from './expressions.ts'
import { distinct, localsOf } from './patterns.ts'
import type { Resolution } from './resolution.ts'
import type { BlockName, Field, FieldScope, Scope } from './scope.ts'

/** Resolves a block whose operations stand in `outer`; which field sees what is decided by `lookUp`. */
export const resolveBlock = (r: Resolution, outer: Scope | undefined, block: Block): void => {
  const names = distinct(r, blockNames(r, block))
  const within = (word: Field['word'], line: number): FieldScope => ({
    kind: 'field',
    names,
    field: { word, line },
    parent: outer,
  })
  block.lines.forEach((line, i) => {
    resolveAll(r, within('inputs', i), line.inputs)
    resolveExpression(r, within('operation', i), line.operation)
    resolveAll(r, within('returns', i), line.returns)
  })
  resolveAll(r, within('outputs', block.lines.length), block.outputs)
  resolveAll(r, within('feedback', block.lines.length), block.feedback)
}

/** All names that a block binds, in the order in which they are written. */
const blockNames = (r: Resolution, block: Block): readonly BlockName[] => {
  const named = (patterns: readonly Pattern[], flow: BlockName['flow'], line: number) =>
    localsOf(r, patterns).map((local): BlockName => ({ ...local, flow, line }))
  const names = [
    ...named(block.inputs, 'covariant', -1),
    ...block.lines.flatMap((line, i) => {
      const feedback = named(line.feedback, 'returned', i)
      if (line.boundary === 'written')
        for (const local of feedback) r.expected.push({ local, as: 'feedback' })
      return [...feedback, ...named(line.outputs, 'covariant', i)]
    }),
    ...named(block.returns, 'returned', block.lines.length),
  ]
  return names.sort((a, b) => a.span.start - b.span.start)
}
