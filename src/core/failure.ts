import type { Diagnostic } from '../diagnostic/diagnostic.ts'

/**
 * A user's error met while evaluating: the one exception of the language, beside `OutOfSteps`.
 *
 * It must unwind through the engine, whose code knows nothing of diagnostics; `attempt` turns it into a value.
 */
export class EvaluationFailure extends Error {
  override readonly name = 'EvaluationFailure'
  readonly diagnostic: Diagnostic
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.title)
    this.diagnostic = diagnostic
  }
}
