/**
 * Blocks: every expression gets the two vectors of names it may use, which makes the copies and discards of
 * the wiring explicit.
 *
 *     line i inputs       block inputs, outputs of lines before i
 *     line i returns      all covariant names | block returns, feedback of lines after i
 *     block outputs       all covariant names
 *     block feedback      all covariant names | block returns, feedback of all lines
 *
 * This is also the order in which the values become known: forward line by line, then back from the last.
 */
import type { Block, Expression, Line, NodeId } from '../syntax/ast.ts'
import type { Bound, Core, CoreBlock, CoreLine } from './core.ts'
import { desugar } from './desugar.ts'
import { type Desugaring, siteOf } from './desugaring.ts'
import { desugarBinding } from './desugarPattern.ts'

/** The expressions of one field: several mean a tuple, one stands for itself, none is `()`. */
const wire = (d: Desugaring, site: NodeId, expressions: readonly Expression[]): Core => {
  const items = expressions.map(e => desugar(d, e))
  const only = items[0]
  return items.length === 1 && only !== undefined ? only : { kind: 'tuple', site, items }
}

const lineOf = (d: Desugaring, line: Line) => {
  const site = siteOf(d, line)
  return {
    line,
    site,
    outputs: desugarBinding(d, site, line.outputs),
    feedback: desugarBinding(d, site, line.feedback),
  }
}

/** The core of a block. */
export const desugarBlock = (d: Desugaring, block: Block): CoreBlock => {
  const site = siteOf(d, block)
  const inputs = desugarBinding(d, site, block.inputs)
  const returns = desugarBinding(d, site, block.returns)
  const bound = block.lines.map(line => lineOf(d, line))
  const covariant = [...inputs.binds, ...bound.flatMap(b => b.outputs.binds)]
  /** Contravariant names known once the lines from `from` on have fed back. */
  const returned = (from: number): readonly Bound[] => [
    ...returns.binds,
    ...bound
      .slice(from)
      .reverse()
      .flatMap(b => b.feedback.binds),
  ]
  let known: readonly Bound[] = inputs.binds
  const lines = bound.map(({ line, site: at, outputs, feedback }, i): CoreLine => {
    const core: CoreLine = {
      site: at,
      label: line.label?.text,
      operation: desugar(d, line.operation),
      inputs: { covariant: known, contravariant: [], body: wire(d, at, line.inputs) },
      outputs,
      returns: { covariant, contravariant: returned(i + 1), body: wire(d, at, line.returns) },
      feedback,
    }
    known = [...known, ...outputs.binds]
    return core
  })
  return {
    inputs,
    lines,
    outputs: { covariant, contravariant: [], body: wire(d, site, block.outputs) },
    returns,
    feedback: { covariant, contravariant: returned(0), body: wire(d, site, block.feedback) },
  }
}
