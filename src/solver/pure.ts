/**
 * All pure equilibria: the profiles that are a best reply for everybody, marked in one pass over each player's payoffs
 * instead of trying every deviation at every profile.
 */
import { type NormalForm, profileCount, strides } from '../form/normalForm.ts'
import type { Budget } from '../markov/budget.ts'
import type { Scalar } from '../markov/scalar.ts'

export interface PureEquilibrium {
  /** The strategy of each player. */
  readonly strategies: readonly number[]
  /** Whether everybody would lose by any other. */
  readonly isStrict: boolean
}

/** The pure equilibria in the order of their profiles. */
export function* pureEquilibria<N>(
  scalar: Scalar<N>,
  budget: Budget,
  form: NormalForm<N>,
): Generator<PureEquilibrium> {
  const count = profileCount(form)
  const steps = strides(form)
  const stable = new Uint8Array(count).fill(1)
  const strict = new Uint8Array(count).fill(1)
  for (const player of form.players.keys()) {
    budget.spend(count)
    markReplies(scalar, form, player, { stable, strict })
  }
  for (let profile = 0; profile < count; profile++)
    if (stable[profile] === 1)
      yield {
        strategies: form.strategies.map((own, i) => Math.floor(profile / (steps[i] ?? 1)) % own.length),
        isStrict: strict[profile] === 1,
      }
}

interface Marks {
  readonly stable: Uint8Array
  readonly strict: Uint8Array
}

/** Takes the marks from profiles that are no best reply of a player, or not its only one. */
const markReplies = <N>(
  { compare }: Scalar<N>,
  form: NormalForm<N>,
  player: number,
  { stable, strict }: Marks,
): void => {
  const payoffs = form.payoffs[player] ?? []
  const step = strides(form)[player] ?? 1
  const own = form.strategies[player]?.length ?? 1
  for (let first = 0; first < stable.length; first++) {
    // Each line of profiles that differ in the player's strategy alone is taken from its first.
    if (Math.floor(first / step) % own !== 0) continue
    let best = first
    let ties = 1
    for (let profile = first + step; profile < first + own * step; profile += step) {
      const a = payoffs[profile]
      const b = payoffs[best]
      const order = a === undefined || b === undefined ? 0 : compare(a, b)
      if (order > 0) {
        best = profile
        ties = 1
      } else if (order === 0) ties += 1
    }
    for (let profile = first; profile < first + own * step; profile += step) {
      const a = payoffs[profile]
      const b = payoffs[best]
      const isBest = a !== undefined && b !== undefined && compare(a, b) === 0
      if (!isBest) stable[profile] = 0
      if (!isBest || ties > 1) strict[profile] = 0
    }
  }
}
