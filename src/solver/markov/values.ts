/** What stationary strategies bring from each state on, and what each action brings where one chooses. */
import { LuDecomposition, Matrix } from 'ml-matrix'
import type { MarkovForm, StageNode, Stationary } from './form.ts'

/** By player, then state. */
export type StateValues = readonly (readonly number[])[]

/** The values of the states: V = r + C V (Puterman, Markov Decision Processes, 1994, 6.1). */
export const valuesOf = (form: MarkovForm, profile: Stationary): StateValues => {
  const size = form.stages.length
  const players = form.players.length
  const received = form.players.map(() => new Float64Array(size))
  const chains = form.players.map(() => Matrix.zeros(size, size))
  for (const [state, root] of form.stages.entries()) {
    const walk = (node: StageNode, reach: number): void => {
      if (reach === 0) return
      if (node.kind === 'end') {
        for (let p = 0; p < players; p++) {
          const own = received[p]
          if (own !== undefined) own[state] = (own[state] ?? 0) + reach * (node.received[p] ?? 0)
          const chain = chains[p]
          chain?.set(state, node.next, chain.get(state, node.next) + reach * (node.weight[p] ?? 0))
        }
      } else if (node.kind === 'chance')
        for (const [child, probability] of node.branches) walk(child, reach * probability)
      else
        for (const [a, child] of node.children.entries()) walk(child, reach * (profile[node.set]?.[a] ?? 0))
    }
    walk(root, 1)
  }
  return chains.map((chain, p) => {
    const system = Matrix.eye(size).sub(chain)
    return new LuDecomposition(system).solve(Matrix.columnVector([...(received[p] ?? [])])).to1DArray()
  })
}

/** What each action brings its player from the set on, others and later stages as in the profile. */
export const actionValues = (form: MarkovForm, profile: Stationary, values: StateValues): Stationary => {
  const totals = form.sets.map(({ actions }) => new Float64Array(actions))
  const reaches = new Float64Array(form.sets.length)
  const worth = (node: StageNode, reach: number): Float64Array => {
    const found = new Float64Array(form.players.length)
    if (node.kind === 'end') {
      for (let p = 0; p < found.length; p++)
        found[p] = (node.received[p] ?? 0) + (node.weight[p] ?? 0) * (values[p]?.[node.next] ?? 0)
      return found
    }
    if (node.kind === 'chance') {
      for (const [child, probability] of node.branches) {
        const below = worth(child, reach * probability)
        for (let p = 0; p < found.length; p++) found[p] = (found[p] ?? 0) + probability * (below[p] ?? 0)
      }
      return found
    }
    const { player } = form.sets[node.set] ?? { player: 0 }
    const own = totals[node.set]
    // Where nobody comes, what would be there counts all the same.
    const weight = Math.max(reach, least)
    reaches[node.set] = (reaches[node.set] ?? 0) + weight
    for (const [a, child] of node.children.entries()) {
      const probability = profile[node.set]?.[a] ?? 0
      const below = worth(child, reach * probability)
      if (own !== undefined) own[a] = (own[a] ?? 0) + weight * (below[player] ?? 0)
      for (let p = 0; p < found.length; p++) found[p] = (found[p] ?? 0) + probability * (below[p] ?? 0)
    }
    return found
  }
  for (const root of form.stages) worth(root, 1)
  return totals.map((own, set) => [...own].map(total => total / (reaches[set] ?? 1)))
}

/** The weight of a node that is not reached. */
const least = 1e-200

/** The most that an action brings more than the strategy, at any set. */
export const largestGain = (profile: Stationary, worth: Stationary): number =>
  worth.reduce((most, own, set) => {
    const kept = own.reduce((sum, value, a) => sum + value * (profile[set]?.[a] ?? 0), 0)
    return Math.max(most, Math.max(...own) - kept)
  }, 0)
