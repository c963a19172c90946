import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { double } from '../markov/double.ts'
import type { ReadSource } from '../names/modules.ts'
import type { Source } from '../source/source.ts'
import { type AnswerOptions, answer } from './answer.ts'
import { typedProgram } from './typedProgram.ts'

/** Steps that diagnosing may take where nothing else is said. */
const defaultSteps = 10_000_000

/** Everything there is to say about a program, from its characters to its questions, in order. */
export const diagnose = (
  source: Source,
  read: ReadSource,
  options: Partial<AnswerOptions<number>> = {},
): readonly Diagnostic[] =>
  answer(source.path, typedProgram(source, read), { scalar: double, steps: defaultSteps, ...options })
    .diagnostics
