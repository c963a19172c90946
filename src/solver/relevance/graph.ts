/**
 * Which decisions one has to know to decide at an information set: strategic relevance (Koller and Milch, Multi-agent
 * influence diagrams for representing and solving games, Games and Economic Behavior 45, 2003), read off the payoffs of
 * the tree instead of the shape of a diagram, so that what cancels out does not count.
 *
 * Another set is relevant where what is played there changes the advantages that actions have over each other, given that
 * one is there. They are quotients of polynomials in what is played, so that random mixtures tell (Schwartz 1980): an irrelevant set is always found to be so,
 * a relevant one is missed by an unlucky draw alone. Whoever uses the graph puts what it finds to the test.
 */
import { childrenOf } from '../../form/behavior.ts'
import type { ExtensiveForm } from '../../form/extensiveForm.ts'
import type { Budget } from '../../markov/budget.ts'

/** By information set the others that are relevant to it, in their order. */
export type RelevanceGraph = readonly (readonly number[])[]

/** Advantages are the same where they differ by no more, as a share of the largest payoff. */
const tolerance = 1e-9

/** The graph of a game in doubles. Spends a step for each node, once for each information set. */
export const relevanceGraph = (budget: Budget, form: ExtensiveForm<number>): RelevanceGraph => {
  const { informationSets } = form
  const next = draws()
  const mixtures = informationSets.map(({ actions }) => mixtureOf(actions.length, next))
  const size = form.outcomes.reduce(
    (most, { payoffs }) => payoffs.reduce((largest, payoff) => Math.max(largest, Math.abs(payoff)), most),
    0,
  )
  const usual = advantages(form, mixtures)
  const relevant: number[][] = informationSets.map(() => [])
  for (const [other, { actions }] of informationSets.entries()) {
    if (actions.length < 2) continue
    budget.spend(form.nodes.length)
    const changed = mixtures.with(other, mixtureOf(actions.length, next))
    const now = advantages(form, changed)
    for (const set of informationSets.keys())
      if (set !== other && isOther(usual[set] ?? [], now[set] ?? [], size)) relevant[set]?.push(other)
  }
  return relevant
}

/** The pieces into which the sets fall that are relevant to each other, each after those that are relevant to it. */
export const piecesOf = (graph: RelevanceGraph): readonly (readonly number[])[] => {
  // Tarjan, Depth-first search and linear graph algorithms, 1972: components come out after all that they lead to.
  const index = new Int32Array(graph.length).fill(-1)
  const low = new Int32Array(graph.length)
  const isOpen = new Uint8Array(graph.length)
  const stack: number[] = []
  const pieces: (readonly number[])[] = []
  let count = 0
  const visits: { readonly set: number; next: number }[] = []
  const enter = (set: number): void => {
    index[set] = count
    low[set] = count
    count += 1
    stack.push(set)
    isOpen[set] = 1
    visits.push({ set, next: 0 })
  }
  for (const root of graph.keys()) {
    if (index[root] !== -1) continue
    enter(root)
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const { set } = visit
      const to = graph[set]?.[visit.next]
      visit.next += 1
      if (to !== undefined) {
        if (index[to] === -1) enter(to)
        else if (isOpen[to] === 1) low[set] = Math.min(low[set] ?? 0, index[to] ?? 0)
        continue
      }
      visits.pop()
      const above = visits.at(-1)?.set
      if (above !== undefined) low[above] = Math.min(low[above] ?? 0, low[set] ?? 0)
      if (low[set] !== index[set]) continue
      const piece = stack.splice(stack.lastIndexOf(set))
      for (const one of piece) isOpen[one] = 0
      pieces.push(piece.sort((a, b) => a - b))
    }
  }
  return pieces
}

/** By set and action what it brings more than the first one there, given that one is there. */
const advantages = (
  { nodes, draws: chances, outcomes, informationSets, players }: ExtensiveForm<number>,
  mixtures: readonly (readonly number[])[],
): readonly (readonly number[])[] => {
  const count = players.length
  const values = new Float64Array(nodes.length * count)
  const reach = new Float64Array(nodes.length)
  reach[0] = 1
  const weightsOf = (id: number): readonly number[] => {
    const node = nodes[id]
    if (node === undefined || node.kind === 'terminal') return []
    return node.kind === 'chance'
      ? (chances[node.draw]?.branches ?? []).map(({ probability }) => probability)
      : (mixtures[node.informationSet] ?? [])
  }
  for (const [id, node] of nodes.entries()) {
    const weights = weightsOf(id)
    for (const [k, child] of childrenOf(node).entries()) reach[child] = (reach[id] ?? 0) * (weights[k] ?? 0)
  }
  const found = informationSets.map(({ actions }) => new Array<number>(actions.length).fill(0))
  const reached = new Float64Array(informationSets.length)
  for (let id = nodes.length - 1; id >= 0; id--) {
    const node = nodes[id]
    if (node === undefined) continue
    const paid = node.outcome === undefined ? undefined : outcomes[node.outcome]?.payoffs
    const weights = weightsOf(id)
    const children = childrenOf(node)
    for (let player = 0; player < count; player++) {
      let value = paid?.[player] ?? 0
      for (let k = 0; k < children.length; k++)
        value += (weights[k] ?? 0) * (values[(children[k] ?? 0) * count + player] ?? 0)
      values[id * count + player] = value
    }
    if (node.kind !== 'decision') continue
    const own = found[node.informationSet] ?? []
    reached[node.informationSet] = (reached[node.informationSet] ?? 0) + (reach[id] ?? 0)
    const player = informationSets[node.informationSet]?.player ?? 0
    const first = values[(children[0] ?? 0) * count + player] ?? 0
    for (let a = 1; a < children.length; a++)
      own[a] = (own[a] ?? 0) + (reach[id] ?? 0) * ((values[(children[a] ?? 0) * count + player] ?? 0) - first)
  }
  return found.map((own, set) => {
    const chance = reached[set] ?? 0
    return chance === 0 ? own : own.map(more => more / chance)
  })
}

/** Whether two vectors differ by more than errors of doubles of such a size. */
const isOther = (a: readonly number[], b: readonly number[], size: number): boolean =>
  a.some((value, k) => Math.abs(value - (b[k] ?? 0)) > tolerance * size)

/** Every action with some chance. */
const mixtureOf = (count: number, next: () => number): readonly number[] => {
  const weights = Array.from({ length: count }, () => 0.2 + next())
  const total = weights.reduce((a, b) => a + b, 0)
  return weights.map(weight => weight / total)
}

/** The same numbers from nought to one each time (Park and Miller 1988). */
const draws = (): (() => number) => {
  let state = 20_031
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
