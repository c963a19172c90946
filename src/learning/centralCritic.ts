/**
 * A critic that sees what all players observe and do: it learns what each spot of a stage is worth to everybody, by
 * temporal differences. Actors see only their own places (centralized training, decentralized execution; Lowe and others,
 * Multi-agent actor-critic for mixed cooperative-competitive environments, 2017).
 */
import type { Arena, Spot } from './arena.ts'

export interface CentralCritic {
  /** What each action at a spot brings a player; of actions that were never seen, what the one that was taken brings. */
  readonly opinion: (branches: readonly Spot[], taken: number, player: number) => readonly number[]
  /** Learns from a walk through a stage. */
  readonly learn: (walk: readonly Spot[]) => void
}

export const centralCriticOf = (arena: Arena, rate: number): CentralCritic => {
  const { players, stages, discount } = arena
  const n = players.length
  // Not a number where a spot was never seen.
  const worth = new Float64Array(arena.spots * n).fill(Number.NaN)
  const at = (spot: Spot | undefined, player: number): number =>
    spot === undefined ? 0 : (worth[spot.id * n + player] ?? Number.NaN)
  const seen = (value: number): number => (Number.isNaN(value) ? 0 : value)
  const toward = (spot: Spot, player: number, target: number): void => {
    const before = at(spot, player)
    worth[spot.id * n + player] = Number.isNaN(before) ? target : before + rate * (target - before)
  }
  return {
    opinion: (branches, taken, player) => {
      const known = seen(at(branches[taken], player))
      return branches.map(branch => {
        const value = at(branch, player)
        return Number.isNaN(value) ? known : value
      })
    },
    learn: walk => {
      // From the end back, so that a payoff is felt at once on the whole way.
      for (let k = walk.length - 1; k >= 0; k--) {
        const spot = walk[k]
        if (spot === undefined) continue
        for (let player = 0; player < n; player++) {
          if (spot.kind !== 'ends') {
            toward(spot, player, seen(at(walk[k + 1], player)))
            continue
          }
          const later = spot.next === undefined ? 0 : seen(at(stages[spot.next], player))
          toward(spot, player, (spot.payoffs[player] ?? 0) + discount * (spot.factors[player] ?? 1) * later)
        }
      }
    },
  }
}
