/** Runs in games that are written out. */
import * as E from 'fp-ts/lib/Either.js'
import { unlimited } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { answer, prepare } from '../../../src/questions/answer.ts'
import { type Learnable, type LearnableGame, learnableGame } from '../../../src/questions/learnable.ts'
import { checkLearned } from '../../../src/questions/learnCheck.ts'
import { type LearnOptions, type Run, runLearners } from '../../../src/questions/learnRun.ts'
import { oneGame } from '../../../src/questions/oneGame.ts'
import { typedProgram } from '../../../src/questions/typedProgram.ts'

const noFiles = () => E.left({ code: 'G7001' as const, reason: 'there are no other files' })

const right = <L, A>(result: E.Either<L, A>): A => {
  if (E.isRight(result)) return result.right
  throw new RangeError(JSON.stringify(result.left))
}

const opened = (text: string) => {
  const program = typedProgram({ path: 'test.game', text }, noFiles)
  const prepared = prepare(program, { scalar: double, steps: 10_000_000 })
  const meant = right(oneGame(prepared, {}))
  return { prepared, meant, game: right(learnableGame(prepared, meant)) }
}

/** The only game of a text. */
export const gameOf = (text: string): LearnableGame => opened(text).game

/** What the checker says of the averages. */
export const checkedIn = (text: string, by: LearnOptions['by'], options: Partial<LearnOptions>) => {
  const { prepared, meant, game } = opened(text)
  const { average } = endOf(runIn(game, by, options))
  return right(checkLearned(prepared, meant, game, 'average', average))
}

/** Whether the expectations of a text are met. */
export const answeredWith = (text: string): readonly boolean[] => {
  const { report, diagnostics } = answer('test.game', typedProgram({ path: 'test.game', text }, noFiles), {
    scalar: double,
    steps: 10_000_000,
  })
  const [problem] = diagnostics.filter(({ severity }) => severity === 'error')
  if (problem !== undefined) throw new RangeError(problem.title)
  return report.expects.map(({ pass }) => pass)
}

export const runIn = (
  game: Learnable,
  by: LearnOptions['by'],
  options: Partial<LearnOptions> = {},
): E.Either<{ readonly code: string }, Run> =>
  runLearners(
    unlimited,
    game,
    { by, players: new Map(), rounds: 10_000, seed: 1n, points: 4, ...options },
    () => undefined,
  )

/** The last point. */
export const endOf = (run: ReturnType<typeof runIn>) => {
  const last = right(run).points.at(-1)
  if (last === undefined) throw new RangeError('a run has points')
  return last
}
