import * as E from 'fp-ts/lib/Either.js'
import { resolveApart } from '../../../src/compile/resolveApart.ts'
import { desugar } from '../../../src/core/desugar.ts'
import { desugaring } from '../../../src/core/desugaring.ts'
import { evaluate } from '../../../src/core/evaluate.ts'
import { attempt, machine } from '../../../src/core/machine.ts'
import { prelude } from '../../../src/core/prelude.ts'
import { show } from '../../../src/core/show.ts'
import type { Numeric } from '../../../src/core/value.ts'
import { IllTyped } from '../../../src/core/view.ts'
import { budget } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { exact } from '../../../src/markov/rational.ts'
import type { Scalar } from '../../../src/markov/scalar.ts'
import { parseExpression } from '../../../src/syntax/parse.ts'

export interface Limits {
  readonly steps?: number
  readonly maxDepth?: number
}

/** The value of an expression as the language writes it; the code and the place of what went wrong. */
export const run = <N extends Numeric>(scalar: Scalar<N>, text: string, limits: Limits = {}): string => {
  const { tree, diagnostics } = parseExpression({ path: 'test', text })
  const [wrong] = diagnostics
  if (wrong !== undefined) return `${wrong.code} ${wrong.title}`
  const { expression, tables, diagnostics: unbound } = resolveApart({ files: [] }, tree)
  const [first] = unbound
  if (first !== undefined) return `${first.code} ${first.title}`
  const d = desugaring(tables, new Map())
  const core = desugar(d, expression)
  const m = machine(scalar, budget(limits.steps ?? 1_000_000), d.spans, limits.maxDepth)
  const runtime = {
    machine: m,
    primitives: prelude(m, 0),
    global: () => {
      throw new IllTyped('an expression alone has no globals')
    },
  }
  const value = attempt(m, core.site, () => evaluate(runtime, core))
  if (E.isRight(value)) return show(scalar, value.right)
  const { code, primary } = value.left
  return `${code} at \`${primary === undefined ? '' : text.slice(primary.span.start, primary.span.end)}\``
}

export const inDoubles = (text: string, limits: Limits = {}): string => run(double, text, limits)
export const exactly = (text: string, limits: Limits = {}): string => run(exact, text, limits)
