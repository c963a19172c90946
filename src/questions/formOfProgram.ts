/** A game of a program as a tree, to be written for others. */
import * as E from 'fp-ts/lib/Either.js'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { ExtensiveForm } from '../form/extensiveForm.ts'
import type { Rational } from '../markov/rational.ts'
import type { Source } from '../source/source.ts'
import { type AnswerOptions, prepare, tidy } from './answer.ts'
import { gameForm } from './gameForm.ts'
import { oneGame } from './oneGame.ts'
import type { TypedProgram } from './typedProgram.ts'

/** Nodes that a tree may have. */
const mostNodes = 500_000

export interface FormOfProgram {
  /** Nothing where the diagnostics say why. */
  readonly form: ExtensiveForm<Rational> | undefined
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, Source>
}

/**
 * The tree of the game that is selected, or of the only one that can be played as it is.
 *
 * Errors: what is wrong with the program, G7005 where it is not clear which game is meant, G5006 for too large a tree.
 */
export const formOfProgram = (program: TypedProgram, options: AnswerOptions<Rational>): FormOfProgram => {
  const prepared = prepare(program, options)
  const { selection = {} } = options
  const told = (more: readonly Diagnostic[], form?: ExtensiveForm<Rational>): FormOfProgram => ({
    form,
    diagnostics: tidy(prepared, [...prepared.diagnostics, ...more]),
    sources: prepared.sources,
  })
  const meant = oneGame(prepared, selection)
  if (E.isLeft(meant)) return told(meant.left)
  const { closed, name, span } = meant.right
  const { budget } = prepared.asking
  budget.renew()
  const grown = prepared.program.attempt(span, () =>
    gameForm(
      { scalar: options.scalar, budget },
      prepared.program,
      closed,
      { title: name, show: prepared.notation.show },
      mostNodes,
    ),
  )
  if (E.isLeft(grown)) return told([grown.left])
  if (E.isLeft(grown.right))
    return told([
      diagnostic('G5006', `\`${name}\` is too large to be written as a tree`, {
        primary: { span },
        explanation: [`Its tree has more than ${mostNodes} nodes.`],
      }),
    ])
  return told([], grown.right.right.form)
}
