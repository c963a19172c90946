/** Games as texts, solved as `coplay solve` does, and what is found as plain numbers. */
import * as E from 'fp-ts/lib/Either.js'
import type { ExtensiveForm } from '../../src/form/extensiveForm.ts'
import { openGambit } from '../../src/gambit/open.ts'
import { writeExtensive } from '../../src/gambit/write.ts'
import { loadHighs } from '../../src/linear/highs.ts'
import { budget } from '../../src/markov/budget.ts'
import { exact, type Rational } from '../../src/markov/rational.ts'
import { solveProgram } from '../../src/questions/solveProgram.ts'
import type { Solved, SolveOptions } from '../../src/questions/solving.ts'
import { solveForm } from '../../src/questions/solvingForms.ts'
import { numeralOf } from '../../src/report/numeral.ts'
import { programOf } from './agreement.ts'

const floats = await loadHighs()
const steps = 50_000_000

/** A solution: what players get, and by decision, in the order of the file, the probabilities of the actions used. */
export interface Answer {
  readonly payoffs: Readonly<Record<string, string>>
  readonly plays: Readonly<Record<string, string>>
  readonly note: string
  readonly component: number | undefined
  readonly recommendations: Readonly<Record<string, string>>
}

export interface Answers {
  readonly all: readonly Answer[]
  readonly method: string
  /** Whether these are all there are. */
  readonly isComplete: boolean
}

type Told = Pick<Solved, 'solutions'> & { readonly search: Solved['search'] | undefined }

const answersOf = ({ solutions, search }: Told): Answers => ({
  method: search?.method ?? 'none',
  isComplete: search?.complete ?? false,
  all: solutions.map(({ payoffs, profile, note = '', component, recommendations = [] }) => ({
    note,
    component,
    payoffs: texts(payoffs),
    recommendations: Object.fromEntries(
      recommendations.map(({ moves, probability }) => [
        moves.map(({ action }) => action).join(' '),
        String(probability),
      ]),
    ),
    plays: Object.fromEntries(
      Object.entries(profile).flatMap(([decision, states]) =>
        states.map(({ observation, strategy }) => [
          observation === '()' ? decision : `${decision} ${observation}`,
          strategy
            .map(({ action, probability }) =>
              String(probability) === '1' ? action : `${action} ${probability}`,
            )
            .join(', '),
        ]),
      ),
    ),
  })),
})

const texts = (record: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, String(value)]))

/** The answers to a file of Gambit's, in fractions. */
export const solvedGambit = (text: string, asked: Partial<SolveOptions> = {}): Answers => {
  const path = text.startsWith('EFG') ? 'game.efg' : 'game.nfg'
  const opened = openGambit({ path, text })
  if (E.isLeft(opened)) throw new Error(opened.left.map(({ title }) => title).join('; '))
  const solved = solveForm(
    { budget: budget(steps), floats },
    opened.right.game,
    { concept: 'nash', all: false, ...asked },
    n => numeralOf(exact, n),
  )
  if (E.isLeft(solved)) throw new Error(solved.left.explanation.join(' '))
  return answersOf(solved.right)
}

/** The answers to a tree, written down and read again. */
export const solvedTree = (form: ExtensiveForm<Rational>, asked: Partial<SolveOptions> = {}): Answers =>
  solvedGambit(writeExtensive(form), asked)

/** The answers to the only game of a text, or to the one of a name, in fractions. */
export const solvedGame = (text: string, asked: Partial<SolveOptions> = {}, game?: string): Answers => {
  const { report } = solveProgram(
    'main.game',
    programOf(text),
    { scalar: exact, steps, floats, ...(game === undefined ? {} : { selection: { game } }) },
    { concept: 'nash', all: false, ...asked },
  )
  const problems = report.diagnostics.filter(({ severity }) => severity === 'error')
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('; '))
  return answersOf({ solutions: report.solutions ?? [], search: report.searches?.[0] })
}

/** The `.nfg` text of a two-player table, row player first; rows and columns go by their numbers. */
export const bimatrixText = (
  a: readonly (readonly Numeral[])[],
  b: readonly (readonly Numeral[])[],
): string => {
  const columns = a[0] ?? []
  const cells = columns.flatMap((_, j) => a.map((row, i) => `${row[j] ?? 0} ${b[i]?.[j] ?? 0}`))
  return `NFG 1 R "" { "row" "column" } { ${a.length} ${columns.length} }\n\n${cells.join('\n')}\n`
}

type Numeral = number | string

/** What the column player loses the row player wins. */
export const zeroSumText = (a: readonly (readonly number[])[]): string =>
  bimatrixText(
    a,
    a.map(row => row.map(payoff => -payoff)),
  )
