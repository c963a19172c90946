import * as E from 'fp-ts/lib/Either.js'
import type { DiagnosticCode } from '../diagnostic/codes.ts'
import { type Diagnostic, diagnostic, type Label } from '../diagnostic/diagnostic.ts'
import { type Budget, OutOfSteps } from '../markov/budget.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { ImportedTree } from '../names/importedTrees.ts'
import type { Span } from '../source/source.ts'
import { EvaluationFailure } from './failure.ts'
import type { Numeric } from './value.ts'
import type { Tracer } from './wire.ts'

/**
 * What a running program shares: the numbers it computes in, its budget, and the calls under way.
 *
 * The stack of call sites is not read by evaluation; it is there to say where a program was when it failed.
 */
export interface Machine<N extends Numeric> {
  readonly scalar: Scalar<N>
  readonly budget: Budget
  /** Calls of the language that may be under way at once; the JavaScript stack may end before. */
  readonly maxDepth: number
  readonly spans: ReadonlyMap<number, Span>
  readonly calls: number[]
  depth: number
  /** The tracer that runs the program, if one does. */
  tracer: Tracer<N> | undefined
  /** Game trees of other files, by the application that imports each. */
  readonly trees: ReadonlyMap<number, ImportedTree>
}

/**
 * The depth that a JavaScript stack of the usual megabyte bears with room to spare is found by trying, not by
 * this number: past it G5002 is raised without trying.
 */
export const defaultMaxDepth = 100_000

export const machine = <N extends Numeric>(
  scalar: Scalar<N>,
  budget: Budget,
  spans: ReadonlyMap<number, Span>,
  maxDepth: number = defaultMaxDepth,
  trees: Machine<N>['trees'] = new Map(),
): Machine<N> => ({ scalar, budget, maxDepth, spans, calls: [], depth: 0, tracer: undefined, trees })

/** What to say of a failure beside its place. */
export interface Message {
  readonly title: string
  readonly explanation?: readonly string[]
  readonly hint?: string
}

const labelAt = <N extends Numeric>(m: Machine<N>, site: number, text?: string): Label | undefined => {
  const span = m.spans.get(site)
  if (span === undefined) return undefined
  return text === undefined ? { span } : { span, text }
}

const callLabel = <N extends Numeric>(m: Machine<N>, site: number): readonly Label[] => {
  const call = m.calls[m.depth - 1]
  if (call === undefined || call === site) return []
  const label = labelAt(m, call, 'in this call')
  return label === undefined ? [] : [label]
}

/** A diagnostic at a site, with the call under way as second label. */
export const diagnosticAt = <N extends Numeric>(
  m: Machine<N>,
  site: number,
  code: DiagnosticCode,
  message: Message,
): Diagnostic => {
  const { title, explanation = [], hint } = message
  return diagnostic(code, title, {
    primary: labelAt(m, site),
    secondary: callLabel(m, site),
    explanation,
    hint,
  })
}

/** Ends the evaluation with a user's error at `site`. */
export const fail = <N extends Numeric>(
  m: Machine<N>,
  site: number,
  code: DiagnosticCode,
  title: string,
  more: Omit<Message, 'title'> = {},
): never => {
  throw new EvaluationFailure(diagnosticAt(m, site, code, { title, ...more }))
}

const currentCall = <N extends Numeric>(m: Machine<N>, otherwise: number): number =>
  m.calls[m.depth - 1] ?? otherwise

/** Recursion deeper than `maxDepth` or than the JavaScript stack. */
export const tooDeep = <N extends Numeric>(m: Machine<N>, site: number): Diagnostic =>
  diagnosticAt(m, site, 'G5002', {
    title: 'recursion too deep',
    explanation: [`${m.depth} calls were under way, each waiting for the one inside it.`],
    hint: 'check that the recursion ends; `foldl` over a list needs no depth',
  })

const outOfSteps = <N extends Numeric>(m: Machine<N>, site: number, limit: number): Diagnostic =>
  diagnosticAt(m, site, 'G5001', {
    title: `more than ${limit} steps`,
    explanation: ['The program was stopped: it may never end, or the game may be too large to enumerate.'],
    hint: 'check that recursions end, make lists and games smaller, or raise the limit with `--steps`',
  })

const isStackOverflow = (error: unknown): boolean =>
  error instanceof RangeError && /call stack/i.test(error.message)

const isTooLarge = (error: unknown): boolean =>
  error instanceof RangeError && /invalid (array|string) length|maximum bigint size/i.test(error.message)

const outOfMemory = <N extends Numeric>(m: Machine<N>, site: number): Diagnostic =>
  diagnosticAt(m, site, 'G5004', {
    title: 'a value too large for the memory',
    hint: 'make the list, text or number smaller',
  })

/**
 * Runs what may fail for the user's reasons: the failure, a used-up budget and a stack overflow become
 * diagnostics; any other exception is a fault of coplay and goes on.
 *
 * `site` is what is being asked, for failures outside any call. `translate` gives diagnostics for failures of
 * an engine that knows none.
 */
export const attempt = <N extends Numeric, A>(
  m: Machine<N>,
  site: number,
  run: () => A,
  translate: (error: unknown) => Diagnostic | undefined = () => undefined,
): E.Either<Diagnostic, A> => {
  const { depth } = m
  try {
    return E.right(run())
  } catch (error) {
    if (error instanceof EvaluationFailure) {
      const primary = error.diagnostic.primary ?? labelAt(m, currentCall(m, site))
      return E.left(primary === undefined ? error.diagnostic : { ...error.diagnostic, primary })
    }
    if (error instanceof OutOfSteps) return E.left(outOfSteps(m, currentCall(m, site), error.limit))
    if (isStackOverflow(error)) return E.left(tooDeep(m, currentCall(m, site)))
    if (isTooLarge(error)) return E.left(outOfMemory(m, currentCall(m, site)))
    const translated = translate(error)
    if (translated !== undefined) return E.left(translated)
    throw error
  } finally {
    m.depth = depth
  }
}
