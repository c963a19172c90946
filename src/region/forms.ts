/** Forms for a run of a program: numbers that refuse with a place in its text. */
import type { Adapt } from '../compile/compileProgram.ts'
import { EvaluationFailure } from '../core/failure.ts'
import type { Machine } from '../core/machine.ts'
import { diagnostic } from '../diagnostic/diagnostic.ts'
import type { Rational } from '../markov/rational.ts'
import type { Span } from '../source/source.ts'
import { type Affine, affine } from './affine.ts'
import { guarded, messageOf, refusal } from './guard.ts'

/** Numbers in parameters for one run of a program. */
export interface Forms {
  readonly affine: Affine
  /** For `compileProgram`. */
  readonly adapt: Adapt<Rational>
  /** Where the syntax node that made something stands, once a program is compiled. */
  readonly spanOf: (site: number) => Span | undefined
}

/** The numbers of a run, and its primitives; failures know the machine once there is one. */
export const formsIn = (names: readonly string[]): Forms => {
  let running: Machine<Rational> | undefined
  const forms = affine(
    index => names[index] ?? '',
    demand => {
      const about = messageOf(demand, forms.show)
      throw running === undefined
        ? new EvaluationFailure(diagnostic('G5110', about.title))
        : refusal(running, about)
    },
  )
  return {
    affine: forms,
    spanOf: site => running?.spans.get(site),
    adapt: (machine, primitives) => {
      running = machine
      return guarded(machine, primitives)
    },
  }
}
