/** `coplay diagram`: a game as a picture. */
import * as E from 'fp-ts/lib/Either.js'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { BehaviorProfile, ExtensiveForm } from '../form/extensiveForm.ts'
import { type GambitGame, isGambitSource } from '../gambit/open.ts'
import { budget } from '../markov/budget.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { givenProfile } from '../questions/givenProfile.ts'
import { solveForm } from '../questions/solvingForms.ts'
import { numeralOf } from '../report/numeral.ts'
import { mostNodesDrawn, treePicture } from '../report/treePicture.ts'
import { firstProfile } from './checkGambit.ts'
import { deliver } from './deliver.ts'
import { type ExitStatus, statusOfDiagnostics } from './exitStatus.ts'
import type { Io } from './io.ts'
import { openGame, treeOf } from './openGame.ts'
import type { RunOptions } from './options.ts'
import { readSource } from './sources.ts'
import { tell } from './terminal.ts'

export interface DiagramCommandOptions
  extends Pick<RunOptions, 'game' | 'set' | 'steps' | 'quiet' | 'verbose' | 'color'> {
  readonly output?: string
  /** A file with a profile to be shown. */
  readonly profile?: string
  /** What to find and show. */
  readonly for?: ShownConcept
}

/** Of what a picture can show one. */
export const shownConcepts = ['nash', 'pure', 'subgamePerfect'] as const

type ShownConcept = (typeof shownConcepts)[number]

/** Draws the tree of one game, to standard output or a file. */
export const diagramFile = (io: Io, path: string, options: DiagramCommandOptions): ExitStatus => {
  const { game, diagnostics: said, sources } = openGame(io, path, options)
  const drawn = game === undefined ? undefined : drawing(io, path, game, options)
  const problems =
    drawn === undefined ? [] : E.isLeft(drawn) ? [drawn.left] : deliver(io, options.output, drawn.right)
  const diagnostics = [...said, ...problems]
  tell(io, diagnostics, new Map(sources.map(source => [source.path, source])), options)
  return statusOfDiagnostics(diagnostics)
}

/** Errors: G5006 for a tree of which nobody could read a picture; what keeps its profile from being shown. */
const drawing = (
  io: Io,
  path: string,
  game: GambitGame,
  options: DiagramCommandOptions,
): E.Either<Diagnostic, string> => {
  const { profile, for: concept } = options
  const form = treeOf(game)
  if (form.nodes.length > mostNodesDrawn) return E.left(tooLarge(form))
  if (concept !== undefined) {
    const found = foundProfile({ kind: 'tree', form }, concept, options)
    return E.isLeft(found) ? found : E.right(treePicture(form, found.right))
  }
  if (profile === undefined) return E.right(treePicture(form))
  const source = readSource(io, path)
  if (E.isLeft(source)) return source
  if (!isGambitSource(source.right))
    return E.left(
      diagnostic('G7005', '--profile: profiles are shown in pictures of files of Gambit’s', {
        hint: 'convert the game first, with `coplay convert FILE --to efg`',
      }),
    )
  const shown = firstProfile(io, game, profile)
  return E.isLeft(shown) ? shown : E.right(treePicture(form, shown.right))
}

/** Errors: G5007 where no method suits the tree, G7005 where nothing is found. */
const foundProfile = (
  game: GambitGame,
  concept: ShownConcept,
  { steps }: DiagramCommandOptions,
): E.Either<Diagnostic, BehaviorProfile<Rational>> => {
  const means = { budget: budget(steps), floats: undefined }
  const solved = solveForm(means, game, { concept, all: false }, n => numeralOf(exact, n))
  if (E.isLeft(solved)) return solved
  const [solution] = solved.right.solutions
  const given = solution === undefined ? undefined : givenProfile(game, solution.profile)
  if (given !== undefined && E.isRight(given)) return E.right(given.right.profile)
  const { complete } = solved.right.search
  return E.left(
    diagnostic('G7005', `--for ${concept}: ${complete ? 'there is none' : 'none is found'}`, {
      hint: 'leave out `--for`: the tree is drawn without a profile',
    }),
  )
}

const tooLarge = ({ title, nodes }: ExtensiveForm<Rational>): Diagnostic =>
  diagnostic('G5006', `\`${title}\` is too large to be drawn`, {
    explanation: [
      `Its tree has ${nodes.length} nodes; a picture of more than ${mostNodesDrawn} cannot be read.`,
    ],
    hint: 'write it for Graphviz, with `coplay convert FILE --to dot`',
  })
