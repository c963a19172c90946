/** The games of a program solved, whether or not it asks. */
import * as E from 'fp-ts/lib/Either.js'
import type { CompiledGame, Program } from '../compile/program.ts'
import type { Numeric } from '../core/value.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { diagnosticRecord } from '../report/record.ts'
import { schema } from '../report/report.ts'
import {
  type Answered,
  type AnswerOptions,
  prepare,
  preparedExactly,
  preparedOfActions,
  solvedIn,
  tidy,
} from './answer.ts'
import { selectionProblems } from './selection.ts'
import { type Solvable, solvePicked } from './solveQuestion.ts'
import type { SolveOptions } from './solving.ts'
import type { TypedProgram } from './typedProgram.ts'

/** Solves the game that is selected, or each that can be played as it is. */
export const solveProgram = <N extends Numeric>(
  file: string,
  program: TypedProgram,
  options: AnswerOptions<N>,
  asked: SolveOptions,
): Answered => {
  const prepared = prepare(program, options)
  const { budget } = prepared.asking
  let made: ReturnType<typeof preparedExactly> | undefined
  const exactly = () => {
    made ??= preparedExactly(program, options, budget)
    return made
  }
  const solvable: Solvable<N> = {
    prepared,
    exactly,
    ofActions: () => preparedOfActions(program, options, budget),
    floats: options.floats,
  }
  const { game: selected } = options.selection ?? {}
  const problems = selectionProblems(options.selection ?? {}, prepared.program)
  const names = gamesOf(prepared.program).flatMap(({ name, closed }) =>
    selected === undefined ? (E.isRight(closed) ? [name] : []) : name === selected ? [name] : [],
  )
  const results = names.map((name, before) => {
    const pick = <M extends Numeric>(other: Program<M>): CompiledGame<M> | undefined =>
      gamesOf(other).find(game => game.name === name)
    const span = pick(prepared.program)?.span ?? { path: file, start: 0, end: 0 }
    options.progress?.question(file, 0, `solve ${name}`, { before, of: names.length })
    budget.renew()
    return solvePicked(solvable, pick, span, asked)
  })
  const isSound = prepared.diagnostics.every(({ severity }) => severity !== 'error')
  const diagnostics = tidy(prepared, [
    ...prepared.diagnostics,
    ...problems,
    ...(names.length === 0 && problems.length === 0 && isSound ? [nothingToSolve(prepared.program)] : []),
    ...results.flatMap(result => (E.isLeft(result) ? [result.left] : [])),
  ])
  return {
    diagnostics,
    sources: prepared.sources,
    isSurvey: false,
    evidence: results.flatMap(result => (E.isRight(result) ? (result.right.evidence ?? []) : [])),
    report: {
      schema,
      file,
      diagnostics: diagnostics.map(d => diagnosticRecord(d, path => prepared.sources.get(path))),
      checks: [],
      expects: [],
      ...solvedIn(results.flatMap(result => (E.isRight(result) ? [result.right] : []))),
    },
  }
}

/** The game of a program that a solution names. */
export const namedGame = <N extends Numeric>(
  program: Program<N>,
  name: string,
): CompiledGame<N> | undefined => gamesOf(program).find(game => game.name === name)

/** The games of a program by name: those without parameters, and those that its strategies and questions are about. */
const gamesOf = <N extends Numeric>({
  games,
  strategies,
  questions,
}: Program<N>): readonly CompiledGame<N>[] => {
  const found = new Map<string, CompiledGame<N>>()
  const add = (name: string, game: CompiledGame<N>): void => {
    if (!found.has(name)) found.set(name, game)
  }
  for (const game of games) add(game.name, game)
  for (const question of questions) if (question.kind === 'solve') add(question.game.name, question.game)
  for (const { gameName, name: _, profile: __, ...game } of strategies)
    add(gameName, { ...game, name: gameName })
  return [...found.values()]
}

const nothingToSolve = <N extends Numeric>({ games }: Program<N>): Diagnostic =>
  diagnostic('G7005', 'solve: there is no game that can be played as it is', {
    explanation: [
      games.length === 0
        ? 'The file declares no game without parameters.'
        : `Open are ${games.map(({ name }) => `\`${name}\``).join(', ')}.`,
    ],
    hint: 'declare the game with its arguments and closed, as `game auction = sealedBids 2`',
  })
