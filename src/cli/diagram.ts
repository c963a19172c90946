/** `coplay diagram`: a game as a picture. */
import * as E from 'fp-ts/lib/Either.js'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { ExtensiveForm } from '../form/extensiveForm.ts'
import type { Rational } from '../markov/rational.ts'
import { mostNodesDrawn, treePicture } from '../report/treePicture.ts'
import { deliver } from './deliver.ts'
import { type ExitStatus, statusOfDiagnostics } from './exitStatus.ts'
import type { Io } from './io.ts'
import { openGame, treeOf } from './openGame.ts'
import type { RunOptions } from './options.ts'
import { tell } from './terminal.ts'

export interface DiagramCommandOptions
  extends Pick<RunOptions, 'game' | 'set' | 'steps' | 'quiet' | 'verbose' | 'color'> {
  readonly output?: string
}

/** Draws the tree of one game, to standard output or a file. */
export const diagramFile = (io: Io, path: string, options: DiagramCommandOptions): ExitStatus => {
  const { game, diagnostics: said, sources } = openGame(io, path, options)
  const drawn = game === undefined ? undefined : drawing(treeOf(game))
  const problems =
    drawn === undefined ? [] : E.isLeft(drawn) ? [drawn.left] : deliver(io, options.output, drawn.right)
  const diagnostics = [...said, ...problems]
  tell(io, diagnostics, new Map(sources.map(source => [source.path, source])), options)
  return statusOfDiagnostics(diagnostics)
}

/** Errors: G5006 for a tree of which nobody could read a picture. */
const drawing = (form: ExtensiveForm<Rational>): E.Either<Diagnostic, string> =>
  form.nodes.length <= mostNodesDrawn
    ? E.right(treePicture(form))
    : E.left(
        diagnostic('G5006', `\`${form.title}\` is too large to be drawn`, {
          explanation: [
            `Its tree has ${form.nodes.length} nodes; a picture of more than ${mostNodesDrawn} cannot be read.`,
          ],
          hint: 'write it for Graphviz, with `coplay convert FILE --to dot`',
        }),
      )
