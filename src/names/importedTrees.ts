/** Game trees of Gambit's files that a program imports, each file read once. */
import * as E from 'fp-ts/lib/Either.js'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { ExtensiveForm } from '../form/extensiveForm.ts'
import { type Forgotten, forgotten } from '../form/recall.ts'
import { type Circle, type Stage, stagesOf } from '../form/stages.ts'
import { treeOfTable } from '../form/tableTree.ts'
import { openGambit } from '../gambit/open.ts'
import type { Rational } from '../markov/rational.ts'
import type { Source, Span } from '../source/source.ts'
import type { NodeId } from '../syntax/ast.ts'
import { unreadableImport } from './importErrors.ts'
import type { ReadSource } from './modules.ts'
import { pathFrom } from './paths.ts'

/** The uses of `importGame` that a program has. */
export interface TreeImports {
  /** Those that name no file, by variable. */
  readonly unnamed: Map<NodeId, Span>
  readonly named: TreeImport[]
}

/** `importGame "file.efg"`, known by the whole expression. */
export interface TreeImport {
  readonly id: NodeId
  readonly argument: NodeId
  readonly path: string
  /** Where the file is named. */
  readonly span: Span
}

/** The tree of an import, in stages that a program plays one after the other. */
export interface ImportedTree {
  readonly form: ExtensiveForm<Rational>
  readonly stages: readonly Stage[]
  /** Where the file is named. */
  readonly argument: NodeId
}

interface Imported {
  /** By import; one that could not be followed is absent. */
  readonly trees: ReadonlyMap<NodeId, ImportedTree>
  readonly sources: ReadonlyMap<string, Source>
  readonly diagnostics: readonly Diagnostic[]
}

interface Read extends Omit<ImportedTree, 'argument'> {
  /** What is said of the file that does not keep it from being played. */
  readonly warnings: readonly Diagnostic[]
}

type Opened = E.Either<(span: Span) => readonly Diagnostic[], Read>

/** Reads what is imported. What is wrong with a file is said where it is imported. */
export const importedTrees = ({ unnamed, named }: TreeImports, read: ReadSource): Imported => {
  const trees = new Map<NodeId, ImportedTree>()
  const sources = new Map<string, Source>()
  const diagnostics = [...unnamed.values()].map(notNamed)
  const opened = new Map<string, Opened>()
  for (const { id, argument, path, span } of named) {
    const key = pathFrom(span.path, path)
    const known = opened.get(key) ?? open(read, key, sources)
    opened.set(key, known)
    if (E.isLeft(known)) {
      diagnostics.push(...known.left(span))
      continue
    }
    const { form, stages, warnings } = known.right
    diagnostics.push(...warnings.map(warning => at(span, warning)))
    trees.set(id, { form, stages, argument })
  }
  return { trees, sources, diagnostics }
}

const open = (read: ReadSource, path: string, sources: Map<string, Source>): Opened => {
  const source = read(path)
  if (E.isLeft(source)) return E.left(span => [unreadableImport(span, path, source.left)])
  sources.set(source.right.path, source.right)
  const game = openGambit(source.right)
  if (E.isLeft(game)) return E.left(span => game.left.map(problem => at(span, problem)))
  const { kind, form } = game.right.game
  const tree = kind === 'tree' ? form : treeOfTable(form)
  const lapse = forgotten(tree)
  if (lapse !== undefined) return E.left(span => [forgets(span, path, tree, lapse)])
  return E.bimap(
    (circle: Circle) => (span: Span) => [comesRound(span, path, tree, circle)],
    (stages: readonly Stage[]) => ({ form: tree, stages, warnings: game.right.diagnostics }),
  )(stagesOf(tree))
}

/** What is said of a file, where it is imported. */
const at = (span: Span, problem: Diagnostic): Diagnostic => ({
  ...problem,
  primary: { span, text: 'imported here' },
  secondary: [...(problem.primary === undefined ? [] : [problem.primary]), ...problem.secondary],
})

/** G2014 */
const notNamed = (span: Span): Diagnostic =>
  diagnostic('G2014', '`importGame` does not name its file', {
    primary: { span, text: 'takes a text in quotes' },
    explanation: [
      'Files are read before the program runs, so that the name of the file stands here as it is.',
    ],
    hint: 'write `importGame "poker.efg"`',
  })

const setName = ({ informationSets, players }: ExtensiveForm<unknown>, set: number): string => {
  const { label = '', player = 0 } = informationSets[set] ?? {}
  return `\`${label}\` of ${players[player] ?? ''}`
}

/** G7205 */
const forgets = (
  span: Span,
  path: string,
  form: ExtensiveForm<unknown>,
  { kind, informationSet, earlier, player }: Forgotten,
): Diagnostic => {
  const who = form.players[player] ?? ''
  const what = {
    absentMinded: 'that it has been there before',
    action: `what it did at ${setName(form, earlier)}`,
    knowledge: `what it knew at ${setName(form, earlier)}`,
  }[kind]
  return diagnostic('G7205', `\`${path}\` cannot be imported: ${who} forgets`, {
    primary: { span, text: 'imported here' },
    explanation: [`At ${setName(form, informationSet)} it does not know ${what}.`],
    hint: 'split the information set in the file, so that its nodes follow the same own moves',
  })
}

/** G7205 */
const comesRound = (
  span: Span,
  path: string,
  form: ExtensiveForm<unknown>,
  { informationSets }: Circle,
): Diagnostic => {
  const names = informationSets.map(set => setName(form, set))
  return diagnostic('G7205', `\`${path}\` cannot be imported: its moves have no order`, {
    primary: { span, text: 'imported here' },
    explanation: [
      `${[...names, names[0] ?? ''].join(' comes before ')}, each in some play.`,
      'A game of the language is played line after line.',
    ],
    hint: 'solve the file by itself: `coplay solve FILE`',
  })
}
