/** Failures of regions at the decisions that they are about. */
import type { CompiledStrategy } from '../compile/program.ts'
import { EvaluationFailure } from '../core/failure.ts'
import { diagnostic } from '../diagnostic/diagnostic.ts'
import type { Rational } from '../markov/rational.ts'
import { Undistinguished } from './distinct.ts'

/** Runs with states and actions that cannot be told apart reported at their decision. */
export const placed = <A>({ places }: CompiledStrategy<Rational>, run: () => A): A => {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof Undistinguished)) throw error
    const { decision, what } = error.ambiguity
    const span = places.get(decision.key)?.span
    throw new EvaluationFailure(
      diagnostic('G5110', `the ${what} of \`${decision.path}\` depend on the parameters`, {
        ...(span === undefined ? {} : { primary: { span } }),
        explanation: [`Two of them are equal for some values of the parameters and not for others.`],
        hint: 'leave the parameter out of `--over`',
      }),
    )
  }
}
