/**
 * One equilibrium of a two-player game, exactly, by complementary pivoting (Lemke and Howson, Equilibrium points of
 * bimatrix games, 1964; in tableaux of integers as in von Stengel, Computing equilibria for two-person games, 2002).
 *
 * From the origin of both best-response polytopes a label is given up; the label that is then held twice is given up
 * in the other polytope, until the one that is missing is found. Ties are broken lexicographically, so that a path
 * ends in degenerate games too. Paths can be exponentially long (Savani and von Stengel 2006), and not every
 * equilibrium is at the end of one.
 */
import type { NormalForm } from '../../form/normalForm.ts'
import type { Budget } from '../../markov/budget.ts'
import type { Rational } from '../../markov/rational.ts'
import { bestResponses, type ExtremeEquilibrium, normalized } from './extreme.ts'
import { type Dictionary, leaving, originOf, pivoted, vertexOf } from './vertices.ts'

/** The equilibrium at the end of the path of a label: a strategy of the row player, or one of the column player + rows. */
export const lemkeHowson = (
  budget: Budget,
  form: NormalForm<Rational>,
  label: number,
): ExtremeEquilibrium => {
  const path = pathOf(budget, form, label)
  let step = path.next()
  while (step.done !== true) step = path.next()
  return step.value
}

/**
 * The equilibrium at the end of the path that has the fewest pivots; of those the first. The paths of all labels take
 * turns, a pivot each, as their lengths differ widely.
 */
export const shortestLemkeHowson = (budget: Budget, form: NormalForm<Rational>): ExtremeEquilibrium => {
  const labels = form.strategies.reduce((sum, own) => sum + own.length, 0)
  const paths = Array.from({ length: labels }, (_, label) => pathOf(budget, form, label))
  for (;;)
    for (const path of paths) {
      const step = path.next()
      if (step.done === true) return step.value
    }
}

/** A path, pausing before each pivot but the first. Spends a step for each row of a tableau at a pivot. */
function* pathOf(
  budget: Budget,
  form: NormalForm<Rational>,
  missing: number,
): Generator<undefined, ExtremeEquilibrium> {
  const { best, bestOfColumns } = bestResponses(form)
  const [m, n] = [best.length, bestOfColumns.length]
  // In the polytope of the row player numbers are labels; in the other they are columns, then rows.
  const turned = (number: number, first: number, second: number): number =>
    number < first ? second + number : number - first
  let row = originOf(bestOfColumns)
  let column = originOf(best)
  let entering = missing
  let isRow = missing < m
  for (;;) {
    const side = isRow
      ? exchanged(budget, row, entering, m)
      : exchanged(budget, column, turned(entering, m, n), n)
    if (isRow) row = side.dictionary
    else column = side.dictionary
    const left = isRow ? side.left : turned(side.left, n, m)
    if (left === missing) break
    entering = left
    isRow = !isRow
    yield
  }
  return { row: normalized(vertexOf(row, m)), column: normalized(vertexOf(column, n)) }
}

/** The basis that a number has entered, and which has left. */
const exchanged = (budget: Budget, dictionary: Dictionary, entering: number, variables: number) => {
  budget.spend(dictionary.cells.length)
  const column = dictionary.nonbasic.indexOf(entering)
  const row = leaving(dictionary, column, variables)
  return { dictionary: pivoted(dictionary, row, column), left: dictionary.basic[row] ?? 0 }
}
