/**
 * Random games played by the definition, without optics, contexts or any other code of the engine: a play is one
 * of a list of weighted paths, and a deviation is a whole profile in which one strategy at one observation has
 * been replaced.
 */
import type { GameSketch, Wire } from '../../src/testing.ts'

/** What a profile plays: weights of moves, by decision and observation. */
export type Plan = (key: string, observation: Wire) => readonly (readonly [move: Wire, weight: number])[]

export type Purse = { readonly [player: string]: number }

/** One way forward, and for what returns to it the ways back. */
interface Path {
  readonly probability: number
  readonly visited: readonly string[]
  readonly output: Wire
  readonly back: (returned: Wire, purse: Purse) => { readonly feedback: Wire; readonly purse: Purse }
}

export const visitName = (key: string, observation: Wire): string => `${key} at ${observation}`

/** All plays of a sketched game from an input. */
export const paths = (sketch: GameSketch, at: string, plan: Plan, x: Wire): readonly Path[] => {
  const sure = (output: Wire, back: Path['back']): readonly Path[] => [
    { probability: 1, visited: [], output, back },
  ]
  switch (sketch.kind) {
    case 'lens':
      return sure(sketch.view[x], (r, purse) => ({ feedback: sketch.update[x][r], purse }))
    case 'kernel': {
      const row = sketch.play[x]
      const mass = row.reduce((sum, weight) => sum + weight, 0)
      return alphabet.map(output => ({
        probability: (row[output] ?? 0) / mass,
        visited: [],
        output,
        back: (_, purse) => ({ feedback: sketch.feedback, purse }),
      }))
    }
    case 'decision':
      return plan(at, x).map(([move, probability]) => ({
        probability,
        visited: [visitName(at, x)],
        output: move,
        back: (r, purse) => ({
          feedback: sketch.feedback,
          purse: paid(purse, sketch.player, sketch.payoff[move][r]),
        }),
      }))
    case 'addPayoffs':
      return sure(x, (feedback, purse) => ({ feedback, purse: paid(purse, sketch.player, x) }))
    case 'discount':
      return sure(x, (feedback, purse) => ({
        feedback,
        purse: { ...purse, [sketch.player]: (purse[sketch.player] ?? 0) / 2 },
      }))
    case 'sequential':
      return paths(sketch.first, `${at}1`, plan, x).flatMap(first =>
        paths(sketch.second, `${at}2`, plan, first.output).map(second => ({
          probability: first.probability * second.probability,
          visited: [...first.visited, ...second.visited],
          output: second.output,
          back: (r: Wire, purse: Purse) => {
            const after = second.back(r, purse)
            return first.back(after.feedback, after.purse)
          },
        })),
      )
    case 'parallel':
      return paths(sketch.left, `${at}l`, plan, x).flatMap(left =>
        paths(sketch.right, `${at}r`, plan, x).map(right => ({
          probability: left.probability * right.probability,
          visited: [...left.visited, ...right.visited],
          output: sketch.output[left.output][right.output],
          back: (r: Wire, purse: Purse) => {
            const onRight = right.back(r, purse)
            const onLeft = left.back(r, onRight.purse)
            return { feedback: sketch.feedback[onLeft.feedback][onRight.feedback], purse: onLeft.purse }
          },
        })),
      )
    case 'choice':
      return x === 0 ? paths(sketch.left, `${at}l`, plan, x) : paths(sketch.right, `${at}r`, plan, x)
  }
}

const alphabet: readonly Wire[] = [0, 1, 2]

const paid = (purse: Purse, player: string, amount: number): Purse => ({
  ...purse,
  [player]: (purse[player] ?? 0) + amount,
})

/** The probability of passing `visit`, and what `player` earns on average in the plays that do. */
export const conditional = (
  sketch: GameSketch,
  plan: Plan,
  inputs: readonly (readonly [Wire, number])[],
  returned: (output: Wire) => Wire,
  visit: string,
  player: string,
): { readonly probability: number; readonly mean: number } => {
  const all = inputs.flatMap(([x, weight]) =>
    paths(sketch, 'f', plan, x)
      .filter(({ visited }) => visited.includes(visit))
      .map(path => ({
        probability: weight * path.probability,
        earned: path.back(returned(path.output), {}).purse[player] ?? 0,
      })),
  )
  const probability = all.reduce((sum, path) => sum + path.probability, 0)
  return {
    probability,
    mean: all.reduce((sum, path) => sum + path.probability * path.earned, 0) / probability,
  }
}
