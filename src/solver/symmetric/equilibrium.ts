/**
 * One equilibrium in which players of a kind play alike (Nash, Non-cooperative games, Annals of Mathematics 54, 1951,
 * theorem 2: every finite symmetric game has one).
 *
 * Best replies are tried first, which finds a pure one where they come to rest; then fictitious play finds which
 * actions are used (Brown 1951), and Newton's method solves for the probabilities that make those worth the same.
 */
import * as E from 'fp-ts/lib/Either.js'
import { Matrix, solve } from 'ml-matrix'
import type { TooWide } from '../../plan/elimination/trellis.ts'
import type { SymmetricGame } from './game.ts'

const bestReplyRounds = 6
const fictitiousRounds = 24
const newtonRounds = 30
const supportChanges = 24

/** Relative to the span of payoffs. */
const tolerance = 1e-11

/** Newton's differences: about the square root of the precision of doubles. */
const difference = 1e-7

export interface SymmetricEquilibrium {
  /** As `SymmetricGame.values` takes it. */
  readonly profile: Float64Array
  /** The most that an action is worth more than what is played, in doubles. */
  readonly regret: number
}

/** An equilibrium, or the profile of least regret that was met. Errors: `TooWide`. */
export const symmetricEquilibrium = (game: SymmetricGame): E.Either<TooWide, SymmetricEquilibrium> => {
  const search = searching(game)
  const found = search.bestReplies() ?? search.mixed()
  return search.wide() ?? E.right(found ?? search.best())
}

/** The search keeps the best that it met. */
const searching = (game: SymmetricGame) => {
  const { width } = game
  let tooWide: E.Left<TooWide> | undefined
  let best: SymmetricEquilibrium = { profile: evenly(game), regret: Number.POSITIVE_INFINITY }
  let span = 0

  const valued = (profile: Float64Array): Float64Array | undefined => {
    const values = game.values(profile)
    if (E.isLeft(values)) {
      tooWide = values
      return undefined
    }
    span = Math.max(span, spanOf(values.right))
    const regret = regretOf(game, profile, values.right)
    if (regret < best.regret) best = { profile: profile.slice(), regret }
    return values.right
  }
  const isSettled = (): boolean => best.regret <= tolerance * Math.max(span, 1e-300)

  const bestReplies = (): SymmetricEquilibrium | undefined => {
    let profile = evenly(game)
    for (let round = 0; round < bestReplyRounds; round++) {
      const values = valued(profile)
      if (values === undefined) return undefined
      if (isSettled()) return best
      profile = replyTo(game, values)
    }
    return undefined
  }

  const mixed = (): SymmetricEquilibrium | undefined => {
    if (tooWide !== undefined) return undefined
    const average = evenly(game)
    const used = new Uint8Array(width)
    for (let round = 0; round < fictitiousRounds; round++) {
      const values = valued(average)
      if (values === undefined) return undefined
      const reply = replyTo(game, values)
      for (let k = 0; k < width; k++) {
        average[k] = (average[k] ?? 0) + ((reply[k] ?? 0) - (average[k] ?? 0)) / (round + 2)
        if (round >= fictitiousRounds / 2 && reply[k] === 1) used[k] = 1
      }
    }
    for (let change = 0; change < supportChanges && !isSettled(); change++) {
      const solved = newton(onSupport(game, average, used), used)
      if (solved === undefined || !changeSupport(solved, used)) break
    }
    return isSettled() ? best : undefined
  }

  /** Actions that solving gave a negative probability are dropped, better ones that are not used are added. */
  const changeSupport = (solved: Float64Array, used: Uint8Array): boolean => {
    const negative = indexOfLeast(solved)
    if ((solved[negative] ?? 0) < 0) {
      used[negative] = 0
      return true
    }
    const values = valued(solved)
    if (values === undefined) return false
    const missing = mostMissed(game, values, used)
    if (missing === undefined) return false
    used[missing] = 1
    return true
  }

  /** Probabilities on the support that make its actions worth the same, perhaps outside of the simplex. */
  const newton = (start: Float64Array, used: Uint8Array): Float64Array | undefined => {
    const unknowns = unknownsOf(game, used)
    let profile = start
    for (let round = 0; round < newtonRounds; round++) {
      const values = valued(clipped(game, profile))
      if (values === undefined) return undefined
      const gaps = unknowns.map(({ slot, base }) => (values[slot] ?? 0) - (values[base] ?? 0))
      if (unknowns.length === 0 || gaps.every(gap => Math.abs(gap) <= (tolerance / 4) * span)) return profile
      const step = newtonStep(profile, values, unknowns, gaps)
      if (step === undefined) return undefined
      profile = moved(profile, unknowns, step)
    }
    return profile
  }

  const newtonStep = (
    profile: Float64Array,
    values: Float64Array,
    unknowns: readonly Unknown[],
    gaps: readonly number[],
  ): readonly number[] | undefined => {
    const jacobian = Matrix.zeros(unknowns.length, unknowns.length)
    for (const [column, unknown] of unknowns.entries()) {
      const toward = (profile[unknown.slot] ?? 0) > 0.5 ? -difference : difference
      const nearby = game.values(clipped(game, moved(profile, [unknown], [toward])))
      if (E.isLeft(nearby)) return undefined
      for (const [row, { slot, base }] of unknowns.entries()) {
        const before = (values[slot] ?? 0) - (values[base] ?? 0)
        const after = (nearby.right[slot] ?? 0) - (nearby.right[base] ?? 0)
        jacobian.set(row, column, (after - before) / toward)
      }
    }
    const step = solve(jacobian, Matrix.columnVector(gaps.map(gap => -gap)), true).to1DArray()
    // A long step is cut: away from the solution the differences say little.
    const longest = step.reduce((most, s) => Math.max(most, Math.abs(s)), 0)
    return longest > 0.25 ? step.map(s => (s * 0.25) / longest) : step
  }

  return { bestReplies, mixed, best: () => best, wide: () => tooWide }
}

/** An action in use beside the first one of its state: what it gains the first loses. */
interface Unknown {
  readonly slot: number
  readonly base: number
}

const unknownsOf = ({ states }: SymmetricGame, used: Uint8Array): readonly Unknown[] =>
  states.flatMap(({ offset, actions }) => {
    const slots = Array.from({ length: actions }, (_, a) => offset + a).filter(slot => used[slot] === 1)
    const [base, ...others] = slots
    return base === undefined ? [] : others.map(slot => ({ slot, base }))
  })

const moved = (
  profile: Float64Array,
  unknowns: readonly Unknown[],
  step: readonly number[],
): Float64Array => {
  const next = profile.slice()
  for (const [k, { slot, base }] of unknowns.entries()) {
    next[slot] = (next[slot] ?? 0) + (step[k] ?? 0)
    next[base] = (next[base] ?? 0) - (step[k] ?? 0)
  }
  return next
}

const evenly = ({ states, width }: SymmetricGame): Float64Array => {
  const profile = new Float64Array(width)
  for (const { offset, actions } of states) profile.fill(1 / actions, offset, offset + actions)
  return profile
}

/** The profile with no weight outside of the support. */
const onSupport = (
  { states, width }: SymmetricGame,
  profile: Float64Array,
  used: Uint8Array,
): Float64Array => {
  const found = new Float64Array(width)
  for (const { offset, actions } of states) {
    let sum = 0
    let count = 0
    for (let slot = offset; slot < offset + actions; slot++)
      if (used[slot] === 1) {
        sum += profile[slot] ?? 0
        count += 1
      }
    for (let slot = offset; slot < offset + actions; slot++)
      if (used[slot] === 1) found[slot] = sum > 0 ? (profile[slot] ?? 0) / sum : 1 / count
  }
  return found
}

/** The nearest that is a profile: no probability is negative, and those of a state sum to one. */
const clipped = ({ states }: SymmetricGame, profile: Float64Array): Float64Array => {
  const found = profile.map(p => Math.max(0, p))
  for (const { offset, actions } of states) {
    let sum = 0
    for (let slot = offset; slot < offset + actions; slot++) sum += found[slot] ?? 0
    for (let slot = offset; slot < offset + actions; slot++) found[slot] = (found[slot] ?? 0) / sum
  }
  return found
}

/** The first best action of each state. */
const replyTo = ({ states, width }: SymmetricGame, values: Float64Array): Float64Array => {
  const reply = new Float64Array(width)
  for (const { offset, actions } of states) {
    let best = offset
    for (let slot = offset + 1; slot < offset + actions; slot++)
      if ((values[slot] ?? 0) > (values[best] ?? 0)) best = slot
    reply[best] = 1
  }
  return reply
}

const regretOf = ({ states }: SymmetricGame, profile: Float64Array, values: Float64Array): number => {
  let most = 0
  for (const { offset, actions } of states) {
    let got = 0
    let best = Number.NEGATIVE_INFINITY
    for (let slot = offset; slot < offset + actions; slot++) {
      got += (profile[slot] ?? 0) * (values[slot] ?? 0)
      best = Math.max(best, values[slot] ?? 0)
    }
    most = Math.max(most, best - got)
  }
  return most
}

const spanOf = (values: Float64Array): number => {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const value of values) {
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  return most - least
}

const indexOfLeast = (values: Float64Array): number => {
  let least = 0
  for (let k = 1; k < values.length; k++) if ((values[k] ?? 0) < (values[least] ?? 0)) least = k
  return least
}

/** The action that is not used and worth most more than the best that is. */
const mostMissed = (
  { states }: SymmetricGame,
  values: Float64Array,
  used: Uint8Array,
): number | undefined => {
  let missed: number | undefined
  let most = 0
  for (const { offset, actions } of states) {
    let best = Number.NEGATIVE_INFINITY
    for (let slot = offset; slot < offset + actions; slot++)
      if (used[slot] === 1) best = Math.max(best, values[slot] ?? 0)
    for (let slot = offset; slot < offset + actions; slot++)
      if (used[slot] !== 1 && (values[slot] ?? 0) - best > most) {
        most = (values[slot] ?? 0) - best
        missed = slot
      }
  }
  return missed
}
