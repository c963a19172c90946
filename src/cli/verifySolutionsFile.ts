/** `coplay verify` of solutions: whether each is what it is said to be, and of the game beside the record. */
import * as E from 'fp-ts/lib/Either.js'
import { endlessGame } from '../certificate/issueStationary.ts'
import type { EndlessGame, SolutionsCertificate, SolvedTree } from '../certificate/solutions.ts'
import { solvedTree } from '../certificate/treeRecord.ts'
import { verifySolutions } from '../certificate/verifySolutions.ts'
import { show } from '../core/show.ts'
import type { ExtensiveForm } from '../form/extensiveForm.ts'
import { treeOfTable } from '../form/tableTree.ts'
import { isGambitSource, openGambit } from '../gambit/open.ts'
import { endlessArena } from '../learning/endlessArena.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { prepare } from '../questions/answer.ts'
import { gameForm } from '../questions/gameForm.ts'
import { namedGame } from '../questions/solveProgram.ts'
import { typedProgram } from '../questions/typedProgram.ts'
import { subjectOfTree } from '../solver/subject.ts'
import type { Source } from '../source/source.ts'
import { sha256 } from './certify.ts'
import type { Io } from './io.ts'
import { answerOptions, type RunOptions } from './options.ts'
import { importReader } from './sources.ts'

/** What is wrong, each in a sentence. `texts` are those of the program that were found. */
export const solutionsProblems = (
  io: Io,
  given: SolutionsCertificate,
  texts: ReadonlyMap<string, Source>,
  isWhole: boolean,
  options: Pick<RunOptions, 'steps'>,
): readonly string[] => [
  ...verifySolutions(sha256, given),
  ...(isWhole ? [...otherTrees(io, given, texts, options), ...otherEndless(io, given, texts, options)] : []),
]

/** Games without end of the record that the program does not give. */
const otherEndless = (
  io: Io,
  given: SolutionsCertificate,
  texts: ReadonlyMap<string, Source>,
  options: Pick<RunOptions, 'steps'>,
): readonly string[] => {
  const { games = [], solutions = [] } = given.endless ?? {}
  const source = texts.get(given.program.file)
  return games.flatMap((game, k) => {
    const names = new Set(solutions.flatMap(({ place, game: name }) => (place === k ? [name] : [])))
    const [name] = names
    if (name === undefined) return [`Game ${k + 1} without end is of no solution.`]
    if (names.size > 1) return [`Game ${k + 1} without end is said to be two.`]
    const made =
      source === undefined ? E.left('there is no text') : endlessAnew(io, source, given, name, options)
    if (E.isLeft(made)) return [`Game ${k + 1} without end: ${made.left}.`]
    return JSON.stringify(made.right) === JSON.stringify(game)
      ? []
      : [`Game ${k + 1} without end is not ${name} of the program.`]
  })
}

const endlessAnew = (
  io: Io,
  source: Source,
  given: SolutionsCertificate,
  name: string,
  options: Pick<RunOptions, 'steps'>,
): E.Either<string, EndlessGame> => {
  const found = gameOf(io, source, given, name, options)
  if (E.isLeft(found)) return found
  const { prepared, game, closed } = found.right
  const { forever } = closed
  if (forever === undefined) return E.left(`${name} has an end`)
  const made = prepared.program.attempt(game.span, () =>
    endlessArena(prepared.asking.means, forever, {}, prepared.notation.show),
  )
  if (E.isLeft(made)) return E.left(made.left.title)
  return E.isLeft(made.right)
    ? E.left('its states do not fit')
    : E.right(endlessGame({ tables: made.right.right.tables, places: made.right.right.arena.places }))
}

/** Trees of the record that the program does not give. */
const otherTrees = (
  io: Io,
  given: SolutionsCertificate,
  texts: ReadonlyMap<string, Source>,
  options: Pick<RunOptions, 'steps'>,
): readonly string[] => {
  const source = texts.get(given.program.file)
  if (source === undefined) return [`${given.program.file} is not among the texts of the certificate.`]
  const games = new Map(given.solutions.map(({ tree, game }) => [tree, game]))
  const renamed = given.solutions.find(({ tree, game }) => games.get(tree) !== game)
  if (renamed !== undefined) return [`Tree ${renamed.tree + 1} is said to be of two games.`]
  return given.trees.flatMap((tree, k) => {
    const name = games.get(k)
    if (name === undefined) return [`Tree ${k + 1} is of no solution.`]
    const made = madeAnew(io, source, given, name, options)
    if (E.isLeft(made)) return [`Tree ${k + 1}: ${made.left}.`]
    return isSame(tree, made.right) ? [] : [`Tree ${k + 1} is not that of ${name} in the program.`]
  })
}

const isSame = (tree: SolvedTree, form: ExtensiveForm<Rational>): boolean => {
  const text = ({ players, sets, nodes }: SolvedTree): string => JSON.stringify([players, sets, nodes])
  if (tree.of === 'game') return text(solvedTree(form, 'game')) === text(tree)
  // Of a table in Gambit's files the tree is that of the table already.
  if (text(solvedTree(form, 'table')) === text(tree)) return true
  const table = subjectOfTree(form).table()
  return E.isRight(table) && text(solvedTree(treeOfTable(table.right.form), 'table')) === text(tree)
}

const madeAnew = (
  io: Io,
  source: Source,
  given: SolutionsCertificate,
  name: string,
  options: Pick<RunOptions, 'steps'>,
): E.Either<string, ExtensiveForm<Rational>> => {
  if (isGambitSource(source)) {
    const opened = openGambit(source)
    if (E.isLeft(opened)) return E.left('the file cannot be read')
    const { game } = opened.right
    if (name !== (game.form.title === '' ? 'game' : game.form.title))
      return E.left(`the file has no game ${name}`)
    return E.right(game.kind === 'tree' ? game.form : treeOfTable(game.form))
  }
  const found = gameOf(io, source, given, name, options)
  if (E.isLeft(found)) return found
  const { prepared, game, closed } = found.right
  const made = prepared.program.attempt(game.span, () =>
    gameForm(
      prepared.asking.means,
      prepared.program,
      closed,
      { title: name, show: value => show(exact, value) },
      mostNodes,
    ),
  )
  if (E.isLeft(made)) return E.left(made.left.title)
  return E.isLeft(made.right) ? E.left('the tree does not fit') : E.right(made.right.right.form)
}

/** A game of the program, as the settings of the record make it. */
const gameOf = (
  io: Io,
  source: Source,
  { program }: SolutionsCertificate,
  name: string,
  { steps }: Pick<RunOptions, 'steps'>,
) => {
  const answering = answerOptions(io, exact, { steps, set: program.settings, quiet: true })
  if (E.isLeft(answering)) return E.left('the settings of the certificate cannot be read')
  const prepared = prepare(typedProgram(source, importReader(io.disk)), answering.right)
  const game = namedGame(prepared.program, name)
  if (game === undefined || E.isLeft(game.closed))
    return E.left(`the program has no game ${name} to be played`)
  return E.right({ prepared, game, closed: game.closed.right })
}

/** Nodes that a tree may have which is made anew. */
const mostNodes = 500_000
