/** Games of two whose dynamics are known. */
import type { NormalForm } from '../../../src/form/normalForm.ts'

export const bimatrix = (
  title: string,
  rows: readonly (readonly number[])[],
  columns: readonly (readonly number[])[],
): NormalForm<number> => ({
  title,
  comment: '',
  players: ['row', 'column'],
  strategies: [rows.map((_, s) => String(s)), (rows[0] ?? []).map((_, s) => String(s))],
  payoffs: [rows.flat(), columns.flat()],
})

const negated = (rows: readonly (readonly number[])[]) => rows.map(row => row.map(x => 0 - x))

const beats = [
  [0, -1, 1],
  [1, 0, -1],
  [-1, 1, 0],
]

export const rockPaperScissors = bimatrix('rock paper scissors', beats, negated(beats))

/** Shapley, Some topics in two-person games (1964). */
export const shapley = bimatrix(
  'Shapley',
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  [
    [0, 1, 0],
    [0, 0, 1],
    [1, 0, 0],
  ],
)

const dares = [
  [0, 7],
  [2, 6],
]

export const chicken = bimatrix('chicken', dares, [
  [0, 2],
  [7, 6],
])

/** Claus and Boutilier (1998). */
const climb = [
  [11, -30, 0],
  [-30, 7, 6],
  [0, 0, 5],
]

export const climbing = bimatrix('climbing', climb, climb)
