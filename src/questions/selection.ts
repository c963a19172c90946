/** Which questions are asked: `--game` and `--strategy`. */
import type { Program, Question } from '../compile/program.ts'
import type { Numeric } from '../core/value.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/suggest.ts'

export interface Selection {
  readonly game?: string
  readonly strategy?: string
}

interface Subject {
  readonly game: string
  readonly strategy?: string
}

const subjectsOf = <N extends Numeric>(question: Question<N>): readonly Subject[] => {
  switch (question.kind) {
    case 'check':
      return [{ game: question.strategy.gameName, strategy: question.strategy.name }]
    case 'expect':
      return question.about
    case 'solve':
      return [{ game: question.game.name }]
    case 'unasked':
      return []
  }
}

/** The questions about the game and the strategy selected; all of them where none is. */
export const selected = <N extends Numeric>(
  { game, strategy }: Selection,
  questions: readonly Question<N>[],
): readonly Question<N>[] => {
  if (game === undefined && strategy === undefined) return questions
  const isMeant = (subject: Subject) =>
    (game === undefined || subject.game === game) && (strategy === undefined || subject.strategy === strategy)
  return questions.filter(question => subjectsOf(question).some(isMeant))
}

const notThere = (option: string, name: string, names: readonly string[]): Diagnostic => {
  const known = [...new Set(names)].map(n => `\`${n}\``).join(', ')
  return diagnostic('G7005', `${option}: the program has no \`${name}\``, {
    explanation: [known === '' ? 'There is none at all.' : `There are ${known}.`],
    hint: didYouMean(name, names),
  })
}

/** G7005 for a game or a strategy that the program does not have. */
export const selectionProblems = <N extends Numeric>(
  { game, strategy }: Selection,
  { games, strategies }: Program<N>,
): readonly Diagnostic[] => {
  const gameNames = [...games.map(g => g.name), ...strategies.map(s => s.gameName)]
  const strategyNames = strategies.map(s => s.name)
  return [
    ...(game === undefined || gameNames.includes(game) ? [] : [notThere('--game', game, gameNames)]),
    ...(strategy === undefined || strategyNames.includes(strategy)
      ? []
      : [notThere('--strategy', strategy, strategyNames)]),
  ]
}
