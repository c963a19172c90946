/** The game of a file, whichever format it has. */
import * as E from 'fp-ts/lib/Either.js'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { treeOfTable } from '../form/tableTree.ts'
import { type GambitGame, isGambitSource, openGambit } from '../gambit/open.ts'
import { exact } from '../markov/rational.ts'
import { formOfProgram } from '../questions/formOfProgram.ts'
import { typedProgram } from '../questions/typedProgram.ts'
import type { Source } from '../source/source.ts'
import type { Io } from './io.ts'
import { answerOptions, type RunOptions } from './options.ts'
import { importReader, readSource } from './sources.ts'

export interface OpenedGame {
  /** Nothing where the diagnostics say why. */
  readonly game?: GambitGame
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: readonly Source[]
}

/** The game of a file of Gambit's, or of a program its tree. */
export const openGame = (io: Io, path: string, options: RunOptions): OpenedGame => {
  const source = readSource(io, path)
  if (E.isLeft(source)) return { diagnostics: [source.left], sources: [] }
  if (isGambitSource(source.right)) {
    const opened = openGambit(source.right)
    const sources = [source.right]
    return E.isLeft(opened) ? { diagnostics: opened.left, sources } : { ...opened.right, sources }
  }
  const answering = answerOptions(io, exact, options)
  if (E.isLeft(answering)) return { diagnostics: answering.left.problems, sources: answering.left.sources }
  const { form, diagnostics, sources } = formOfProgram(
    typedProgram(source.right, importReader(io.disk)),
    answering.right,
  )
  const told = { diagnostics, sources: [...sources.values()] }
  return form === undefined ? told : { ...told, game: { kind: 'tree', form } }
}

/** The tree of a game; of a table one in which everybody chooses in turn and sees nothing. */
export const treeOf = (game: GambitGame): Extract<GambitGame, { readonly kind: 'tree' }>['form'] =>
  game.kind === 'tree' ? game.form : treeOfTable(game.form)
