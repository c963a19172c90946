/** Tables of payoffs for people: a row and a column for the first two players, best replies marked. */
import { type NormalForm, strides } from '../form/normalForm.ts'
import type { Scalar } from '../markov/scalar.ts'
import { type Cell, left, lineUp, right } from './table.ts'

/**
 * The payoffs of every profile, the row player's first, each with a `*` where its player could do no better against the
 * others; a profile of stars is a pure equilibrium. Of more than two players there is a table for each combination of
 * the others.
 */
export const tableText = <N>(scalar: Scalar<N>, form: NormalForm<N>): string => {
  const [, , ...others] = form.strategies
  const combinations = others.reduce<readonly (readonly number[])[]>(
    (before, own) => before.flatMap(chosen => own.map((_, s) => [...chosen, s])),
    [[]],
  )
  const best = bestReplies(scalar, form)
  const blocks = combinations.map(chosen => {
    const title = chosen.map((s, k) => `${form.players[k + 2]} ${form.strategies[k + 2]?.[s]}`).join(', ')
    return [...(title === '' ? [] : [title]), ...lineUp(block(scalar, form, best, chosen)), ''].join('\n')
  })
  return [form.title === '' ? '' : `${form.title}\n`, ...blocks].filter(text => text !== '').join('\n')
}

const block = <N>(
  scalar: Scalar<N>,
  form: NormalForm<N>,
  best: readonly Uint8Array[],
  chosen: readonly number[],
): readonly (readonly Cell[])[] => {
  const steps = strides(form)
  const [rows = [], columns = ['']] = form.strategies
  const base = chosen.reduce((sum, s, k) => sum + s * (steps[k + 2] ?? 0), 0)
  const cell = (profile: number): Cell =>
    right(
      form.payoffs
        .map((own, player) => {
          const payoff = own[profile]
          const mark = best[player]?.[profile] === 1 ? '*' : ''
          return payoff === undefined ? '' : `${scalar.show(payoff)}${mark}`
        })
        .join(', '),
    )
  return [
    [left(''), ...columns.map(right)],
    ...rows.map((row, i) => [
      left(row),
      ...columns.map((_, j) => cell(base + i * (steps[0] ?? 0) + j * (steps[1] ?? 0))),
    ]),
  ]
}

/** By player, one for each profile in which it could do no better. */
const bestReplies = <N>(
  { compare }: Scalar<N>,
  { strategies, payoffs }: NormalForm<N>,
): readonly Uint8Array[] => {
  const steps = strides({ strategies })
  return payoffs.map((own, player) => {
    const step = steps[player] ?? 1
    const count = strategies[player]?.length ?? 1
    return Uint8Array.from(own, (payoff, profile) => {
      const first = profile - (Math.floor(profile / step) % count) * step
      for (let s = 0; s < count; s++) {
        const other = own[first + s * step]
        if (other !== undefined && compare(other, payoff) > 0) return 0
      }
      return 1
    })
  })
}
